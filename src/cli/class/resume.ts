import { needsLook, type RowStatus } from '../../homework/grading/row.ts';
import {
  type AnswerNames,
  addKeys,
  type Fitting,
  fitNote,
  fitsOther,
  isFitNote,
} from '../../homework/grading/which-assignment.ts';
import { studentId } from '../../homework/submission/submission.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Disk } from '../shell/disk.ts';
import { Failure } from '../shell/failure.ts';
import { unreadPath } from '../shell/read-file.ts';
import type { Planned } from './attempts.ts';
import { inOrderOfNames } from './one-per-student.ts';

/** Said where a run that goes on gets a second file. */
export const ownFile = '--resume writes to its own file; leave --out out';

/** A complete row of a report that is continued. */
export interface EarlierRow {
  readonly student: string | null;
  readonly file: string | null;
  readonly status: RowStatus;
  readonly error: string | null;
  readonly assignment: string | null;
  readonly digest: string | null;
  /** What was known before it was graded. */
  readonly notes: readonly string[];
  /** Where it ends in the report, with its line's end. */
  readonly end: number;
  /** The row as it stands there. */
  readonly text: () => string;
}

/** A row of the new report: graded before, or still to be graded. */
export type ResumeStep =
  | { readonly kind: 'kept'; readonly row: EarlierRow }
  | { readonly kind: 'left'; readonly planned: Planned };

/** The plan for continuing a report. */
export interface ResumePlan {
  /** How many bytes of the report stay as they are: the rows that an uninterrupted run would begin with. */
  readonly length: number;
  /** The rows that follow them. */
  readonly steps: readonly ResumeStep[];
  /** The right answers of the students whose rows stay, by which answers at somebody else's numbers are found. */
  readonly keys: AnswerNames;
  /** Whether all rows that are kept were graded. */
  readonly whole: boolean;
}

/** The most bytes that a report may have. */
const longest = 1_000_000_000;

/** Reads the report to be continued; null if there is none. It refuses a report on another assignment, and drops a last row that was cut off. */
export async function earlierRows(
  disk: Disk,
  file: string,
  fingerprint: string,
  most = longest,
): Promise<readonly EarlierRow[] | null> {
  let bytes: Buffer;
  try {
    bytes = Buffer.from(await disk.read(file, most + 1));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
      return null;
    throw new Failure(unreadPath(file, error));
  }
  // What lies beyond would be cut off when the rows are written again.
  if (bytes.length > most)
    throw new Failure(
      `${file} has more than ${most / 1e6} million bytes, too many for --resume; name a new file for the rest of the class`,
    );
  const rows: EarlierRow[] = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    const [start, stop] = [from, end];
    const text = (): string => bytes.subarray(start, stop).toString('utf8');
    const row = rowIn(text());
    if (row === null)
      throw new Failure(
        `${file} is not a report that --resume can continue; name another one, or a new file`,
      );
    // Reports of early versions have no fingerprint.
    if (row.assignment !== null && row.assignment !== fingerprint)
      throw new Failure(
        `${file} was started with another assignment, or the assignment has changed since; name a new file to grade everything again`,
      );
    from = end + 1;
    rows.push({ ...row, end: from, text });
  }
  return rows;
}

/**
 * What is left to do, so that the report becomes that of an uninterrupted run. A row is kept if its file's bytes are
 * unchanged, and so is all else that is known of it; rows of students and files that this run does not look at stay,
 * too.
 */
export function planOf(
  earlier: readonly EarlierRow[],
  planned: readonly Planned[],
  files: ReadonlySet<string>,
): ResumePlan {
  const known = new Map(earlier.map((row) => [keyOf(row), row]));
  const students = new Set(planned.flatMap(({ student }) => (student === null ? [] : studentId(student))));
  const steps = planned.map((each): ResumeStep => {
    const row = known.get(keyOf(each));
    return row && stillHolds(row, each) ? { kind: 'kept', row } : { kind: 'left', planned: each };
  });
  const beside = [...known.values()].filter(
    ({ student, file }) =>
      (student === null || !students.has(studentId(student))) && (file === null || !files.has(file)),
  );
  const all = [...steps, ...beside.map((row): ResumeStep => ({ kind: 'kept', row }))].sort((a, b) =>
    inOrderOfNames(whose(a), whose(b)),
  );
  const keys: AnswerNames = new Map();
  let count = 0;
  for (const row of earlier) {
    const step = all[count];
    if (step?.kind !== 'kept' || step.row !== row) break;
    addKeys(keys, fittingIn(parsed(row.text())));
    count++;
  }
  return {
    length: earlier[count - 1]?.end ?? 0,
    steps: all.slice(count),
    keys,
    whole: all.every((step) => step.kind === 'left' || !needsLook(step.row)),
  };
}

/** A row that is written again: the note on whose numbers its answers fit is made anew, from the rows above it. */
export function writtenAgain(row: EarlierRow, keys: AnswerNames): string {
  const object = parsed(row.text());
  const fitting = fittingIn(object);
  const fits = fitsOther(fitting, keys);
  addKeys(keys, fitting);
  const notes = [...(fits === null ? [] : [fitNote(fits)]), ...notesIn(object).filter(isOwn)];
  return jsonText({ ...object, notes });
}

const whose = (step: ResumeStep): Pick<Planned, 'student' | 'file'> =>
  step.kind === 'kept' ? step.row : step.planned;

/** The key by which a row is found again. */
const keyOf = ({ student, file }: Pick<Planned, 'student' | 'file'>): string =>
  JSON.stringify([student === null ? null : studentId(student), file]);

function stillHolds(row: EarlierRow, { student, digest, notes, refused }: Planned): boolean {
  return (
    row.student === student &&
    row.digest === digest &&
    (refused === null || row.error === refused) &&
    row.notes.join('\n') === notes.map((note) => note.replaceAll('`', '')).join('\n')
  );
}

type Parsed = Readonly<Record<string, unknown>>;
interface NoteIn {
  readonly line: number | null;
  readonly message: string;
}

const parsed = (line: string): Parsed => JSON.parse(line);
const isOwn = ({ message }: NoteIn): boolean => !isFitNote(message);

/** The notes of an earlier row. Its fingerprint showed that the same program wrote it, so the types are trusted. */
const notesIn = ({ notes }: Parsed): readonly NoteIn[] =>
  Array.isArray(notes) ? (notes as readonly NoteIn[]) : [];
const fittingIn = ({ drawnFor, results }: Parsed): Fitting => ({
  drawnFor: typeof drawnFor === 'string' ? drawnFor : null,
  results: Array.isArray(results) ? (results as Fitting['results']) : [],
});

function rowIn(line: string): Omit<EarlierRow, 'end' | 'text'> | null {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null || !('format' in row) || row.format !== 'dvar.grade/2')
      return null;
    const object = row as Parsed; // just looked at
    const text = (key: string): string | null => {
      const value = object[key];
      return typeof value === 'string' ? value : null;
    };
    return {
      student: text('student'),
      file: text('file'),
      status: object.status as RowStatus, // written by this very program
      error: text('error'),
      assignment: text('assignment'),
      digest: text('digest'),
      notes: notesIn(object)
        .filter((note) => note.line === null && isOwn(note))
        .map(({ message }) => message),
    };
  } catch {
    return null;
  }
}
