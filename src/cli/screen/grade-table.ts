import type { GradedVerdict } from '../../homework/grading/grade.ts';
import { mistakeMeaning } from '../../homework/grading/grade.ts';
import { linesNamed } from '../../homework/grading/headings.ts';
import { type GradeRow, hasPoints, itemId, needsLook } from '../../homework/grading/row.ts';
import { noteText } from '../../homework/report/formats.ts';
import type { Statistics } from '../../homework/report/statistics.ts';
import { inCells } from '../../homework/submission/cells.ts';
import { plainNumber } from '../../language/print.ts';
import { columnsOf } from '../../picture/measure.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { tableOrders } from '../program/options.ts';
import type { Theme } from './theme.ts';
import { verdictRole, verdictWord } from './verdicts.ts';
import { wrapped } from './wrap.ts';

/** A note has so many characters at most. */
const longestNote = 400;
/** A student's name takes so many columns at most. */
const widestName = 24;

/** Which rows a table shows, and in which order: as somebody has to look at them, or by student, points or file. */
export interface TableChoice {
  readonly sort: TableOrder;
  /** Those alone in which something is not right. */
  readonly only: 'wrong' | null;
}

type TableOrder = (typeof tableOrders)[number];

// What somebody has to look at comes first, and then what was hardly read.
const urgency = (row: GradeRow): number => (needsLook(row) ? 0 : row.status === 'partly-read' ? 1 : 2);

const orders: Readonly<Record<TableOrder, (a: GradeRow, b: GradeRow) => number>> = {
  urgency: (a, b) => urgency(a) - urgency(b),
  student: (a, b) => inOrder(a.student ?? '', b.student ?? ''),
  points: (a, b) => pointsWorth(a) - pointsWorth(b),
  file: (a, b) => inOrder(a.file ?? '', b.file ?? ''),
};

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const pointsWorth = (row: GradeRow): number => (hasPoints(row) ? row.graded.points : -1);

const isWrong = (row: GradeRow): boolean =>
  needsLook(row) || row.graded.results.some(({ verdict }) => verdict !== 'correct' && verdict !== 'close');

/** A class's rows on the screen: who, how many points, a mark for each question, and what else there is to say. */
export function gradeTableLines(
  all: readonly GradeRow[],
  look: Theme,
  { sort, only }: TableChoice,
): readonly string[] {
  const rows = all.filter((row) => only === null || isWrong(row)).sort(orders[sort]);
  const names = rows.map(nameOf);
  const width = Math.min(widestName, Math.max(7, ...names.map(columnsOf)));
  const points = rows.map(pointsOf);
  const pointsWidth = Math.max(6, ...points.map((text) => text.length));
  const head = `${'student'.padEnd(width)}  ${'points'.padStart(pointsWidth)}  ${headingOf(rows, look.width() - width - pointsWidth - 4)}`;
  const lines = rows.flatMap((row, k) => {
    const name = shortName(names[k] ?? '', width);
    const said = remarks(row);
    if (look.plain) return spoken(row, name, points[k] ?? '', said);
    const marks = row.graded.results
      .map(({ verdict }) => look.paint(verdictRole(verdict), markOf(verdict, look.ascii)))
      .join('');
    const head = `${name}${' '.repeat(Math.max(0, width - columnsOf(name)))}  ${(points[k] ?? '').padStart(pointsWidth)}  ${hasPoints(row) ? '' : statusWord(row.status)}`;
    return [
      `${head}${marks}`.trimEnd(),
      ...said.flatMap((text) => wrapped('    ', text, row.error ? 'trouble' : 'note', look)),
    ];
  });
  return look.plain || rows.length === 0 ? lines : [head.trimEnd(), ...lines];
}

/** What the marks stand for, in the order of the questions, where that has room. */
function headingOf(rows: readonly GradeRow[], room: number): string {
  const items = (rows.find(hasPoints)?.graded.results.map(itemId) ?? []).join(' ');
  return items.length <= room ? items : items === '' ? '' : 'answers, as listed below';
}

/** `4/5`, or a dash where there are none: 0 would pass for a verdict. */
const pointsOf = (row: GradeRow): string =>
  `${hasPoints(row) ? plainNumber(row.graded.points) : '-'}/${plainNumber(row.graded.maxPoints)}`;

/** A status in words. */
function statusWord(status: GradeRow['status']): string {
  switch (status) {
    case 'graded':
    case 'unread':
    case 'blank':
    case 'absent':
      return status;
    case 'partly-read':
      return 'partly read';
    case 'ungradable':
      return 'not gradable';
    case 'grader-error':
      return "the grader's error";
  }
}

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

/** What else there is to say of a row: its mistakes, notes on all of it and on what may be lost, and where the others are. */
function remarks({ error, student, file, graded }: GradeRow): readonly string[] {
  const weighty = graded.notes.filter(({ line, costs }) => line === null || costs);
  const notes = weighty.map((note) => quoted(noteText(note, graded.cells), longestNote));
  if (error !== null)
    return [`${student === null || file === null ? '' : `${quoted(file)}: `}${quoted(error)}`, ...notes];
  const mistakes = graded.results.flatMap((result) =>
    result.mistake ? [`${itemId(result)} ${result.mistake.id}`] : [],
  );
  const others = graded.notes.flatMap(({ line, costs }) => (line === null || costs ? [] : line));
  return [
    ...(mistakes.length > 0 ? [mistakes.join(', ')] : []),
    ...notes,
    ...(others.length > 0 ? [inCells(`notes on ${linesNamed(others)}`, graded.cells ?? null)] : []),
  ];
}

