import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { wrongCells } from './class-table.ts';

/** One cell of a table, and where it stands in the text. */
export interface Cell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A table: its headings and its rows, all of one length. */
export interface Table {
  readonly headings: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The most characters of a table, whose every cell is kept with its place. */
const longest = 20_000_000;

/** Reads comma-separated values as in RFC 4180, with a first line of headings; blank lines are skipped. */
export function readCsv(text: string): Result<Table> {
  if (text.length > longest)
    return refuse(`the file has more than ${longest / 1e6} million characters; take fewer rows`);
  const lines: Cell[][] = [];
  let at = 0;
  while (at < text.length) {
    const line: Cell[] = [];
    for (;;) {
      const cell = cellAt(text, at);
      if (!cell.ok) return cell;
      line.push(cell.value);
      at = cell.value.to;
      if (text[at] !== ',') break;
      at++;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    const [only] = line;
    if (line.length > 1 || (only && only.to > only.from)) lines.push(line);
  }
  const [headings, ...rows] = lines;
  const [first] = headings ?? [];
  if (!headings || !first) return refuse('the file is empty; its first line names the columns');
  const lonely = headings.length === 1 && /[;\t|]/.exec(first.text);
  if (lonely)
    return refuse(
      `columns are separated by commas here, not by '${lonely[0] === '\t' ? 'tab' : lonely[0]}'`,
      first.from + lonely.index,
    );
  if (rows.length === 0)
    return refuse('there are headings but no rows; put one example on each line below', first.from, first.to);
  for (const row of rows) {
    const [from, last] = [row[0], row.at(-1)];
    if (row.length !== headings.length && from && last)
      return refuse(
        wrongCells(
          row.length,
          headings.length,
          row.length < headings.length
            ? 'fill in what is missing'
            : 'remove what is extra, or put a cell with a comma in quotes',
        ),
        from.from,
        last.to,
      );
  }
  return ok({ headings, rows });
}

/** The cell that begins at a place; its end is where a comma, a line's end or the end of the text stands. */
function cellAt(text: string, from: number): Result<Cell> {
  if (text[from] !== '"') {
    const end = /[,\r\n]/g;
    end.lastIndex = from;
    const to = end.exec(text)?.index ?? text.length;
    return ok({ text: text.slice(from, to).trim(), from, to });
  }
  let inside = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return refuse("this quote is never closed; put a '\"' at the end of its cell", from);
    inside += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const to = quote + 1;
      if (to < text.length && !/[,\r\n]/.test(text[to] ?? ''))
        return refuse(
          'after the closing quote there must be a comma or the end of the line; double a quote inside',
          to,
        );
      return ok({ text: inside.trim(), from, to });
    }
    inside += '"';
    at = quote + 2;
  }
}
