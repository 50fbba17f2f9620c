import { type Apply, apply, name } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import type { Sign } from '../../language/spelling.ts';
import { isSingle, type Shape, single, writtenShape } from '../../ops/matrix.ts';
import type { MatrixOperands, Row, Settings } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import { type OpPlace, placeOfOp } from '../kernels/op-codes.ts';

/** What a sign means between operands of certain shapes, and the shape of what comes out. */
export interface Meaning {
  readonly op: OpName;
  readonly shape: Shape;
  readonly settings: Settings;
}

/** The settings that a call names after its operands, `sum(A, 2)`, with the defaults of those that it does not name. */
function settingsOf({ operands }: Apply, row: Row): Settings {
  if (row.kind !== 'structural') return [];
  return row.settings.map(({ absent }, k) => {
    const said = operands[row.operands.length + k];
    return said?.kind === 'number' ? said.value : absent;
  });
}

/**
 * Whether an op has a place for everything that a call is given; the values of settings were checked when the call
 * was read.
 */
function takes({ operands }: Apply, row: Row): boolean {
  const more = operands.length - row.operands.length;
  return more === 0 || (more > 0 && row.kind === 'structural' && more <= row.settings.length);
}

/**
 * Chooses the first op of a sign whose shapes fit. Where none does, the refusal says why in the operands' own words
 * and, where that gives no answer away, which spelling would fit.
 */
export function opForShapes(
  node: Apply,
  shapes: readonly Shape[],
  words: () => readonly string[],
  advise = true,
): Meaning | string {
  const { sign } = node;
  const plain = shapes.every(isSingle) ? opOfSingles(node.sign, node.operands.length) : null;
  if (plain) return { op: plain, shape: single, settings: [] };
  let why = '';
  for (const op of candidates(node, shapes)) {
    const row = table[op];
    const settings = settingsOf(node, row);
    const found = shapeUnder(op, sign, shapes.slice(0, row.operands.length), settings, words);
    if (typeof found !== 'string') return { op, shape: found, settings };
    why = found;
  }
  return `${spoken(node, words())}: ${why}${advise ? cure(sign, shapes, words()) : ''}`;
}

/** A sign between its operands' words; the settings behind them as they are written. */
function spoken({ sign, operands }: Apply, words: readonly string[]): string {
  const [left, right] = words;
  if (sign.form === 'infix') return `${left}${sign.symbol}${right}`;
  const all = operands.map((operand, k) => (k < sign.arity ? name(words[k] ?? '') : operand));
  return print(apply(sign, ...all));
}

/** The op that a sign means between so many single numbers, where it works entry by entry; null where shapes must tell. */
export function opOfSingles(sign: Sign, count: number): OpName | null {
  const first = sign.ops[0];
  if (!first) throw new Error(`nothing is spelled '${sign.symbol}'`);
  const row = table[first];
  return isEntrywise(row) && row.operands.length === count ? first : null;
}

const placesOfTwo = new Map<Sign, OpPlace | null>();

/** The place of the op that a sign means between two single numbers, looked up once a sign; null where shapes must tell. */
export function placeOfTwoSingles(node: Apply): OpPlace | null {
  const known = placesOfTwo.get(node.sign);
  if (known !== undefined || node.operands.length !== 2) return known ?? null;
  const op = opOfSingles(node.sign, node.operands.length);
  const place = op && placeOfOp(op);
  placesOfTwo.set(node.sign, place);
  return place;
}

/**
 * The ops that a sign can mean with these operands. After a matrix, a number that can be a setting is one: `max(A,
 * 1)`.
 */
function candidates(node: Apply, shapes: readonly Shape[]): readonly OpName[] {
  const { sign, operands } = node;
  if (sign.ops.length === 1) return sign.ops;
  const fitting = sign.ops.filter((op) => takes(node, table[op]));
  const [first] = shapes;
  if (!sign.nests || operands.length < 2 || !first || isSingle(first)) return fitting;
  const set = fitting.find((op) => {
    const row = table[op];
    if (row.kind !== 'structural' || operands.length === row.operands.length) return false;
    return operands
      .slice(row.operands.length)
      .every((said, k) => said.kind === 'number' && row.settings[k]?.may(said.value));
  });
  return set ? [set] : fitting.filter((op) => isEntrywise(table[op]));
}

const isEntrywise = (row: Row): boolean => row.kind === 'elementwise';

