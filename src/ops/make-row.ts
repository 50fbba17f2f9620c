import {
  binding,
  type Elementwise,
  type Formula,
  type MachineOperator,
  type Maker,
  type Row,
  type Setting,
  type Settings,
  type Slip,
  type Spelled,
  type Spelling,
  type Structural,
  type Valuation,
} from './row.ts';

// How the rows of the table are made, each of its sort.

/** A slip that is told in the same words wherever it is made; a row says what it takes there. */
export const slip =
  <const Id extends string>(told: Omit<Slip<Id>, 'instead'>) =>
  (instead: Formula): Slip<Id> => ({ ...told, instead });

/** The dimension along which an op works: 1 down the columns, 2 along the rows; `absent` is 0 where that means all entries. */
export const dim = (absent: 0 | 1 | 2 = 0): Setting => ({
  name: 'dim',
  absent,
  may: (said) => said === 1 || said === 2,
  says: 'works along dimension 1, down the columns, or 2, along the rows',
});

/** A row as it was written, and its kind. A copy would take longer than all else that is done with the table at a start. */
const ofKind = <const Kind extends Row['kind'], Written extends object>(
  kind: Kind,
  row: Written,
): Written & { readonly kind: Kind } => Object.assign(row, { kind });

/** Makes an elementwise row; the operands' names are checked against its rules by the compiler. */
export function elementwise<const Operand extends string, const Id extends string = never>(
  row: Omit<Elementwise<Operand, Id>, 'kind'>,
): Elementwise<Operand, Id> {
  return ofKind('elementwise', row);
}

/** What a plain function may say in addition to its name, value, slope and reason. */
type More<Id extends string> = Pick<Elementwise<'z', Id>, 'mathjs' | 'numpy'> &
  Partial<Omit<Elementwise<'z', Id>, 'kind' | 'operands' | 'written' | 'value' | 'local' | 'why'>>;

/**
 * Makes the row of a plain function of one number `z`: its name (further names are read as well), what it computes (a formula,
 * or a function of the machine with the formula that is printed for it), its slope, and the reason for that slope.
 */
export const plain = <const Id extends string = never>(
  names: string | readonly string[],
  value: Formula | Valuation,
  slope: Formula,
  why: string,
  more: More<Id>,
): Elementwise<'z', Id> =>
  elementwise<'z', Id>({
    operands: ['z'],
    written: call(...[names].flat()),
    value: typeof value === 'string' ? formula(value) : value,
    local: { z: slope },
    why: { z: why },
    samples: [[0.5], [-1.2], [2]],
    ...more,
  });

/** Makes a structural row; the operands' names are checked against its rules by the compiler. */
export function structural<const Operand extends string, const Id extends string = never>(
  row: Omit<Structural<Operand, Id>, 'kind' | 'settings'> & { readonly settings?: readonly Setting[] },
): Structural<Operand, Id> {
  return ofKind('structural', { settings: [], ...row });
}

/** Makes a row that makes matrices. */
export const maker = (name: string, entry: number): Maker => ({
  kind: 'maker',
  operands: ['rows', 'columns'],
  written: call(name),
  mathjs: `${name}(rows, columns)`,
  numpy: `np.${name}((rows, columns))`,
  entry,
});

const unmoved = "A comparison is 1 or 0, and a tiny nudge doesn't change which: its slope is 0.";

/** Makes the row of a comparison: a question about two numbers whose value is 1 or 0. Between two that differ its value jumps where they meet. */
export function comparison(symbol: MachineOperator & string, jumps: boolean): Elementwise<'a' | 'b', never> {
  return elementwise({
    operands: ['a', 'b'],
    written: [{ form: 'infix', symbol, binds: binding.comparison }],
    mathjs: `a ${symbol} b`,
    numpy: `a ${symbol} b`,
    value: machine(symbol),
    compares: true,
    local: { a: '0', b: '0' },
    why: { a: unmoved, b: unmoved },
    ...(jumps ? { kink: 'a - b' } : {}),
    aside: 'a comparison is 1 where it is true and 0 where it is not; its derivative is 0',
    samples: [
      [1, 2],
      [2, 1],
      [-3, 4],
    ],
  });
}

/** A value computed as its formula says. */
export const formula = (text: Formula): Valuation => ({ kind: 'formula', formula: text });

/** A value computed by an operator of the machine. */
export const machine = (operator: MachineOperator): Valuation => ({ kind: 'machine', operator });

/** A value computed by a function of the machine, and the formula that people are shown for it. */
export const primitive = (
  run: (...operands: readonly number[]) => number,
  printed: Formula | null = null,
): Valuation => ({ kind: 'primitive', run, printed });

/** A value computed by a function of the machine that is a single instruction in WebAssembly, by its number there. */
export const instruction = (
  run: (...operands: readonly number[]) => number,
  instruction: number,
): Valuation => ({ kind: 'primitive', run, printed: null, instruction });

/** A function's name as a spelling; the further names are read as well. */
export const call = (...names: readonly string[]): readonly Spelling[] =>
  names.map((symbol) => ({ form: 'call', symbol }));

/** How an op of `A` that works along a dimension is called elsewhere, by its names there: over all entries, or along that one. */
export const foldedIn = (
  mathjs: string,
  numpy: string,
): { readonly mathjs: Spelled; readonly numpy: Spelled } => ({
  mathjs: ([dimension = 0]: Settings) => `${mathjs}(A${dimension === 0 ? '' : `, ${dimension}`})`,
  numpy: ([dimension = 0]: Settings) => `${numpy}(A${axisOf(dimension)})`,
});

/** The words that say a dimension in a call of NumPy's; what is summed up keeps its two dimensions there too. */
export const axisOf = (dimension: number): string =>
  dimension === 0 ? '' : `, axis=${dimension - 1}, keepdims=True`;
