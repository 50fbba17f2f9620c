import { sizeOf } from '../../ops/matrix.ts';
import { table } from '../../ops/table.ts';
import { type Graph, opAt, operandsAt, placeAt, shapeAt } from '../graph/graph.ts';

/** Marks every entry that has a part in the output: all but what no step takes that selects, and what only that reads. */
export function neededEntries(graph: Graph, value: Float64Array): Uint8Array {
  const needed = new Uint8Array(graph.layout?.length ?? graph.size);
  // What nothing reads is computed all the same, and must have a value.
  const read = new Uint8Array(graph.size);
  for (let slot = 0; slot < graph.size; slot++)
    for (const operand of operandsAt(graph, slot)) read[operand] = 1;
  for (let slot = graph.size - 1; slot >= 0; slot--) {
    const at = placeAt(graph, slot);
    if (!read[slot]) needed.fill(1, at, at + sizeOf(shapeAt(graph, slot)));
    const op = opAt(graph, slot);
    if (op && needed.subarray(at, at + sizeOf(shapeAt(graph, slot))).includes(1))
      markOperands(graph, value, needed, slot);
  }
  return needed;
}

function markOperands(graph: Graph, value: Float64Array, needed: Uint8Array, slot: number): void {
  const op = opAt(graph, slot);
  const row = op && table[op];
  const operands = operandsAt(graph, slot);
  if (row?.kind !== 'elementwise') {
    for (const operand of operands) {
      const at = placeAt(graph, operand);
      needed.fill(1, at, at + sizeOf(shapeAt(graph, operand)));
    }
    return;
  }
  const { rows, columns } = shapeAt(graph, slot);
  const from = placeAt(graph, slot);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      if (!needed[from + i * columns + j]) continue;
      const entries = operands.map((operand) => {
        const shape = shapeAt(graph, operand);
        return (
          placeAt(graph, operand) + (shape.rows === 1 ? 0 : i) * shape.columns + (shape.columns === 1 ? 0 : j)
        );
      });
      const [first = 0, second = 0, third = 0] = entries;
      for (const entry of row.selects ? [first, value[first] === 0 ? third : second] : entries)
        needed[entry] = 1;
    }
}
