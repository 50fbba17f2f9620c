import { largestFile, openFile } from '../../homework/documents/open-file.ts';
import { type Roster, readRoster } from '../../homework/roster/roster.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { readBytes } from '../shell/read-file.ts';

/** Reads a roster from its file, whatever program wrote it; standard error says how it was understood. */
export async function rosterFrom(
  environment: Environment,
  file: string,
  column: string | null,
): Promise<Roster> {
  const { parseCsv } = await import('../../homework/submission/csv.ts');
  const opened = await openFile(file, await readBytes(environment, file), 0, largestFile);
  // Excel may write a first line that names the separator of the columns.
  const rows = opened.ok ? parseCsv(opened.value.text.replace(/^sep=.\n/, '')) : opened;
  if (!rows.ok) throw new Failure(`${file}: ${rows.trouble.message}`);
  const roster = readRoster(rows.value, column);
  if (!roster.ok) throw new Failure(`${file}: ${roster.trouble.message}`);
  environment.stderr.write(`dvar: ${file} is ${roster.value.said}\n`);
  return roster.value;
}
