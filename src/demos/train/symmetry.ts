import { inWords } from '../../engine/graph/givens.ts';
import { shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { valueFigures } from '../../language/number-format.ts';
import { isSingle, type Shape, single, valueFrom } from '../../ops/matrix.ts';
import { partOf } from './objective.ts';

/**
 * The sentences about parameters that all started at 0: which of them, or which of their rows and columns, are still
 * equal to the last digit, and why that is bad.
 */
export function stillSymmetric(
  worked: Evaluation,
  slots: readonly number[],
  parameters: Float64Array,
): readonly string[] {
  const { graph } = worked;
  const entries = (slot: number): Float64Array => partOf(graph, slots, parameters, slot);
  const lines = slots.flatMap((slot) => {
    const shape = shapeAt(graph, slot);
    const all = entries(slot);
    const name = nameAt(worked, slot);
    if (shape.rows > 1 && rowsAlike(all, shape))
      return [`the rows of ${name}${each({ rows: 1, columns: shape.columns }, all.slice(0, shape.columns))}`];
    if (shape.columns > 1 && columnsAlike(all, shape))
      return [
        `the columns of ${name}${each(
          { rows: shape.rows, columns: 1 },
          all.filter((_, i) => i % shape.columns === 0),
        )}`,
      ];
    return [];
  });
  const groups = new Map<number, string[]>();
  for (const slot of slots) {
    if (!isSingle(shapeAt(graph, slot))) continue;
    const value = entries(slot)[0] ?? 0;
    groups.set(value, [...(groups.get(value) ?? []), nameAt(worked, slot)]);
  }
  const numbers = [...groups]
    .filter(([, names]) => names.length > 1 && graph.layout === null)
    .map(([value, names]) => inWords(names) + each(single, Float64Array.of(value)));
  const alike = [...lines, ...numbers];
  if (alike.length === 0)
    return ['Zeros did no harm here: there are no two units that started alike and stayed so.'];
  const unit = graph.layout ? 'W1=randn(3,2)' : 'w1=randn() w2=randn()';
  return [
    `Why not zeros: these are still alike, to the last digit: ${alike.join('; ')}.`,
    'Units that start alike get the same derivatives and move together, so that many do the work of one.',
    `Start them with different values, as in ${unit}.`,
  ];
}

/** `, each [0 0]` if the value is short enough; else nothing. */
function each(shape: Shape, entries: Float64Array): string {
  const text = valueFigures(valueFrom(shape, entries));
  return text.startsWith('(') ? '' : `, each \`${text}\``;
}

const rowsAlike = (entries: Float64Array, { columns }: Shape): boolean =>
  entries.every((entry, i) => entry === entries[i % columns]);

const columnsAlike = (entries: Float64Array, { columns }: Shape): boolean =>
  entries.every((entry, i) => entry === entries[i - (i % columns)]);
