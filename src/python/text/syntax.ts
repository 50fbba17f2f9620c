/** Where something stands in a Python text: offsets, and the line, from 1. */
export interface PythonPlace {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** An argument of a call: by position, or by name; `spread` is `*args` or `**kwargs`. */
export interface Argument {
  readonly name: string | null;
  readonly spread: boolean;
  readonly value: PyExpression;
}

/** What stands between the brackets of `A[...]`, part by part: an index, or a slice. */
export type Subscript =
  | { readonly kind: 'index'; readonly value: PyExpression }
  | {
      readonly kind: 'slice';
      readonly start: PyExpression | null;
      readonly stop: PyExpression | null;
      readonly step: PyExpression | null;
    };

/** An expression of Python, as far as learners' files need it; what is no such expression is `unread`. */
export type PyExpression = PythonPlace &
  /** `whole`: written without a point or an exponent, an int of Python's. */
  (
    | { readonly kind: 'number'; readonly value: number; readonly whole: boolean }
    | { readonly kind: 'text'; readonly value: string }
    /** An f-string: what stands in it one after the other. */
    | { readonly kind: 'format'; readonly parts: readonly PyExpression[] }
    | { readonly kind: 'constant'; readonly value: boolean | null }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'attribute'; readonly of: PyExpression; readonly name: string }
    | { readonly kind: 'subscript'; readonly of: PyExpression; readonly parts: readonly Subscript[] }
    | { readonly kind: 'call'; readonly callee: PyExpression; readonly arguments: readonly Argument[] }
    | {
        readonly kind: 'binary';
        readonly sign: string;
        readonly left: PyExpression;
        readonly right: PyExpression;
      }
    | { readonly kind: 'unary'; readonly sign: string; readonly operand: PyExpression }
    | {
        readonly kind: 'choice';
        readonly test: PyExpression;
        readonly whenTrue: PyExpression;
        readonly otherwise: PyExpression;
      }
    | { readonly kind: 'sequence'; readonly of: 'tuple' | 'list'; readonly items: readonly PyExpression[] }
    /** `*rest` among what is taken apart, or put together. */
    | { readonly kind: 'starred'; readonly of: PyExpression }
    | {
        readonly kind: 'dictionary';
        readonly entries: readonly { readonly key: PyExpression | null; readonly value: PyExpression }[];
      }
    | {
        readonly kind: 'comprehension';
        /** Of a dictionary's entries, what stands before the colon. */
        readonly key: PyExpression | null;
        readonly value: PyExpression;
        readonly clauses: readonly ComprehensionClause[];
      }
    /** `(name := value)` */
    | { readonly kind: 'named'; readonly name: string; readonly value: PyExpression }
    | {
        readonly kind: 'lambda';
        readonly parameters: readonly FunctionParameter[];
        readonly body: PyExpression;
      }
    /** Octave's `A(1, :)` and `f(x)`, which look alike, and `C{1}`. */
    | {
        readonly kind: 'applied';
        readonly of: PyExpression;
        readonly parts: readonly Subscript[];
        readonly braces: boolean;
        /** Whether all that a function gives is taken, as by `[J, grad] = f(x)`. */
        readonly all?: boolean;
      }
    /** Octave's matrix `[A, b; c]`, row by row. */
    | { readonly kind: 'table'; readonly rows: readonly (readonly PyExpression[])[] }
    /** Octave's range `1:2:9`. */
    | {
        readonly kind: 'range';
        readonly start: PyExpression;
        readonly step: PyExpression | null;
        readonly stop: PyExpression;
      }
    | { readonly kind: 'unread'; readonly construct: string }
  );

/** `for target in over if test` within a comprehension. */
export interface ComprehensionClause {
  readonly target: PyExpression;
  readonly over: PyExpression;
  readonly tests: readonly PyExpression[];
}

/** A parameter of a function, with its default. */
export interface FunctionParameter {
  readonly name: string;
  readonly fallback: PyExpression | null;
  /** `*args` takes all further arguments, `**kwargs` all further ones with names. */
  readonly takes?: 'all' | 'named';
}

/** A statement of Python; one that is outside of what is read is `unread`, and names its construct. */
export type PyStatement = PythonPlace &
  (
    | { readonly kind: 'assign'; readonly targets: readonly PyExpression[]; readonly value: PyExpression }
    | {
        readonly kind: 'update';
        readonly sign: string;
        readonly target: PyExpression;
        readonly value: PyExpression;
      }
    | { readonly kind: 'expression'; readonly value: PyExpression }
    | {
        readonly kind: 'function';
        readonly name: string;
        readonly parameters: readonly FunctionParameter[];
        readonly body: readonly PyStatement[];
        /** What stands behind `@` above it: `staticmethod`. */
        readonly decorators?: readonly string[];
      }
    | {
        readonly kind: 'class';
        readonly name: string;
        readonly bases: readonly string[];
        readonly body: readonly PyStatement[];
      }
    | { readonly kind: 'return'; readonly value: PyExpression | null }
    | {
        readonly kind: 'for';
        readonly target: PyExpression;
        readonly over: PyExpression;
        readonly body: readonly PyStatement[];
      }
    | { readonly kind: 'while'; readonly test: PyExpression | null; readonly body: readonly PyStatement[] }
    | {
        readonly kind: 'if';
        readonly branches: readonly {
          readonly test: PyExpression | null;
          readonly body: readonly PyStatement[];
        }[];
      }
    /** `with` and `try`, gone through; what `with ... as name` opens is bound. */
    | {
        readonly kind: 'block';
        readonly opened: readonly { readonly name: string; readonly value: PyExpression }[];
        readonly body: readonly PyStatement[];
        /** What stands behind the first `except`, which runs where the lines of `try` stop. */
        readonly rescue?: readonly PyStatement[];
      }
    /** `yield value`, and `yield from values`. */
    | { readonly kind: 'yield'; readonly value: PyExpression | null; readonly all: boolean }
    | { readonly kind: 'leave'; readonly how: 'break' | 'continue' }
    | { readonly kind: 'global'; readonly names: readonly string[] }
    | { readonly kind: 'import'; readonly names: readonly { readonly path: string; readonly as: string }[] }
    /** A name with its type and no value, as a dataclass has them. */
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'raise' }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'unread'; readonly construct: string }
  );

/** A file of Python, read whole. It is plain data: it can travel between threads. */
export interface PyModule {
  readonly text: string;
  /** Whether it is Octave's or MATLAB's: its statements are the same, its signs and calls mean something else. */
  readonly octave?: boolean;
  readonly body: readonly PyStatement[];
  /** Lines that are broken, from 1, each by itself: what stands around them is read all the same. */
  readonly broken: readonly number[];
}
