import type { GradeRow } from '../../homework/grading/row.ts';
import type { RowFrame } from '../../homework/report/row-json.ts';
import { rowFrom } from '../../homework/report/rows-from.ts';
import { linesIn } from '../class/stream.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { readPieces } from '../shell/read-file.ts';

/**
 * All rows of some reports on one assignment. A line that is no row is refused, or left out and told to `leftOut`: a worker
 * that was killed may have torn its last row.
 */
export async function rowsIn(
  environment: Environment,
  files: readonly string[],
  leftOut: ((message: string) => void) | null = null,
): Promise<{ readonly rows: readonly GradeRow[]; readonly frame: RowFrame }> {
  if (files.length === 0)
    throw new Failure('the rows are missing; name files that grade --format ndjson wrote');
  const rows: GradeRow[] = [];
  let frame: RowFrame | null = null;
  for (const file of files) {
    let number = 0;
    for await (const line of linesIn(readPieces(environment, file))) {
      number++;
      if (line !== null && line.trim() === '') continue;
      const read = rowFrom(line ?? '', number);
      if (!read.ok && leftOut) {
        leftOut(`${file}: line ${number} is not a whole row and was left out`);
        continue;
      }
      if (!read.ok) throw new Failure(`${file}: ${read.trouble.message}`);
      if (frame && frame.fingerprint !== read.value.frame.fingerprint)
        throw new Failure(
          `${file}: line ${number} belongs to another assignment, or the assignment has changed since; regrade the older rows`,
        );
      frame ??= read.value.frame;
      rows.push(read.value.row);
    }
  }
  if (!frame) throw new Failure(`${files.join(', ')}: there is no row; was nothing graded?`);
  return { rows, frame };
}
