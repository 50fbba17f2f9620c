import { type GradeRow, hasPoints } from '../grading/row.ts';
import { reportJson } from './report.ts';

/** A row as other programs read it: the object of `check` with the key, whose it is, and of which assignment. */
export function rowJson(row: GradeRow, fingerprint: string): object {
  const { student, file, status, error, graded, drawnFor, digest, late } = row;
  return {
    format: 'dvar.grade/2',
    student,
    file,
    status,
    ...(error !== null && { error }),
    ...reportJson(graded, { key: true, totalOnly: false, drawnFor }),
    ...(!hasPoints(row) && { points: null, passed: null }),
    ...(late && { late }),
    ...(digest !== null && { digest }),
    assignment: fingerprint,
  };
}
