import { kinds, shapeAt } from '../../../engine/graph/graph.ts';
import { type Evaluation, gradientAt, numberAt, valueOfSlot } from '../../../engine/passes/evaluate.ts';
import type { Expression } from '../../../language/expression.ts';
import { entriesOf, isSingle, shapeOf, type Value } from '../../../ops/matrix.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue, ofNumbers } from '../counterfactual.ts';
import { sameAnswer, sameInThreeDigits } from '../equality.ts';
import type { Candidates, MistakeClass } from '../equivalence-classes.ts';
import { seenAs } from './as-a-whole.ts';

/**
 * The right derivative and, added to it, a multiple of the variable itself, as for a penalty. Of numbers only several entries
 * can show it. Of an expression other values do: there it is the same multiple, or that of another number times one.
 */
export function penaltyAdded(
  { worlds }: Candidates,
  { slot }: Question,
  value: Value,
  expression: Expression,
): MistakeClass | null {
  const [here] = worlds;
  const numbers = ofNumbers(expression);
  if (!here || here.graph.kind[slot] !== kinds.given || (numbers && isSingle(shapeOf(value)))) return null;
  const some = numbers ? [here] : worlds;
  // One long list is not copied into another.
  const inAll = (of: (world: Evaluation) => readonly number[]): readonly number[] =>
    numbers ? of(here) : some.flatMap(of);
  const written = inAll((world) => entries(numbers ? value : counterfactualValue(world, expression)));
  const right = inAll((world) => entries(gradientAt(world, slot)));
  const nothing = right.map(() => 0);
  const isPenalty = [null, ...(numbers ? [] : singlesIn(here, slot))].some((by) => {
    const own = inAll((world) => {
      const factor = by === null ? 1 : numberAt(world, by);
      const values = entries(valueOfSlot(world, slot));
      return factor === 1 ? values : values.map((entry) => entry * factor);
    });
    // Where the derivative is a multiple of the variable itself, it is a factor that is wrong.
    return isMultipleMore(written, right, own, numbers) && !isMultipleMore(right, nothing, own, numbers);
  });
  return isPenalty ? seenAs({ id: 'penalty-added', op: null }, value) : null;
}

const entries = (value: Value | null): readonly number[] =>
  value === null ? [] : Array.from(entriesOf(value));

/** The single numbers that a program is given: one of them may be the weight of a penalty. */
const singlesIn = ({ graph }: Evaluation, slot: number): readonly number[] =>
  Array.from({ length: graph.size }, (_, each) => each).filter(
    (each) =>
      each !== slot &&
      (graph.kind[each] === kinds.given || graph.kind[each] === kinds.data) &&
      isSingle(shapeAt(graph, each)),
  );

/** Whether numbers are others with one multiple of a third added, which shows at two of them at least. */
function isMultipleMore(
  written: readonly number[],
  base: readonly number[],
  own: readonly number[],
  rounded: boolean,
): boolean {
  if (written.length !== base.length || base.length !== own.length) return false;
  const alike = (a: number, b: number): boolean =>
    rounded
      ? sameAnswer(a, b) || sameInThreeDigits(a, b)
      : Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(a), Math.abs(b));
  const largest = own.reduce((most, each, at) => (Math.abs(each) > Math.abs(own[most] ?? 0) ? at : most), 0);
  const times = ((written[largest] ?? Number.NaN) - (base[largest] ?? Number.NaN)) / (own[largest] ?? 0);
  return (
    Number.isFinite(times) &&
    written.every((each, at) => alike(each, (base[at] ?? Number.NaN) + times * (own[at] ?? 0))) &&
    written.filter((each, at) => !alike(each, base[at] ?? Number.NaN)).length > 1
  );
}
