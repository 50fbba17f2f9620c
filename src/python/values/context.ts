import type { NdArray } from '../arrays/ndarray.ts';

/** What a Python text is read against: the values of a program, and the derivatives that are known by name. */
export interface PyContext {
  /** The program's value of a name; null where it has none. */
  readonly value: (name: string) => NdArray | null;
  /** How the program spells a name that means one of its own. */
  readonly spelled: (name: string) => string;
  /** Whether the program itself has a name, spelled so: a name that is only alike may be the learner's own. */
  readonly has: (name: string) => boolean;
  /** Whether a name is an input of the program that a training step would move. */
  readonly isParameter: (name: string) => boolean;
  /** Which derivative a name means: `W2` for `dW2`; null where it means none, or could mean two. */
  readonly derivative: (name: string) => string | null;
  /** The true value of a derivative, for a name that is used and never stored. */
  readonly truth: (derivative: string, name: string) => NdArray | null;
  /** Of relu(Z1)'s derivative that of Z1; null where it belongs to no activation of a named step. */
  readonly beforeActivation: (derivative: string) => string | null;
  /** How the tutor's notation writes that derivative. */
  readonly word: (derivative: string) => string;
  /** What a name's derivative is multiplied by, where an assignment says so: `m`, or -1. */
  readonly scale: (name: string) => number;
  /** The function that is read, where an assignment names it. */
  readonly entry: string | null;
  /** Whether rules keep the names of derivatives that stand in them, `dZ*X'`, rather than what these were made of. */
  readonly inNames?: boolean;
  /** How many examples the program takes at once: what `m` and `n` mean where nothing gives them a value. */
  readonly examples: number | null;
}

/** A derivative as a Python text gives it: at its last store before a parameter moves. */
export interface PyGradient {
  readonly derivative: string;
  /** The name that it was stored in. */
  readonly name: string;
  readonly line: number;
  /** The right side as it was written. */
  readonly text: string;
  /** Its numbers; null where they are not known, and `why` says why. */
  readonly array: NdArray | null;
  readonly why: string | null;
  /** Whether Python itself would have stopped there. */
  readonly raised: boolean;
  /** The same in the tutor's notation, where it can be said there. */
  readonly form: string | null;
  /** Whether a derivative that the text never gives stands in it, at its true value. */
  readonly borrowed: boolean;
}

/** What the reader of a report should know about a line. */
export interface PyNote {
  readonly line: number;
  readonly message: string;
}

/** A line as it was understood. */
export interface PyLine {
  readonly line: number;
  /** The statement as it was written, on one line. */
  readonly text: string;
  /** What is stored in it, by name; an answer has its derivative. */
  readonly stores: readonly PyStore[];
}

/** What a line stores under one name. */
export interface PyStore {
  readonly name: string;
  readonly derivative: string | null;
  /** The expression in the tutor's notation, where it can be said there. */
  readonly form: string | null;
  /** The shape as Python prints it; null where it is no table of numbers. */
  readonly shape: string | null;
  /** Why it is not known; null where it is. */
  readonly why: string | null;
  /** Whether Python itself would have stopped. */
  readonly raised: boolean;
}

/** A name of the learner's own, and the line that stores it last. */
export interface OwnName {
  readonly name: string;
  readonly line: number;
  readonly shape: readonly number[];
}

/** A Python text, understood. */
export interface PyReading {
  readonly lines: readonly PyLine[];
  /** The learner's own names of tables of numbers. */
  readonly own: readonly OwnName[];
  /** Lines of which nothing could be made, from 1. */
  readonly lost: readonly number[];
  /** Names that mean something of the program which is called otherwise there. */
  readonly taken: readonly { readonly name: string; readonly means: string }[];
  readonly gradients: ReadonlyMap<string, PyGradient>;
  readonly notes: readonly PyNote[];
}
