import { gradientAt } from '../../../engine/passes/evaluate.ts';
import type { Value } from '../../../ops/matrix.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type Question, readersOf } from '../../lesson/question.ts';
import { type OwnAnswers, ownAt, startedFrom as worldFrom } from '../../mistakes/own-start.ts';
import { type NumberSlip, slipOf } from './slip-words.ts';

/** The slip in the arithmetic that gives an answer: of the right rule on the true derivatives, or on the learner's own. */
export function slipFrom(
  lesson: Lesson,
  question: Question,
  value: Value,
  own: OwnAnswers,
  known: (slot: number) => boolean,
  digits: number,
): NumberSlip | null {
  const mine = ownAt(own, readersOf(question));
  const theirs = mine.length > 0 ? worldFrom(lesson.worked, question, mine) : null;
  const there =
    theirs &&
    slipOf(
      { lesson: { ...lesson, worked: theirs }, digits },
      question,
      value,
      gradientAt(theirs, question.slot),
      known,
    );
  return (
    there ??
    slipOf({ lesson, digits }, question, value, question.exact, (slot) => known(slot) && !own.has(slot))
  );
}
