import { manualPage } from '../screen/manual-page.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { fileErrorReason } from '../shell/read-file.ts';

/** Prints a page of the manual: `dvar help homework`. */
export async function runManual(environment: Environment, page: string, theme: Theme): Promise<void> {
  const file = `${environment.manualFolder}/${page}.md`;
  let text: string;
  try {
    text = Buffer.from(await environment.disk.read(file, mostOfPage)).toString('utf8');
  } catch (error) {
    throw new Failure(`the manual page ${file} can't be read: ${fileErrorReason(error)}; install dvar again`);
  }
  environment.stdout.write(`${manualPage(text, theme).join('\n')}\n`);
}

/** The most bytes that are read of a page: more than any page has. */
const mostOfPage = 1_000_000;
