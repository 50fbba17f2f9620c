import { nameAt } from '../../engine/graph/names.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { ok, type Result } from '../../language/diagnostic.ts';
import { parseProgram } from '../../language/program.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { otherValuesFor } from '../../tutor/quiz/other-values.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { totalOf, worthOf } from '../assignment/points.ts';
import type { Problem } from '../assignment/problem.ts';
import { drawnLesson, example, seedFor } from './draw.ts';

/** A problem with the numbers that one person has to work with. */
export interface ProblemPaper {
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
): Result<ProblemPaper> {
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
  program: Parameters<typeof evaluateGraph>[0],
): Result<Lesson> {
  const worked = evaluateGraph(program, { values, output, data });
  return worked.ok ? lessonOf(worked.value, choice) : worked;
}

/** The sum of the points of a paper's questions. */
export const maxPointsOf = ({ problem, lesson: { worked, order } }: ProblemPaper): number =>
  totalOf(
    worthOf(
      problem.points,
      order.map((slot) => nameAt(worked, slot)),
    ),
  );

/** A lesson as a paper. */
export const paperWith = (problem: Problem, lesson: Lesson): ProblemPaper => ({
  problem,
  lesson,
  further: otherValuesFor(lesson),
});
