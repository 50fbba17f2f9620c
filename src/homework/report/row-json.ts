import type { Assignment } from '../assignment/assignment.ts';
import { type GradeRow, hasPoints } from '../grading/row.ts';
import { reportJson } from './report.ts';

/** What a row says of its assignment. */
export interface RowFrame {
  /** By what its questions and its policy are known again. */
  readonly fingerprint: string;
  readonly title: string | null;
  /** Whether students may be told the points alone. */
  readonly totalOnly: boolean;
}

/** What the rows of an assignment say of it. */
export const frameOf = ({ title, id, policy }: Assignment, fingerprint: string): RowFrame => ({
  fingerprint,
  title: title ?? id,
  totalOnly: policy.feedback === 'total',
});

/** A row as other programs read it: the object of `check` with the key, whose it is, and of which assignment. */
export function rowJson(row: GradeRow, { fingerprint, title, totalOnly }: RowFrame): object {
  const { student, file, status, error, graded, drawnFor, digest, late, excused, history } = row;
  return {
    format: 'dvar.grade/2',
    student,
    file,
    status,
    ...(row.row !== undefined && { row: row.row }),
    ...(error !== null && { error }),
    ...reportJson(graded, { key: true, totalOnly: false, drawnFor, worth: true }),
    ...(!hasPoints(row) && { points: null, passed: null }),
    ...(graded.cells && { cells: graded.cells }),
    ...(late && { late }),
    ...(excused && { excused }),
    ...(history && { rulings: history }),
    ...(digest !== null && { digest }),
    assignment: fingerprint,
    ...(title !== null && { title }),
    ...(totalOnly && { feedback: 'total' }),
  };
}
