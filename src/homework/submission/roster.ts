import type { ClassRow } from './class-table.ts';
import { spelledId, studentId } from './submission.ts';

/** Heads of the column that holds the ids of a roster, the likeliest first. */
const heads = ['student', 'id', 'student id', 'login', 'sid', 'email'];

/** The students of a roster, each once and as they are spelled there: those of the column that says so, else of the first. */
export function rosterIn(rows: readonly ClassRow[]): readonly string[] {
  const first = (rows[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const head = heads.find((each) => first.includes(each));
  const column = head === undefined ? 0 : first.indexOf(head);
  const ids = rows.slice(head === undefined ? 0 : 1).map(({ cells }) => spelledId(cells[column] ?? ''));
  const known = ids.filter((id) => id !== '' && !id.startsWith('#'));
  return [...new Map(known.toReversed().map((id) => [studentId(id), id])).values()].toReversed();
}
