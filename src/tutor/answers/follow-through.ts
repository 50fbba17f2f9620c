import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { entriesOf, everyEntry, isFiniteValue, mapped, type Value } from '../../ops/matrix.ts';
import { linkValue } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { type OwnAnswers, ownAt, type Start, startedFrom } from '../mistakes/own-start.ts';
import { isRightFrom } from './rounding.ts';

/** Where a learner has more own numbers than this, only all of them together are tried. */
const mostParted = 3;

/**
 * Whether an answer is what the right rule gives to somebody who goes on with their own earlier derivatives: with all of
 * them, or with some of them and the true ones of the rest. It is judged as an answer from the true ones is, with
 * the rounding of each step forgiven. A start of 0 carries anything to 0, so that is for the caller to weigh.
 */
export function followsFromOwn(
  lesson: Lesson,
  question: Question,
  value: Value,
  own: OwnAnswers,
  digits: number,
): boolean {
  const mine = ownAt(own, readersOf(question));
  return partsOf(mine).some((part) =>
    isRightAt(
      lesson,
      question,
      value,
      startedFrom(lesson.worked, question, part),
      digits,
      part.some(isTyped),
    ),
  );
}

/** Whether a derivative may have had more digits before it was written down; whole numbers are what they are. */
const isTyped = ([, value]: readonly [number, Value]): boolean => !everyEntry(value, Number.isInteger);

/** All non-empty parts of a list, the whole list first. */
function partsOf<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  if (all.length === 0) return [];
  if (all.length > mostParted) return [all];
  const count = 2 ** all.length - 1;
  return Array.from({ length: count }, (_, k) => all.filter((_, i) => ((count - k) >> i) & 1));
}

/** Whether an answer is right for somebody with the derivatives of `worked`; it is not where they lead to no value. */
export function isRightAt(
  lesson: Lesson,
  question: Question,
  value: Value,
  worked: Evaluation | null,
  digits: number,
  typed = false,
): boolean {
  const exact = worked && gradientAt(worked, question.slot);
  if (!worked || exact === null || !isFiniteValue(exact)) return false;
  const sizes = (question.links ?? []).map((link) => entriesOf(mapped(linkValue(worked, link), Math.abs)));
  const magnitude = mapped(exact, (entry, at) =>
    Math.max(
      Math.abs(entry),
      sizes.reduce((total, entries) => total + (entries[at] ?? 0), 0),
    ),
  );
  return isRightFrom(lesson, { ...question, exact, magnitude }, worked, value, digits, typed);
}

/** Whether an answer starts from a wrong one of its owner's. */
export const startsFrom = (question: Question, own: OwnAnswers): boolean =>
  readersOf(question).some((reader) => own.has(reader));

const eitherOf = (first: OwnAnswers, second: OwnAnswers): OwnAnswers => ({
  get: (slot) => first.get(slot) ?? second.get(slot),
  has: (slot) => first.has(slot) || second.has(slot),
});

/** Whether the right rule gives an answer from the learner's wrong numbers alone, or from all their numbers. */
export const followsFromStart = (
  lesson: Lesson,
  question: Question,
  value: Value,
  { wrong, accepted }: Start,
  digits: number,
): boolean =>
  (startsFrom(question, accepted) ? [wrong, eitherOf(wrong, accepted)] : [wrong]).some((from) =>
    followsFromOwn(lesson, question, value, from, digits),
  );
