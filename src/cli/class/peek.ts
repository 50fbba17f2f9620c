import { createHash } from 'node:crypto';
import { largestFile, openFile } from '../../homework/documents/open-file.ts';
import { fileKindOf } from '../../homework/documents/signature.ts';
import { linesNamed } from '../../homework/grading/headings/headings.ts';
import { emptyFile } from '../../homework/grading/marker.ts';
import { studentsIn } from '../../homework/submission/identity.ts';
import { readText } from '../../homework/submission/read.ts';
import type { Disk } from '../shell/disk.ts';
import { fileErrorReason } from '../shell/read-file.ts';
import type { FoundFile } from './find-files.ts';

/** What is known of a file before it is graded. */
export interface Contents {
  readonly found: FoundFile;
  /** Whose it is, as it says itself; several in a table. */
  readonly students: readonly string[];
  /** Why it can't be read; null where no reason is known yet. */
  readonly refused: string | null;
  /** What is wrong with lines of a table that belong to no student, so that no row tells it; null where nothing is. */
  readonly nobodys: string | null;
  /** Whether it is only opened where it is graded, and may turn out to hold nothing. */
  readonly closed: boolean;
  /** The digest of its bytes; null where none were read. */
  readonly digest: string | null;
}

/** Looks into a file: as far as it takes to say whose it is, and a table in full. */
export async function contentsOf(disk: Disk, found: FoundFile): Promise<Contents> {
  const nothing = { found, students: [], refused: null, nobodys: null, closed: false, digest: null };
  if (found.refused !== null) return { ...nothing, refused: found.refused };
  let bytes: Uint8Array;
  try {
    bytes = await disk.read(found.file, largestFile + 1);
  } catch (error) {
    return { ...nothing, refused: `it can't be read: ${fileErrorReason(error)}` };
  }
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const known = { ...nothing, digest };
  // A PDF's text is only extracted by the grading threads, because that is slow; its name says whose it is.
  if (fileKindOf(bytes).kind === 'pdf') return { ...known, closed: true };
  const file = await openFile(found.file, bytes);
  if (!file.ok) return { ...known, refused: file.trouble.message };
  const { text, notation } = file.value;
  if (text.trim() === '') return { ...known, refused: emptyFile };
  if (notation !== 'csv') return { ...known, students: studentsIn(text, notation) };
  const read = await readText(text, notation);
  if (!read.ok) return { ...known, refused: read.trouble.message };
  const students = read.value.flatMap(({ student }) => student ?? []);
  const astray = read.value.filter(({ student }) => student === null && students.length > 0);
  const lines = astray.flatMap(({ entries, notes }) =>
    [...entries, ...notes].flatMap(({ line }) => line ?? []),
  );
  return { ...known, students, nobodys: lines.length > 0 ? ownerless(lines.sort((a, b) => a - b)) : null };
}

const ownerless = (lines: readonly number[]): string =>
  `the student of ${linesNamed(lines)} is missing in this table; fill in the column student`;

/** The reason why a file that looks like a submission is not one when it is read in full; null if it is one. */
export async function troubleIn(disk: Disk, { found, refused, digest }: Contents): Promise<string | null> {
  if (refused !== null || digest === null) return refused;
  try {
    const file = await openFile(found.file, await disk.read(found.file, largestFile + 1));
    if (!file.ok) return file.trouble.message;
    const read = await readText(file.value.text, file.value.notation);
    if (!read.ok) return read.trouble.message;
    return read.value.some(({ entries }) => entries.length > 0) ? null : 'it has no line with an answer';
  } catch (error) {
    return `it can't be read: ${fileErrorReason(error)}`;
  }
}
