import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import type { Value } from '../../ops/matrix.ts';
import { isWithin } from '../../tutor/answers/judge.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import { measuresOf } from '../../tutor/answers/rounding.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { AssignmentSlip } from '../assignment/slip.ts';
import type { ProblemPaper } from '../paper/paper.ts';

/** The slip that explains a wrong answer, where exactly one of the teacher's does. */
export function slipIn(
  { problem, lesson }: ProblemPaper,
  slot: number,
  value: Value | null,
  digits: number,
): { readonly id: string; readonly message: string } | null {
  if (value === null) return null;
  const name = nameAt(lesson.worked, slot);
  const foreseen = problem.slips.filter((slip) => slip.name === name);
  if (foreseen.length === 0) return null;
  const measures = measuresOf(lesson, questionOf(lesson, slot), digits);
  const fitting = foreseen.filter((slip) => {
    const reading = slipReading(lesson, slip);
    return reading.kind === 'read' && isWithin(value, reading.value, measures);
  });
  const [only] = fitting;
  return only && fitting.length === 1 ? { id: only.id, message: only.says } : null;
}

/** A slip's wrong rule, read as an answer with every other derivative found. */
export function slipReading(lesson: Lesson, { name, answer }: AssignmentSlip) {
  const slot = lesson.worked.slots.get(name) ?? -1;
  const found = (other: number) => gradientAt(lesson.worked, other);
  return readAnswer(lesson.worked, questionOf(lesson, slot), answer, found);
}
