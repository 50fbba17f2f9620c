import { ok, type Result, refuse } from '../language/trouble.ts';
import { type Entry, mostEntries, type Submission } from './submission.ts';

/** A line of a table, and where it stands. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The columns of a table of answers; the first two may be left out. */
const columns = ['student', 'problem', 'name', 'answer'] as const;

/** Reads a table `student,problem,name,answer`: one submission for each student in it, in the order in which they come. */
export function readTable([head, ...rows]: readonly Row[]): Result<readonly Submission[]> {
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const place = Object.fromEntries(columns.map((column) => [column, names.indexOf(column)]));
  if (place.name === -1 || place.answer === -1)
    return refuse(`the table needs a first line that names its columns: ${columns.join(',')}`, 0);
  const byStudent = new Map<string | null, Entry[]>();
  for (const { cells, line } of rows) {
    const cell = (column: (typeof columns)[number]): string => cells[place[column] ?? -1]?.trim() ?? '';
    const student = cell('student') || null;
    const entries = byStudent.get(student) ?? [];
    byStudent.set(student, entries);
    if (cell('name') === '') continue;
    entries.push({
      problem: cell('problem') || null,
      left: cell('name'),
      bare: true,
      adds: false,
      right: cell('answer'),
      line,
      column: 1,
    });
    if (entries.length > mostEntries)
      return refuse(
        `the table has more than ${mostEntries} lines for one student; hand in the answers alone`,
      );
  }
  return ok([...byStudent].map(([student, entries]) => ({ student, entries, notes: [] })));
}
