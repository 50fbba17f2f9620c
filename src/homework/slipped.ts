import { nameAt } from '../engine/named.ts';
import { readAnswer } from '../tutor/answer.ts';
import { judge } from '../tutor/judge.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { questionOf } from '../tutor/question.ts';
import { measureOf } from '../tutor/rounding.ts';
import type { Paper } from './paper.ts';
import type { Slip } from './slip.ts';

/** The slip that explains a wrong answer, where exactly one of the teacher's does. */
export function slipIn(
  { problem, lesson }: Paper,
  slot: number,
  value: number | null,
  digits: number,
): { readonly id: string; readonly message: string } | null {
  if (value === null) return null;
  const question = questionOf(lesson, slot);
  const measure = measureOf(lesson, question, digits);
  const fitting = problem.slips.filter((slip) => {
    if (slip.name !== nameAt(lesson.worked, slot)) return false;
    const reading = slipReading(lesson, slip);
    if (reading.kind === 'unreadable') return false;
    const exact = reading.value;
    const band = { low: exact, high: exact, rounded: measure.band.rounded };
    return judge(value, { ...measure, exact, magnitude: Math.abs(exact), band }) !== 'wrong';
  });
  const [only] = fitting;
  return only && fitting.length === 1 ? { id: only.id, message: only.says } : null;
}

/** A slip's wrong rule, read as an answer with every other derivative found. */
export function slipReading(lesson: Lesson, { name, answer }: Slip) {
  const slot = lesson.worked.slots.get(name) ?? -1;
  const found = (other: number) => lesson.worked.gradient[other] ?? Number.NaN;
  return readAnswer(lesson.worked, questionOf(lesson, slot), answer, found);
}
