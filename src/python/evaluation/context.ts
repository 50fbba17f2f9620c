import type { NdArray } from '../arrays/ndarray.ts';

/** What a Python text is read against: the values of a program, and the derivatives that are known by name. */
export interface PyContext {
  /** The program's value of a name; null where it has none. */
  readonly value: (name: string) => NdArray | null;
  /** Whether a name is an input of the program that a training step would move. */
  readonly isParameter: (name: string) => boolean;
  /** Which derivative a name means: `W2` for `dW2`; null where it means none, or could mean two. */
  readonly derivative: (name: string) => string | null;
  /** The true value of a derivative, for a name that is used and never stored. */
  readonly truth: (derivative: string) => NdArray | null;
  /** How the tutor's notation writes that derivative. */
  readonly word: (derivative: string) => string;
  /** How many examples the program takes at once: what `m` and `n` mean where nothing gives them a value. */
  readonly examples: number | null;
}

/** A derivative as a Python text gives it: at its last store before a parameter moves. */
export interface PyGradient {
  readonly derivative: string;
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

/** A Python text, understood. */
export interface PyReading {
  readonly gradients: ReadonlyMap<string, PyGradient>;
  readonly notes: readonly PyNote[];
}
