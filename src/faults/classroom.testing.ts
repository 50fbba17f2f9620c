import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, jest } from '@jest/globals';
import { executable } from '../cli/prompt/terminal.testing.ts';

// The binary itself, in a folder of its own, with something wrong around it.

jest.setTimeout(120_000);

/** How a run of the binary ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** What is around a run. */
export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** A shell's script in which "$@" is dvar with its arguments, in place of dvar alone. */
  readonly script?: string;
}

/** A run that takes so many milliseconds hangs: it is killed, and its signal says so. */
const patience = 30_000;

/** Runs the binary in a folder to its end, however it comes. */
export function dvarIn(
  folder: string,
  args: readonly string[],
  { env = {}, input = '', script }: Setting = {},
): Promise<Ended> {
  const words = [process.execPath, executable, ...args];
  const [command = '', ...rest] = script === undefined ? words : ['/bin/sh', '-c', script, 'sh', ...words];
  const child = spawn(command, rest, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', DVAR_STATE: join(folder, 'state'), ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // Whoever ends early reads no more.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, out, err });
    });
  });
}

const top = mkdtempSync(join(tmpdir(), 'dvar-faults-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let folders = 0;

const problem = 'program: u = b*c; v = a+u; J = 3*v';
const files: Readonly<Record<string, string>> = {
  'hw.yaml': `problems:\n  - { id: p, ${problem}, values: { a: 5, b: 3, c: 2 } }\n`,
  'own.yaml': `${problem}\ndraw: friendly\n`,
  'class.csv': 'id\nalice\nbob\n',
  'rulings.yaml': '- { void: b, who: AB, when: today, why: misprint }\n',
  'in/alice.txt': 'dv = 3\nda = dv\ndu = 3\ndb = 6\ndc = 9\n',
  'in/bob.txt': 'dv = 3\nda = dv\ndb = du + 1\n',
};
let rows: string | undefined;

/** A new folder with a homework, a class of two, what they handed in, and graded rows. */
export async function classroom(): Promise<string> {
  const folder = join(top, String(folders++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  rows ??= (await dvarIn(folder, ['grade', 'hw.yaml', 'in', '--format', 'ndjson'])).out;
  writeFileSync(join(folder, 'rows.ndjson'), rows);
  return folder;
}

/** What lies under a path: the text of a file, or that of every file in a folder. What is hidden is not yet anybody's. */
export function lyingAt(path: string): Readonly<Record<string, string>> {
  if (!existsSync(path)) return {};
  const entries = readdirSync(dirname(path), { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const within = file === path || file.startsWith(`${path}/`);
      return entry.isFile() && within && !entry.name.startsWith('.')
        ? [[file.slice(path.length), readFileSync(file, 'latin1')]]
        : [];
    }),
  );
}

/** A quiz whose five answers are right. */
export const quiz: readonly string[] = ['J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2'];
export const rightAnswers = '3\n3\n3\n6\n9\n';

/** Every command that writes a file or a folder `out`, as the table of faults calls it. */
export const writers: Readonly<Record<string, readonly string[]>> = {
  'grade --out': ['grade', 'hw.yaml', 'in', '--format', 'csv', '--out', 'out'],
  'grade --feedback': ['grade', 'hw.yaml', 'in', '--feedback', 'out'],
  'grade --resume': ['grade', 'hw.yaml', 'in', '--resume', 'out'],
  'handout --out': ['handout', 'own.yaml', '--roster', 'class.csv', '--out', 'out'],
  'draw --out': ['draw', 'own.yaml', '--roster', 'class.csv', '--out', 'out'],
  'draw --resume': ['draw', 'own.yaml', '--roster', 'class.csv', '--resume', 'out'],
  'report --out': ['report', 'rows.ndjson', '--format', 'csv', '--out', 'out'],
  'report --html': ['report', 'rows.ndjson', '--html', 'out'],
  'report --feedback': ['report', 'rows.ndjson', '--feedback', 'out'],
  'regrade --out': ['regrade', 'rows.ndjson', '--rulings', 'rulings.yaml', '--out', 'out'],
  'show --out': ['show', ...quiz, '--format', 'svg', '--out', 'out'],
};

/** Carries out something for each of many, a few at a time: so many as a small machine has cores. */
export async function eachOf<Item>(
  items: Iterable<Item>,
  act: (item: Item) => Promise<void>,
  atOnce = 3,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
