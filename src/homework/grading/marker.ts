import { ok, type Result } from '../../language/diagnostic.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { keptVerdicts } from '../../tutor/session/kept-verdicts.ts';
import { drawing } from '../../tutor/values/variant.ts';
import type { Assignment } from '../assignment/assignment.ts';
import type { Lateness } from '../assignment/lateness.ts';
import { totalOf } from '../assignment/points.ts';
import { passes } from '../assignment/policy.ts';
import type { DrawnNumbers } from '../paper/drawn-numbers.ts';
import { maxPointsOf, type ProblemPaper, paperOf } from '../paper/paper.ts';
import { type Notation, readText } from '../submission/read.ts';
import { type Note, type Submission, studentId } from '../submission/submission.ts';
import { type Graded, type GradedPage, grade } from './grade.ts';
import { type KeptPages, keptPages } from './kept-pages.ts';
import { spelledNote } from './lines-read.ts';
import {
  type GradedStatus,
  type GradeRow,
  type Job,
  jobNotes,
  type RowStatus,
  timesOf,
  ungraded,
} from './row.ts';

/** An assignment with the texts of its programs: all that a grader needs to know. */
export interface MarkedAssignment {
  readonly assignment: Assignment;
  readonly programs: readonly string[];
  /** Significant digits of numbers that people see. */
  readonly digits: number;
}

/** The reason why an empty file gets no points. */
export const emptyFile = 'the file is empty';

