import { type Result, refuse } from '../../language/diagnostic.ts';
import { type Apply, type Expression, fold, type Leaf, number } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import {
  filledWith,
  isSingle,
  type Matrix,
  matrixOf,
  mostEntries,
  type Shape,
  shapeOf,
  sizeOf,
  type Value,
  valueFrom,
  writtenShape,
} from '../../ops/matrix.ts';
import type { ProductFactor } from '../../ops/product/factor.ts';
import type { Settings } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import { type EntryPlace, loopsOf } from '../kernels/entry-loops.ts';
import { computed, structuralRow } from '../kernels/rules.ts';
import { type Meaning, opForShapes } from './shapes.ts';

/** A matrix as a place in a loop over a shape: what is smaller is spread. */
export function placeInMatrix({ entries, rows, columns }: Matrix): EntryPlace {
  return { entries, at: 0, row: rows === 1 ? 0 : columns, column: columns === 1 ? 0 : 1 };
}

/** The value of an op at operands whose shapes fit, found without a graph: for literals, answers and rules. */
export function outputOf(op: OpName, operands: readonly Value[], shape: Shape, settings: Settings): Value {
  const row = table[op];
  if (row.kind === 'maker') throw new Error('a matrix made of numbers is a literal');
  if (row.kind !== 'structural' && operands.every((operand) => typeof operand === 'number'))
    return computed(op, operands);
  const out: Matrix = { ...shape, entries: new Float64Array(sizeOf(shape)) };
  const matrices = operands.map(matrixOf);
  if (row.kind === 'structural') structuralRow(op).run(matrices, out, settings);
  else loopsOf(op).forward(shape.rows, shape.columns, placeInMatrix(out), matrices.map(placeInMatrix));
  return valueFrom(shape, out.entries);
}

/** The longest operand that a message about shapes repeats. */
const longestWord = 30;

/** The words for an operand in a message about shapes. It runs for every sign between matrices, so it does not print long operands. */
export function shapeWordFor(operand: Expression): string {
  const text = hasMore(operand, longestWord) ? null : print(operand);
  if (text === null || text.length > longestWord) return 'a part of it';
  return operand.kind === 'apply' && operand.sign.form === 'infix' ? `(${text})` : text;
}

/** Whether an expression has more than so many leaves and signs, each of which takes a character or more to print. */
function hasMore(expression: Expression, most: number): boolean {
  let count = 0;
  const waiting = [expression];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (++count > most) return true;
    if (next.kind === 'apply') waiting.push(...next.operands);
  }
  return false;
}

/** How an expression is worked out: how large its matrices may be, and whether a refusal says what would fit. */
export interface Manner {
  readonly most?: number;
  readonly advise?: boolean;
}

/**
 * The value of an expression over numbers and matrices; `lookup` gives the names' and derivatives' values. Shapes that do
 * not fit are refused with the place of the sign between them, and so are matrices of more than `most` entries; a leaf
 * without a value is a bug of the caller.
 */
export function evaluateAll(
  expression: Expression,
  lookup: (leaf: Leaf) => Value | undefined,
  { most = mostEntries, advise = true }: Manner = {},
): Result<Value> {
  let trouble: Result<Value> | null = null;
  const value = fold<Value>(
    expression,
    (leaf) => {
      const found = leaf.kind === 'number' || leaf.kind === 'matrix' ? leaf.value : lookup(leaf);
      if (found === undefined) throw new Error(`'${print(leaf)}' has no value`);
      return found;
    },
    (node, operands) => {
      if (trouble) return Number.NaN;
      const applied = appliedTo(node, operands, { most, advise });
      if (typeof applied !== 'string') return applied;
      trouble = refuse(applied, node.from, node.to);
      return Number.NaN;
    },
  );
  return trouble ?? { ok: true, value };
}

/** What a sign meant, or why it had no meaning, between operands of these shapes. */
interface Met {
  readonly shapes: readonly Shape[];
  readonly advise: boolean;
  readonly meaning: Meaning | string;
}

// A rule is worked out at one set of values after the other, and their shapes are the same.
const met = new WeakMap<Apply, Met>();

