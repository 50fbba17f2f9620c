import type { ReadStream } from 'node:tty';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import type { LineSource } from './lines.ts';

/** Opens the source of answers: a pipe, a terminal that is not repainted, or inquirer's prompt. */
export async function openLines(environment: Environment, theme: Theme, piped: boolean): Promise<LineSource> {
  // A prompt that is repainted needs a terminal for its output as well.
  const repainted = !piped && !theme.plain && environment.stderr.isTTY === true;
  if (!repainted)
    return (await import('./pipe.ts')).plainLines(environment.stdin, piped ? null : environment.stderr);
  const { promptedLines } = await import('./terminal.ts');
  return promptedLines(environment.stdin as ReadStream, environment.stderr, theme.paint); // a terminal: checked just above
}
