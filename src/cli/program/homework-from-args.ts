import { givensOf } from '../../engine/graph/givens.ts';
import type { Assignment } from '../../homework/assignment/assignment.ts';
import { usual } from '../../homework/assignment/policy.ts';
import type { Problem } from '../../homework/assignment/problem.ts';
import { bareProblem } from '../../homework/assignment/problem.ts';
import { lessonOfAll, type ProblemPaper, paperOf, paperWith } from '../../homework/paper/paper.ts';
import { suggest } from '../../language/suggest.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { drawing } from '../../tutor/values/variant.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { assignmentFrom, pickedFrom, type Source, sourceOf } from './assignment-file.ts';
import { type Draws, drawsIn } from './drawn-for.ts';
import { lessonFrom, withOptions } from './lesson-from-args.ts';
import { type ProgramLine, programFromArgs } from './program-from-args.ts';

/** An assignment, and the papers that each student gets. */
export interface Homework {
  readonly assignment: Assignment;
  /** Whether each student's numbers are drawn. */
  readonly drawn: boolean;
  readonly papersFor: (student: string | null) => readonly ProblemPaper[];
  /** The version of the drawing by which somebody's numbers were drawn. */
  readonly drawingFor: (student: string) => string;
}

/** Homework from a command line: a program with its values, or an assignment's file. */
export async function loadHomework(environment: Environment, ...line: ProgramLine): Promise<Homework> {
  const named = await programFromArgs(environment, ...line);
  if (named.kind === 'program') return bareHomework(lessonFrom(named.sources));
  const { file, given } = named;
  const [, options] = line;
  const assignment = await assignmentFrom(environment, file);
  const { problem: id } = options;
  const picked = id === undefined ? assignment.problems : [pickedFrom(assignment, file, id)];
  const problems = picked.map((problem) => withOptions(problem, given, options));
  const sources = await sourcesOf(environment, file, problems);
  const own = { ...assignment, problems };
  const homework = homeworkOf(own, sources, await drawsIn(environment, options.draws, own, sources));
  refuseStrangers(homework, [...given.values.keys(), ...given.draws.keys()]);
  return homework;
}

/** A program alone as homework: one problem without a name, under the usual policy. */
function bareHomework(lesson: Lesson): Homework {
  const papers = [paperWith(bareProblem, lesson)];
  return {
    assignment: { id: null, title: null, problems: [bareProblem], policy: usual, secret: null, seal: null },
    drawn: false,
    papersFor: () => papers,
    drawingFor: () => drawing,
  };
}

/** Refuses a value whose name no problem has: it was meant for another name, and would have no effect. */
function refuseStrangers(homework: Homework, names: readonly string[]): void {
  const known = homework.papersFor(null).flatMap(({ lesson }) => [...givensOf(lesson.worked.program).keys()]);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const near = suggest(stranger, known);
  throw new Failure(
    `${stranger} is not an input of any problem here;${near ? ` did you mean ${near}?` : ''} its inputs are ${[...new Set(known)].join(', ')}`,
  );
}

/** The texts of an assignment's programs. */
export const sourcesOf = (
  environment: Environment,
  file: string,
  problems: readonly Problem[],
): Promise<readonly Source[]> => Promise.all(problems.map((problem) => sourceOf(environment, file, problem)));

/** Refuses what nobody's numbers could be drawn for, before the first are. */
function refuseUndrawable({ problems }: Assignment, sources: readonly Source[]): void {
  for (const [k, problem] of problems.entries()) {
    const { text, file } = sources[k] ?? { text: '', file: '' };
    const lesson = lessonOfAll(problem, text);
    if (!lesson.ok) throw failureOf(lesson.trouble, text, file);
    refuseEmpty(lesson.value, file);
  }
}

function refuseEmpty({ order }: Lesson, file: string): void {
  if (order.length === 0) throw new Failure(`${file}: there is no derivative to ask; correct the problem`);
}

/** Turns an assignment with the texts of its programs into homework; a problem that can't be computed fails at once. */
export function homeworkOf(
  assignment: Assignment,
  sources: readonly Source[],
  draws: Draws | null = null,
): Homework {
  const drawn = assignment.problems.some((problem) => problem.drawn);
  const laid = (student: string | null): readonly ProblemPaper[] => {
    const numbers = student === null ? null : (draws?.of(student) ?? null);
    return assignment.problems.map((problem, k) => {
      const { text, file } = sources[k] ?? { text: '', file: '' };
      const paper = paperOf(assignment, problem, text, student, numbers?.problems[k] ?? null);
      if (!paper.ok) throw failureOf(paper.trouble, text, file);
      refuseEmpty(paper.value.lesson, file);
      return paper.value;
    });
  };
  if (drawn) refuseUndrawable(assignment, sources);
  const shared = drawn ? null : laid(null);
  return {
    assignment,
    drawn,
    papersFor: shared ? () => shared : laid,
    drawingFor: (student) => draws?.of(student).drawing ?? drawing,
  };
}
