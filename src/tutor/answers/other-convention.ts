import { entriesOf, mapped, type Value } from '../../ops/matrix.ts';
import { batchOf, type Convention, scaleOf } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { judgeAll, type Measure } from './judge.ts';

/**
 * The convention that was not asked for, if an answer is right under it: dZ of the summed loss, as the lecture writes
 * it, or of the mean.
 */
export function conventionOf(
  { worked }: Lesson,
  { slot, exact }: Question,
  value: Value,
  measures: readonly Measure[],
): Convention | null {
  const batch = batchOf(worked);
  if (!batch?.steps.has(slot)) return null;
  const other: Convention = scaleOf(worked, slot) === 1 ? 'lecture' : 'dvar';
  const times = other === 'lecture' ? batch.examples : 1 / batch.examples;
  const entries = entriesOf(mapped(exact, (entry) => times * entry));
  const scaled = measures.map(
    (measure, at): Measure => ({
      ...measure,
      exact: entries[at] ?? Number.NaN,
      magnitude: times * measure.magnitude,
      band: { ...measure.band, low: times * measure.band.low, high: times * measure.band.high },
    }),
  );
  return judgeAll(value, scaled).verdict === 'wrong' ? null : other;
}
