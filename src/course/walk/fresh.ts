import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Level, madeProgram } from '../../tutor/lesson/made-program.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Fresh } from '../lessons/course.ts';

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
