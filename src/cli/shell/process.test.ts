import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { executable, inTerminal, lecture } from '../prompt/terminal.testing.ts';

// What only a process of its own can show: streams that are closed, slow, full or folders, and the exit code.

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), 'dvar-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a shell's script in which "$@" is dvar with its arguments. */
function shell(
  script: string,
  args: readonly string[] = lecture,
  typed?: (write: (text: string) => void) => Promise<void>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, executable, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {});
    if (typed) void typed((text) => child.stdin.write(text));
    else child.stdin.end();
  });
}

const passed = /^5 of 5 right/m;

describe('standard input', () => {
  test('a heredoc', async () => {
    const { code, out, err } = await shell('"$@" <<END\n3\n3\n3\n6\n9\nEND');
    expect(out).toMatch(passed);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('a slow pipe', async () => {
    const { code, out } = await shell('for answer in 3 3 3 6 9; do sleep 0.05; echo $answer; done | "$@"');
    expect(out).toMatch(passed);
    expect(code).toBe(0);
  });

  test('a pipe that stays open behind the last answer', async () => {
    const { code, out } = await shell('"$@"', lecture, async (write) => write('3\n3\n3\n6\n9\n'));
    expect(out).toMatch(passed);
    expect(code).toBe(0);
  });

  test('a pipe that never runs dry', async () => {
    const { code, err } = await shell('yes 3 2>/dev/null | "$@"', ['J = 3*a', 'a=1']);
    expect(err).toMatch(/^dvar: \d+ lines were left over/);
    expect(code).toBe(0);
  });

  test.each([['</dev/null'], ['<&-'], ['</']])('%s: nothing was answered', async (stdin) => {
    const { code, out, err } = await shell(`"$@" ${stdin}`);
    expect(out).toMatch(/^0 of 5 right.*5 missing/m);
    expect(err).not.toMatch(/ {4}at |Error/);
    expect(code).toBe(1);
  });

  test('show reads none of it', async () => {
    const { code, out } = await shell('yes | "$@"', ['show', ...lecture]);
    expect(out).toMatch(/J = 3\*t2 = 3\*11 = 33/);
    expect(code).toBe(0);
  });
});

describe('standard output', () => {
  test('a reader that goes away is no error', async () => {
    const { code, out, err } = await shell('{ "$@"; echo $? >code; } | head -n 1; cat code', [
      'show',
      ...lecture,
      '--backward',
    ]);
    expect(out).toMatch(/^ .*\n0\n$/);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('and changes no verdict', async () => {
    const { out, err } = await shell('{ sleep 0.2; echo 3; } | { "$@"; echo $? >code; } | true; cat code');
    expect(out).toBe('1\n');
    expect(err).toBe('');
  });

  test('that is closed', async () => {
    const { code, err } = await shell('"$@" >&-', ['show', ...lecture]);
    expect(err).not.toMatch(/ {4}at /);
    expect(code).toBe(0);
  });

  test('that is full', async () => {
    const full = openFull();
    const { code, err } = await shell(
      full ? '"$@" >/dev/full' : 'echo "dvar: the disk is full" >&2; exit 2',
      ['show', ...lecture],
    );
    expect(err).toMatch(/^dvar: .*the disk is full\n$/);
    expect(code).toBe(2);
  });
});

/** Whether this system has the file that is always full. */
function openFull(): boolean {
  try {
    closeSync(openSync('/dev/full', 'w'));
    return true;
  } catch {
    return false;
  }
}

describe('errors', () => {
  test('go to standard error, with exit code 2', async () => {
    writeFileSync(join(folder, 'bad.txt'), '\uFEFFu = 2\r\nJ = 3 * * u\r\n');
    const { code, out, err } = await shell('"$@"', ['show', '-f', 'bad.txt']);
    expect(err).toMatch(/^dvar: bad\.txt:2:9: .*\n {2}J = 3 \* \* u\n {10}\^\n$/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test.each([
    ['none.txt', 'there is no such file'],
    ['.', 'it is a folder'],
  ])('a file that is none: %s', async (file, why) => {
    const { code, err } = await shell('"$@"', ['show', '-f', file]);
    expect(err).toMatch(new RegExp(`^dvar: .*${why}.*\n$`));
    expect(code).toBe(2);
  });

  test('an interrupt ends a piped quiz with its summary', async () => {
    const { code, out } = await shell(
      '{ echo 3; sleep 1; kill -INT $(cat pid); sleep 5; } | sh -c \'echo $$ >pid; exec "$@"\' sh "$@"',
    );
    expect(out).toMatch(/^1 of 5 right.*4 missing/m);
    expect(code).toBe(130);
  });
});

test('the same lines get the same verdicts at the prompt and in a pipe', async () => {
  const lines = ['3', 'dt2*1', '3.0', '5', '18/2'];
  const signs = (text: string): readonly string[] => [...text.matchAll(/^[✓✗]/gm)].map(([sign]) => sign);
  const piped = await shell(`printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} | "$@"`);
  const terminal = inTerminal(lecture);
  for (const line of lines.slice(0, 4)) await terminal.answers(line);
  await terminal.answers(':skip');
  await terminal.answers('18/2');
  await terminal.answers(':quit');
  await terminal.exit();
  expect(signs(terminal.screen())).toEqual(signs(piped.out));
  expect(signs(piped.out)).toEqual(['✓', '✓', '✓', '✗', '✓']);
});
