import type { Matrix, Shape, Value } from './matrix.ts';
import type { ProductFactor } from './product/factor.ts';

/**
 * What a row of the table says. A row speaks the tutor's own language, so that one formula can be run,
 * printed, filled with numbers, mutated and checked; a closure could only be run.
 */

/** Text in the tutor's language. It may name the row's operands, `out` (its output) and numbers. */
export type Formula = string;

/** How tightly an operator holds its operands: mathjs' levels, loosest first. */
export const binding = {
  comparison: 1,
  sum: 2,
  product: 3,
  implicit: 4,
  sign: 5,
  power: 6,
  transpose: 7,
} as const;

/** Which operands of an operator may be matrices: whichever, one of the two, the left one, none. */
export type MatrixOperands = 'any' | 'one' | 'left' | 'none';

/** One way to write an op. The first spelling of a row is the one it is printed with. */
export type Spelling =
  | {
      readonly form: 'infix';
      readonly symbol: string;
      readonly binds: number;
      readonly rightward?: boolean;
      /** `*` multiplies entry by entry only where one side is a number: between matrices it is the product. */
      readonly matrices?: MatrixOperands;
    }
  | { readonly form: 'prefix' | 'postfix'; readonly symbol: string; readonly binds: number }
  | { readonly form: 'call'; readonly symbol: string; readonly nests?: boolean }
  /** What stands in parentheses behind a matrix: `A(2,:)`. */
  | { readonly form: 'index'; readonly symbol: '(' }
  /** What stands together in brackets: `[A; B]`, `[A, B]`. */
  | { readonly form: 'brackets'; readonly symbol: '[' };

/** How the value of an elementwise op is found. */
export type Valuation =
  /** As the formula says. */
  | { readonly kind: 'formula'; readonly formula: Formula }
  /** By an operator of the machine, spelled alike in both languages: where formulas bottom out. */
  | { readonly kind: 'machine'; readonly operator: MachineOperator }
  /** By a function of the machine; `printed` is the formula that people are shown, if there is one. */
  | {
      readonly kind: 'primitive';
      readonly run: (...operands: readonly number[]) => number;
      readonly printed: Formula | null;
      /** WebAssembly's instruction that gives the same, bit for bit, where it has one: no call is needed then. */
      readonly instruction?: number;
    };

export type MachineOperator = '+' | '-' | '*' | '/' | 'negate' | '>' | '<' | '>=' | '<=' | '==' | '!=';

/** A condition on the operands, as a formula that is 1 or 0, and in words that end "... needs b ___". */
export interface Condition {
  readonly when: Formula;
  readonly says: string;
}

/** Where the rule for one operand does not hold as written, and what holds there. */
export interface Exception {
  readonly when: Formula;
  readonly local: Formula;
}

/** A way of writing the same function that stays finite where this one overflows. Letters behind an op's operands are its settings. */
export interface Cure {
  readonly written: Formula;
  readonly instead: Formula;
}

/** A mistake that an op invites and that no change of its rule gives: taking the power rule to exp. */
export interface Slip<Id extends string = string> {
  /** Published, and for ever. */
  readonly id: Id;
  /** What is taken for the local derivative (for the `pass` of a structural row). It may speak of `G`, the upstream gradient. */
  readonly instead: Formula;
  /** For the table of ids. */
  readonly means: string;
  /** What a learner is told: it points, holds no number, and does not tell. */
  readonly says: string;
}

/** By operand, the slips of a row. */
type Slips<Operand extends string, Id extends string> = Readonly<
  Partial<Record<Operand, readonly Slip<Id>[]>>
>;

/** How another language writes an op: null where it has no such thing; it may hang on the settings. */
export type Spelled = string | null | ((settings: Settings) => string | null);

interface Common<Operand extends string> {
  /** One or more: each has its rule, its reason and its place in every sample. */
  readonly operands: readonly [Operand, ...Operand[]];
  readonly written: readonly Spelling[];
  /** How mathjs writes the same, in the row's letters. */
  readonly mathjs: Spelled;
  /** How NumPy writes the same, in the row's letters. */
  readonly numpy: Spelled;
  /** The ops that it is likely to be taken for: their slopes are wrong rules for it. It is no such thing for them unless they say so. */
  readonly likenedTo?: readonly string[];
  /** How TeX writes it, where that is neither a sign nor TeX's function of the same name: with `#1` for its operand, else a function's name. */
  readonly tex?: string;
  /** What it gives: a number between 0 and 1 that is read as a probability, or entries that are probabilities of one choice. */
  readonly gives?: 'probability' | 'distribution';
  /** Wrong rules, by their ids, that sources report more often of this op than of others; only the ratio of two such numbers means something. */
  readonly reported?: Readonly<Record<string, number>>;
}

