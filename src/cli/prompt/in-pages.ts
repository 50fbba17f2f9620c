import { Writable } from 'node:stream';
import { asciiOnly, type Theme, uncoloured } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { type LineEvent, type LineSource, signalCodes } from './lines.ts';
import { openLines } from './open-lines.ts';
import { pagesOf } from './pages.ts';

/** An environment whose standard output is kept, as wide and high as the real one. */
export function outputHeld(environment: Environment): {
  readonly environment: Environment;
  readonly text: () => string;
} {
  const { columns, rows } = environment.stdout;
  let text = '';
  const stdout = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    }),
    { isTTY: true, ...(columns !== undefined && { columns }), ...(rows !== undefined && { rows }) },
  );
  return { environment: Object.create(environment, { stdout: { value: stdout } }), text: () => text };
}

/** Runs what prints, and shows it a page at a time; gives its exit code, or that of the signal by which somebody left. */
export async function inPages(
  environment: Environment,
  print: (on: Environment) => Promise<number>,
): Promise<number> {
  const kept = outputHeld(environment);
  const code = await print(kept.environment);
  const ascii = asciiOnly({ env: environment.env, platform: environment.platform, isTerminal: true });
  const theme: Theme = {
    width: () => environment.stdout.columns || 80,
    ascii,
    plain: false,
    paint: uncoloured,
  };
  let lines: LineSource | null = null;
  const left = await shownInPages(environment, kept.text(), async (prompt) => {
    lines ??= await openLines(environment, theme, false);
    return lines.next(ascii ? prompt.replaceAll('·', '-') : prompt);
  });
  (lines as LineSource | null)?.close();
  return left?.kind === 'signal' ? signalCodes[left.signal] : code;
}

/** Writes a text a page at a time, and waits for Enter between them; gives how somebody left, or null. */
export async function shownInPages(
  { stdout, stderr }: Environment,
  text: string,
  next: LineSource['next'],
  /** The rows above it that are to stay in sight with its first page. */
  above = 0,
): Promise<Exclude<LineEvent, { kind: 'line' }> | null> {
  const rows = (stdout.rows ?? 24) - 1;
  const pages = pagesOf(text.replace(/\n$/, '').split('\n'), rows, stdout.columns || 80, above);
  for (const [at, page] of pages.entries()) {
    stdout.write(`${page.join('\n')}\n`);
    if (at === pages.length - 1) break;
    const came = await next('  Enter shows more · q leaves ');
    if (came.kind !== 'line') return came;
    // The text goes on as if it had never stopped.
    stderr.write('\x1b[1A\x1b[2K');
    if (/^\s*:?(?:q|quit|exit)\b/i.test(came.text)) return null;
  }
  return null;
}