/** How a submission begins, as far as a row has room for it: its first answer or, where there is none, its first line. */
function beginningOf(text: string, notation: Notation, { entries }: Submission): string {
  const first = entries.find(({ right }) => right !== '');
  const line = /^.*[^\s#].*$/m.exec(text.slice(0, 5000))?.[0] ?? '';
  const said =
    first && notation !== 'text' && notation !== 'octave' ? `${first.left} = ${first.right}` : line;
  return quoted(said.trim().replaceAll('`', "'"), 60);
}

/** The papers of a student for an assignment; the first problem for which there is none says why. */
function papersOf(
  { assignment, programs }: MarkedAssignment,
  student: string | null,
  numbers?: DrawnNumbers,
): Result<readonly ProblemPaper[]> {
  const papers: ProblemPaper[] = [];
  for (const [k, problem] of assignment.problems.entries()) {
    const paper = paperOf(assignment, problem, programs[k] ?? '', student, numbers?.problems[k] ?? null);
    if (!paper.ok) return paper;
    papers.push(paper.value);
  }
  return ok(papers);
}

/** A judged submission with the points that lateness takes off. */
function inTime(graded: Graded, policy: Assignment['policy'], late: Lateness | undefined): Graded {
  if (!late || late.taken === 0) return graded;
  const points = Math.max(0, totalOf([graded.points, -late.taken * graded.maxPoints]));
  return { ...graded, points, passed: passes(policy, points, graded.maxPoints) };
}

/** A marker of submissions to one assignment, one after the other. */
export interface Marker {
  readonly maxPoints: number;
  /** Marks a text; the notes are on how it was taken out of its file. */
  readonly mark: (job: Job, text: string, notation: Notation, notes?: readonly string[]) => Promise<GradeRow>;
  /** The row of what has no points: the file can't be read, unless another status is given. */
  readonly refuse: (job: Job, why: string, status?: Exclude<RowStatus, GradedStatus>) => GradeRow;
  /** The row of somebody who handed in nothing. */
  readonly absent: (job: Job) => GradeRow;
}

/** What a marker knows from its start. */
interface MarkerSetting extends MarkedAssignment {
  readonly maxPoints: number;
  /** The papers of somebody; papers that are the same for everybody are laid out once. */
  readonly papersFor: (job: Job) => Result<readonly ProblemPaper[]>;
  /** Whether each student has numbers of their own. */
  readonly drawn: boolean;
  /** What others handed in, where all have the same numbers. */
  readonly pages: KeptPages<GradedPage> | null;
}

/** Makes a marker. It throws if the assignment can't be laid out, which the caller has checked. */
export function markerOf(marked: MarkedAssignment): Marker {
  const setting = markerSetting(marked);
  const {
    maxPoints,
    assignment: { policy },
  } = setting;
  const readOnce = lastRead();
  const refuse: Marker['refuse'] = (job, why, status = 'ungradable') => ungraded(job, why, status, maxPoints);
  return {
    maxPoints,
    refuse,
    absent: (job) => refuse(job, 'nothing was handed in', 'absent'),
    async mark(job, text, notation, notes = []) {
      const read = await readOnce(text, notation);
      if (!read.ok) return refuse(job, read.trouble.message);
      const submission = submissionOf(job, read.value, notation);
      if (!submission || text.trim() === '') return refuse(job, emptyFile, 'blank');
      if (setting.drawn && job.student === null)
        return refuse(job, "dvar can't tell whose this is, and each student has different numbers");
      const papers = setting.papersFor(job);
      if (!papers.ok)
        return refuse(job, `no numbers could be drawn: ${papers.trouble.message}`, 'grader-error');
      const opened = notes.map((message) => ({ line: null, message }));
      const graded = inTime(
        grade(papers.value, policy, submission, setting.digits, setting.pages),
        policy,
        job.late,
      );
      return gradedRow(job, setting, graded, opened, () => beginningOf(text, notation, submission));
    },
  };
}

function markerSetting(marked: MarkedAssignment): MarkerSetting {
  const drawn = marked.assignment.problems.some((problem) => problem.drawn);
  const shared = papersOf(marked, null);
  if (!shared.ok)
    throw new Error(`the assignment passed its check, but can't be used: ${shared.trouble.message}`);
  const common = ok(shared.value.map((paper) => ({ ...paper, verdicts: keptVerdicts() })));
  return {
    ...marked,
    drawn,
    pages: drawn ? null : keptPages(shared.value.length),
    maxPoints: totalOf(shared.value.map(maxPointsOf)),
    papersFor: ({ student, numbers }) => (drawn ? papersOf(marked, student, numbers) : common),
  };
}

/** Reads texts, and the same text only once: the students of one table come one after the other. */
function lastRead(): typeof readText {
  let last: { readonly text: string; readonly read: Awaited<ReturnType<typeof readText>> } | null = null;
  return async (text, notation) => {
    if (last?.text !== text) last = { text, read: await readText(text, notation) };
    return last.read;
  };
}

/** The submission of a job's student: in a table of several students it is found by their id. */
function submissionOf(
  { student, as }: Job,
  all: readonly Submission[],
  notation: Notation,
): Submission | undefined {
  if (notation !== 'csv' || all.length < 2) return all[0];
  const id = student === null ? null : studentId(as ?? student);
  return all.find((each) => each.student !== null && studentId(each.student) === id);
}

/** The row of a submission whose answers were judged; one in which nothing was understood has no points. */
function gradedRow(
  job: Job,
  { drawn, maxPoints }: MarkerSetting,
  graded: Graded,
  opened: readonly Note[],
  beginning: () => string,
): GradeRow {
  const { kind, why } = graded.understood;
  const spelled = spelledNote(graded.lines);
  const notes = [...opened, ...(spelled ? [spelled] : []), ...graded.notes];
  if (kind === 'blank') return ungraded(job, why, 'blank', maxPoints, notes);
  if (kind === 'nothing')
    return ungraded(job, `${why}; it begins \`${beginning()}\``, 'unread', maxPoints, notes);
  const flag: readonly Note[] = kind === 'part' ? [{ line: null, message: why, costs: true }] : [];
  const { student, file, digest, numbers, row } = job;
  return {
    student,
    file,
    digest,
    status: kind === 'part' ? 'partly-read' : 'graded',
    error: null,
    graded: { ...graded, notes: [...jobNotes(job), ...flag, ...notes] },
    drawnFor: drawn ? student : null,
    ...(numbers && numbers.drawing !== drawing && { drawing: numbers.drawing }),
    ...timesOf(job),
    ...(row !== undefined && { row }),
  };
}
