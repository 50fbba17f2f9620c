import { valuesWith } from '../../../engine/checks/differences.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../../../engine/passes/evaluate.ts';
import { backward } from '../../../engine/passes/tape.ts';
import { leaves, literal, substitute } from '../../../language/expression.ts';
import { formatNumber } from '../../../language/number-format.ts';
import { entriesOf, everyEntry, mapped, type Value } from '../../../ops/matrix.ts';
import { scaled } from '../../../symbolic/convention.ts';
import { ruleIn } from '../../../symbolic/rule.ts';
import { plainSum } from '../../../symbolic/simplify.ts';
import { isStep, type Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue, ofNumbers } from '../../mistakes/counterfactual.ts';
import { sameAnswer, sameInThreeDigits, sameValue, significant } from '../../mistakes/equality.ts';
import type { MistakeClass } from '../../mistakes/equivalence-classes.ts';
import { seenAs } from '../../mistakes/families/as-a-whole.ts';
import { namesNear } from '../../mistakes/families/names-near.ts';
import type { Suspected } from '../../mistakes/families/tiers.ts';

/** The digits that somebody keeps who rounds too early. */
const kept = [1, 2] as const;

/** An answer is off by no more than this share where one number on the way was rounded so; a small number by less. */
const mostOff = 0.25;
const mostOffShort = 0.05;

/** In a longer graph values are not rounded one after the other. */
const mostSteps = 150;

/**
 * The value of the forward pass that somebody has rounded to one digit or two before they went on: with it the right rule
 * gives their number, in the digits that they typed. Nothing else is known to give it.
 */
export function roundedEarly(
  lesson: Lesson,
  question: Question,
  { value, expression, own }: Suspected,
  exact: Value,
): MistakeClass | null {
  const { worked } = lesson;
  if (value === null || worked.graph.size > mostSteps || !isNearRight(value, exact)) return null;
  const typed = new Set(leaves(expression).flatMap((leaf) => (leaf.kind === 'number' ? [leaf.value] : [])));
  const found = new Map<string, boolean>();
  for (const slot of namesNear(lesson, question.slot)) {
    if (!isStep(worked, slot)) continue;
    for (const digits of kept) {
      const rounded = mapped(valueOfSlot(worked, slot), (entry) => Number(entry.toPrecision(digits)));
      if (sameValue(rounded, valueOfSlot(worked, slot))) continue;
      // Who writes names has the rounded number among them.
      if (!ofNumbers(expression) && !(typeof rounded === 'number' && typed.has(rounded))) continue;
      const written =
        typeof rounded === 'number'
          ? `${worked.names[slot]} = ${formatNumber(rounded)}`
          : (worked.names[slot] ?? '');
      for (const [carried, there] of withRounded(lesson, question, slot, rounded, own?.here ?? null))
        if (tellsRounding(value, there)) found.set(written, (found.get(written) ?? true) && carried);
    }
  }
  const [only, another] = found;
  if (!only) return null;
  const [intruder, carried] = only;
  const rule = { id: 'rounded-too-early', op: null, ...(!another && { intruder }) } as const;
  return { ...seenAs(rule, value), carried };
}

/** What the right rule gives with a rounded value: from the true derivatives, from the learner's own, and where all that follows was worked out with it. */
function withRounded(
  lesson: Lesson,
  question: Question,
  slot: number,
  rounded: Value,
  own: Evaluation | null,
): readonly (readonly [carried: boolean, value: Value | null])[] {
  const { worked, visible } = lesson;
  const { graph, scales } = worked;
  const right = plainSum((question.links ?? []).map((link) => ruleIn(worked, visible, link)));
  const rule =
    right &&
    substitute(right, (leaf) =>
      leaf.kind === 'name' && worked.slots.get(leaf.name) === slot ? literal(rounded) : leaf,
    );
  const held = valuesWith(graph, slot, rounded);
  const gradients = scaled(graph, scales, backward({ graph, value: held }));
  return [
    ...(rule ? [[false, counterfactualValue(worked, rule)] as const] : []),
    [false, gradientAt({ ...worked, gradients }, question.slot)],
    ...(rule && own ? [[true, counterfactualValue(own, rule)] as const] : []),
  ];
}

/** Whether an answer is so near to the right one that rounding may be behind it. */
function isNearRight(value: Value, exact: Value): boolean {
  if (typeof value === 'number' && typeof exact === 'number') {
    const most = significant(value) < 2 ? mostOffShort : mostOff;
    return exact !== 0 && Math.abs(value - exact) <= most * Math.abs(exact);
  }
  if (typeof value === 'number' || typeof exact === 'number') return false;
  const numbers = entriesOf(exact);
  let largest = 0;
  for (let at = 0; at < numbers.length; at++) largest = Math.max(largest, Math.abs(numbers[at] ?? 0));
  return everyEntry(value, (entry, at) => Math.abs(entry - (numbers[at] ?? Number.NaN)) <= mostOff * largest);
}

/** Numbers from the screen have four digits, so what comes of them may be off by so much. */
const fromScreen = 2e-4;

/** Whether an answer shows a number: in three digits or more, or because the number has no more. */
function tellsRounding(value: Value, there: Value | null): boolean {
  if (sameInThreeDigits(value, there)) return true;
  if (typeof value !== 'number' || typeof there !== 'number') return sameValue(value, there);
  const digits = significant(value);
  const off = Math.abs(value - there);
  return (
    off <= 1e-9 ||
    (digits >= 4 && off <= fromScreen * Math.abs(there)) ||
    (digits > 1 && sameAnswer(value, there))
  );
}
