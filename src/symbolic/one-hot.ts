import { kinds } from '../engine/graph/graph.ts';
import { type Evaluation, valueOfSlot } from '../engine/passes/evaluate.ts';
import { type Expression, fold, number } from '../language/expression.ts';
import { entriesOf, shapeOf } from '../ops/matrix.ts';

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
      const down = node.sign.symbol === 'sum' && dimension?.kind === 'number' && dimension.value === 1;
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
  if (slot === undefined || worked.graph.kind[slot] !== kinds.data) return false;
  const value = valueOfSlot(worked, slot);
  const { columns } = shapeOf(value);
  const sums = new Float64Array(columns);
  for (const [at, entry] of Array.from(entriesOf(value)).entries())
    sums[at % columns] = (sums[at % columns] ?? 0) + entry;
  return sums.every((sum) => Math.abs(sum - 1) < 1e-12);
}
