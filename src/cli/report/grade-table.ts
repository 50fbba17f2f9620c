import type { GradedResult, GradedVerdict } from '../../homework/grading/grade.ts';
import { linesNamed } from '../../homework/grading/headings/headings.ts';
import {
  type GradeRow,
  hasPoints,
  isCounted,
  itemId,
  itemNames,
  needsLook,
  statusWord,
} from '../../homework/grading/row.ts';
import { noteText, ownRulingsSaid } from '../../homework/report/note-text.ts';
import { inCells } from '../../homework/submission/cells.ts';
import { plainNumber } from '../../language/print.ts';
import { columnsOf } from '../../picture/measure.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { tableOrders } from '../program/options.ts';
import type { Theme } from '../screen/theme.ts';
import { verdictRole, verdictWord } from '../screen/verdicts.ts';
import { wrapped } from '../screen/wrap.ts';

/** The most characters of a note. */
const longestNote = 400;
/** The most columns for a student's name. */
const widestName = 24;

/** Which rows a table shows, and in which order: as somebody has to look at them, or by student, points or file. */
export interface TableChoice {
  readonly sort: TableOrder;
  /** With `wrong`, only rows in which something is not right. */
  readonly only: 'wrong' | null;
}

/** How a question is named, from a result. */
type ItemOf = (result: GradedResult) => string;

type TableOrder = (typeof tableOrders)[number];

// Rows that somebody has to look at come first, then those that were read least.
const urgency = (row: GradeRow): number => (needsLook(row) ? 0 : row.status === 'partly-read' ? 1 : 2);

const orders: Readonly<Record<TableOrder, (a: GradeRow, b: GradeRow) => number>> = {
  urgency: (a, b) => urgency(a) - urgency(b),
  student: (a, b) => inOrder(a.student ?? '', b.student ?? ''),
  points: (a, b) => pointsWorth(a) - pointsWorth(b),
  file: (a, b) => inOrder(a.file ?? '', b.file ?? ''),
};

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const pointsWorth = (row: GradeRow): number => (isCounted(row) ? row.graded.points : -1);

const isWrong = (row: GradeRow): boolean =>
  !row.excused &&
  (needsLook(row) || row.graded.results.some(({ verdict }) => verdict !== 'correct' && verdict !== 'close'));

/** A class's rows on the screen: who, how many points, a mark for each question, and what else there is to say. */
export function gradeTableLines(
  all: readonly GradeRow[],
  theme: Theme,
  { sort, only }: TableChoice,
): readonly string[] {
  const rows = all.filter((row) => only === null || isWrong(row)).sort(orders[sort]);
  const names = rows.map(nameOf);
  const nameOfItem = itemNames(all);
  const itemOf: ItemOf = (result) => nameOfItem(itemId(result));
  const width = Math.min(widestName, Math.max(7, ...names.map(columnsOf)));
  const points = rows.map(pointsOf);
  const pointsWidth = Math.max(6, ...points.map((text) => text.length));
  const head = `${'student'.padEnd(width)}  ${'points'.padStart(pointsWidth)}  ${headingOf(rows, itemOf, theme.width() - width - pointsWidth - 4)}`;
  const lines = rows.flatMap((row, k) => {
    const name = shortName(names[k] ?? '', width);
    const said = remarks(row, itemOf);
    if (theme.plain) return spoken(row, itemOf, name, points[k] ?? '', said);
    const marks = (row.excused ? [] : row.graded.results)
      .map(({ verdict }) => theme.paint(verdictRole(verdict), markOf(verdict, theme.ascii)))
      .join('');
    const head = `${name}${' '.repeat(Math.max(0, width - columnsOf(name)))}  ${(points[k] ?? '').padStart(pointsWidth)}  ${row.excused ? 'excused' : hasPoints(row) ? '' : statusWord(row.status)}`;
    return [
      `${head}${marks}`.trimEnd(),
      ...said.flatMap((text) => wrapped('    ', text, row.error ? 'trouble' : 'note', theme)),
    ];
  });
  return theme.plain || rows.length === 0 ? lines : [head.trimEnd(), ...lines];
}

/** The heading of the marks: the questions in their order, where there is room. */
function headingOf(rows: readonly GradeRow[], itemOf: ItemOf, room: number): string {
  const items = (rows.find(hasPoints)?.graded.results.map(itemOf) ?? []).join(' ');
  return items.length <= room ? items : items === '' ? '' : 'answers, as listed below';
}

/** `4/5`, or a dash where a row has no points: 0 would look like a verdict. */
const pointsOf = (row: GradeRow): string =>
  `${isCounted(row) ? plainNumber(row.graded.points) : '-'}/${plainNumber(row.graded.maxPoints)}`;

const nameOf = ({ student, file }: GradeRow): string => quoted(student ?? file ?? '?');

function shortName(name: string, width: number): string {
  if (columnsOf(name) <= width) return name;
  let kept = '';
  for (const point of name) {
    if (columnsOf(kept + point) > width - 3) break;
    kept += point;
  }
  return `${kept}...`;
}

/**
 * The remarks on a row: its mistakes, notes on the whole submission and on what may be lost, and the lines of all
 * other notes.
 */
function remarks(row: GradeRow, itemOf: ItemOf): readonly string[] {
  const { error, student, file, graded } = row;
  const weighty = graded.notes.filter(({ line, costs }) => line === null || costs);
  const notes = weighty.map((note) => quoted(noteText(note, graded.cells), longestNote));
  if (error !== null)
    return [`${student === null || file === null ? '' : `${quoted(file)}: `}${quoted(error)}`, ...notes];
  const mistakes = graded.results.flatMap((result) =>
    result.mistake ? [`${itemOf(result)} ${result.mistake.id}`] : [],
  );
  const others = graded.notes.flatMap(({ line, costs }) => (line === null || costs ? [] : line));
  return [
    ...(mistakes.length > 0 ? [mistakes.join(', ')] : []),
    ...ownRulingsSaid(row).map((said) => quoted(said, longestNote)),
    ...notes,
    ...(others.length > 0 ? [inCells(`notes on ${linesNamed(others)}`, graded.cells ?? null)] : []),
  ];
}

function spoken(
  row: GradeRow,
  itemOf: ItemOf,
  name: string,
  points: string,
  said: readonly string[],
): readonly string[] {
  const verdicts = row.graded.results.map(
    (result) => `${itemOf(result)} ${verdictWord(result.verdict).toLowerCase()}`,
  );
  const text = [
    isCounted(row)
      ? `${name}: ${points.replace('/', ' of ')} points`
      : `${name}: ${row.excused ? 'excused' : statusWord(row.status)}, no points`,
    ...(verdicts.length > 0 ? [verdicts.join(', ')] : []),
    ...said,
  ];
  // Ids and files are given as they are written: in words, nobody would find them.
  return [`${text.join('; ')}.`];
}

function markOf(verdict: GradedVerdict, ascii: boolean): string {
  switch (verdict) {
    case 'correct':
    case 'close':
      return ascii ? '+' : '✓';
    case 'follow-through':
      return ascii ? '~' : '≈';
    case 'wrong':
      return ascii ? 'x' : '✗';
    case 'unreadable':
      return '!';
    case 'missing':
    case 'revealed':
    case 'skipped':
      return ascii ? '.' : '·';
  }
}
