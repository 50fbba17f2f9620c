import { kinds } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { valueAt } from '../engine/work.ts';
import type { Assignment } from '../homework/assignment.ts';
import { example } from '../homework/draw.ts';
import { paperOf } from '../homework/paper.ts';
import type { Problem } from '../homework/problem.ts';
import { failureOf } from './failure.ts';
import type { ProgramOptions } from './options.ts';
import { shortened } from './positionals.ts';
import { assignmentFrom, pickedFrom, type Source, sourceOf } from './problems.ts';
import { refuseValues, type Sources } from './sources.ts';
import type { World } from './world.ts';

/** What a problem's file says of its program; where numbers are drawn for each student, somebody's own. */
export async function problemFrom(
  world: World,
  file: string,
  options: ProgramOptions,
  given: Pick<Sources, 'values' | 'draws'>,
): Promise<Omit<Sources, 'seed'>> {
  const assignment = await assignmentFrom(world, file);
  const problem = pickedFrom(assignment, file, options.problem ?? null);
  const source = await sourceOf(world, file, problem);
  const { values, draws, output, data, choice } = problem;
  const own = problem.drawn
    ? drawnFor(assignment, problem, source, options.student ?? null)
    : { values, draws, notes: [] };
  if (problem.drawn && options.student !== undefined) refuseValues(given);
  return { ...source, ...own, output, data, choice, problem: problem.id };
}

/** Somebody's own numbers for a problem; a note says whose they are. */
function drawnFor(
  assignment: Assignment,
  problem: Problem,
  source: Source,
  student: string | null,
): Pick<Sources, 'values' | 'draws' | 'notes'> {
  const paper = paperOf(assignment, problem, source.text, student);
  if (!paper.ok) throw failureOf(paper.trouble, source.text, source.file);
  const { worked } = paper.value.lesson;
  const leaves = [...worked.own].filter((slot) => worked.graph.kind[slot] !== kinds.step);
  const whose =
    student === null ? `an ${example}'s; --student ID gives yours` : `those of ${shortened(student)}`;
  return {
    values: new Map(leaves.map((slot) => [nameAt(worked, slot), valueAt(worked, slot)])),
    draws: new Map(),
    notes: [`The numbers are ${whose}`],
  };
}
