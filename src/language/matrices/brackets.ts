import { mostEntries, type Value, valueFrom } from '../../ops/matrix.ts';
import { ok, type Refusal, type Result, refuse } from '../diagnostic.ts';

/** Said of a semicolon that ends an empty row. */
export const emptyRow = 'a row is empty here; remove this semicolon, or fill the row';

/** Said of a comma without an entry before it. */
export const missingBefore = 'an entry is missing before this comma';

/** Said of a comma without an entry behind it. */
export const missingAfter = 'an entry is missing after this comma';

/** A matrix as it was written, and where its text ends. */
export interface Brackets {
  readonly value: Value;
  readonly to: number;
}

const entry =
  /([-+−–]?)[^\S\n]*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?:[^\S\n]*\/[^\S\n]*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?))?/uy;
/** The message about a bracket that is never closed. */
export const neverClosed = "this '[' is never closed; add a ']'";
const mixed = "numbers and rows in brackets don't mix; write [1 2; 3 4] or [[1,2],[3,4]]";
const notOneNumber =
  'an entry is one number; put a space or a comma between two of them, or work out the sum';
const sign = /[-+−–]/u;
const blank = /[^\S\n]/u;

interface MatrixRow {
  readonly entries: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** How far the reading of one matrix has come. */
interface State {
  readonly text: string;
  readonly from: number;
  readonly rows: MatrixRow[];
  /** The entries of the row that is being read, and its place. */
  row: number[];
  rowFrom: number;
  rowTo: number;
  /** Whether rows stand in brackets of their own, and whether one of these is open. */
  nested: boolean;
  inRow: boolean;
  /** Where a comma stands that no entry follows yet; null where there is none. */
  comma: number | null;
  count: number;
  at: number;
}

/** The result of a step that found nothing to refuse. */
const going: Result<null> = ok(null);

/**
 * Reads a matrix from its `[`: entries apart by blanks or commas, rows by semicolons or new lines, or each row in
 * brackets of its own. Between numbers a blank separates: `[1 -2]` has two entries, and `[1 - 2]` is asked back.
 */
export function readBrackets(text: string, from: number): Result<Brackets> {
  const state: State = {
    text,
    from,
    rows: [],
    row: [],
    rowFrom: from,
    rowTo: from,
    nested: false,
    inRow: false,
    comma: null,
    count: 0,
    at: from + 1,
  };
  for (;;) {
    const char = text[state.at];
    if (char === undefined) return refuse(neverClosed, from, from + 1);
    const last = char === ']' && !state.inRow;
    const read = readNext(state, char);
    if (!read.ok) return read;
    if (last) return whole(state);
  }
}

function readNext(state: State, char: string): Result<null> {
  switch (char) {
    case '#':
      state.at = endOfLine(state.text, state.at);
      return going;
    case '[':
      return openRow(state);
    case ']':
      return closeRow(state);
    case ';':
    case '\n':
      return separateRows(state, char);
    case ',':
      return separateEntries(state);
  }
  if (!blank.test(char)) return readEntry(state);
  state.at++;
  return going;
}

function openRow(state: State): Result<null> {
  const { rows, row, nested, inRow, at } = state;
  if (inRow) return refuse('a matrix has only rows and columns; remove a pair of brackets', at, at + 1);
  if (row.length > 0 || (rows.length > 0 && !nested)) return refuse(mixed, at, at + 1);
  state.nested = true;
  state.inRow = true;
  state.comma = null;
  state.at++;
  return going;
}

/** The end of a row in brackets of its own, or of the whole matrix. */
function closeRow(state: State): Result<null> {
  const { comma } = state;
  if (comma !== null) return refuse(missingAfter, comma, comma + 1);
  endRow(state);
  state.inRow = false;
  state.at++;
  return going;
}

function endRow(state: State): void {
  if (state.row.length > 0) state.rows.push({ entries: state.row, from: state.rowFrom, to: state.rowTo });
  state.row = [];
}

function separateRows(state: State, char: ';' | '\n'): Result<null> {
  const { row, nested, inRow, at } = state;
  if (char === ';' && inRow)
    return refuse(
      'a row in its own brackets ends with ], not with a semicolon; write [1 2; 3 4]',
      at,
      at + 1,
    );
  if (char === ';' && row.length === 0 && !nested) return refuse(emptyRow, at, at + 1);
  if (!state.inRow) endRow(state);
  state.at++;
  return going;
}

function separateEntries(state: State): Result<null> {
  const { row, nested, inRow, at } = state;
  const expected = inRow ? row.length > 0 : nested || row.length > 0;
  if (state.comma !== null || !expected) return refuse(missingBefore, at, at + 1);
  state.comma = at;
  state.at++;
  return going;
}

function readEntry(state: State): Result<null> {
  const { text, from, at, row } = state;
  entry.lastIndex = at;
  const match = entry.exec(text);
  if (!match) {
    const nextStatement = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*[^\S\n]*=/u.test(text.slice(at, at + 200));
    return nextStatement ? refuse(neverClosed, from, from + 1) : refuse(...whatElse(text, at));
  }
  const to = entry.lastIndex;
  const fault = entryFault(state, match, to);
  if (fault) return fault;
  const [, minus = '', above, below] = match;
  const number =
    (/[-−–]/u.test(minus) ? -1 : 1) * (Number(above) / (below === undefined ? 1 : Number(below)));
  if (!Number.isFinite(number)) return refuse('this entry is not a finite number; write another', at, to);
  if (row.length === 0) state.rowFrom = at;
  state.rowTo = to;
  row.push(number + 0); // no -0
  if (++state.count > mostEntries)
    return refuse(`a matrix has at most ${mostEntries} entries; write a smaller one`, from, at);
  state.comma = null;
  state.at = to;
  return going;
}

/** The refusal of an entry that stands outside the rows, or that can be read as a sum of two; null if it is fine. */
function entryFault(
  state: State,
  [typed, minus = '', above = '']: RegExpExecArray,
  to: number,
): Refusal | null {
  const { text, at, row } = state;
  if (state.nested && !state.inRow) return refuse(mixed, at, to);
  const second = row.length > 0 && state.comma === null;
  const glued = minus === '' || !blank.test(typed[minus.length] ?? '');
  if (second && !glued)
    return refuse(
      minus === '+'
        ? notOneNumber
        : `this can be read two ways; write [${row.at(-1)}, ${minus}${above}] for two entries, or work out the difference`,
      at,
      to,
    );
  const after = text[to] ?? '';
  if (after !== '' && !/[\s,;\]#+\-−–[]/u.test(after)) return refuse(...whatElse(text, to));
  const gluedToBefore = second && !/[\s,;[]/u.test(text[at - 1] ?? ' ');
  return gluedToBefore && sign.test(minus) ? refuse(notOneNumber, at, to) : null;
}

/** The matrix that was read, if it has entries and every row has as many. */
function whole({ rows, from, at }: State): Result<Brackets> {
  const columns = rows[0]?.entries.length ?? 0;
  if (columns === 0)
    return refuse('this matrix is empty; write its numbers between the brackets, as in [1 2; 3 4]', from, at);
  const ragged = rows.find((each) => each.entries.length !== columns);
  if (ragged) {
    const first = `row 1 has ${entries(columns)} and row ${rows.indexOf(ragged) + 1} has ${entries(ragged.entries.length)}`;
    return refuse(`${first}; every row needs the same number`, ragged.from, ragged.to);
  }
  const all = Float64Array.from(rows.flatMap((each) => each.entries));
  return ok({ value: valueFrom({ rows: rows.length, columns }, all), to: at });
}

/** Words that stand for no finite number, and no name. */
export const noNumber = /^(?:nan|inf|infinity)$/iu;

/** What stands in a matrix in place of a number: the message, and where it begins and ends. */
function whatElse(text: string, at: number): readonly [string, number, number] {
  const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
  word.lastIndex = at;
  const found = word.exec(text)?.[0];
  if (found !== undefined) {
    const says = noNumber.test(found)
      ? `${found} is not a finite number; a matrix can only hold finite numbers`
      : `this matrix holds the name ${found} and is never closed; add a ']'`;
    return [says, at, at + found.length];
  }
  return ['separate the numbers of a matrix by spaces or commas, and its rows by semicolons', at, at + 1];
}

const entries = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
