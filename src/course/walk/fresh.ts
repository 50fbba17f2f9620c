import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { seedOf } from '../../tutor/lesson/random.ts';
import { friendlyVariantOf } from '../../tutor/values/friendly-variant.ts';
import { type Course, type Fresh, type Lecture, type Step, stepId } from '../lessons/course.ts';
import { madeLessonOf } from './practice.ts';

/** The seed of what a step draws, the same for everybody who comes to it for so many times. */
export const seedAt = ({ id }: Pick<Course, 'id'>, lecture: Lecture, step: Step, times: number): number =>
  seedOf(`${id} ${stepId(lecture, step)}`) + times;

/** So many draws are tried for whole numbers, so far apart that no other step's seed is met. */
const draws = { most: 4, apart: 1000 } as const;

/**
 * The lesson of a fresh step: its graph at other numbers, or another graph of a level; null where none was found. Where the
 * graph has whole numbers all along, the draw with the most of them is taken: people work it out in their heads.
 */
export function freshLesson({ level, example, names }: Fresh, seed: number): Lesson | null {
  if (level !== null) return madeLessonOf(level, seed);
  if (!example) return null;
  const { order, worked } = example.lesson;
  const asked = order.filter((slot) => names.length === 0 || names.includes(worked.names[slot] ?? ''));
  const most = brokenIn(example.lesson) === 0 ? draws.most : 1;
  let best: { readonly lesson: Lesson; readonly broken: number } | null = null;
  for (let draw = 0; draw < most && best?.broken !== 0; draw++) {
    const lesson = friendlyVariantOf(example.lesson, seed + draw * draws.apart, asked)?.lesson;
    const broken = lesson ? brokenIn(lesson) : Number.POSITIVE_INFINITY;
    if (lesson && broken < (best?.broken ?? Number.POSITIVE_INFINITY)) best = { lesson, broken };
  }
  return best?.lesson ?? null;
}

/** How many values of a graph are no whole numbers. */
const brokenIn = ({ worked }: Lesson): number =>
  [...worked.slots].filter(([, slot]) => !Number.isInteger(valueOfSlot(worked, slot))).length;
