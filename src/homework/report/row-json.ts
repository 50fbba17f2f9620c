import type { GradeRow } from '../grading/row.ts';
import { reportJson } from './report.ts';

/** A row as other programs read it: the object of `check` with the key, whose it is, and of which assignment. */
export function rowJson(
  { student, file, status, error, graded, drawnFor, absent, digest }: GradeRow,
  fingerprint: string,
): object {
  return {
    format: 'dvar.grade/1',
    student,
    file,
    status,
    ...(error !== null && { error }),
    ...(absent && { absent }),
    ...reportJson(graded, { key: true, totalOnly: false, drawnFor }),
    ...(digest !== null && { digest }),
    assignment: fingerprint,
  };
}