/** What acts on each entry by itself. */
interface Entrywise<Operand extends string> extends Common<Operand> {
  readonly value: Valuation;
  /** Operand values at which tests and generated problems try the row: inside its domain, off its kinks. */
  readonly samples: readonly (readonly number[])[];
}

/** An op on each entry by itself: its rule is `pass = G .* local`. */
export interface Elementwise<Operand extends string = string, Id extends string = string>
  extends Entrywise<Operand> {
  readonly kind: 'elementwise';
  /** The local derivative by each operand. */
  readonly local: Readonly<Record<Operand, Formula>>;
  /** One sentence per operand: the reason for its local derivative. */
  readonly why: Readonly<Record<Operand, string>>;
  /** What an operand must be for the op to have a value. */
  readonly needs?: Readonly<Partial<Record<Operand, Condition>>>;
  /** Zero where the op has a corner, so that questions can stay away. */
  readonly kink?: Formula;
  /** Where the derivative by an operand does not exist: `says` ends "... there is no derivative ___". */
  readonly missing?: Readonly<Partial<Record<Operand, Condition>>>;
  readonly except?: Readonly<Partial<Record<Operand, Exception>>>;
  /** Whether it is the bend behind what a layer of a network adds up. */
  readonly activation?: boolean;
  /** Whether its value is its operand, so that it is no more than a second name. */
  readonly identity?: boolean;
  /** Whether its value is the answer to a question, 1 or 0. */
  readonly compares?: boolean;
  /** Whether it takes one of its operands by its first, as `where` does: what is not taken may have no value, and gets no gradient. */
  readonly selects?: boolean;
  readonly cures?: readonly Cure[];
  readonly slips?: Slips<Operand, Id>;
  /** A remark on the op that a newcomer needs beside its first forward line. */
  readonly aside?: string;
}

/** A whole number behind an op's operands that says how it works, as the 2 of `sum(A, 2)`: it is no operand and has no derivative. */
export interface Setting {
  /** How a rule of the row calls it. */
  readonly name: string;
  /** What holds where a call does not say. */
  readonly absent: number;
  /** The numbers that a call may say. */
  readonly may: (said: number) => boolean;
  /** What may be said, behind the op's name: "works along dimension 1 ...". */
  readonly says: string;
}

/** The numbers of a row's settings, in the row's order. */
export type Settings = readonly number[];

/** An op on whole matrices: its rule is a `pass`, in the operands, the upstream gradient `G` and `out`. */
export interface Structural<Operand extends string = string, Id extends string = string>
  extends Common<Operand> {
  readonly kind: 'structural';
  /** What may follow the operands of a call, as in `sum(A, 2)`. */
  readonly settings: readonly Setting[];
  /** The output's shape, or the sentence that says why these operands, called by these words, do not fit. */
  readonly shape: (
    operands: readonly Shape[],
    words: readonly string[],
    settings: Settings,
  ) => Shape | string;
  /** The axiom: writes the output's entries. */
  readonly run: (operands: readonly Matrix[], out: Matrix, settings: Settings) => void;
  /** What is passed back to each operand, in the operands, the settings, `G` and `out`; where its shape is not the operand's, it is summed or spread to fit. */
  readonly pass: Readonly<Record<Operand, Formula>>;
  /** Further letters of `pass`: `n`, over how many entries a mean is taken. They are numbers or matrices of numbers. */
  readonly letters?: Readonly<
    Record<string, (operands: readonly Matrix[], out: Matrix, settings: Settings) => Value>
  >;
  /** How people write such a letter, in the row's others, where `when` is 1: `out ./ A` for the product of all other entries, if none is 0. */
  readonly writings?: Readonly<Record<string, { readonly written: Formula; readonly when: Formula }>>;
  readonly why: Readonly<Record<Operand, string>>;
  /** An expression with an entry that is 0 where the op has a corner. */
  readonly kink?: Formula;
  /** Where the derivative by an operand does not exist: `says` ends "... there is no derivative ___". */
  readonly missing?: Readonly<Partial<Record<Operand, Condition>>>;
  readonly slips?: Slips<Operand, Id>;
  /** Settings at which tests try the row; else every dimension, or none. */
  readonly settingSamples?: readonly Settings[];
  /** Whether a number in front of any operand is a number in front of the output. */
  readonly linear?: boolean;
  /** The same entries read another way, where that is all that the op does: nothing is copied. */
  readonly view?: (operand: ProductFactor) => ProductFactor;
  /** Adds the output to what is there, of operands that may be views: no matrix is made on the way. */
  readonly add?: (operands: readonly ProductFactor[], into: Matrix) => void;
  /** Operands at which tests and generated problems try the row, as the language writes them. */
  readonly samples: readonly (readonly Formula[])[];
}

/** A call that makes a matrix of numbers alone, `ones(3,1)`: a way to write a literal, and never a node. */
export interface Maker extends Common<string> {
  readonly kind: 'maker';
  readonly entry: number;
}

export type Row = Elementwise | Structural | Maker;
