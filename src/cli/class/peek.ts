import { createHash } from 'node:crypto';
import { linesNamed } from '../../homework/grading/headings.ts';
import { decode, largestSubmission } from '../../homework/submission/decode.ts';
import { studentsIn } from '../../homework/submission/identity.ts';
import { notationOf, readSubmissions } from '../../homework/submission/read.ts';
import type { Disk } from '../shell/disk.ts';
import { reasonOf } from '../shell/read-file.ts';
import type { FoundFile } from './find-files.ts';

/** What a file is before it is graded. */
export interface Contents {
  readonly found: FoundFile;
  /** Whose it is, as it says itself; several in a table. */
  readonly students: readonly string[];
  /** Why it can't be read; null where nothing speaks against it yet. */
  readonly refused: string | null;
  /** What is wrong with lines of a table that nobody's row would tell; null where nothing is. */
  readonly nobodys: string | null;
  /** By what its bytes are known again; null where none were read. */
  readonly digest: string | null;
}

/** Looks into a file: as far as it takes to say whose it is, and a table in full. */
export async function contentsOf(disk: Disk, found: FoundFile): Promise<Contents> {
  const nothing = { found, students: [], refused: null, nobodys: null, digest: null };
  if (found.refused !== null) return { ...nothing, refused: found.refused };
  let bytes: Uint8Array;
  try {
    bytes = await disk.read(found.file, largestSubmission + 1);
  } catch (error) {
    return { ...nothing, refused: `it can't be read: ${reasonOf(error)}` };
  }
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const known = { ...nothing, digest };
  const text = decode(bytes);
  if (!text.ok) return { ...known, refused: text.trouble.message };
  if (text.value.trim() === '') return { ...known, refused: 'the file is empty' };
  const notation = notationOf(found.file);
  if (notation !== 'csv') return { ...known, students: studentsIn(text.value, notation) };
  const read = await readSubmissions(found.file, bytes);
  if (!read.ok) return { ...known, refused: read.trouble.message };
  const students = read.value.flatMap(({ student }) => student ?? []);
  const astray = read.value.filter(({ student }) => student === null && students.length > 0);
  const lines = astray.flatMap(({ entries, notes }) =>
    [...entries, ...notes].flatMap(({ line }) => line ?? []),
  );
  return { ...known, students, nobodys: lines.length > 0 ? ownerless(lines.sort((a, b) => a - b)) : null };
}

const ownerless = (lines: readonly number[]): string =>
  `nothing says whose ${linesNamed(lines)} of this table ${lines.length === 1 ? 'is' : 'are'}; fill in the column student`;

/** Why a file that looks like a submission is none when it is read in full; null where it is one. */
export async function troubleIn(disk: Disk, { found, refused, digest }: Contents): Promise<string | null> {
  // A table has been read in full.
  if (refused !== null || digest === null || notationOf(found.file) === 'csv') return refused;
  try {
    const read = await readSubmissions(found.file, await disk.read(found.file, largestSubmission + 1));
    return read.ok ? null : read.trouble.message;
  } catch (error) {
    return `it can't be read: ${reasonOf(error)}`;
  }
}
