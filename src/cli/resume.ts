import type { Disk } from './disk.ts';
import { Failure } from './failure.ts';
import { reasonOf } from './reading.ts';

/** What an interrupted report holds. */
export interface Earlier {
  /** The rows that are whole. */
  readonly done: ReadonlySet<string>;
  /** Its bytes up to the end of the last whole row: a torn one is written anew. */
  readonly length: number | null;
  /** Whether all of them were graded. */
  readonly whole: boolean;
}

/** A report may have at most so many bytes. */
const longest = 1_000_000_000;

/** By what a row is known again. */
export const rowKey = ({
  student,
  file,
}: {
  readonly student: string | null;
  readonly file: string | null;
}): string => JSON.stringify([student, file]);

/** Reads the report that is to be gone on with; none is an empty one. One of another assignment is refused. */
export async function earlierRows(disk: Disk, file: string, fingerprint: string): Promise<Earlier> {
  let bytes: Buffer;
  try {
    bytes = Buffer.from(await disk.read(file, longest));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
      return { done: new Set(), length: null, whole: true };
    throw new Failure(`${file} can't be read: ${reasonOf(error)}; check the path`);
  }
  const done = new Set<string>();
  let whole = true;
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    const row = rowIn(bytes.subarray(from, end).toString('utf8'));
    if (row === null)
      throw new Failure(`${file} is no report that could be gone on with; name another, or a new file`);
    // Reports from before there were fingerprints have none.
    if (row.assignment !== null && row.assignment !== fingerprint)
      throw new Failure(
        `${file} was begun with another assignment, or this one has changed since; name a new file, and grade all again`,
      );
    done.add(rowKey(row));
    whole &&= row.status === 'graded';
    from = end + 1;
  }
  return { done, length: from, whole };
}

interface EarlierRow {
  readonly student: string | null;
  readonly file: string | null;
  readonly status: string;
  readonly assignment: string | null;
}

function rowIn(line: string): EarlierRow | null {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null || !('format' in row) || row.format !== 'dvar.grade/1')
      return null;
    const { student, file, status, assignment } = row as Readonly<Record<string, unknown>>; // an object: just looked at
    return {
      student: typeof student === 'string' ? student : null,
      file: typeof file === 'string' ? file : null,
      status: String(status),
      assignment: typeof assignment === 'string' ? assignment : null,
    };
  } catch {
    return null;
  }
}
