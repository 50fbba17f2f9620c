import type { ReadStream } from 'node:tty';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import type { LineSource } from './lines.ts';
import { readyLines } from './ready-lines.ts';

/** Opens the source of answers: a pipe, a terminal that is not repainted, or inquirer's prompt. */
export async function openLines(environment: Environment, theme: Theme, piped: boolean): Promise<LineSource> {
  // A prompt that is repainted needs a terminal for its output as well.
  const repainted = !piped && !theme.plain && environment.stderr.isTTY === true;
  if (!repainted) {
    const whole = environment.stdin.whole();
    if (whole) return readyLines(Buffer.from(whole).toString('utf8'));
    const { plainLines } = await import('./pipe.ts');
    return plainLines(environment.stdin.open(), piped ? null : environment.stderr);
  }
  const { promptedLines } = await import('./terminal.ts');
  return promptedLines(environment.stdin.open() as ReadStream, environment.stderr, theme.paint); // a terminal: checked just above
}
