import type { Lesson } from './lesson.ts';
import { localValue } from './link.ts';
import type { Question } from './question.ts';

/**
 * What the right rule gives when it is fed the learner's own earlier derivatives instead of the true ones; null where
 * none of them matters here, or where they make the question trivial: 0 and 1 carry anything, and prove nothing.
 */
export function carriedValue(
  lesson: Lesson,
  question: Question,
  own: ReadonlyMap<number, number>,
): number | null {
  const { worked } = lesson;
  let carried = false;
  let total = 0;
  for (const link of question.links ?? []) {
    const mine = own.get(link.to);
    if (mine !== undefined && (!Number.isFinite(mine) || mine === 0 || Math.abs(mine) === 1)) return null;
    carried ||= mine !== undefined;
    total += (mine ?? worked.gradient[link.to] ?? Number.NaN) * localValue(worked, link);
  }
  return carried && Number.isFinite(total) && total !== 0 ? total : null;
}
