import { gradientAt } from '../../../engine/passes/evaluate.ts';
import type { Expression } from '../../../language/expression.ts';
import { entriesOf, sameShape, shapeOf, sizeOf, type Value } from '../../../ops/matrix.ts';
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
  const theirs = entriesOf(value);
  const pairs = Array.from(entriesOf(right), (ours, at) => [theirs[at] ?? Number.NaN, ours] as const);
  const telling = pairs.filter(([, ours]) => ours !== 0);
  if (telling.length < 2) return null;
  const alike = (a: number, b: number): boolean => sameAnswer(a, b) || sameInThreeDigits(a, b);
  if (pairs.every(([a, b]) => alike(Math.abs(a), Math.abs(b)))) return 'some-signs-wrong';
  const [largest = [1, 1] as const] = [...telling].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const factor = largest[0] / largest[1];
  return factor !== 0 && pairs.every(([a, b]) => alike(a, factor * b)) ? 'off-by-one-factor' : null;
}
