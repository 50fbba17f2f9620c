import { derivativeIn } from '../submission/answer-columns.ts';
import { tableLines } from './table-lines.ts';

/** Lines longer than this are no part of a table. */
const longest = 2000;

const isRuler = (line: string): boolean =>
  line.length <= longest &&
  line.includes('-') &&
  /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(line) &&
  line.includes('|');
const isRow = (line: string): boolean => line.length <= longest && line.includes('|');
/** A fence, a rule, or the bracket of a formula that stands for itself. */
const isFrame = (line: string): boolean =>
  line.length <= longest && /^\s*(?:(?:```|~~~).*|(?:[-*_]\s*){3,}|\\[[\]]|\$\$)\s*$/.test(line);

/**
 * The text of Markdown: tables as lines of answers, and without fences and rules. Marks inside a line stay, because
 * the reader of answers knows them. Each line keeps its number.
 */
export function markdownText(source: string): string {
  const lines = source.split('\n');
  const fenced = lines.map((line) => (isFrame(line) ? '' : line));
  for (let at = 1; at < fenced.length; at++) {
    if (!isRuler(lines[at] ?? '') || !isRow(lines[at - 1] ?? '')) continue;
    let end = at + 1;
    while (end < lines.length && isRow(lines[end] ?? '')) end++;
    const head = cells(lines[at - 1] ?? '');
    const rows = lines.slice(at + 1, end).map(cells);
    const said = tableLines([head, ...rows]);
    // In a wide table all answers stand in one row.
    const wide = rows.length === 1 && head.filter((cell) => derivativeIn(cell) !== null).length > 1;
    if (said.length === rows.length + 1 && !wide)
      for (const [k, text] of said.entries()) fenced[k === 0 ? at - 1 : at + k] = k === 0 ? '' : text;
    else {
      fenced[at - 1] = '';
      fenced[at + 1] = said.join('; ');
    }
    fenced[at] = '';
    at = end;
  }
  return fenced.join('\n');
}

/** The cells of a row, without the marks of emphasis and code around them. */
const cells = (line: string): readonly string[] =>
  line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .trim()
        .replace(/^([*_`$]{1,3})(.*)\1$/, '$2')
        .trim(),
    );

/** Whether a text has a table, a fence or a formula on lines of its own, as Markdown writes them. */
export const looksLikeMarkdown = (text: string): boolean =>
  /^[^\S\n]{0,20}(?:```|~~~|\\\[|\$\$|\|?[^\S\n]{0,20}:?-{2,}:?[^\S\n]{0,20}\|)/m.test(text);
