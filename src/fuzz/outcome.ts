import { type Ran, ran } from '../cli/shell/environment.testing.ts';
import { exitCodes } from '../cli/shell/failure.ts';
import type { FuzzedReader } from './reader.ts';
import { inFolder } from './readers.ts';

/** What no output may hold: the inside of the program, or a stack. */
const inside =
  /\bundefined\b(?!":)|\[object |\bat .*\.(?:ts|cjs|mjs):\d|(?<!\bPython would stop here: )(?:Type|Range|Reference|Syntax)Error/;
/** What a terminal would obey; colours are ours, and are asked for. */
const obeyed = /\u001b(?!\[[\d;]*m)|[\0-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/;
const expected: ReadonlySet<number> = new Set(
  Object.values(exitCodes).filter((code) => code !== exitCodes.bug),
);

/**
 * What is wrong with the way in which a reader took some content, in one line; null where all is well. Any content is read
 * or refused: no throw, an exit code that is documented, one line for what can't be read, and JSON where JSON was asked for.
 */
export async function faultWith({ call }: FuzzedReader, content: Buffer): Promise<string | null> {
  return inFolder(async (folder) => {
    const { argv, around } = call(content, folder);
    try {
      return faultIn(await ran(argv, around), {
        given: content.toString('utf8'),
        repaints: around.columns !== undefined,
        json: argv.includes('--format') && argv.includes('json') && !argv.includes('--help'),
      });
    } catch (error) {
      return `it throws ${String(error instanceof Error ? (error.stack ?? error) : error).slice(0, 600)}`;
    }
  });
}

/** What is wrong with what a run left behind: after some content, on a terminal that is repainted or not, asked for JSON or not. */
export function faultIn(
  { code, out, err }: Ran,
  { given, repaints, json }: { readonly given: string; readonly repaints: boolean; readonly json: boolean },
): string | null {
  if (!expected.has(code)) return `the exit code is ${code}`;
  const leak = inside.exec(`${out}\n${err}`);
  if (leak && !given.includes(leak[0])) return `it says ${JSON.stringify(leak[0])}`;
  const control = repaints ? null : obeyed.exec(`${out}\n${err}`);
  if (control) return `it prints the control character ${JSON.stringify(control[0])}`;
  if (code === exitCodes.usage && `${out}${err}`.trim() === '') return 'it refuses without a word';
  if (json && code !== exitCodes.usage && out.trim() !== '') JSON.parse(out);
  return null;
}
