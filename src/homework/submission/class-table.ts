import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type AnswerLine, mostAnswerLines, type Note, type Submission, studentId } from './submission.ts';

/** A line of a table, and where it stands. */
export interface ClassRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The columns of a table of answers; the first two may be left out. */
const columns = ['student', 'problem', 'name', 'answer'] as const;
type Column = (typeof columns)[number];

/** A submission as it grows. */
interface Growing {
  readonly student: string | null;
  readonly entries: AnswerLine[];
  readonly notes: Note[];
}

/**
 * Reads a table `student,problem,name,answer`: one submission for each student in it, in the order in which they come. Lines
 * that name no student are a submission of nobody's. A line of the wrong length keeps its place, and its answer is not read.
 */
export function readTable([head, ...rows]: readonly ClassRow[]): Result<readonly Submission[]> {
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const place = Object.fromEntries(columns.map((column) => [column, names.indexOf(column)])) as Readonly<
    Record<Column, number>
  >; // a place for each column
  if (place.name === -1 || place.answer === -1)
    return refuse(`the table needs a first line that names its columns: ${columns.join(',')}`, 0);
  const byStudent = new Map<string | null, Growing>();
  for (const { cells, line } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const cell = (column: Column): string => cells[place[column]]?.trim() ?? '';
    const student = cell('student') || null;
    const key = student === null ? null : studentId(student);
    const own = byStudent.get(key) ?? { student, entries: [], notes: [] };
    byStudent.set(key, own);
    const wrong = wrongLength(cells, names.length, Math.max(...Object.values(place)));
    // What has a name and an answer is told as an answer that can't be read.
    if (cell('name') === '' || (wrong !== null && cell('answer') === ''))
      own.notes.push({ line, message: wrong ?? 'this row names no derivative; passed over', costs: true });
    if (cell('name') === '') continue;
    own.entries.push({
      problem: cell('problem') || null,
      left: cell('name'),
      bare: true,
      adds: false,
      right: cell('answer'),
      line,
      column: 1,
      ...(wrong !== null && { broken: wrong }),
    });
    if (own.entries.length + own.notes.length > mostAnswerLines)
      return refuse(
        `the table has more than ${mostAnswerLines} lines for one student; hand in the answers alone`,
      );
  }
  return ok([...byStudent.values()]);
}

/** Why a row's cells may stand in the wrong columns; blank ones at its end, or some missing behind the last column that is read, are no matter. */
function wrongLength(cells: readonly string[], wanted: number, last: number): string | null {
  const more = cells.slice(wanted).some((cell) => cell.trim() !== '');
  if (!more && cells.length > last) return null;
  return `this row has ${cells.length} cell${cells.length === 1 ? '' : 's'} where the headings are ${wanted}; ${more ? 'put a cell that holds a comma between quotes' : 'fill in what is missing'}`;
}
