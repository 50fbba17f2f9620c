import { nameAt } from '../../engine/graph/names.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { ok, type Result } from '../../language/diagnostic.ts';
import { parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { otherValuesFor } from '../../tutor/quiz/other-values.ts';
import type { KeptVerdicts } from '../../tutor/session/kept-verdicts.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { totalOf, worthOf } from '../assignment/points.ts';
import type { Problem } from '../assignment/problem.ts';
import { drawableLesson, drawnLesson, example, seedFor } from './draw.ts';

/** A problem with one student's numbers. */
export interface ProblemPaper {
  readonly problem: Problem;
  readonly lesson: Lesson;
  /** The lesson at further values, at which expressions must hold too. */
  readonly further: readonly Lesson[];
  /** The verdicts of a class whose students all have these numbers. */
  readonly verdicts?: KeptVerdicts;
}

/**
 * A problem as a student's paper. The text of the program is passed in, wherever it was kept. Numbers that were drawn
 * before are used as they are.
 */
export function paperOf(
  assignment: Assignment,
  problem: Problem,
  program: string,
  student: string | null,
  drawn: ReadonlyMap<string, Value> | null = null,
): Result<ProblemPaper> {
  const parsed = parseProgram(program);
  if (!parsed.ok) return parsed;
  // Numbers drawn at random are the same for everybody.
  const common = drawnValues(problem.draws, seedFor(assignment, problem.id ?? '', 'randn'));
  const all = { ...problem, values: new Map([...problem.values, ...common]) };
  const given = drawn ? { ...problem, values: drawn } : problem.drawn ? null : all;
  const lesson = given
    ? laid(given, parsed.value)
    : drawnLesson(parsed.value, problem, seedFor(assignment, problem.id ?? '', student ?? example));
  if (!lesson.ok) return lesson;
  return ok(paperWith(problem, lesson.value));
}

/** A lesson with the questions that everybody's paper of a problem has; refused where no values of the program can be worked with. */
export function lessonOfAll(problem: Problem, program: string): Result<Lesson> {
  const parsed = parseProgram(program);
  if (!parsed.ok) return parsed;
  return problem.drawn ? drawableLesson(parsed.value, problem) : laid(problem, parsed.value);
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
