import type { Lesson } from '../tutor/lesson.ts';
import { levels, madeAt } from '../tutor/level.ts';
import { seeded } from '../tutor/random.ts';
import { typedLesson } from './load.ts';
import type { ProgramOptions } from './options.ts';

/** The lesson of a program that is made here. */
export function madeLesson(level: string, seed: number, options: ProgramOptions): Lesson {
  const wanted = levels.find((each) => String(each) === level);
  if (!wanted) throw new Error(`${level} was read as a level`);
  const { text, values, data } = madeAt(wanted, seeded(seed));
  return typedLesson(text, values, { ...options, data });
}
