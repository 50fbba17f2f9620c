import type { GradeRow } from '../../homework/grading/row.ts';
import { addKeys, fitsOther, fittingOf, noted } from '../../homework/grading/which-assignment.ts';
import { type RowFrame, rowJson } from '../../homework/report/row-json.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Writing } from '../shell/disk.ts';
import { type ResumePlan, writtenAgain } from './resume.ts';

/** A writer that takes rows as they are graded. */
export interface Writer {
  readonly add: (row: GradeRow) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** A report on all rows at once. */
export async function reportWriter(
  open: () => Promise<Writing>,
  text: (rows: readonly GradeRow[]) => string,
): Promise<Writer> {
  const sink = await open();
  const rows: GradeRow[] = [];
  return {
    async add(row) {
      rows.push(row);
    },
    async end() {
      await sink.write(text(rows));
      await sink.close();
    },
  };
}

/**
 * Writes a report row by row, a row a line, with the rows of an earlier run in their places. A row that is written is
 * not kept in memory, so that memory hardly grows with the class; for a filter, which remembers nothing, it does not
 * grow at all.
 */
export async function rowWriter(
  open: () => Promise<Writing>,
  { steps, keys }: Pick<ResumePlan, 'steps' | 'keys'>,
  frame: RowFrame,
  remembers: boolean,
): Promise<Writer> {
  // Where rows have to be written again, nothing is written until all is done: whoever interrupts this finds the
  // report as it was.
  const moved = steps.some(({ kind }) => kind === 'kept');
  const held: string[] = [];
  const sink = moved ? null : await open();
  const write = async (line: string): Promise<void> => {
    if (sink) await sink.write(`${line}\n`);
    else held.push(`${line}\n`);
  };
  let at = 0;
  const kept = async (): Promise<void> => {
    for (let step = steps[at]; step?.kind === 'kept'; step = steps[++at])
      await write(writtenAgain(step.row, keys));
  };
  return {
    async add(row) {
      await kept();
      at++;
      const fitting = fittingOf(row);
      // Such a note only knows the rows above, because later ones are not graded yet.
      await write(jsonText(rowJson(noted(row, fitsOther(fitting, keys)), frame)));
      if (remembers) addKeys(keys, fitting);
    },
    async end() {
      await kept();
      const last = sink ?? (await open());
      if (held.length > 0) await last.write(held.join(''));
      await last.close();
    },
  };
}
