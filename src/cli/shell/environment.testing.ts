import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '../commands/run.ts';
import { disk } from './disk.ts';
import type { Environment } from './environment.ts';

/** What a run left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What stands around a run: its standard input, its environment, and the files that are there. */
export interface Around {
  readonly stdin?: string | readonly string[];
  readonly env?: Environment['env'];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Files are those of the disk, and may be written there. */
  readonly writes?: boolean;
  /** Standard input and output are a terminal of so many columns. */
  readonly columns?: number;
  /** Standard error is no terminal: a prompt is written there as it is, and nothing is repainted. */
  readonly quietPrompt?: boolean;
  /** Gets every piece of text as it is written. */
  readonly onText?: (text: string, stream: 'out' | 'err') => void;
  /** How time goes by; as everywhere if it is left out. */
  readonly clock?: Environment['clock'];
  /** The folder that keeps what is remembered; without it nothing is kept. */
  readonly state?: string;
  /** The folder with the lectures as a build has parsed them. */
  readonly built?: string;
  /** What the disk does otherwise than the one that is there. */
  readonly disk?: Partial<Environment['disk']>;
  /** The moment, in milliseconds since 1970. */
  readonly now?: Environment['now'];
  readonly zone?: Environment['zone'];
  /** A source of seeds. */
  readonly chance?: Environment['chance'];
}

/** Runs a command line in memory. */
export async function ran(
  argv: readonly string[],
  {
    stdin = '',
    env = {},
    files = {},
    columns,
    quietPrompt = false,
    onText = () => {},
    clock = () => performance.now(),
    writes = false,
    state,
    now = () => 0,
    zone = () => 0,
    disk: otherwise = {},
    built,
    chance = () => 0.5,
  }: Around = {},
): Promise<Ran> {
  const stdout = collector(columns, (text) => onText(text, 'out'));
  const stderr = collector(quietPrompt ? undefined : columns, (text) => onText(text, 'err'));
  const chunks = typeof stdin === 'string' ? [stdin] : stdin;
  const input = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  const code = await run(argv, {
    env: state === undefined ? env : { ...env, DVAR_STATE: state },
    platform: 'linux',
    stdin: { isTTY: columns !== undefined, whole: () => null, open: () => input },
    stdout: stdout.stream,
    stderr: stderr.stream,
    chance,
    clock,
    now,
    zone,
    stateFolder: async () => state ?? null,
    readFile: async (path) => bytesOf(writes ? onDisk(path) : fileAt(files, path)).toString('utf8'),
    readBytes: async (path) => bytesOf(writes ? onDisk(path) : fileAt(files, path)),
    writeFile: async (path, text) => (writes ? writeFile(path, text, { flag: 'wx' }) : refuse('EACCES')),
    disk: { ...disk, ...otherwise },
    manualFolder: resolve('src/manual'),
    courseFolder: resolve('fixtures/course'),
    builtFolder: built ?? null,
    problemsFolder: shipped,
    graderFile: null,
  });
  return { code, out: stdout.text(), err: stderr.text() };
}

const bytesOf = (content: string | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);

const onDisk = (path: string): Uint8Array => readFileSync(path);

const shipped = resolve('fixtures/problems');

const fileAt = (files: Around['files'] = {}, path: string): string | Uint8Array =>
  files[path] ??
  (path.startsWith(shipped) ? onDisk(path) : null) ??
  refuse(path.endsWith('/') ? 'EISDIR' : 'ENOENT');

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}

function collector(
  columns: number | undefined,
  onText: (text: string) => void,
): { stream: Environment['stderr']; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      onText(String(chunk));
      done();
    },
  });
  return {
    stream: Object.assign(stream, columns === undefined ? {} : { isTTY: true, columns }),
    text: () => chunks.join(''),
  };
}
