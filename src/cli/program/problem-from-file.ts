import type { Assignment } from '../../homework/assignment/assignment.ts';
import type { Problem } from '../../homework/assignment/problem.ts';
import { example } from '../../homework/paper/draw.ts';
import { leafValuesOf } from '../../homework/paper/drawn-numbers.ts';
import { paperOf } from '../../homework/paper/paper.ts';
import type { Environment } from '../shell/environment.ts';
import { failureOf } from '../shell/failure.ts';
import { assignmentFrom, pickedFrom, type Source, sourceOf } from './assignment-file.ts';
import { type Draws, drawsIn } from './drawn-for.ts';
import type { ProgramOptions } from './options.ts';
import { shortened } from './positionals.ts';
import { type NamedProgram, refuseValues, type Sources } from './program-from-args.ts';

/** What a problem's file says about its program; where numbers are drawn for each student, with those of one. */
export async function problemFrom(
  environment: Environment,
  { file, given }: Extract<NamedProgram, { kind: 'assignment' }>,
  options: ProgramOptions,
): Promise<Omit<Sources, 'seed'>> {
  const assignment = await assignmentFrom(environment, file);
  const problem = pickedFrom(assignment, file, options.problem ?? null);
  const source = await sourceOf(environment, file, problem);
  const { values, draws, output, data, choice } = problem;
  const own = problem.drawn
    ? drawnFor(
        assignment,
        problem,
        source,
        options.student ?? null,
        await drawsIn(environment, options.draws, { ...assignment, problems: [problem] }, [source]),
      )
    : { values, draws, notes: [] };
  if (problem.drawn && options.student !== undefined) refuseValues(given);
  return { ...source, ...own, output, data, choice, problem: problem.id };
}

/** One student's numbers for a problem, with a note that says whose they are. */
function drawnFor(
  assignment: Assignment,
  problem: Problem,
  source: Source,
  student: string | null,
  draws: Draws | null,
): Pick<Sources, 'values' | 'draws' | 'notes'> {
  const numbers = student === null ? null : (draws?.of(student).problems[0] ?? null);
  const paper = paperOf(assignment, problem, source.text, student, numbers);
  if (!paper.ok) throw failureOf(paper.trouble, source.text, source.file);
  const whose =
    student === null ? `an ${example}'s; --student ID gives yours` : `those of ${shortened(student)}`;
  return {
    values: leafValuesOf(paper.value.lesson),
    draws: new Map(),
    notes: [`The numbers are ${whose}`],
  };
}
