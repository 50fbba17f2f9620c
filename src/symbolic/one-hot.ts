import { kinds, opAt, shapeAt } from '../engine/graph/graph.ts';
import { type Evaluation, valueOfSlot } from '../engine/passes/evaluate.ts';
import { type Expression, fold, number } from '../language/expression.ts';
import { sumSign } from '../language/operators.ts';
import { entriesOf, type Matrix, shapeOf } from '../ops/matrix.ts';
import { givesA } from '../ops/table.ts';

/** A rule without the sums of one-hot data (each column adds up to 1), and the names of those data. */
export interface PickedByOneHot {
  readonly rule: Expression;
  readonly names: readonly string[];
}

/** Replaces `sum(Y, 1)` by 1 if each column of the data Y adds up to 1, because the lecture writes just `P - Y`. */
export function pickedByOneHot(worked: Evaluation, rule: Expression): PickedByOneHot {
  const names = new Set<string>();
  const short = fold<Expression>(
    rule,
    (leaf) => leaf,
    (node, operands) => {
      const [summed, dimension] = operands;
      const down = node.sign === sumSign && dimension?.kind === 'number' && dimension.value === 1;
      if (!down || summed?.kind !== 'name' || !hasUnitColumns(worked, summed.name))
        return { ...node, operands };
      names.add(summed.name);
      return number(1);
    },
  );
  return { rule: short, names: [...names] };
}

function hasUnitColumns(worked: Evaluation, name: string): boolean {
  const slot = worked.slots.get(name);
  if (slot === undefined) return false;
  if (worked.graph.kind[slot] !== kinds.data) return labelsIn(worked, slot) !== null;
  const value = valueOfSlot(worked, slot);
  const { columns } = shapeOf(value);
  const sums = new Float64Array(columns);
  for (const [at, entry] of Array.from(entriesOf(value)).entries())
    sums[at % columns] = (sums[at % columns] ?? 0) + entry;
  return sums.every((sum) => Math.abs(sum - 1) < 1e-12);
}

/** Whether each column of a matrix is one example, or each row. */
export type ExamplesIn = 'columns' | 'rows';

/**
 * Where a matrix is labels, whatever it is called: it names a class for each example (a single 1 among 0s), and is given as
 * data or has the shape of what a softmax of the program gives. Null where it is none. Only data have their examples in rows.
 */
export function labelsIn(worked: Evaluation, slot: number): ExamplesIn | null {
  const { graph } = worked;
  const value = valueOfSlot(worked, slot);
  if (typeof value === 'number') return null;
  if (graph.kind[slot] === kinds.data)
    return isOneHot(value, 'columns') ? 'columns' : isOneHot(value, 'rows') ? 'rows' : null;
  if (graph.kind[slot] !== kinds.given || !isOneHot(value, 'columns')) return null;
  for (let step = 0; step < graph.size; step++) {
    const { rows, columns } = shapeAt(graph, step);
    if (givesA('distribution', opAt(graph, step)) && rows === value.rows && columns === value.columns)
      return 'columns';
  }
  return null;
}

/** Whether each example of a matrix has a single 1 among 0s, out of two classes at least. */
function isOneHot({ rows, columns, entries }: Matrix, examples: ExamplesIn): boolean {
  const [classes, count] = examples === 'columns' ? [rows, columns] : [columns, rows];
  if (classes === 1 || entries.some((entry) => entry !== 0 && entry !== 1)) return false;
  const ones = new Uint32Array(count);
  for (const [at, entry] of entries.entries()) {
    const example = examples === 'columns' ? at % columns : Math.floor(at / columns);
    if (entry === 1) ones[example] = (ones[example] ?? 0) + 1;
  }
  return ones.every((each) => each === 1);
}
