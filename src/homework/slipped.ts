import { nameAt } from '../engine/named.ts';
import { gradientAt } from '../engine/work.ts';
import type { Value } from '../ops/matrix.ts';
import { readAnswer } from '../tutor/answer.ts';
import { isThat } from '../tutor/judge.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { questionOf } from '../tutor/question.ts';
import { measuresOf } from '../tutor/rounding.ts';
import type { Paper } from './paper.ts';
import type { Slip } from './slip.ts';

/** The slip that explains a wrong answer, where exactly one of the teacher's does. */
export function slipIn(
  { problem, lesson }: Paper,
  slot: number,
  value: Value | null,
  digits: number,
): { readonly id: string; readonly message: string } | null {
  if (value === null) return null;
  const question = questionOf(lesson, slot);
  const measures = measuresOf(lesson, question, digits);
  const fitting = problem.slips.filter((slip) => {
    if (slip.name !== nameAt(lesson.worked, slot)) return false;
    const reading = slipReading(lesson, slip);
    return reading.kind === 'read' && isThat(value, reading.value, measures);
  });
  const [only] = fitting;
  return only && fitting.length === 1 ? { id: only.id, message: only.says } : null;
}

/** A slip's wrong rule, read as an answer with every other derivative found. */
export function slipReading(lesson: Lesson, { name, answer }: Slip) {
  const slot = lesson.worked.slots.get(name) ?? -1;
  const found = (other: number) => gradientAt(lesson.worked, other);
  return readAnswer(lesson.worked, questionOf(lesson, slot), answer, found);
}
