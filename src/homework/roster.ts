import { studentId } from './submission.ts';
import type { Row } from './table.ts';

/** Heads of the column that holds the ids of a roster, the likeliest first. */
const heads = ['student', 'id', 'student id', 'login', 'sid', 'email'];

/** The students of a roster, each once: those of the column that says so, else of the first. */
export function rosterIn(rows: readonly Row[]): readonly string[] {
  const first = (rows[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const head = heads.find((each) => first.includes(each));
  const column = head === undefined ? 0 : first.indexOf(head);
  const ids = rows.slice(head === undefined ? 0 : 1).map(({ cells }) => studentId(cells[column] ?? ''));
  return [...new Set(ids.filter((id) => id !== '' && !id.startsWith('#')))];
}
