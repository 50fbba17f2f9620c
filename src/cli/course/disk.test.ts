import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readLines } from '../../course/memory/entry.ts';
import { lecture } from '../prompt/terminal.testing.ts';
import { disk } from '../shell/disk.ts';
import { ran } from '../shell/environment.testing.ts';
import type { Environment } from '../shell/environment.ts';

// A disk that does not do its part: what can't be kept is said once, what was kept stays, and the course goes on.

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'dvar-disk-'));
});
afterEach(() => {
  chmodSync(state, 0o755);
  rmSync(state, { recursive: true, force: true });
});

const journal = (): string => join(state, 'progress.jsonl');
const kept = (): readonly string[] =>
  readLines(readFileSync(journal(), 'utf8')).flatMap((entry) =>
    entry.type === 'answer' ? [entry.question] : [],
  );

/** A quiz whose five answers are right, on a disk of this sort; it must end as ever, and speak of the disk once. */
async function quizOn(otherwise: Partial<Environment['disk']>, says: RegExp): Promise<void> {
  const { out, err, code } = await ran(lecture, { stdin: '3\n3\n3\n6\n9\n', state, disk: otherwise });
  expect(out).toMatch(/5 of 5 right/);
  expect(code).toBe(0);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(says);
}

const failing = (code: string) => Object.assign(new Error(code), { code });
const all = ['t2', 'a', 't1', 'b', 'c'];

describe('a full disk', () => {
  const full = /^dvar: your answers can't be saved in .*: the disk is full; everything else works/;

  test('keeps what it has, and says so once', async () => {
    let written = 0;
    await quizOn(
      {
        append: (path, lines) =>
          written++ < 2 ? disk.append(path, lines) : Promise.reject(failing('ENOSPC')),
      },
      full,
    );
    expect(kept()).toEqual(all.slice(0, 2));
  });

  test('that has room again gets what it missed, in order and once', async () => {
    let written = 0;
    await quizOn(
      {
        append: (path, lines) =>
          [1, 2].includes(written++) ? Promise.reject(failing('ENOSPC')) : disk.append(path, lines),
      },
      full,
    );
    expect(kept()).toEqual(all);
  });

  test('that takes half a line spoils that half alone', async () => {
    let written = 0;
    await quizOn(
      {
        async append(path, lines) {
          if (written++ !== 1) return disk.append(path, lines);
          writeFileSync(path, lines.slice(0, 40), { flag: 'a' });
          throw failing('ENOSPC');
        },
      },
      full,
    );
    expect(kept()).toEqual(all);
  });

  test('that took the line before it failed does not have it counted twice', async () => {
    let written = 0;
    await quizOn(
      {
        async append(path, lines) {
          await disk.append(path, lines);
          if (written++ === 1) throw failing('ENOSPC');
        },
      },
      full,
    );
    const { out } = await ran(['progress', '--format', 'json'], { state });
    expect(JSON.parse(out).answers).toBe(5);
  });

  const device = existsSync('/dev/full') ? test : test.skip;
  device('is one as the system has it', async () => {
    symlinkSync('/dev/full', journal());
    await quizOn({}, full);
    const { out } = await ran(['learn', '1'], { stdin: '9.006\n', state });
    expect(out).toContain('✓ J becomes 9.006001');
  });

  test('has no room for the fold, and nobody need know', async () => {
    await ran(lecture, { stdin: '3\n', state });
    const [line = ''] = readFileSync(journal(), 'utf8').split('\n');
    const many = Array.from({ length: 500 }, (_, i) => `${line.replace('"id":"', `"id":"${i}-`)}\n`);
    writeFileSync(journal(), many.join(''));
    const { out, err } = await ran(['progress', '--format', 'json'], {
      state,
      disk: { replace: () => Promise.reject(failing('ENOSPC')) },
    });
    expect(err).toBe('');
    expect(JSON.parse(out).answers).toBe(500);
  });
});

describe('a disk that can only be read', () => {
  test('is spoken of once', async () => {
    await quizOn({ append: () => Promise.reject(failing('EROFS')) }, /: the disk is read-only;/);
    expect(existsSync(journal())).toBe(false);
  });

  test('and has no folder yet', async () => {
    await quizOn({ makeFolder: () => Promise.reject(failing('EROFS')) }, /: the disk is read-only;/);
  });

  test('still tells what lies there', async () => {
    await ran(lecture, { stdin: '3\n3\n3\n6\n9\n', state });
    const broken = {
      append: () => Promise.reject(failing('EROFS')),
      replace: () => Promise.reject(failing('EROFS')),
    };
    const { out } = await ran(['progress', '--format', 'json'], { state, disk: broken });
    expect(JSON.parse(out).answers).toBe(5);
  });
});

describe('a journal that is a folder', () => {
  test.each([
    ['quiz', lecture, '3\n3\n3\n6\n9\n', '5 of 5 right'],
    ['course', ['learn', '1'], '9.006\n', '✓ J becomes'],
  ])('lets a %s start, go on and say so once', async (_, argv, stdin, shows) => {
    mkdirSync(journal());
    const { out, err, code } = await ran(argv, { stdin, state });
    expect(out).toContain(shows);
    expect(err).toMatch(/^dvar: your answers can't be saved in .*: it is a folder;[^\n]*\n$/);
    expect(code).toBe(0);
  });

  test('has nothing to show', async () => {
    mkdirSync(journal());
    const { out, code } = await ran(['progress'], { state });
    expect(out).toContain('You have not practised any skill yet');
    expect(code).toBe(0);
  });
});

describe('a journal without permission', () => {
  const denied = /: permission is denied;/;

  test('to be written is spoken of once, and what it holds stays', async () => {
    await ran(lecture, { stdin: '3\n', state });
    const before = readFileSync(journal(), 'utf8');
    await quizOn({ append: () => Promise.reject(failing('EACCES')) }, denied);
    expect(readFileSync(journal(), 'utf8')).toBe(before);
  });

  test('to be read starts as if nothing were there, and is added to', async () => {
    await ran(['learn', '1'], { stdin: '9.006\n7\n', state });
    const unreadable = {
      readFrom: async (path: string, from: number) =>
        path.startsWith(state) ? Promise.reject(failing('EACCES')) : disk.readFrom(path, from),
    };
    const { out, code } = await ran(['learn', '1'], { stdin: '9.006\n', state, disk: unreadable });
    expect(out).toContain('Lecture 1 · 1 of');
    expect(code).toBe(0);
    expect(kept().filter((question) => question === 'bump')).toHaveLength(2);
  });

  // A superuser may write everywhere.
  const plain = process.getuid?.() === 0 ? test.skip : test;
  plain('as the system has it', async () => {
    await ran(lecture, { stdin: '3\n', state });
    chmodSync(journal(), 0o444);
    await quizOn({}, denied);
  });
});
