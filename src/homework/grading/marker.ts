import { ok, type Result } from '../../language/diagnostic.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { drawing } from '../../tutor/values/variant.ts';
import type { Assignment } from '../assignment/assignment.ts';
import type { Lateness } from '../assignment/lateness.ts';
import { totalOf } from '../assignment/points.ts';
import { passes } from '../assignment/policy.ts';
import type { DrawnNumbers } from '../paper/drawn-numbers.ts';
import { maxPointsOf, type ProblemPaper, paperOf } from '../paper/paper.ts';
import { type Notation, readText } from '../submission/read.ts';
import { type Note, type Submission, studentId } from '../submission/submission.ts';
import { type Graded, grade } from './grade.ts';
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
  const said = first && notation !== 'text' ? `${first.left} = ${first.right}` : line;
  return quoted(said.trim().replaceAll('`', "'"), 60);
}

/** An assignment as the papers of somebody; the first problem that has none says why. */
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

/** What a submission is worth after what is taken off for being late. */
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

/** A marker; papers that are the same for everybody are laid out once. */
export function markerOf(setting: MarkedAssignment): Marker {
  const drawn = setting.assignment.problems.some((problem) => problem.drawn);
  const shared = papersOf(setting, null);
  if (!shared.ok)
    throw new Error(`an assignment that was looked over can't be set: ${shared.trouble.message}`);
  const maxPoints = totalOf(shared.value.map(maxPointsOf));
  let last: { readonly text: string; readonly read: Awaited<ReturnType<typeof readText>> } | null = null;

  const refuse: Marker['refuse'] = (job, why, status = 'ungradable') => ungraded(job, why, status, maxPoints);

  const judged = (
    job: Job,
    submission: Submission,
    { text, notation, opened }: { text: string; notation: Notation; opened: readonly Note[] },
  ): GradeRow => {
    const { student, file, digest } = job;
    if (drawn && student === null)
      return refuse(job, 'nothing says whose this is, and each student has numbers of their own');
    const papers = drawn ? papersOf(setting, student, job.numbers) : shared;
    if (!papers.ok)
      return refuse(job, `no numbers could be drawn: ${papers.trouble.message}`, 'grader-error');
    const graded = inTime(
      grade(papers.value, setting.assignment.policy, submission, setting.digits),
      setting.assignment.policy,
      job.late,
    );
    const { kind, why } = graded.understood;
    const spelled = spelledNote(graded.lines);
    const all = [...opened, ...(spelled ? [spelled] : []), ...graded.notes];
    if (kind === 'blank') return ungraded(job, why, 'blank', maxPoints, all);
    if (kind === 'nothing')
      return ungraded(
        job,
        `${why}; it begins \`${beginningOf(text, notation, submission)}\``,
        'unread',
        maxPoints,
        all,
      );
    const flag: readonly Note[] = kind === 'part' ? [{ line: null, message: why, costs: true }] : [];
    return {
      student,
      file,
      digest,
      status: kind === 'part' ? 'partly-read' : 'graded',
      error: null,
      graded: { ...graded, notes: [...jobNotes(job), ...flag, ...all] },
      drawnFor: drawn ? student : null,
      ...(job.numbers && job.numbers.drawing !== drawing && { drawing: job.numbers.drawing }),
      ...timesOf(job),
      ...(job.row !== undefined && { row: job.row }),
    };
  };

  return {
    maxPoints,
    refuse,
    absent: (job) => ungraded(job, 'nothing was handed in', 'absent', maxPoints),
    async mark(job, text, notation, notes = []) {
      // The students of one table come one after the other: it is read once.
      if (last?.text !== text) last = { text, read: await readText(text, notation) };
      const { read } = last;
      if (!read.ok) return refuse(job, read.trouble.message);
      const mine =
        notation === 'csv' && read.value.length > 1
          ? read.value.find(
              ({ student }) =>
                student !== null &&
                job.student !== null &&
                studentId(student) === studentId(job.as ?? job.student),
            )
          : read.value[0];
      if (!mine || text.trim() === '') return refuse(job, emptyFile, 'blank');
      const opened = notes.map((message) => ({ line: null, message }));
      return judged(job, mine, { text, notation, opened });
    },
  };
}
