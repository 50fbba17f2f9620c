import type { HandedIn, Lateness } from '../assignment/lateness.ts';
import type { DrawnNumbers } from '../paper/drawn-numbers.ts';
import type { Note } from '../submission/submission.ts';
import type { Graded } from './grade.ts';

/** One submission to be graded, without the bytes. */
export interface Job {
  readonly student: string | null;
  readonly file: string | null;
  /** The student's name in a class's table, where it differs from the roster's. */
  readonly as?: string | null;
  /** The line of a stream that it is about, from 1. */
  readonly row?: number;
  /** How late it is; left out where it is in time, or where that is unknown. */
  readonly late?: Lateness;
  /** When it was handed in, where that is known and something is due. */
  readonly handedIn?: HandedIn;
  /** What the reader of the report should know about this file. */
  readonly notes: readonly string[];
  /** The digest of the file's bytes; null where there is no file. */
  readonly digest: string | null;
  /** The student's numbers, where they were drawn before. */
  readonly numbers?: DrawnNumbers;
}

/**
 * What became of a submission. `partly-read`: graded, though some of it was not read (of text more than half, of Python any line); `unread`:
 * nothing of it was understood, so there is nothing to grade; `blank`: it holds no answers; `absent`: there is none;
 * `ungradable`: the file can't be read; `grader-error`: the grader failed, which says nothing about the answers.
 */
export type RowStatus = GradedStatus | 'unread' | 'blank' | 'absent' | 'ungradable' | 'grader-error';
export type GradedStatus = 'graded' | 'partly-read';

/** Whether a submission has points: what all others are worth is unknown. */
export const hasPoints = ({ status }: { readonly status: RowStatus }): boolean =>
  status === 'graded' || status === 'partly-read';

/** Whether a submission counts in what is said of a class: it has points, and nobody excused it. */
export const isCounted = (row: Pick<GradeRow, 'status' | 'excused'>): boolean =>
  hasPoints(row) && !row.excused;

/** Why a submission does not count, in a sentence. */
export const whyNotCounted = ({ error, excused }: GradeRow): string =>
  excused ? 'excused: this does not count' : (error ?? '');

/** Whether somebody has to look at a submission: something was handed in, and it has no points. */
export const needsLook = ({ status }: { readonly status: RowStatus }): boolean =>
  !hasPoints({ status }) && status !== 'absent';

/** One submission in a class's report. */
export interface GradeRow {
  readonly student: string | null;
  /** The file as it was named; null where nothing was handed in. */
  readonly file: string | null;
  readonly status: RowStatus;
  /** The digest of the file's bytes; null where there is no file. */
  readonly digest: string | null;
  /** Why it was not graded, in a sentence. */
  readonly error: string | null;
  readonly graded: Graded;
  /** Whose numbers were drawn; null where they are everybody's. */
  readonly drawnFor: string | null;
  /** The version of the drawing, where it is not the present one. */
  readonly drawing?: string;
  /** How late it was handed in, and what was taken off for that. */
  readonly late?: Lateness;
  /** When it was handed in, where that is known and something is due. */
  readonly handedIn?: HandedIn;
  /** Whether a ruling excuses the student: what they have is not counted. */
  readonly excused?: true;
  /** The line of a stream that it is about, from 1. */
  readonly row?: number;
  /** What rulings made of it, the earliest first. */
  readonly history?: readonly Ruled[];
}

/** What a ruling changed in a row. */
export interface Ruled {
  readonly ruling: string;
  readonly who: string;
  readonly when: string;
  readonly why: string;
  readonly before: number | null;
  readonly after: number | null;
  /** What became of a submission that had no points before somebody ruled on them. */
  readonly was?: Pick<GradeRow, 'status' | 'error'>;
}

/** The row of what could not be graded: no points, and no results. */
export const ungraded = (
  job: Job,
  error: string,
  status: Exclude<RowStatus, GradedStatus>,
  maxPoints: number,
  notes: readonly Note[] = [],
): GradeRow => ({
  student: job.student,
  file: job.file,
  digest: job.digest,
  status,
  error,
  graded: {
    points: 0,
    maxPoints,
    passed: false,
    results: [],
    notes: [...jobNotes(job), ...notes],
    lines: [],
    understood: { kind: 'all', why: '' },
  },
  drawnFor: null,
  ...timesOf(job),
  ...(job.row !== undefined && { row: job.row }),
});

/** When it was handed in, and how late, as a row says it. */
export const timesOf = ({ late, handedIn }: Job): Pick<GradeRow, 'late' | 'handedIn'> => ({
  ...(late && { late }),
  ...(handedIn && { handedIn }),
});

/** What is known of a submission before it is read, as the notes of its row. */
export const jobNotes = ({ notes }: Job): readonly Note[] =>
  notes.map((message) => ({ line: null, message }));

/** The id of a question, the same in every format: `net.w1`, or `w1` where there is but one problem. */
export const itemId = ({
  problem,
  name,
}: {
  readonly problem: string | null;
  readonly name: string;
}): string => (problem === null ? name : `${problem}.${name}`);

/**
 * How questions are named where people read them, from their ids: without the problem where all rows are about one.
 */
export function itemNames(rows: readonly GradeRow[]): (id: string) => string {
  const problems = new Set(rows.flatMap(({ graded }) => graded.results.map(({ problem }) => problem)));
  const [only] = problems;
  if (problems.size !== 1 || typeof only !== 'string') return (id) => id;
  return (id) => (id.startsWith(`${only}.`) ? id.slice(only.length + 1) : id);
}

/** A status in words. */
export function statusWord(status: RowStatus): string {
  switch (status) {
    case 'graded':
    case 'unread':
    case 'blank':
    case 'absent':
      return status;
    case 'partly-read':
      return 'partly read';
    case 'ungradable':
      return 'not gradable';
    case 'grader-error':
      return "the grader's error";
  }
}
