import { decode, largestSubmission } from '../homework/decode.ts';
import { studentInName, studentsIn } from '../homework/identity.ts';
import type { Job } from '../homework/marking.ts';
import { notationOf } from '../homework/read.ts';
import { studentId } from '../homework/submission.ts';
import type { Disk } from './disk.ts';
import type { Found } from './gather.ts';
import { reasonOf } from './reading.ts';

/** A job with what is known before it is begun. */
export interface Planned extends Job {
  /** Why it will not be graded; null where it will. */
  readonly refused: string | null;
}

/** How a class's files are told apart. */
export interface Naming {
  readonly pattern: RegExp | null;
  /** Whose all files are, whatever they say; null where they say it themselves. */
  readonly student: string | null;
  /** Everybody who should have a row; empty where nobody said. */
  readonly roster: readonly string[];
}

interface Candidate {
  readonly student: string;
  readonly found: Found;
}

/**
 * Whose each file is, before any is graded: the newest of several files of one student counts, and everybody on the roster
 * has a row. The order depends on nothing but the names.
 */
export async function survey(
  disk: Disk,
  files: readonly Found[],
  { pattern, roster, student: whose }: Naming,
): Promise<readonly Planned[]> {
  const refused: Planned[] = [];
  const byStudent = new Map<string, Candidate[]>();
  for (const found of files) {
    const { file } = found;
    const named = whose ?? studentInName(file, pattern);
    const students = found.refused === null ? await studentsOf(disk, file) : { why: found.refused };
    if ('why' in students) {
      refused.push({
        student: named === null ? null : studentId(named),
        file,
        notes: [],
        refused: students.why,
      });
      continue;
    }
    const own = whose !== null ? [whose] : students.length > 0 ? students : named === null ? [] : [named];
    if (own.length === 0) {
      const why = "nothing says whose this is; write a line '# student: ID' at its top";
      refused.push({ student: null, file, notes: [], refused: why });
    }
    for (const student of own.map(studentId))
      byStudent.set(student, [...(byStudent.get(student) ?? []), { student, found }]);
  }
  const known = new Set(roster);
  const planned = [...byStudent].map(([student, all]): Planned => {
    const [newest, ...older] = [...all].sort(
      (a, b) => b.found.changed - a.found.changed || (a.found.file < b.found.file ? 1 : -1),
    );
    const notes = [
      ...(older.length > 0
        ? [
            `the newest of ${all.length} files counts; the others: ${older.map(({ found }) => found.file).join(', ')}`,
          ]
        : []),
      ...(known.size > 0 && !known.has(student) ? ['not on the roster'] : []),
    ];
    return { student, file: newest?.found.file ?? null, notes, refused: null };
  });
  // Whose file can't be read has a row already.
  const rows = [...planned, ...refused];
  const present = new Set(rows.map(({ student }) => student));
  const absent = roster
    .filter((student) => !present.has(student))
    .map((student): Planned => ({ student, file: null, notes: ['nothing was handed in'], refused: null }));
  return [...rows, ...absent].sort(
    (a, b) => compare(a.student ?? '', b.student ?? '') || compare(a.file ?? '', b.file ?? ''),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function studentsOf(disk: Disk, file: string): Promise<readonly string[] | { readonly why: string }> {
  let bytes: Uint8Array;
  try {
    bytes = await disk.read(file, largestSubmission + 1);
  } catch (error) {
    return { why: `it can't be read: ${reasonOf(error)}` };
  }
  const text = decode(bytes);
  if (!text.ok) return { why: text.trouble.message };
  const notation = notationOf(file);
  if (notation !== 'csv') return studentsIn(text.value, notation);
  const { parseCsv } = await import('../homework/csv.ts');
  const { readTable } = await import('../homework/table.ts');
  const rows = parseCsv(text.value);
  const read = rows.ok ? readTable(rows.value) : rows;
  if (!read.ok) return { why: read.trouble.message };
  return read.value.flatMap(({ student }) => student ?? []);
}
