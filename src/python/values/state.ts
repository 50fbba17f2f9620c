import { atom } from '../arrays/form.ts';
import { asColumn, asWhole, eachEntry, type NdArray, onlyEntry, scalarArray } from '../arrays/ndarray.ts';
import type { PyExpression, PyStatement, PythonPlace } from '../text/syntax.ts';
import type { OwnName, PyContext, PyGradient, PyLine, PyNote, PyStore } from './context.ts';
import { numbers, type PyValue, type Scope, unknownValue } from './values.ts';

/** A text may take so many steps, turns of its loops included; a call may stand in so many others. */
export const limits = { steps: 200_000, depth: 24, turns: 5_000, entries: 2_000_000 } as const;

/** Everything that reading a Python text remembers. */
export interface State {
  readonly text: string;
  /** Whether the text is Octave's: its signs and calls mean something else. */
  readonly octave: boolean;
  readonly context: PyContext;
  readonly gradients: Map<string, PyGradient>;
  /** The arrays that derivatives were stored as, which other names may share and change, and within how many calls. */
  readonly live: Map<string, { readonly array: NdArray; readonly depth: number }>;
  readonly notes: Map<string, PyNote>;
  /** Derivatives whose parameter has moved: what is stored into them later no longer counts. */
  readonly settled: Set<string>;
  /** Names that were a bend's derivative and are that of what it was made of since they were masked, and of which. */
  readonly passed: Map<string, string>;
  /** The program's own values, made once, so that two names for one array share it. */
  readonly program: Map<string, PyValue>;
  /** Parameters that a step has moved, and what they are since: what is worked out from them later is another pass's. */
  readonly moved: Map<string, PyValue>;
  readonly truths: Map<string, PyValue>;
  readonly holders: Map<string, PyValue>;
  /** Under which names objects of the learner's own classes, and lists and dictionaries of them, are kept. */
  readonly kept: Map<object, Set<string>>;
  readonly called: Set<readonly PyStatement[] | PyExpression>;
  /** The names that the text stores anywhere. */
  readonly stored: ReadonlySet<string>;
  /** The names of all parameters of its functions: what they are handed may not be known. */
  readonly handed: Set<string>;
  /** What each line was understood as; of a loop, its last turn. */
  readonly lines: Map<number, PyLine & { readonly stores: PyStore[] }>;
  /** The learner's own names, where each was stored last, and the shape of what it holds. */
  readonly own: Map<string, OwnName>;
  readonly lost: Set<number>;
  /** The learner's own names that broken lines store. */
  readonly unknowns: Map<string, PyValue>;
  readonly taken: Map<string, string>;
  /** Modules whose names are all there: `from numpy import *`. */
  readonly starred: string[];
  /** What generators have given so far, the innermost last. */
  readonly yielded: PyValue[][];
  /** In Octave, what `end` means between parentheses, innermost last. */
  readonly ends: number[];
  /** Whether stores count: outside of the function that an assignment names they do not. */
  muted: boolean;
  steps: number;
  depth: number;
  /** Within how many functions that stand where they are called; what these store has no name of its own. */
  inlined: number;
  /** Where a text is read as a program: what a name is stored as. */
  named?: (name: string, value: PyValue, source: PyExpression | null, line: number) => PyValue;
}

/** Nothing remembered yet. */
export const newState = (text: string, context: PyContext, stored: ReadonlySet<string>): State => ({
  text,
  octave: false,
  context,
  gradients: new Map(),
  live: new Map(),
  notes: new Map(),
  settled: new Set(),
  passed: new Map(),
  program: new Map(),
  moved: new Map(),
  truths: new Map(),
  holders: new Map(),
  kept: new Map(),
  called: new Set(),
  stored,
  handed: new Set(),
  lines: new Map(),
  own: new Map(),
  lost: new Set(),
  unknowns: new Map(),
  taken: new Map(),
  starred: [],
  yielded: [],
  ends: [],
  muted: context.entry !== null,
  steps: 0,
  depth: 0,
  inlined: 0,
});

/** Says something of a line, once. */
export function note(state: State, line: number, message: string): void {
  state.notes.set(`${line} ${message}`, { line, message });
}

/** The text of a place, on one line. */
export const textAt = (state: State, { from, to }: PythonPlace): string =>
  state.text.slice(from, to).replaceAll(/\\\n/g, ' ').replaceAll(/\s+/g, ' ').trim();

/** The program's value of a name; null where it has none. */
export function programValue(state: State, name: string): PyValue | null {
  const known = state.program.get(name);
  if (known) return known;
  const own = state.context.value(name);
  if (!own) return null;
  // In Octave a list of classes counts from 1, and is a column.
  const array = state.octave && own.shape.length === 1 ? eachEntry(asColumn(own), (entry) => entry + 1) : own;
  const form = own.shape.length === 1 ? null : atom(state.context.spelled(name));
  const value = numbers(array, form, state.named !== undefined);
  state.program.set(name, value);
  return value;
}

/** A step moves a parameter: from there on its name means what it has become. */
export function move(state: State, name: string, value: PyValue, line: number): void {
  const spelled = state.context.spelled(name);
  const known = value.kind === 'array' ? { ...value, form: null } : null;
  state.moved.set(
    spelled,
    known ?? unknownValue(`line ${line} changes ${name} by an amount that dvar can't tell`, line),
  );
}

