import { mostEntries, type Value, valueFrom } from '../ops/matrix.ts';
import { ok, type Result, refuse } from './diagnostic.ts';

/** A matrix as it was written, and where its text ends. */
export interface Brackets {
  readonly value: Value;
  readonly to: number;
}

const entry =
  /([-+−–]?)[^\S\n]*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?:[^\S\n]*\/[^\S\n]*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?))?/uy;
const neverClosed = "this '[' is never closed; add a ']'";
const sign = /[-+−–]/u;
const blank = /[^\S\n]/u;

/**
 * Reads a matrix from its `[`: entries apart by blanks or commas, rows by semicolons or new lines, or each row in
 * brackets of its own. Between numbers a blank separates: `[1 -2]` has two entries, and `[1 - 2]` is asked back.
 */
export function readBrackets(text: string, from: number): Result<Brackets> {
  const rows: { readonly entries: readonly number[]; readonly from: number; readonly to: number }[] = [];
  let row: number[] = [];
  let nested = false;
  let inRow = false;
  /** A comma stands before what comes next, so that something must. */
  let comma: number | null = null;
  let count = 0;
  let at = from + 1;

  let rowFrom = from;
  let rowTo = from;
  const endRow = (): void => {
    if (row.length > 0) rows.push({ entries: row, from: rowFrom, to: rowTo });
    row = [];
  };

  for (;;) {
    const char = text[at];
    if (char === undefined) return refuse(neverClosed, from, from + 1);
    if (char === '#' || blank.test(char)) {
      at = char === '#' ? endOfLine(text, at) : at + 1;
      continue;
    }
    if (char === ']') {
      if (comma !== null) return refuse('an entry is missing after this comma', comma, comma + 1);
      at++;
      endRow();
      if (inRow) {
        inRow = false;
        continue;
      }
      break;
    }
    if (char === '[') {
      if (inRow)
        return refuse('a matrix has rows and columns and no third dimension; take brackets away', at, at + 1);
      if (row.length > 0 || (rows.length > 0 && !nested))
        return refuse(
          'numbers and rows in brackets do not mix; write [1 2; 3 4] or [[1,2],[3,4]]',
          at,
          at + 1,
        );
      nested = true;
      inRow = true;
      comma = null;
      at++;
      continue;
    }
    if (char === ';' || char === '\n') {
      if (char === ';' && row.length === 0 && !nested)
        return refuse('a row is empty here; take this semicolon away, or fill the row', at, at + 1);
      if (!inRow) endRow();
      at++;
      continue;
    }
    if (char === ',') {
      const expected = inRow ? row.length > 0 : nested || row.length > 0;
      if (comma !== null || !expected) return refuse('an entry is missing before this comma', at, at + 1);
      comma = at;
      at++;
      continue;
    }
    entry.lastIndex = at;
    const match = entry.exec(text);
    // The next statement has begun.
    if (!match && /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*[^\S\n]*=/u.test(text.slice(at, at + 200)))
      return refuse(neverClosed, from, from + 1);
    if (!match) return refuse(...whatElse(text, at));
    if (nested && !inRow)
      return refuse(
        'numbers and rows in brackets do not mix; write [1 2; 3 4] or [[1,2],[3,4]]',
        at,
        entry.lastIndex,
      );
    const [typed, minus = '', above = '', below] = match;
    const glued = minus === '' || !blank.test(typed[minus.length] ?? '');
    if (!glued && row.length > 0 && comma === null)
      return refuse(
        minus === '+'
          ? 'an entry is one number; put a blank or a comma between two, or work the sum out'
          : `this can be read two ways; write [${row.at(-1)}, ${minus}${above}] for two entries, or work the difference out`,
        at,
        entry.lastIndex,
      );
    const after = text[entry.lastIndex] ?? '';
    if (after !== '' && !/[\s,;\]#+\-−–[]/u.test(after)) return refuse(...whatElse(text, entry.lastIndex));
    const glueBefore = comma === null && row.length > 0 && !/[\s,;[]/u.test(text[at - 1] ?? ' ');
    if (glueBefore && sign.test(minus))
      return refuse(
        'an entry is one number; put a blank or a comma between two, or work the sum out',
        at,
        entry.lastIndex,
      );
    const number =
      (/[-−–]/u.test(minus) ? -1 : 1) * (Number(above) / (below === undefined ? 1 : Number(below)));
    if (!Number.isFinite(number))
      return refuse('this entry is no finite number; write another', at, entry.lastIndex);
    if (row.length === 0) rowFrom = at;
    rowTo = entry.lastIndex;
    row.push(number + 0);
    if (++count > mostEntries)
      return refuse(`a matrix has at most ${mostEntries} entries; write a smaller one`, from, at);
    comma = null;
    at = entry.lastIndex;
  }
  const columns = rows[0]?.entries.length ?? 0;
  if (columns === 0)
    return refuse('this matrix is empty; write its numbers between the brackets, as in [1 2; 3 4]', from, at);
  const ragged = rows.find((each) => each.entries.length !== columns);
  if (ragged) {
    const first = `row 1 has ${entries(columns)} and row ${rows.indexOf(ragged) + 1} has ${entries(ragged.entries.length)}`;
    return refuse(`${first}; every row needs as many`, ragged.from, ragged.to);
  }
  const all = Float64Array.from(rows.flatMap((each) => each.entries));
  return ok({ value: valueFrom({ rows: rows.length, columns }, all), to: at });
}

/** What stands in a matrix and is no number. */
function whatElse(text: string, at: number): readonly [string, number, number] {
  const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
  word.lastIndex = at;
  const found = word.exec(text)?.[0];
  if (found !== undefined) {
    const says = /^(nan|inf|infinity)$/iu.test(found)
      ? `${found} is no finite number, and a matrix holds nothing else; write a number`
      : `a matrix holds numbers, and ${found} is a name; write its number`;
    return [says, at, at + found.length];
  }
  return ['a matrix holds numbers apart by blanks or commas, and rows apart by semicolons', at, at + 1];
}

const entries = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Whether a text opens more brackets than it closes, so that a matrix goes on in the next line. */
export function isOpen(text: string): boolean {
  let depth = 0;
  for (const char of text.replaceAll(/#[^\n]*/gu, '')) depth += char === '[' ? 1 : char === ']' ? -1 : 0;
  return depth > 0;
}

/** Whether a text can go on with this line: with it a matrix is closed, or reads well as far as it goes. */
export function canGoOn(text: string, line: string): boolean {
  if (/^\s*[:?]|^[^=[\]#]*[\p{L}_][^=[\]#]*=/u.test(line)) return false;
  const whole = `${text}\n${line}`.replaceAll(/#[^\n]*/gu, (comment) => ' '.repeat(comment.length));
  const open: number[] = [];
  for (const { 0: bracket, index } of whole.matchAll(/[[\]]/g))
    if (bracket === '[') open.push(index);
    else open.pop();
  const [first] = open;
  if (first === undefined) return true;
  const read = readBrackets(whole, first);
  return !read.ok && read.trouble.message === neverClosed;
}