function spoken(row: GradeRow, name: string, points: string, said: readonly string[]): readonly string[] {
  const verdicts = row.graded.results.map(
    (result) => `${itemId(result)} ${verdictWord(result.verdict).toLowerCase()}`,
  );
  const text = [
    hasPoints(row)
      ? `${name}: ${points.replace('/', ' of ')} points`
      : `${name}: ${statusWord(row.status)}, no points`,
    ...(verdicts.length > 0 ? [verdicts.join(', ')] : []),
    ...said,
  ];
  // Ids and files are said as they are written: spelled out, nobody would find them.
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

/** How many have no points, and why. */
function notGraded({ unread, blank, ungradable, graderErrors, partlyRead }: Statistics): readonly string[] {
  const counts = [
    [unread, 'of which nothing was understood'],
    [blank, 'in which nothing is filled in'],
    [ungradable, 'that could not be read'],
    [graderErrors, "for the grader's own fault"],
  ] as const;
  const said = counts.flatMap(([count, why]) => (count > 0 ? [`${count} ${why}`] : []));
  return [
    ...(said.length > 0 ? [`Not graded: ${said.join(', ')}.`] : []),
    ...(partlyRead > 0 ? [`Read less than half: ${partlyRead}; look at what was not read.`] : []),
  ];
}

/** So many students with a common mistake are named. */
const mostNamed = 12;
/** So many mistakes are listed. */
const mostMistakes = 10;

/** What a teacher wants to know of the class: how it went, question by question, and what went wrong how often. */
export function statisticsLines(all: Statistics, look: Theme): readonly string[] {
  const put = (text: string, indent = ''): readonly string[] =>
    look.plain ? [text.replaceAll('`', '')] : wrapped(indent, text, 'plain', look);
  const right = look.ascii ? '+' : '✓';
  const follow = look.ascii ? '~' : '≈';
  const lines = [
    ...put(
      `${all.graded} of ${all.submissions} graded, ${all.passed} passed, ${plainNumber(all.meanPoints)} of ${plainNumber(all.maxPoints)} points on average (of the ${all.graded} graded).`,
    ),
    ...notGraded(all).flatMap((text) => put(text)),
  ];
  if (all.absent > 0)
    lines.push(
      ...put(
        `${all.absent} on the roster handed in nothing, and ${all.absent === 1 ? 'is' : 'are'} not counted.`,
      ),
    );
  if (all.items.length > 0 && !look.plain)
    lines.push(
      '',
      `question: ${right} right, ${follow} followed through, ${look.ascii ? 'x' : '✗'} wrong, ! not read, ${look.ascii ? '.' : '·'} missing`,
    );
  for (const { id, right: good, followThrough, wrong, unreadable, missing } of all.items) {
    const counts = look.plain
      ? `${id}: ${good} right, ${followThrough} followed through, ${wrong} wrong, ${unreadable} not read, ${missing} missing.`
      : `${quoted(id)}: ${right}${good} ${follow}${followThrough} ${look.ascii ? 'x' : '✗'}${wrong} !${unreadable} ${look.ascii ? '.' : '·'}${missing}`;
    lines.push(...put(counts, '  '));
  }
  if (all.mistakes.length > 0) lines.push('', ...put('Mistakes, the most frequent first:'));
  for (const { id, item, count, example } of all.mistakes.slice(0, mostMistakes)) {
    const where = `${example.file ?? ''}${example.line === null ? '' : (example.place ?? `:${example.line}`)}`;
    lines.push(
      ...put(
        `${count} x ${item}: ${mistakeMeaning(id)}, as \`${quoted(example.answer).slice(0, 40)}\` in ${quoted(where)}.`,
        '  ',
      ),
    );
  }
  const shared = all.causes.filter(({ count }) => count > 1).slice(0, mostMistakes);
  if (shared.length > 0) lines.push('', ...put('What is behind them, by students:'));
  for (const { id, count, students, roots } of shared) {
    const [root] = roots;
    const names = students.slice(0, mostNamed).map((student) => quoted(student));
    const more = students.length > mostNamed ? ` and ${students.length - mostNamed} more` : '';
    const begins = root ? `; it begins at ${quoted(root.item)} in ${root.count}` : '';
    lines.push(
      ...put(`${mistakeMeaning(id)}: ${count} students (${names.join(', ')}${more})${begins}.`, '  '),
    );
  }
  if (all.nobody.length > 0) lines.push('', ...put(`Nobody could do ${all.nobody.join(', ')}.`));
  for (const { student, fits } of all.fitOthers)
    lines.push(...put(`The answers of ${quoted(student ?? '?')} fit the numbers of ${quoted(fits)}.`));
  return lines;
}
