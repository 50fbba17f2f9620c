import { gradientAt } from '../../../engine/passes/evaluate.ts';
import type { Expression } from '../../../language/expression.ts';
import { entriesOf, everyEntry, sameShape, shapeOf, sizeOf, type Value } from '../../../ops/matrix.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue, ofNumbers } from '../counterfactual.ts';
import { sameAnswer, sameInThreeDigits } from '../equality.ts';
import type { Candidates, MistakeClass } from '../equivalence-classes.ts';
import type { MistakeId, RuleName } from '../scalar-malrules.ts';

/**
 * What can be said of a matrix that no rule explains: all of its entries are off by one factor, or the sizes are right and
 * some signs are not. An expression must be that at other values, too.
 */
export function seenAsAWhole(
  { worlds }: Candidates,
  { slot, plain }: Question,
  value: Value,
  expression: Expression,
): MistakeClass | null {
  const [here] = worlds;
  if (!here || plain || sizeOf(shapeOf(value)) < 2) return null;
  const id = wholeOf(value, gradientAt(here, slot));
  if (id === null) return null;
  const everywhere =
    ofNumbers(expression) ||
    worlds.every((world) => {
      const there = counterfactualValue(world, expression);
      return there !== null && wholeOf(there, gradientAt(world, slot)) === id;
    });
  if (!everywhere) return null;
  return seenAs({ id, op: null }, value);
}

/** A mistake that was seen in an answer itself, whatever any rule gives. */
export const seenAs = (rule: RuleName, value: Value): MistakeClass => ({
  rule,
  ids: [rule.id],
  rules: [rule],
  locals: [],
  written: new Map(),
  values: [value],
  form: null,
  carried: false,
});

/** How a matrix differs from the right one as a whole, where it does. */
function wholeOf(value: Value, right: Value): MistakeId | null {
  if (!sameShape(shapeOf(value), shapeOf(right))) return null;
  const ours = entriesOf(right);
  let telling = 0;
  let largest = 0;
  everyEntry(right, (entry, at) => {
    if (entry !== 0) telling++;
    if (Math.abs(entry) > Math.abs(ours[largest] ?? 0)) largest = at;
    return true;
  });
  if (telling < 2) return null;
  const alike = (a: number, b: number): boolean => sameAnswer(a, b) || sameInThreeDigits(a, b);
  const isAll = (holds: (theirs: number, ours: number) => boolean): boolean =>
    everyEntry(value, (entry, at) => holds(entry, ours[at] ?? Number.NaN));
  if (isAll((a, b) => alike(Math.abs(a), Math.abs(b)))) return 'some-signs-wrong';
  const factor = (entriesOf(value)[largest] ?? Number.NaN) / (ours[largest] ?? 1);
  return factor !== 0 && Number.isFinite(factor) && isAll((a, b) => alike(a, factor * b))
    ? 'off-by-one-factor'
    : null;
}
