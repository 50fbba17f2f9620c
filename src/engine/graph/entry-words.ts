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