function shapeUnder(
  op: OpName,
  sign: Sign,
  operands: readonly Shape[],
  settings: Settings,
  words: () => readonly string[],
): Shape | string {
  const row: Row = table[op];
  switch (row.kind) {
    case 'structural': {
      // The operands are written only for a refusal: what fits is met far more often.
      const found = row.shape(operands, [], settings);
      return typeof found === 'string' ? row.shape(operands, words(), settings) : found;
    }
    case 'maker':
      throw new Error('a matrix made of numbers has no operands with shapes');
    case 'elementwise': {
      const spelling = row.written.find((way) => way.form === sign.form && way.symbol === sign.symbol);
      const beside = (spelling?.form === 'infix' && spelling.matrices) || 'any';
      if (!allowed(beside, operands))
        return `${standing(operands, words())}; write .${sign.symbol} to work entry by entry`;
      return (
        broadcast(operands) ?? `${standing(operands, words())}; these shapes do not match entry by entry`
      );
    }
  }
}

/** Whether an operator accepts matrices on the sides where they stand. */
function allowed(beside: MatrixOperands, operands: readonly Shape[]): boolean {
  const [left = false, right = false] = operands.map((shape) => !isSingle(shape));
  switch (beside) {
    case 'any':
      return true;
    case 'one':
      return !(left && right);
    case 'left':
      return !right;
    case 'none':
      return !left && !right;
  }
}

/** `W1 is (3,2) and X is (4,5)`. */
const standing = (operands: readonly Shape[], words: readonly string[]): string =>
  operands
    .map((shape, i) => `${words[i]} is ${isSingle(shape) ? 'a number' : writtenShape(shape)}`)
    .join(' and ');

/** The shape that operands have together, entry by entry: a row, a column or a number is spread; null where they clash. */
function broadcast(operands: readonly Shape[]): Shape | null {
  let [rows, columns] = [1, 1];
  for (const shape of operands) {
    if (shape.rows !== rows && shape.rows !== 1 && rows !== 1) return null;
    if (shape.columns !== columns && shape.columns !== 1 && columns !== 1) return null;
    rows = Math.max(rows, shape.rows);
    columns = Math.max(columns, shape.columns);
  }
  return { rows, columns };
}

/** Whether the result has a shape that none of the operands has: a row and a column, each spread over the other. */
export const outgrown = (operands: readonly Shape[], { rows, columns }: Shape): boolean =>
  operands.every((shape) => shape.rows !== rows || shape.columns !== columns);

const turned = ({ rows, columns }: Shape): Shape => ({ rows: columns, columns: rows });

/** Whether a sign has only meanings that keep matrices from standing somewhere, so that turning one changes nothing. */
const forcedApart = (sign: Sign): boolean =>
  sign.ops.every((op) =>
    table[op].written.some(
      (way) => way.form === 'infix' && way.symbol === sign.symbol && way.matrices !== undefined,
    ),
  );

/** What would fit: a factor transposed, or the product entry by entry. */
function cure(sign: Sign, [a, b]: readonly Shape[], [left = '', right = '']: readonly string[]): string {
  if (!a || !b || sign.form !== 'infix' || forcedApart(sign)) return '';
  const transposed = (word: string): string =>
    /^(?:[\p{L}\p{Nd}_₀-₉]+|\[[^\]]*\]|\(.*\))$/u.test(word) ? `${word}'` : `(${word})'`;
  const ways: readonly (readonly [Shape, Shape, string])[] = [
    [turned(a), b, `${transposed(left)}${sign.symbol}${right}`],
    [a, turned(b), `${left}${sign.symbol}${transposed(right)}`],
  ];
  const fits = ([x, y]: readonly [Shape, Shape, string]): boolean =>
    sign.ops.some((op) => {
      const found = shapeUnder(op, sign, [x, y], [], () => ['', '']);
      // A row turned into a column beside a row would fit, but would be the next mistake.
      return typeof found !== 'string' && (!isEntrywise(table[op]) || !outgrown([x, y], found));
    });
  const meant = ways.filter(fits).map(([, , text]) => text);
  const together = broadcast([a, b]);
  if (sign.ops.length > 1 && together && !outgrown([a, b], together))
    meant.push(`${left}.${sign.symbol}${right}`);
  return meant.length > 0 ? `. Did you mean ${meant.join(' or ')}?` : '';
}
