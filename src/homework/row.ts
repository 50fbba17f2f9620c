import type { Graded } from './grade.ts';
import { reportJson } from './report.ts';

/** One submission in a class's report. */
export interface Row {
  readonly student: string | null;
  /** The file as it was named; null where nothing was handed in. */
  readonly file: string | null;
  /** `ungradable`: it can't be read; `grader-error`: the grader failed, which says nothing about the answers. */
  readonly status: 'graded' | 'ungradable' | 'grader-error';
  /** Why it was not graded, in a sentence. */
  readonly error: string | null;
  readonly graded: Graded;
  /** Whose numbers were drawn; null where they are everybody's. */
  readonly drawnFor: string | null;
}

/** A row as other programs read it: the object of `check` with the key, and whose it is. */
export function rowJson({ student, file, status, error, graded, drawnFor }: Row): object {
  return {
    format: 'dvar.grade/1',
    student,
    file,
    status,
    ...(error !== null && { error }),
    ...reportJson(graded, { key: true, totalOnly: false, drawnFor }),
  };
}

/** The report on what could not be graded: no points, and no results. */
export const nothingGraded = (maxPoints: number): Graded => ({
  points: 0,
  maxPoints,
  passed: false,
  results: [],
  notes: [],
});

/** The id of a question, the same in every format: `net.w1`, or `w1` where there is but one problem. */
export const itemId = ({
  problem,
  name,
}: {
  readonly problem: string | null;
  readonly name: string;
}): string => (problem === null ? name : `${problem}.${name}`);
