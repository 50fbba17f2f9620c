import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result, refuse } from '../language/trouble.ts';
import type { Row } from './table.ts';

interface Record {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a table of comma or semicolon separated values. Loaded on use. */
export function parseCsv(text: string): Result<readonly Row[]> {
  // A sheet saved where the comma is decimal has semicolons between its columns.
  const [head = ''] = text.split('\n', 1);
  const delimiter = !head.includes(',') && head.includes(';') ? ';' : ',';
  const options = { delimiter, relax_column_count: true, skip_empty_lines: true, max_record_size: 20_000 };
  try {
    const records = parse(text, { ...options, info: true }) as unknown as readonly Record[]; // what `info` makes of a record
    return ok(records.map(({ record, info }) => ({ cells: record, line: lineOf(record, info.lines) })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(`the table can't be read: ${error.message.split('\n')[0]}`);
  }
}

/** The line that a record begins on; the library tells the one that it ends on. */
const lineOf = (record: readonly string[], ended: number): number =>
  ended - record.reduce((total, cell) => total + (cell.match(/\n/g)?.length ?? 0), 0);
