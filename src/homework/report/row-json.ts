import type { Assignment } from '../assignment/assignment.ts';
import type { Policy } from '../assignment/policy.ts';
import { type GradeRow, hasPoints } from '../grading/row.ts';
import { reportJson } from './report.ts';

/** What a row says of its assignment. */
export interface RowFrame {
  /** The fingerprint of its questions and its policy. */
  readonly fingerprint: string;
  /** The fingerprint of what decides verdicts. */
  readonly judged: string;
  readonly title: string | null;
  /** Whether students may be told the points alone. */
  readonly totalOnly: boolean;
  /** The points from which on a submission has passed. */
  readonly pass: Policy['pass'];
}

/** What the rows of an assignment say about it. */
export const frameOf = (
  { title, id, policy }: Assignment,
  fingerprint: string,
  judged: string,
): RowFrame => ({
  fingerprint,
  judged,
  title: title ?? id,
  totalOnly: policy.feedback === 'total',
  pass: policy.pass,
});

/** A row as other programs read it: the object of `check` with the key, the student and the assignment. */
export function rowJson(row: GradeRow, { fingerprint, judged, title, totalOnly, pass }: RowFrame): object {
  const { student, file, status, error, graded, drawnFor, digest, late, handedIn, excused, history } = row;
  return {
    format: 'dvar.grade/2',
    student,
    file,
    status,
    ...(row.row !== undefined && { row: row.row }),
    ...(error !== null && { error }),
    ...reportJson(graded, { key: true, totalOnly: false, drawnFor, drawnBy: row.drawing, worth: true }),
    ...(!hasPoints(row) && { points: null, passed: null }),
    ...(graded.cells && { cells: graded.cells }),
    ...(late && { late }),
    ...(handedIn && { handedIn }),
    ...(excused && { excused }),
    ...(history && { rulings: history }),
    ...(digest !== null && { digest }),
    assignment: fingerprint,
    judged,
    ...(title !== null && { title }),
    ...(totalOnly && { feedback: 'total' }),
    ...((pass.kind === 'points' || pass.least < 1) && { pass }),
  };
}
