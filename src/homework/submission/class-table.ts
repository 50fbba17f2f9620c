import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { derivativeIn, placeOf, roleOf } from './answer-columns.ts';
import { withDecimalPoints } from './decimal-commas.ts';
import { type AnswerLine, mostAnswerLines, type Note, type Submission, studentId } from './submission.ts';

/** Said of a row that does not fit its headings. */
export const wrongCells = (cells: number, headings: number, cure: string): string =>
  `this row has ${cells} cell${cells === 1 ? '' : 's'}, but there are ${headings} headings; ${cure}`;

/** A line of a table, and where it stands. */
export interface ClassRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The columns of a table of answers; the first two may be left out. */
const columns = ['student', 'problem', 'name', 'answer'] as const;
type Column = (typeof columns)[number];

/** A submission while it is put together. */
interface Growing {
  readonly student: string | null;
  readonly entries: AnswerLine[];
  readonly notes: Note[];
}

/** The places of a table's columns; -1 for those that it lacks. */
type Places = Readonly<Record<Column, number>>;

/**
 * Reads a table `student,problem,name,answer`, or one that has a column for each answer as forms and spreadsheets have:
 * one submission for each student in it, in the order in which they come. Lines that name no student are a submission of
 * nobody's. A line of the wrong length keeps its place, and its answer is not read.
 */
export function readTable([first, ...others]: readonly ClassRow[]): Result<readonly Submission[]> {
  const headless = first !== undefined && isAnswer(first.cells);
  const head = headless ? ['name', 'answer'] : (first?.cells ?? []);
  const rows = headless ? [first, ...others] : others;
  const place: Places = {
    student: placeOf(head, 'student'),
    problem: placeOf(head, 'problem'),
    name: placeOf(head, 'name'),
    answer: placeOf(head, 'answer'),
  };
  const wide = wideColumns(head, place);
  if (wide.length === 0 && (place.name === -1 || place.answer === -1))
    return refuse(
      `the table needs a first line that names its columns: ${columns.join(',')}, or one that has a column for each answer: student,dv,da, of several problems student,hw1.dv,hw2.dv`,
      0,
    );
  const twice = wide.find(({ name, problem }, i) =>
    wide.slice(0, i).some((other) => other.name === name && other.problem === problem),
  );
  if (twice)
    return refuse(
      `two columns are named ${twice.name}; keep one of them or, if they belong to two problems, name these: student,hw1.${twice.name},hw2.${twice.name}`,
      0,
    );
  const last = Math.max(...(wide.length > 0 ? wide.map(({ at }) => at) : Object.values(place)));
  const byStudent = new Map<string | null, Growing>();
  for (const { cells, line } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const student = cells[place.student]?.trim() || null;
    const key = student === null ? null : studentId(student);
    const own = byStudent.get(key) ?? { student, entries: [], notes: [] };
    byStudent.set(key, own);
    const wrong = wrongLength(cells, head.length, last);
    if (wide.length > 0)
      own.entries.push(
        ...wideRow(wide, cells, line, cells[place.problem]?.trim() || null, tooLong(cells, head.length)),
      );
    else narrowRow(own, place, cells, line, wrong);
    if (own.entries.length + own.notes.length > mostAnswerLines)
      return refuse(
        `the table has more than ${mostAnswerLines} lines for one student; hand in only the answers`,
      );
  }
  return ok([...byStudent.values()].map((own) => ({ ...own, entries: withDecimalPoints(own.entries) })));
}

/** Whether a first row is an answer already: a derivative, and a number beside it. */
const isAnswer = ([name = '', answer = '', ...more]: readonly string[]): boolean =>
  derivativeIn(name) !== null &&
  /^\s*[-+−(]?\s*[\d.]/u.test(answer) &&
  more.every((cell) => cell.trim() === '');

/** A column that holds the answers to one question. */
interface WideColumn {
  readonly at: number;
  readonly name: string;
  /** The problem that its heading names. */
  readonly problem: string | null;
}

/** The columns whose headings are derivatives or, where a column says whose each row is and none is one, names. */
function wideColumns(head: readonly string[], place: Places): readonly WideColumn[] {
  const isNarrow = place.name >= 0 && place.answer >= 0;
  const derivatives = head.flatMap((heading, at): readonly WideColumn[] => {
    const role = roleOf(heading);
    return role.kind === 'derivative' ? [{ at, name: role.name, problem: role.problem }] : [];
  });
  if (isNarrow || derivatives.length > 0) return isNarrow ? [] : derivatives;
  if (place.student === -1) return [];
  return head.flatMap((heading, at): readonly WideColumn[] =>
    roleOf(heading).kind === 'other' && /^\s*[a-z]\w{0,3}\s*$/i.test(heading)
      ? [{ at, name: heading.trim(), problem: null }]
      : [],
  );
}

const wideRow = (
  wide: readonly WideColumn[],
  cells: readonly string[],
  line: number,
  problem: string | null,
  wrong: string | null,
): readonly AnswerLine[] =>
  wide.map(({ at, name, problem: own }) => {
    const right = cells[at]?.trim() ?? '';
    return {
      problem: own ?? problem,
      left: name,
      bare: true,
      adds: false,
      right,
      line,
      column: 1,
      ...(wrong !== null && right !== '' && { broken: wrong }),
    };
  });

function narrowRow(
  own: Growing,
  place: Places,
  cells: readonly string[],
  line: number,
  wrong: string | null,
): void {
  const cell = (column: Column): string => cells[place[column]]?.trim() ?? '';
  // A row with a name and an answer becomes an answer that can't be read.
  if (cell('name') === '' || (wrong !== null && cell('answer') === ''))
    own.notes.push({ line, message: wrong ?? 'this row names no derivative; ignored', costs: true });
  if (cell('name') === '') return;
  own.entries.push({
    problem: cell('problem') || null,
    left: derivativeIn(cell('name')) ?? cell('name'),
    bare: true,
    adds: false,
    right: cell('answer'),
    line,
    column: 1,
    ...(wrong !== null && { broken: wrong }),
  });
}

/**
 * Why a row's cells may stand in the wrong columns. Blank cells at its end do no harm, nor do missing ones after the
 * last column that is read.
 */
function wrongLength(cells: readonly string[], wanted: number, last: number): string | null {
  const more = tooLong(cells, wanted);
  if (more !== null || cells.length > last) return more;
  return wrongCells(cells.length, wanted, 'fill in what is missing');
}

/** Why the cells of a row with more of them than headings may stand in the wrong columns; a comma too many moves all behind it. */
const tooLong = (cells: readonly string[], wanted: number): string | null =>
  cells.slice(wanted).some((cell) => cell.trim() !== '')
    ? wrongCells(cells.length, wanted, 'put a cell with a comma in quotes')
    : null;
