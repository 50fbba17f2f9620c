import { shapeAt } from '../../engine/graph/graph.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import { entriesOf, isFiniteValue, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { linkValue } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import type { OwnAnswers } from '../mistakes/own-start.ts';

/**
 * What the right rule gives when it is fed the learner's own earlier derivatives instead of the true ones; null where
 * none of them matters here, or where they make the question trivial: 0 and 1 carry anything, and prove nothing.
 */
export function followThroughValue(lesson: Lesson, question: Question, own: OwnAnswers): Value | null {
  const { worked } = lesson;
  let carried = false;
  let total: Value | null = null;
  for (const link of question.links ?? []) {
    const mine = own.get(link.to);
    if (mine !== undefined && (trivial(mine) || !sameShape(shapeOf(mine), shapeAt(worked.graph, link.to))))
      return null;
    carried ||= mine !== undefined;
    const share = linkValue(worked, link, mine ?? gradientAt(worked, link.to));
    total = total === null ? share : addValues(total, share);
  }
  return carried && total !== null && isFiniteValue(total) && !isZero(total) ? total : null;
}

const isZero = (value: Value): boolean => Array.from(entriesOf(value)).every((entry) => entry === 0);

/** Nothing can be learned from what 0 or 1 carries on, nor from a matrix whose entries are all the same such number. */
function trivial(value: Value): boolean {
  const entries = Array.from(entriesOf(value));
  const [first = Number.NaN] = entries;
  const alike = entries.every((entry) => entry === first);
  return !isFiniteValue(value) || (alike && (first === 0 || Math.abs(first) === 1));
}
