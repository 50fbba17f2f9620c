import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type AnswerEntry, readLines } from '../../course/memory/entry.ts';
import { lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// What a quiz leaves in the journal: whole lines, one an answer, and never a reason not to start.

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'dvar-state-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const file = (): string => join(state, 'progress.jsonl');
const kept = (): readonly AnswerEntry[] =>
  readLines(readFileSync(file(), 'utf8')).filter((entry) => entry.type === 'answer');
const answers = '3\n3\n3\n?\n5\n9\n';

describe('a quiz', () => {
  test('leaves a line an answer, with its skills and its mistake', async () => {
    await ran(lecture, { stdin: answers, state, now: () => 1e12 });
    const all = kept();
    expect(all.map(({ question, verdict, mistake, hints }) => [question, verdict, mistake, hints])).toEqual([
      ['t2', 'correct', null, 0],
      ['a', 'correct', null, 0],
      ['t1', 'correct', null, 0],
      ['b', 'wrong', 'added-instead-of-multiplied', 1],
      ['c', 'correct', null, 0],
    ]);
    expect(all[3]?.skills).toEqual(['multiply.a']);
    expect(all[3]?.asked).toEqual({
      program: 'J = 3*(a + b*c)',
      values: { a: 5, b: 3, c: 2 },
      data: [],
      output: 'J',
      name: 'b',
      kind: 'value',
    });
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    expect(all.every(({ time }) => time === 1e12)).toBe(true);
  });

  test('leaves nothing with --no-journal, nor from a pipe that names no folder', async () => {
    await ran([...lecture, '--no-journal'], { stdin: answers, state });
    await ran(lecture, { stdin: answers });
    expect(existsSync(file())).toBe(false);
  });

  test('ends a torn line first, and spoils none of its own', async () => {
    writeFileSync(file(), '{"v":1,"type":"answer","ver');
    await ran(lecture, { stdin: answers, state });
    expect(kept()).toHaveLength(5);
    expect(readFileSync(file(), 'utf8')).toMatch(/^\{"v":1,"type":"answer","ver\n\{/);
  });

  test('passes over lines of a newer version, and leaves them where they are', async () => {
    const newer = '{"v":2,"type":"dream"}\n';
    writeFileSync(file(), newer);
    await ran(lecture, { stdin: answers, state });
    expect(kept()).toHaveLength(5);
    expect(readFileSync(file(), 'utf8').startsWith(newer)).toBe(true);
  });

  test('says once that a folder can not be written, and goes on', async () => {
    writeFileSync(join(state, 'a-file'), '');
    const { code, out, err } = await ran(lecture, {
      stdin: '3\n3\n3\n6\n9\n',
      state: join(state, 'a-file', 'x'),
    });
    expect(err.match(/can't be saved/g)).toHaveLength(1);
    expect(out).toMatch(/5 of 5 right/);
    expect(code).toBe(0);
  });

  test('says so where the journal is a folder', async () => {
    mkdirSync(file());
    const { err, code } = await ran(lecture, { stdin: '3\n3\n3\n6\n9\n', state });
    expect(err).toMatch(/it is a folder/);
    expect(code).toBe(0);
  });

  test('two at once lose nothing', async () => {
    await Promise.all([1, 2, 3, 4].map(() => ran(lecture, { stdin: answers, state })));
    expect(kept()).toHaveLength(20);
  });
});
