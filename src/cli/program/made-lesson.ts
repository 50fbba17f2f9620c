import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { levels, madeProgram } from '../../tutor/lesson/made-program.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import { typedLesson } from './lesson-from-args.ts';
import type { ProgramOptions } from './options.ts';

/** The lesson of a program that is made by chance. */
export function madeLesson(level: string, seed: number, options: ProgramOptions): Lesson {
  const wanted = levels.find((each) => String(each) === level);
  if (!wanted) throw new Error(`${level} was read as a level`);
  const { text, values, data } = madeProgram(wanted, seeded(seed));
  return typedLesson(text, values, { ...options, data });
}