/** What a sign means between operands of certain shapes, as it was found where it was met last. */
function meaningAt(node: Apply, shapes: readonly Shape[], advise: boolean): Meaning | string {
  const before = met.get(node);
  if (before && before.advise === advise && areShapes(before.shapes, shapes)) return before.meaning;
  const meaning = opForShapes(node, shapes, () => node.operands.map(shapeWordFor), advise);
  met.set(node, { shapes, advise, meaning });
  return meaning;
}

const areShapes = (some: readonly Shape[], others: readonly Shape[]): boolean =>
  some.length === others.length &&
  some.every(({ rows, columns }, k) => rows === others[k]?.rows && columns === others[k]?.columns);

/** The value of a sign at operands; a refusal if their shapes do not fit, or if the result would have too many entries. */
export function appliedTo(
  written: Apply,
  operands: readonly Value[],
  { most = mostEntries, advise = true }: Manner = {},
): Value | string {
  const node = withNumbers(written, operands);
  const made = madeBy(node);
  if (made) return tooLarge(node, made.shape, most) ?? filledWith(made.shape, made.entry);
  const shapes = operands.map(shapeOf);
  const meaning = meaningAt(node, shapes, advise);
  if (typeof meaning === 'string') return meaning;
  const { op, shape, settings } = meaning;
  return (
    tooLarge(node, shape, most) ?? outputOf(op, operands.slice(0, table[op].operands.length), shape, settings)
  );
}

/** A sign with the numbers of its settings in place of their letters: a rule of the table may name them, as in `G(top:bottom,:)`. */
function withNumbers(node: Apply, values: readonly Value[]): Apply {
  const named = (operand: Expression, k: number): boolean =>
    k >= node.sign.arity && operand.kind === 'name' && typeof values[k] === 'number';
  if (!node.operands.some(named)) return node;
  const operands = node.operands.map((operand, k) => {
    const value = values[k];
    return named(operand, k) && typeof value === 'number' ? number(value) : operand;
  });
  return { ...node, operands };
}

/** The refusal of a matrix that is too large for memory or for somebody's patience; null for any other. */
function tooLarge(node: Apply, shape: Shape, most: number): string | null {
  if (sizeOf(shape) <= most) return null;
  return `${shapeWordFor(node)} is ${writtenShape(shape)}, and a matrix has at most ${most} entries here; make it smaller`;
}

/** The matrix that a call such as `ones(3,1)` writes, by its shape and what fills it; null for any other sign. */
export function madeBy({ sign, operands }: Apply): { readonly shape: Shape; readonly entry: number } | null {
  const row = table[sign.ops[0]];
  if (row.kind !== 'maker') return null;
  const [rows = 0, columns = 0] = operands.map((size) => (size.kind === 'number' ? size.value : 0));
  return { shape: { rows, columns }, entry: row.entry };
}

/** Fits a value to a shape: sums where the value is larger, spreads where it is smaller. */
export function fittedTo(value: Value, shape: Shape): Value {
  const from = shapeOf(value);
  if (from.rows === shape.rows && from.columns === shape.columns) return value;
  if (isSingle(from)) return filledWith(shape, typeof value === 'number' ? value : (value.entries[0] ?? 0));
  const entries = new Float64Array(sizeOf(shape));
  addFitted(matrixOf(value), { ...shape, entries });
  return valueFrom(shape, entries);
}

/** Adds a matrix, or its transpose, into another, summing where the first is larger and spreading where it is smaller. */
export function addFitted(from: ProductFactor, into: Matrix): void {
  const shape = from.transposed ? { rows: from.columns, columns: from.rows } : from;
  const [down, across] = from.transposed ? [1, from.columns] : [from.columns, 1];
  const rows = Math.max(shape.rows, into.rows);
  const columns = Math.max(shape.columns, into.columns);
  const target = placeInMatrix(into);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const source = (shape.rows === 1 ? 0 : i * down) + (shape.columns === 1 ? 0 : j * across);
      const to = i * target.row + j * target.column;
      target.entries[to] = (target.entries[to] ?? 0) + (from.entries[source] ?? 0);
    }
}
