import type { Assignment } from '../../homework/assignment/assignment.ts';
import { fingerprintOf, judgingPrintOf } from '../../homework/grading/fingerprint.ts';
import { sheetDigits } from '../../homework/grading/grade.ts';
import { frameOf, type RowFrame } from '../../homework/report/row-json.ts';
import { assignmentFrom, type Source } from '../program/assignment-file.ts';
import { sourcesOf } from '../program/homework-from-args.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';

/**
 * The assignment by which some rows were graded, as it is now: its points and its policy may have changed, but nothing that
 * decides verdicts; another one is refused.
 */
export async function gradedBy(
  environment: Environment,
  file: string,
  frame: RowFrame,
  rows: string,
): Promise<{
  readonly assignment: Assignment;
  readonly sources: readonly Source[];
  readonly frame: RowFrame;
}> {
  const assignment = await assignmentFrom(environment, file);
  const sources = await sourcesOf(environment, file, assignment.problems);
  const setting = { assignment, programs: sources.map(({ text }) => text), digits: sheetDigits };
  const judged = judgingPrintOf(setting);
  if (judged !== frame.judged)
    throw new Failure(
      `${rows} was graded with other questions or rules than ${file} has; grade the answers again with dvar grade`,
    );
  return { assignment, sources, frame: frameOf(assignment, fingerprintOf(setting), judged) };
}
