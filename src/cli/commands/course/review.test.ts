import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lecture } from '../../prompt/terminal.testing.ts';
import { ran } from '../../shell/environment.testing.ts';

// What was answered once comes back, and what is remembered can be carried from machine to machine.

const day = 86_400_000;
const start = 20_000 * day;
let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'dvar-review-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const slipped = () => ran(lecture, { stdin: '3\n3\n3\n5\n9\n', state, now: () => start });

test('a mistake comes back within two days, at other numbers, and is told when it is gone', async () => {
  await slipped();
  const now = () => start + 2 * day;
  const asked = await ran(['review'], { stdin: '', state, now });
  expect(asked.out).toMatch(/^3 questions are due, with new numbers; about 1 minute\./);
  expect(asked.out).not.toContain('a = 5, b = 3, c = 2');
  const [, c] = /c = (-?[\d.]+)/.exec(asked.out) ?? [];
  const right = await ran(['review'], { stdin: `3*${c}\n`, state, now });
  expect(right.out).toContain('2 days ago you added here; today you multiplied.');
});

test('nothing is due on the same day', async () => {
  await slipped();
  const { out } = await ran(['review'], { state, now: () => start });
  expect(out).toMatch(/^Nothing is due/);
});

test('an export is taken in once', async () => {
  await slipped();
  const other = join(state, 'other');
  const copy = join(state, 'copy.jsonl');
  await ran(['progress', '--export', copy], { state, writes: true });
  const json = JSON.parse((await ran(['progress', '--format', 'json'], { state, now: () => start })).out);
  expect(json).toMatchObject({ format: 'dvar.progress/1', answers: 5 });
  expect(json.skills[0]).toMatchObject({ id: 'multiply.a', missed: 1, kept: false });
  const first = await ran(['progress', '--import', copy], { state: other, writes: true });
  expect(first.out).toBe('5 lines were new.\n');
  const again = await ran(['progress', '--import', copy], { state: other, writes: true });
  expect(again.out).toBe('0 lines were new.\n');
  expect(readFileSync(join(other, 'progress.jsonl'), 'utf8')).toBe(readFileSync(copy, 'utf8'));
});

test('a long journal is folded, and what comes after it counts', async () => {
  await slipped();
  const [line = ''] = readFileSync(join(state, 'progress.jsonl'), 'utf8').split('\n');
  const many = Array.from({ length: 500 }, (_, i) => `${line.replace(/"id":"/, `"id":"${i}-`)}\n`);
  writeFileSync(join(state, 'progress.jsonl'), many.join(''));
  const counted = async (): Promise<number> =>
    JSON.parse((await ran(['progress', '--format', 'json'], { state, now: () => start })).out).answers;
  expect(await counted()).toBe(500);
  expect(readFileSync(join(state, 'progress.fold.json'), 'utf8')).toContain('"answers":500');
  await slipped();
  expect(await counted()).toBe(505);
  await ran(['progress', '--forget'], { state });
  expect(await counted()).toBe(0);
});

test('what is no journal is not taken in', async () => {
  const { err, code } = await ran(['progress', '--import', 'a.txt'], {
    state,
    files: { 'a.txt': 'hello\n' },
  });
  expect(err).toMatch(
    /^dvar: a\.txt has no line that dvar can read; dvar progress --export writes such a file/,
  );
  expect(code).toBe(2);
});

test('forgetting twice loses nothing of what was moved aside', async () => {
  await slipped();
  await ran(['progress', '--forget'], { state });
  await slipped();
  await ran(['progress', '--forget'], { state });
  const aside = readFileSync(join(state, 'progress.jsonl.forgotten'), 'utf8');
  expect(aside.trim().split('\n')).toHaveLength(10);
  expect((await ran(['progress', '--forget'], { state })).out).toBe('There was nothing to forget.\n');
});

test.each([80, 40])('progress is one screen, in plain words, at %i columns', async (columns) => {
  await slipped();
  const { out } = await ran(['progress', '--no-color'], { state, now: () => start + day, columns });
  const lines = out.trimEnd().split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  if (columns === 80) expect(lines.length).toBeLessThanOrEqual(24);
  const said = out.replaceAll(/\s+/g, ' ');
  expect(said).toContain('the slope of a*b with respect to a: 0 of 1 right, due today');
  expect(said).toContain(
    'upstream gradient and local derivative added instead of multiplied, at the slope of a*b with respect to a (once)',
  );
  expect(said).toContain('5 answers on 1 day');
  expect(said).toMatch(/Skills due: \d+ today/);
  const plain = await ran(['progress', '--plain'], { state, now: () => start + day });
  expect(plain.out).not.toMatch(/[^\x00-\x7f]/);
});

test('practice asks for what is known least, and never ends by itself', async () => {
  await slipped();
  const { out } = await ran(['practice'], { state, stdin: '', now: () => start });
  expect(out).toContain('Next: the slope of a*b with respect to a.');
});

test('progress as a page has what was answered, and the name that was given', async () => {
  await slipped();
  const at = { state, now: () => start + day };
  const { out, code } = await ran(['progress', '--format', 'markdown', '--name', 'Ada'], at);
  expect(code).toBe(0);
  expect(out).toContain('Learner: Ada');
  expect(out).toContain('0 of 5 lectures are done: 5 answers on');
  expect(out).toMatch(/\| the slope of a\\\*b with respect to a \| 1 \| 0 of 1 \| to look at again \|/);
  expect((await ran(['progress', '--format', 'html'], at)).out).toMatch(/^<!DOCTYPE html>/);
});
