import { nameAt } from '../engine/named.ts';
import { work } from '../engine/work.ts';
import { parseProgram } from '../language/program.ts';
import { ok, type Result } from '../language/trouble.ts';
import { drawnValues } from '../tutor/draw.ts';
import { furtherTo } from '../tutor/further.ts';
import { type Lesson, lessonOf } from '../tutor/lesson.ts';
import type { Assignment } from './assignment.ts';
import { drawnLesson, example, seedFor } from './draw.ts';
import { totalOf, worthOf } from './points.ts';
import type { Problem } from './problem.ts';

/** A problem with the numbers that one person has to work with. */
export interface Paper {
  readonly problem: Problem;
  readonly lesson: Lesson;
  /** The same at further values, where expressions have to hold at those, too. */
  readonly further: readonly Lesson[];
}

/** A problem as somebody's paper; the text of its program comes with it, wherever it was kept. */
export function paperOf(
  assignment: Assignment,
  problem: Problem,
  program: string,
  student: string | null,
): Result<Paper> {
  const parsed = parseProgram(program);
  if (!parsed.ok) return parsed;
  const seed = seedFor(assignment.id ?? '', problem.id ?? '', student ?? example);
  // Numbers drawn at random are the same for everybody.
  const common = drawnValues(problem.draws, seedFor(assignment.id ?? '', problem.id ?? '', 'randn'));
  const all = { ...problem, values: new Map([...problem.values, ...common]) };
  const lesson = problem.drawn ? drawnLesson(parsed.value, problem, seed) : laid(all, parsed.value);
  if (!lesson.ok) return lesson;
  return ok(paperWith(problem, lesson.value));
}

function laid(
  { values, output, data, choice }: Problem,
  program: Parameters<typeof work>[0],
): Result<Lesson> {
  const worked = work(program, { values, output, data });
  return worked.ok ? lessonOf(worked.value, choice) : worked;
}

/** What everything that a paper asks is worth. */
export const maxPointsOf = ({ problem, lesson: { worked, order } }: Paper): number =>
  totalOf(
    worthOf(
      problem.points,
      order.map((slot) => nameAt(worked, slot)),
    ),
  );

/** A lesson as a paper. */
export const paperWith = (problem: Problem, lesson: Lesson): Paper => ({
  problem,
  lesson,
  further: furtherTo(lesson),
});
