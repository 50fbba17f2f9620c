import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { ClassRow } from './class-table.ts';

/** The most characters of a row. */
const mostCharacters = 20_000;

interface Record {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a table of values that are separated by commas, semicolons or tabs. Loaded on use. */
export function parseCsv(text: string): Result<readonly ClassRow[]> {
  // Spreadsheets with decimal commas save semicolons between columns, and sheets saved as text have tabs.
  const [head = ''] = text.split('\n', 1);
  const delimiter = delimiterIn(head);
  const options = {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostCharacters,
  };
  try {
    const records = parse(text, { ...options, info: true }) as unknown as readonly Record[]; // what `info` makes of a record
    const rows = records.map(({ record, info }) => ({ cells: record, line: lineOf(record, info.lines) }));
    return ok(delimiter === ';' ? withPoints(rows) : rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(`the table can't be read: line ${error.lines ?? 1} ${wrongWith(error.code)}`);
  }
}

/** The separator that occurs most often in a first line; a heading may contain a comma. */
function delimiterIn(head: string): string {
  const bare = head.replaceAll(/"[^"]*"/g, '');
  const [best] = [',', ';', '\t']
    .map((each) => ({ each, count: bare.split(each).length }))
    .sort((a, b) => b.count - a.count);
  return best?.each ?? ',';
}

/** Where semicolons separate the columns, commas are decimal, unless a number has a point. */
function withPoints(rows: readonly ClassRow[]): readonly ClassRow[] {
  if (rows.some(({ cells }) => cells.some((cell) => /^\s*[-+−]?\d*\.\d+\s*$/.test(cell)))) return rows;
  return rows.map(({ cells, line }) => ({
    line,
    cells: cells.map((cell) => (/[[({]/.test(cell) ? cell : cell.replaceAll(/(\d),(\d)/g, '$1.$2'))),
  }));
}

/** The library's complaint in our own words. */
function wrongWith(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `begins a cell with a quote that is never closed; put a '"' at the end of the cell`;
    case 'CSV_MAX_RECORD_SIZE':
      return `goes on for more than ${mostCharacters} characters; is a '"' missing at the end of a cell?`;
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return `has a quote inside a cell; put the whole cell in quotes, and double the quotes inside`;
    default:
      return 'is not a row of cells; write student,name,answer and one line for each answer';
  }
}

/** The line on which a record begins; the library gives the one on which it ends. */
const lineOf = (record: readonly string[], ended: number): number =>
  ended - record.reduce((total, cell) => total + (cell.match(/\n/g)?.length ?? 0), 0);
