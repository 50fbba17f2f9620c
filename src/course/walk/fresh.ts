import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { seedOf } from '../../tutor/lesson/random.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import { type Course, type Fresh, type Lecture, type Step, stepId } from '../lessons/course.ts';
import { madeLessonOf } from './practice.ts';

/** The seed of what a step draws: the same for everybody who takes it for the n-th time. */
export const seedAt = ({ id }: Pick<Course, 'id'>, lecture: Lecture, step: Step, times: number): number =>
  seedOf(`${id} ${stepId(lecture, step)}`) + times;

/** The lesson of a fresh step: its graph at other numbers, or another graph of a level; null where none was found. */
export function freshLesson({ level, example, names }: Fresh, seed: number): Lesson | null {
  if (level !== null) return madeLessonOf(level, seed);
  if (!example) return null;
  const { order, worked } = example.lesson;
  const asked = order.filter((slot) => names.length === 0 || names.includes(worked.names[slot] ?? ''));
  return variantOf(example.lesson, seed, 0, asked)?.lesson ?? null;
}
