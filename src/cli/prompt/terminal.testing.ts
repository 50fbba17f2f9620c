import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, jest } from '@jest/globals';
import { type IPty, spawn } from '@lydell/node-pty';
import { screenOf } from '../screen/screen.testing.ts';

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
  readonly signal: (name: 'SIGTERM' | 'SIGHUP' | 'SIGCONT') => void;
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
export const afterwards = 'code=$?; trap - TERM HUP; stty -a; echo "code $code."; read end';
const alone = `trap : TERM HUP; "$@"; ${afterwards}`;
const prompt = / =(?:\x1b\[\d*[A-Za-z])*$/;

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
  let output = '';
  let said = '';
  let read = 0;
  let ended = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  const screen = screenOf(columns);
  pty.onData((text) => {
    output += text;
    // Colours stand between the words; what people read has none.
    said = output.replaceAll(/\x1b\[[\d;]*m/g, '');
    screen.write(text);
    wake();
  });
  pty.onExit(() => {
    ended = true;
    wake();
  });
  open.add(() => {
    try {
      if (!ended) process.kill(-pty.pid, 'SIGKILL');
    } catch {
      // It has ended, and nobody has told yet.
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const sees = (text: string | RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        waiting.delete(look);
        clearTimeout(timer);
      };
      const look = (): void => {
        const fresh = said.slice(read);
        const at = typeof text === 'string' ? fresh.indexOf(text) : fresh.search(text);
        // A shell that tells the exit code waits only for us: nothing else will come.
        if (at < 0 && !ended && !/^code \d+\.\r?$/m.test(fresh)) return;
        stop();
        if (at < 0) {
          reject(new Error(`it ended without ${String(text)}; it showed:\n${said.slice(-2000)}`));
          return;
        }
        const found = typeof text === 'string' ? text : (text.exec(fresh)?.[0] ?? '');
        read += at + found.length;
        resolve(fresh.slice(0, at + found.length));
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${String(text)} did not come; it showed:\n${said.slice(-2000)}`));
      }, patience);
      waiting.add(look);
      look();
    });

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
    exit: async () => {
      // Whoever has answered everything is asked how to go on; Enter leaves.
      let last = await sees(/next\?|Your choice: |code \d+\./);
      if (!last.includes('code ')) {
        pty.write('\r');
        last = await sees(/code \d+\./);
      }
      const code = Number(/code (\d+)\./.exec(last)?.[1]);
      pty.write('\r');
      return code;
    },
    output: () => output,
    screen: () => screen.text(),
    file: (name) => readFileSync(join(folder, name), 'utf8'),
    wrote: async (name) => {
      const path = join(folder, name);
      for (let tries = 0; tries < patience / 20; tries++) {
        const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
        if (text.includes('\n')) return text;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`${name} was not written`);
    },
  };
}

/** What is still open when a test ends, however it ends. */
const open = new Set<() => void>();

afterEach(() => {
  for (const discard of open) discard();
  open.clear();
});
