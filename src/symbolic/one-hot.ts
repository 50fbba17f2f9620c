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
  if (worked.graph.kind[slot] !== kinds.data) return areLabels(worked, slot);
  const value = valueOfSlot(worked, slot);
  const { columns } = shapeOf(value);
  const sums = new Float64Array(columns);
  for (const [at, entry] of Array.from(entriesOf(value)).entries())
    sums[at % columns] = (sums[at % columns] ?? 0) + entry;
  return sums.every((sum) => Math.abs(sum - 1) < 1e-12);
}

/**
 * Whether a matrix of several rows names a class in each column (a single 1 among 0s), and is given as data or has the
 * shape of what a softmax of the program gives: then it is labels, whatever it is called.
 */
export function areLabels(worked: Evaluation, slot: number): boolean {
  const { graph } = worked;
  const value = valueOfSlot(worked, slot);
  if (typeof value === 'number' || !isOneHot(value)) return false;
  if (graph.kind[slot] === kinds.data) return true;
  if (graph.kind[slot] !== kinds.given) return false;
  for (let step = 0; step < graph.size; step++) {
    const { rows, columns } = shapeAt(graph, step);
    if (givesA('distribution', opAt(graph, step)) && rows === value.rows && columns === value.columns)
      return true;
  }
  return false;
}

function isOneHot({ rows, columns, entries }: Matrix): boolean {
  if (rows === 1 || entries.some((entry) => entry !== 0 && entry !== 1)) return false;
  const ones = new Uint32Array(columns);
  for (const [at, entry] of entries.entries())
    if (entry === 1) ones[at % columns] = (ones[at % columns] ?? 0) + 1;
  return ones.every((count) => count === 1);
}
