import type { Problem } from '../assignment/problem.ts';

/** Something in an assignment that would fail a student, or hide a mistake. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** Its place in the file, as an offset; a fault in a program has its own place as well. */
  readonly from: number;
  readonly problem: string | null;
  /** Where it is in the program of its problem, if it is there. */
  readonly inside: {
    readonly at: Problem['programAt'];
    readonly program: string;
    readonly offset: number;
  } | null;
}

/** A finding about a problem as a whole. */
export const finding = (
  problem: Pick<Problem, 'from' | 'id'>,
  level: Finding['level'],
  message: string,
): Finding => ({ level, message, from: problem.from, problem: problem.id, inside: null });

/** Whose numbers a finding is about, where each student has their own. */
export const whoseNumbers = (student: string | null): string =>
  student === null ? 'these numbers' : `the numbers of ${student}`;
