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
} as const;

/** One way to write an op. The first spelling of a row is the one it is printed with. */
export type Spelling =
  | { readonly form: 'infix'; readonly symbol: string; readonly binds: number; readonly rightward?: boolean }
  | { readonly form: 'prefix'; readonly symbol: string; readonly binds: number }
  | { readonly form: 'call'; readonly symbol: string; readonly nests?: boolean };

/** How an op's value is found. */
export type Value =
  /** As the formula says. */
  | { readonly kind: 'formula'; readonly formula: Formula }
  /** By an operator of the machine, spelled alike in both languages: where formulas bottom out. */
  | { readonly kind: 'machine'; readonly operator: MachineOperator }
  /** By a function of the machine; `printed` is the formula that people are shown, if there is one. */
  | {
      readonly kind: 'primitive';
      readonly run: (...operands: readonly number[]) => number;
      readonly printed: Formula | null;
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

/** A way of writing the same function that stays finite where this one overflows. */
export interface Cure {
  readonly written: Formula;
  readonly instead: Formula;
}

interface Common<Operand extends string> {
  readonly operands: readonly Operand[];
  readonly written: readonly Spelling[];
  readonly value: Value;
  /** Operand values at which tests and generated problems try the row: inside its domain, off its kinks. */
  readonly samples: readonly (readonly number[])[];
}

/** An op on each entry by itself: its rule is `pass = G .* local`. */
export interface Elementwise<Operand extends string = string> extends Common<Operand> {
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
  readonly cures?: readonly Cure[];
  /** A remark on the op that a newcomer needs beside its first forward line. */
  readonly aside?: string;
}

/** A question about two numbers, 1 or 0: for formulas and answers; a program has no use for one. */
export interface Comparison<Operand extends string = string> extends Common<Operand> {
  readonly kind: 'comparison';
}

export type Row = Elementwise | Comparison;

/** Makes an elementwise row; the operands' names are checked against its rules by the compiler. */
export function elementwise<const Operand extends string>(
  row: Omit<Elementwise<Operand>, 'kind'>,
): Elementwise<Operand> {
  return { kind: 'elementwise', ...row };
}

/** Makes a comparison row. */
export function comparison(symbol: MachineOperator & string): Comparison<'a' | 'b'> {
  return {
    kind: 'comparison',
    operands: ['a', 'b'],
    written: [{ form: 'infix', symbol, binds: binding.comparison }],
    value: machine(symbol),
    samples: [
      [1, 2],
      [2, 1],
      [-3, -3],
    ],
  };
}

/** A value computed as its formula says. */
export const formula = (text: Formula): Value => ({ kind: 'formula', formula: text });

/** A value computed by an operator of the machine. */
export const machine = (operator: MachineOperator): Value => ({ kind: 'machine', operator });

/** A value computed by a function of the machine, and the formula that people are shown for it. */
export const primitive = (
  run: (...operands: readonly number[]) => number,
  printed: Formula | null = null,
): Value => ({ kind: 'primitive', run, printed });

/** A function's name as a spelling; the further names are read as well. */
export const call = (...names: readonly string[]): readonly Spelling[] =>
  names.map((symbol) => ({ form: 'call', symbol }));
