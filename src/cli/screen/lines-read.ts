import type { ReadLine } from '../../homework/grading/lines-read.ts';
import type { PythonRead } from '../../homework/grading/python-read.ts';
import { type CellStarts, inCells } from '../../homework/submission/cells.ts';
import { columnsOf } from '../../picture/measure.ts';
import { math, quoted } from '../../tutor/lesson/words.ts';
import { sentences } from './speech.ts';
import { roleSign, type Theme } from './theme.ts';
import { wrapped } from './wrap.ts';

/** The most answers that are named where they were read as they stand; of more only the number is given. */
const mostNamed = 8;

/** What was read of every answer, a line each, before it is judged. */
export function linesReadText(
  lines: readonly ReadLine[],
  theme: Theme,
  cells: CellStarts = null,
): readonly string[] {
  return lines.length > 0
    ? lines.flatMap((each) => readLine(each, theme, cells))
    : paragraph('', 'No answer was read.', theme);
}

/**
 * The same above the verdicts, which show the answers again: a line for each answer that was not read, or not as it
 * was typed, and one line for all others together. It shows that no point is lost by the form of an answer.
 */
export function readingsText(
  lines: readonly ReadLine[],
  theme: Theme,
  cells: CellStarts = null,
): readonly string[] {
  const asTyped = lines.filter((each) => isAsTyped(each));
  const others = lines.filter((each) => !isAsTyped(each));
  const names = asTyped.map(({ asks }) => math(asks ?? ''));
  const severalProblems = new Set(lines.map(({ problem }) => problem)).size > 1;
  const which = names.length > mostNamed || severalProblems ? `${names.length} answers` : names.join(', ');
  if (others.length === 0) return names.length === 0 ? [] : paragraph('', `Read as typed: ${which}.`, theme);
  return [
    'Read:',
    ...others.flatMap((each) => readLine(each, theme, cells)),
    ...(names.length === 0 ? [] : paragraph('  ', `as typed: ${which}`, theme)),
  ];
}

const isAsTyped = ({ typed, taken, remark, written }: ReadLine): boolean =>
  taken !== null && remark === null && written === null && same(typed, taken);

function readLine(each: ReadLine, theme: Theme, cells: CellStarts): readonly string[] {
  const { line, asks, typed, taken, remark } = each;
  const where = line === null ? '' : inCells(`line ${line}: `, cells);
  const written = math(quoted(brief(each.written ?? `${asks ?? ''} = ${typed}`)));
  if (taken === null) {
    const why = (remark ?? '').replace(/^line \d+, (?:column \d+: )?/, '');
    const text = `${where}${written} was not read: ${inCells(quoted(why, 400), cells)}`;
    return theme.plain
      ? sentences(`${text}.`)
      : wrapped('  ', `${roleSign('trouble', theme.ascii)}${text}`, 'trouble', theme);
  }
  const read = math(`${asks ?? ''} = ${quoted(brief(taken))}`);
  const beside = remark === null ? '' : (/, which is .*$/.exec(remark)?.[0] ?? '');
  // Decoration is not read to a screen reader.
  const isPlain = isAsTyped(each) || theme.plain;
  return paragraph('  ', `${where}${isPlain ? read : `${written} is read as ${read}`}${beside}`, theme);
}

/** A sentence on as many lines as it takes. */
const paragraph = (indent: string, text: string, theme: Theme): readonly string[] =>
  theme.plain ? sentences(text.endsWith('.') ? text : `${text}.`) : wrapped(indent, text, 'plain', theme);

const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** Whether two spellings differ in blanks and semicolons alone. */
const same = (a: string, b: string): boolean => a.replaceAll(/[\s;()]/g, '') === b.replaceAll(/[\s;()]/g, '');

/** A Python file line by line, each beside what it was understood as; on a narrow screen one stands below the other. */
export function pythonReadText(
  python: readonly PythonRead[],
  theme: Theme,
  cells: CellStarts = null,
): readonly string[] {
  return python.flatMap(({ problem, lines }) => {
    const rows = lines.map(({ line, text, understood }) => ({
      where: inCells(`line ${line}`, cells),
      text,
      understood,
    }));
    const head = python.length > 1 ? [`[${problem}]`] : [];
    if (theme.plain)
      return [
        ...head,
        ...rows.flatMap(({ where, text, understood }) =>
          sentences(`${where}: \`${text}\`${understood === '' ? '' : `, understood as ${understood}`}.`),
        ),
      ];
    const margin = Math.max(0, ...rows.map(({ where }) => columnsOf(where))) + 2;
    const left = Math.max(0, ...rows.map(({ text }) => columnsOf(text))) + 2;
    const right = Math.max(0, ...rows.map(({ understood }) => columnsOf(understood.replaceAll('`', ''))));
    const beside = margin + left + right <= theme.width();
    const arrow = theme.ascii ? '-> ' : '→ ';
    return [
      ...head,
      ...rows.flatMap(({ where, text, understood }) => {
        const start = where.padEnd(margin);
        if (beside && understood !== '')
          return wrapped(`${start}${text.padEnd(left)}`, understood, 'plain', theme);
        const said =
          understood === '' ? [] : wrapped(`${' '.repeat(margin)}${arrow}`, understood, 'note', theme);
        return [...wrapped(start, `\`${text.replaceAll('`', '')}\``, 'plain', theme), ...said];
      }),
    ];
  });
}
