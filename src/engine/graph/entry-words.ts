import { table } from '../../ops/table.ts';
import { type Graph, opAt, operandsAt, placeAt, shapeAt } from './graph.ts';

/** One entry of a step that acts on each by itself: the numbers that it is made of. */
export interface MatrixEntry {
  readonly operands: readonly number[];
  readonly out: number;
  /** Counted from 0. */
  readonly row: number;
  readonly column: number;
}

/** The entries of an entrywise step, row by row, with smaller operands spread; none for any other op. */
export function* entriesAt(graph: Graph, value: Float64Array, step: number): Generator<MatrixEntry> {
  const op = opAt(graph, step);
  if (!op || table[op].kind === 'structural') return;
  const slots = operandsAt(graph, step);
  const { rows, columns } = shapeAt(graph, step);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = (slot: number): number => {
        const shape = shapeAt(graph, slot);
        const inside = (shape.rows === 1 ? 0 : row) * shape.columns + (shape.columns === 1 ? 0 : column);
        return value[placeAt(graph, slot) + inside] ?? Number.NaN;
      };
      yield { operands: slots.map(at), out: at(step), row, column };
    }
}

/** Visits the entries of an entrywise step; the list of operands is the same one each time, with other numbers in it. */
export type EntryWalk = (
  value: Float64Array,
  visit: (operands: readonly number[], out: number) => void,
) => void;

/** How the entries of a step are visited at one set of values after the other: what depends on no value is found once. */
export function entryWalk(graph: Graph, step: number): EntryWalk {
  const { rows, columns } = shapeAt(graph, step);
  const from = placeAt(graph, step);
  const slots = operandsAt(graph, step);
  const at = slots.map((slot) => placeAt(graph, slot));
  const shapes = slots.map((slot) => shapeAt(graph, slot));
  const down = shapes.map((shape) => (shape.rows === 1 ? 0 : shape.columns));
  const across = shapes.map((shape) => (shape.columns === 1 ? 0 : 1));
  const numbers = slots.map(() => 0);
  return (value, visit) => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        for (let k = 0; k < numbers.length; k++)
          numbers[k] =
            value[(at[k] as number) + row * (down[k] as number) + column * (across[k] as number)] ??
            Number.NaN; // one of each an operand
        visit(numbers, value[from + row * columns + column] ?? Number.NaN);
      }
  };
}
