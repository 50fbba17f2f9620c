import { givensOf } from '../engine/bind.ts';
import { work } from '../engine/work.ts';
import type { Program } from '../language/program.ts';
import { ok, type Result, refuse } from '../language/trouble.ts';
import { type Lesson, lessonOf } from '../tutor/lesson.ts';
import { drawing, like } from '../tutor/like.ts';
import { type Random, seeded, seedOf } from '../tutor/random.ts';
import type { Problem } from './assignment.ts';
import { studentId } from './submission.ts';

/** Whose numbers are drawn where nobody is named. */
export const example = 'example';

/** So many numbers are tried until a program can be computed with. */
const mostTries = 500;

/** A seed for a person's numbers in a problem: the same on every machine as long as the drawing's version stands. */
export const seedFor = (assignment: string, problem: string, student: string): number =>
  seedOf([drawing, assignment, problem, studentId(student)].join('\n'));

/** Friendly numbers for a problem, from a seed: at which mistakes show, away from kinks. */
export function drawnLesson(program: Program, problem: Problem, seed: number): Result<Lesson> {
  const base = computable(program, problem);
  if (!base.ok) return base;
  const found = like(base.value, seed);
  return found
    ? ok(found.lesson)
    : refuse('no friendly numbers were found for this problem; give it values: instead');
}

/** The problem with any numbers at all that it can be computed with; data are 1, as labels are. */
function computable(program: Program, { data, output, choice }: Problem): Result<Lesson> {
  const random = seeded(1);
  const names = [...givensOf(program)].filter(([, number]) => number === null).map(([name]) => name);
  const isData = new Set([...data, ...program.data]);
  let why: Result<Lesson> = refuse('no numbers were found that this problem can be computed with');
  for (let tried = 0; tried < mostTries; tried++) {
    const values = new Map(
      names.map((name) => [name, isData.has(name) && tried === 0 ? 1 : anyNumber(random, tried)]),
    );
    const worked = work(program, { values, output, data });
    why = worked.ok ? lessonOf(worked.value, choice) : worked;
    if (why.ok && why.value.notes.length === 0) return why;
    // What is wrong with the program itself is wrong at every number.
    if (!why.ok && !/has no value/.test(why.trouble.message)) return why;
  }
  return why;
}

/** Small numbers first: they keep what grows fast in bounds. */
const anyNumber = (random: Random, tried: number): number =>
  Math.round((random() < 0.3 ? -1 : 1) * (0.2 + random() * (1 + (tried % 5))) * 10) / 10;
