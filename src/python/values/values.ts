import type { Form } from '../arrays/form.ts';
import type { NdArray } from '../arrays/ndarray.ts';
import type { FunctionParameter, PyExpression, PyStatement } from '../text/syntax.ts';

/** Something that can be called: by name from the closed list, or a function of the learner's own. */
export type Callable =
  | { readonly kind: 'builtin'; readonly path: string }
  /** A class of the learner's own: called, it makes an object with its methods. */
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly methods: ReadonlyMap<string, OwnCallable>;
      /** What the class itself holds: `m = 4` in its body. */
      readonly parts: ReadonlyMap<string, PyValue>;
      /** What a dataclass or a tuple with names is handed, in order. */
      readonly fields: readonly string[];
    }
  /** A function with some of its arguments: `partial(np.sum, axis=1)`. */
  | {
      readonly kind: 'partial';
      readonly of: Callable;
      readonly values: readonly PyValue[];
      readonly named: ReadonlyMap<string, PyValue>;
    }
  /** A function of single numbers, taken entry by entry: `np.vectorize(f)`. */
  | { readonly kind: 'entrywise'; readonly of: Callable }
  /** A function of Octave's, with what it computes. */
  | { readonly kind: 'octave'; readonly name: string; readonly compute: (call: OctaveCall) => PyValue }
  /** A method of a value: `dZ.sum`. */
  | { readonly kind: 'method'; readonly of: PyValue; readonly name: string }
  | {
      readonly kind: 'own';
      readonly name: string;
      readonly parameters: readonly FunctionParameter[];
      readonly body: readonly PyStatement[] | PyExpression;
      /** What stands in front of the first argument in a method's call. */
      readonly bound: PyValue | null;
      /** A method that takes no object, or one that is read as a part. */
      readonly as?: 'static' | 'property' | 'class';
      /** Of a method: those of the classes that its own is made from, which `super()` calls. */
      readonly above?: ReadonlyMap<string, OwnCallable>;
      readonly names: Scope;
    };

/** What a function of Octave's is handed. */
export interface OctaveCall {
  readonly name: string;
  readonly values: readonly PyValue[];
  readonly line: number;
  /** Whether several of its values are taken, as by `[m, n] = size(X)`. */
  readonly all: boolean;
  /** Calls a function that it is handed. */
  readonly apply: (of: Callable, values: readonly PyValue[]) => PyValue;
}

/** A function of the learner's own. */
export type OwnCallable = Callable & { readonly kind: 'own' };

/** Names and what they stand for; what is not here is looked for further out. */
export interface Scope {
  readonly names: Map<string, PyValue>;
  readonly outer: Scope | null;
  /** Names that are stored further out: `global dW1`. */
  readonly globals?: Set<string>;
  /** Whether a call handed other values in under the program's names: its body works out another pass than the program's. */
  readonly foreign?: boolean;
  /** Whether what is stored is a loop's or a comprehension's own name, which answers nothing. */
  readonly bound?: boolean;
}

/** What a Python expression stands for, as far as it can be told without running anything. */
export type PyValue =
  | {
      readonly kind: 'array';
      readonly array: NdArray;
      readonly form: Form | null;
      readonly borrowed?: boolean;
    }
  | { readonly kind: 'sequence'; readonly of: 'tuple' | 'list'; readonly items: PyValue[] }
  /** `missing`: what stands under a key that is not there, where it is a `defaultdict`. */
  | {
      readonly kind: 'dictionary';
      readonly entries: Map<string, PyValue>;
      readonly missing?: () => PyValue;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'callable'; readonly callable: Callable }
  /** An object that nothing is known of but what its parts are called: `cache`, `parameters`, `self`. */
  | {
      readonly kind: 'holder';
      readonly name: string;
      readonly entries: Map<string, PyValue>;
      readonly methods?: ReadonlyMap<string, OwnCallable>;
      /** The class that it was made by. */
      readonly of?: PyValue;
    }
  /** `why` is a sentence; `raised`: Python itself would stop here. */
  | { readonly kind: 'unknown'; readonly why: string; readonly line: number; readonly raised: boolean };

/** How a body ends early: by what it returns, or out of a loop's turn. */
export type PyFlow = PyValue | { readonly kind: 'leave'; readonly how: 'break' | 'continue' };

/** A value that is not known, and why. */
export const unknownValue = (why: string, line: number, raised = false): PyValue => ({
  kind: 'unknown',
  why,
  line,
  raised,
});

/** A value of numbers. */
export const numbers = (array: NdArray, form: Form | null = null, borrowed = false): PyValue => ({
  kind: 'array',
  array,
  form,
  ...(borrowed && { borrowed }),
});
