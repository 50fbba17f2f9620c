import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, jest } from '@jest/globals';
import { type IPty, spawn } from '@lydell/node-pty';
import { type Screen, screenOf } from '../screen/screen.testing.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const executable = join(root, 'bin', 'dvar.cjs');

/** The lecture's running example, as most tests start it. */
export const lecture: readonly string[] = ['J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2'];

/** So long a text is waited for: the machine may be busy with other tests. */
const patience = 20_000;
jest.setTimeout(4 * patience);

/** What a test may say about the terminal; the environment holds nothing else but the path. */
export interface Setting {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What runs instead of dvar alone: a shell's script, in which "$@" is dvar with its arguments. */
  readonly script?: string;
}

/** A program in a terminal, with somebody who reads and types. */
export interface Terminal {
  /** A folder for this test alone, where the program runs. */
  readonly folder: string;
  readonly type: (keys: string) => void;
  /** Waits until a text comes that was not there at the last wait, and gives what came up to its end. */
  readonly sees: (text: string | RegExp) => Promise<string>;
  /** Types a line, when the prompt is up. */
  readonly answers: (line: string, prompt?: string | RegExp) => Promise<void>;
  readonly signal: (name: 'SIGINT' | 'SIGQUIT' | 'SIGTERM' | 'SIGHUP' | 'SIGTSTP' | 'SIGCONT') => void;
  readonly resize: (columns: number) => void;
  readonly hangUp: () => void;
  /** Waits for the end, and gives the exit code. */
  readonly exit: () => Promise<number>;
  /** Every byte that came. */
  readonly output: () => string;
  readonly screen: () => string;
  readonly file: (name: string) => string;
  /** Waits until a file of the folder has its whole first line. */
  readonly wrote: (name: string) => Promise<string>;
}

/** The end of a script: says how the terminal was left, and with which code; it stays until that was read. */
export const afterwards = 'code=$?; trap - INT QUIT TERM HUP; stty -a; echo "code $code."; read end';
const alone = `trap : INT QUIT TERM HUP; "$@"; ${afterwards}`;
const prompt = / =(?:\x1b\[\d*[A-Za-z])*$/;

/** What came out of a terminal, and how far a test has read it. */
interface Transcript {
  /** Every byte that came. */
  output: string;
  /** What people read of it: without the colours between the words. */
  said: string;
  /** How much of that the test has seen. */
  read: number;
  /** Whether the program has ended. */
  ended: boolean;
  /** Whoever waits for a text: they look again when more comes. */
  readonly waiting: Set<() => void>;
}

/** Starts dvar in a terminal of its own. A shell starts it, and tells afterwards how it was left. */
export function inTerminal(
  args: readonly string[],
  { columns = 80, env = {}, script }: Setting = {},
): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-terminal-'));
  const pty: IPty = spawn('/bin/sh', ['-c', script ?? alone, 'sh', process.execPath, executable, ...args], {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows: 30,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', DVAR_STATE: join(folder, 'state'), ...env },
  });
  const screen = screenOf(columns);
  const transcript = transcriptOf(pty, screen);
  open.add(() => discard(pty, transcript, folder));
  const sees = (text: string | RegExp): Promise<string> => seen(transcript, text);
  return {
    folder,
    type: (keys) => pty.write(keys),
    sees,
    answers: async (line, at = prompt) => {
      await sees(at);
      pty.write(`${line}\r`);
    },
    signal: (name) => process.kill(-pty.pid, name),
    resize: (size) => pty.resize(size, 30),
    hangUp: () => (pty as unknown as { destroy: () => void }).destroy(), // it is there, though not declared
    exit: () => exitCodeOf(pty, sees),
    output: () => transcript.output,
    screen: () => screen.text(),
    file: (name) => readFileSync(join(folder, name), 'utf8'),
    wrote: (name) => firstLineOf(join(folder, name)),
  };
}

/** Takes down, and shows on a screen, what comes from now on. */
function transcriptOf(pty: IPty, screen: Screen): Transcript {
  const transcript: Transcript = { output: '', said: '', read: 0, ended: false, waiting: new Set() };
  const wake = (): void => {
    for (const look of [...transcript.waiting]) look();
  };
  pty.onData((text) => {
    transcript.output += text;
    transcript.said = transcript.output.replaceAll(/\x1b\[[\d;]*m/g, '');
    screen.write(text);
    wake();
  });
  pty.onExit(() => {
    transcript.ended = true;
    wake();
  });
  return transcript;
}

/** Waits for a text after what has been seen, and gives all up to its end; fails when it ends or takes too long without. */
const seen = (transcript: Transcript, text: string | RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    const { waiting } = transcript;
    const stop = (): void => {
      waiting.delete(look);
      clearTimeout(timer);
    };
    const fail = (why: string): void => {
      stop();
      reject(new Error(`${why}; it showed:\n${transcript.said.slice(-2000)}`));
    };
    const look = (): void => {
      const fresh = transcript.said.slice(transcript.read);
      const end = endOf(text, fresh);
      // A shell that tells the exit code waits only for us: nothing else will come.
      const over = transcript.ended || /^code \d+\.\r?$/m.test(fresh);
      if (end === null) {
        if (over) fail(`it ended without ${String(text)}`);
        return;
      }
      stop();
      transcript.read += end;
      resolve(fresh.slice(0, end));
    };
    const timer = setTimeout(() => fail(`${String(text)} did not come`), patience);
    waiting.add(look);
    look();
  });

/** Where the first occurrence of a text ends; null where there is none. */
function endOf(text: string | RegExp, whole: string): number | null {
  const found = typeof text === 'string' ? text : text.exec(whole)?.[0];
  const at = typeof text === 'string' ? whole.indexOf(text) : whole.search(text);
  return found === undefined || at < 0 ? null : at + found.length;
}

/** Waits for the end. Whoever has answered everything is asked how to go on; Enter leaves. */
async function exitCodeOf(pty: IPty, sees: Terminal['sees']): Promise<number> {
  let last = await sees(/next\?|Your choice: |code \d+\./);
  if (!last.includes('code ')) {
    pty.write('\r');
    last = await sees(/code \d+\./);
  }
  const code = Number(/code (\d+)\./.exec(last)?.[1]);
  pty.write('\r');
  return code;
}

/** Waits until a file has its whole first line, and gives its text. */
async function firstLineOf(path: string): Promise<string> {
  for (let tries = 0; tries < patience / 20; tries++) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (text.includes('\n')) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${path} was not written`);
}

function discard(pty: IPty, { ended }: Transcript, folder: string): void {
  try {
    if (!ended) process.kill(-pty.pid, 'SIGKILL');
  } catch {
    // It has ended, and nobody has told yet.
  }
  rmSync(folder, { recursive: true, force: true });
}

/** What is still open when a test ends, however it ends. */
const open = new Set<() => void>();

afterEach(() => {
  for (const end of open) end();
  open.clear();
});
