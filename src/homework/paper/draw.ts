import { givensOf } from '../../engine/graph/givens.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Program, printProgram } from '../../language/program.ts';
import { single, sizeOf, valueFrom } from '../../ops/matrix.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Random, seeded, seedOf } from '../../tutor/lesson/random.ts';
import { drawing, variantOf } from '../../tutor/values/variant.ts';
import type { Assignment } from '../assignment/assignment.ts';
import type { Problem } from '../assignment/problem.ts';
import { studentId } from '../submission/submission.ts';
import { keyedDigest } from './keyed-digest.ts';

/** The name that numbers are drawn for if no student is named. */
export const example = 'example';

/** The most numbers that are tried until the program can be computed with some. */
const mostTries = 500;

/**
 * The seed of a student's numbers in a problem: the same on every machine as long as the version of the drawing stays
 * the same. With a secret, nobody without it can work out another's seed, not even from known seeds.
 */
export function seedFor(
  { id, secret }: Pick<Assignment, 'id' | 'secret'>,
  problem: string,
  student: string,
): number {
  const text = [drawing, id ?? '', problem, studentId(student)].join('\n');
  return seedOf(secret === null ? text : keyedDigest(secret, text));
}

// What is drawn for one student begins where it does for the next: the graph, and which mistakes there are, are found out once.
const known = new WeakMap<Problem, { readonly text: string; readonly base: Result<Lesson> }>();

/** The lesson from which everybody's numbers for a problem are drawn; refused where there is none. */
export function drawableLesson(program: Program, problem: Problem): Result<Lesson> {
  const text = printProgram(program);
  const before = known.get(problem);
  const base = before?.text === text ? before.base : computable(program, problem);
  known.set(problem, { text, base });
  return base;
}

/** Easy numbers for a problem from a seed, at which mistakes show, away from kinks. */
export function drawnLesson(program: Program, problem: Problem, seed: number): Result<Lesson> {
  const base = drawableLesson(program, problem);
  if (!base.ok) return base;
  const found = variantOf(base.value, seed);
  return found
    ? ok(found.lesson)
    : refuse('no friendly numbers were found for this problem; give it values: instead');
}

/** The problem at any numbers at which it can be computed; data are 1, as labels may be. */
function computable(program: Program, { data, output, choice, shapes }: Problem): Result<Lesson> {
  const random = seeded(1);
  const givens = givensOf(program);
  const names = [...givens]
    .filter(([name, number]) => number === null || shapes.has(name))
    .map(([name]) => name);
  const stranger = [...shapes.keys()].find((name) => !givens.has(name));
  if (stranger !== undefined)
    return refuse(`shapes: names ${stranger}, but the program has no such value to draw; correct it`);
  const isData = new Set([...data, ...program.data]);
  let why: Result<Lesson> = refuse('no numbers were found with which this problem can be computed');
  for (let tried = 0; tried < mostTries; tried++) {
    const values = new Map(
      names.map((name) => {
        const shape = shapes.get(name) ?? single;
        const entries = Float64Array.from({ length: sizeOf(shape) }, () =>
          isData.has(name) && tried === 0 ? 1 : anyNumber(random, tried),
        );
        return [name, valueFrom(shape, entries)];
      }),
    );
    const worked = evaluateGraph(program, { values, output, data });
    why = worked.ok ? lessonOf(worked.value, choice) : worked;
    if (why.ok && why.value.notes.length === 0) return why;
    // A fault of the program itself is there at all numbers.
    if (!why.ok && !/has no value/.test(why.trouble.message)) return why;
  }
  return why;
}

/** Small numbers first: they keep what grows fast in bounds. */
const anyNumber = (random: Random, tried: number): number =>
  Math.round((random() < 0.3 ? -1 : 1) * (0.2 + random() * (1 + (tried % 5))) * 10) / 10;
