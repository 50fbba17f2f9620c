import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Level, madeProgram } from '../../tutor/lesson/made-program.ts';
import { seeded, seedOf } from '../../tutor/lesson/random.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import { type Course, type Fresh, type Lecture, type Step, stepId } from '../lessons/course.ts';

/** The seed of what a step draws, the same for everybody who comes to it for so many times. */
export const seedAt = ({ id }: Pick<Course, 'id'>, lecture: Lecture, step: Step, times: number): number =>
  seedOf(`${id} ${stepId(lecture, step)}`) + times;

/** The lesson of a fresh step: its graph at other numbers, or another graph of a level; null where none was found. */
export const freshLesson = ({ level, example }: Fresh, seed: number): Lesson | null =>
  level === null ? example && (variantOf(example.lesson, seed)?.lesson ?? null) : madeLessonOf(level, seed);

/** A new program of a level at friendly numbers. */
export function madeLessonOf(level: Level, seed: number): Lesson | null {
  const { text, values, data } = madeProgram(level, seeded(seed));
  const parsed = parseProgram(text);
  const worked = parsed.ok ? evaluateGraph(parsed.value, { values, output: null, data }) : parsed;
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  return lesson.ok ? (variantOf(lesson.value, seed)?.lesson ?? lesson.value) : null;
}
