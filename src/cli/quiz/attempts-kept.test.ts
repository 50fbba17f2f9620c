import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

const folders: string[] = [];
const fresh = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-attempts-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const hw = 'program: u = b*c; J = 3*u\nvalues: { b: 3, c: 2 }\npolicy: { attempts: 2 }\n';
const files = { 'hw.yaml': hw, 'a.txt': 'db = 1\n', 'b.txt': 'db = 2\n', 'c.txt': 'db = 6\n' };

describe('attempts at a prompt', () => {
  const typed = async (lines: string, state?: string) =>
    (await ran(['hw.yaml', '--plain'], { files, columns: 80, stdin: lines, ...(state && { state }) })).out;

  test('are counted over runs, and nobody starts again', async () => {
    const state = fresh();
    await typed('3\n1\n:quit\n', state);
    const second = await typed('2\n', state);
    expect(second).not.toContain('go on?');
    expect(second).toContain('Your earlier answers count again');
    // The second wrong answer to db closed it: dc is asked.
    expect(second).toMatch(/2 of 3[\s\S]*3 of 3/);
    await typed('9\n\n', state);
    const done = await typed('', state);
    expect(done).toContain('You have answered this quiz, which allows two answers to a question.');
    expect(done).not.toMatch(/1 of 3: J/);
  });

  test('that nobody can count are said to be counted in one run alone', async () => {
    expect(await typed(':quit\n')).toContain('your attempts are counted only in this run');
  });
});

describe('attempts of a file', () => {
  const check = async (file: string, state: string | undefined, more: readonly string[] = []) =>
    await ran(['check', 'hw.yaml', file, ...more], { files, ...(state && { state }) });

  test('are counted by versions: the same answers again cost nothing', async () => {
    const state = fresh();
    expect((await check('a.txt', state)).err).toContain('attempt 1 of 2');
    expect((await check('a.txt', state)).err).toContain('attempt 1 of 2');
    expect((await check('b.txt', state)).err).toContain('attempt 2 of 2');
    const third = await check('c.txt', state);
    expect(third.err).toBe(
      'dvar: the assignment allows two attempts, and two versions of your answers were checked; hand in what you have\n',
    );
    expect([third.out, third.code]).toEqual(['', 2]);
    expect((await check('b.txt', state)).code).toBe(1);
    // A teacher who sees the key is nobody who tries.
    expect((await check('c.txt', state, ['--key'])).out).toContain('6');
  });

  test('where nothing is remembered nobody counts, and that is said', async () => {
    const { err, code } = await check('a.txt', undefined);
    expect(err).toContain("but dvar can't count them here, because nothing is remembered");
    expect(code).toBe(1);
  });
});
