import type { ReadLine } from '../../homework/grading/lines-read.ts';
import { type CellStarts, inCells } from '../../homework/submission/cells.ts';
import { math, quoted } from '../../tutor/lesson/words.ts';
import { sentences } from './speech.ts';
import { roleSign, type Theme } from './theme.ts';
import { wrapped } from './wrap.ts';

/** What was read of each answer, before anybody judges it: the form of an answer is never what a point is lost for. */
export function linesReadText(
  lines: readonly ReadLine[],
  look: Theme,
  cells: CellStarts = null,
): readonly string[] {
  const said = lines.flatMap((each) => readLine(each, look, cells));
  return said.length > 0
    ? said
    : look.plain
      ? ['No answer was read.']
      : wrapped('', 'No answer was read.', 'plain', look);
}

function readLine(
  { line, asks, typed, taken, remark }: ReadLine,
  look: Theme,
  cells: CellStarts,
): readonly string[] {
  const where = line === null ? '' : inCells(`line ${line}: `, cells);
  const what = asks === null ? quoted(brief(typed)) : math(`${asks} = ${quoted(brief(taken ?? typed))}`);
  if (taken === null) {
    const why = (remark ?? '').replace(/^line \d+, /, '');
    const text = `${where}not read, ${what}: ${inCells(quoted(why, 400), cells)}`;
    return look.plain
      ? sentences(`${text}.`)
      : wrapped('  ', `${roleSign('trouble', look.ascii)}${text}`, 'trouble', look);
  }
  const as = remark === null ? '' : `, ${remark}`;
  const typedSo = same(typed, taken) || remark !== null ? '' : `, typed ${math(quoted(brief(typed)))}`;
  const text = `${where}${what}${as}${typedSo}`;
  return look.plain ? sentences(`${text}.`) : wrapped('  ', text, 'plain', look);
}

const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** Whether two spellings differ in blanks and semicolons alone. */
const same = (a: string, b: string): boolean => a.replaceAll(/[\s;()]/g, '') === b.replaceAll(/[\s;()]/g, '');
