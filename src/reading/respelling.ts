/** What a respelling may ask: whether a text reads as an expression, and whether a word is a name here. */
export interface Reads {
  readonly reads: (text: string) => boolean;
  readonly isName: (word: string) => boolean;
  /** Whether a word is the name of a single number. */
  readonly isSingle: (word: string) => boolean;
}

/** A way to write a right side, and how it is written here; null where the text has nothing of it. */
export interface RightRow {
  readonly example: string;
  /** What the example is, written plainly, for a program with b = 3, c = 2 and matrices A and dZ. */
  readonly plain: string;
  readonly from: string;
  readonly respell: (text: string, ask: Reads) => string | null;
}