/** The program's value of a name that is read: what it is called otherwise there is remembered. */
export function readFromProgram(state: State, name: string): PyValue | null {
  const value = state.moved.get(state.context.spelled(name)) ?? programValue(state, name);
  const spelled = value ? state.context.spelled(name) : name;
  if (spelled !== name) state.taken.set(name, spelled);
  return value;
}

/**
 * The derivative that a name means; null where it means none. A spelling that differs by capitals alone is the learner's
 * own name where the text has the other, too: `dz2` of one example beside `dZ2`.
 */
export function derivativeOf(state: State, name: string): string | null {
  const found = state.context.derivative(name);
  if (found === null) return null;
  const word = state.context.word(found);
  return name !== word && state.stored.has(word) && name.toLowerCase() === word.toLowerCase() ? null : found;
}

/** The true value of a derivative that the text names and never gives; null where the name means none. */
export function trueDerivative(state: State, name: string): PyValue | null {
  const derivative = derivativeOf(state, name);
  if (derivative === null) return null;
  const key = `${derivative} ${state.context.scale(name)}`;
  const known = state.truths.get(key);
  if (known) return known;
  const array = state.context.truth(derivative, name);
  if (!array) return null;
  const form = state.context.scale(name) === 1 ? atom(state.context.word(derivative)) : null;
  const value = numbers(array, form, true);
  state.truths.set(key, value);
  return value;
}

/** An object of which nothing is known but what its parts are called. */
export function holderNamed(state: State, name: string): PyValue & { kind: 'holder' } {
  const known = state.holders.get(name);
  if (known?.kind === 'holder') return known;
  const made: PyValue = { kind: 'holder', name, entries: new Map() };
  state.holders.set(name, made);
  return made;
}

/** Remembers under which name an object is kept, so that its parts can be told by it: `layer2.dW`. */
export function keep(state: State, name: string, value: PyValue): void {
  const parts = partsOf(value);
  if (!parts) return;
  const names = state.kept.get(parts) ?? new Set();
  state.kept.set(parts, names.add(name));
}

const partsOf = (value: PyValue): object | null => {
  if (value.kind === 'sequence') return value.items;
  return (value.kind === 'holder' && value.methods) || value.kind === 'dictionary' ? value.entries : null;
};

/** The names of an object: `layer2`, or `layers[1]` and `layers[-1]` where a list keeps it. */
export function namesOfObject(state: State, of: PyValue): readonly string[] {
  const own = partsOf(of);
  if (!own) return [];
  return [...state.kept].flatMap(([parts, names]) => {
    if (parts === own) return [...names];
    if (Array.isArray(parts)) {
      const at = (parts as readonly PyValue[]).findIndex((item) => partsOf(item) === own);
      return at < 0 ? [] : [...names].flatMap((name) => [`${name}[${at}]`, `${name}[${at - parts.length}]`]);
    }
    if (!(parts instanceof Map)) return [];
    const keys = [...(parts as ReadonlyMap<string, PyValue>)].flatMap(([key, item]) =>
      partsOf(item) === own ? [key] : [],
    );
    return keys.flatMap((key) => [...names].flatMap((name) => [`${name}[${key}]`, `${name}.${key}`]));
  });
}

/** What a name stands for in a scope; null where nothing is known of it. */
export function nameIn(scope: Scope, name: string): PyValue | null {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return null;
}

/** A part of an object that is looked up by its name: what was stored there, else what the program has of that name. */
export function partNamed(
  state: State,
  holder: PyValue & { kind: 'holder' },
  name: string,
  line: number,
): PyValue {
  const own = holder.entries.get(name);
  return (
    (own?.kind === 'unknown' && !own.raised ? null : own) ??
    readFromProgram(state, name) ??
    own ??
    trueDerivative(state, name) ??
    exampleCount(state, name) ??
    unknownValue(`${holder.name} has a part ${name} that dvar does not know`, line)
  );
}

/** The number of examples under the names that people give it; null for every other name. */
export const exampleCount = (state: State, name: string): PyValue | null =>
  /^(m|n|N|batch_size|num_examples|n_samples)$/.test(name) && state.context.examples !== null
    ? numbers(scalarArray(state.context.examples), atom(String(state.context.examples)))
    : null;

/** A whole number that a value stands for; null where it is none. */
export function wholeOf(value: PyValue): number | null {
  const only = value.kind === 'array' ? onlyEntry(value.array) : null;
  return only !== null && Number.isInteger(only) ? only : null;
}

/** A single number as a value: an int of Python's where it is whole, unless it was written as a float. */
export function numberValue(value: number, whole = Number.isInteger(value)): PyValue {
  const array = scalarArray(value);
  return numbers(
    whole ? asWhole(array) : array,
    value < 0 ? { text: String(value), binding: 4 } : atom(String(value)),
  );
}

/** An array that a value is; null where it is none. Lists of numbers are arrays wherever NumPy takes them so. */
export const arrayIn = (value: PyValue): NdArray | null => (value.kind === 'array' ? value.array : null);
