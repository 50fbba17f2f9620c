import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readLines } from '../../../course/memory/entry.ts';
import { ran } from '../../shell/environment.testing.ts';

// The course as somebody walks it, from a pipe.

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'dvar-course-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

/** The transcript of a lecture whose learner has every answer shown, so that everything is told. */
const transcripts = new Map<number, string>();
async function transcriptOf(lecture: number): Promise<string> {
  const known = transcripts.get(lecture);
  if (known !== undefined) return known;
  const { out, err, code } = await ran(['learn', String(lecture)], { stdin: ':answer\n'.repeat(200) });
  expect(err).toBe('');
  expect(code).toBe(0);
  const transcript = out.replaceAll(/\s+/g, ' ');
  transcripts.set(lecture, transcript);
  return transcript;
}

/** What each step of a lecture shows, by its id. */
async function stepsOf(lecture: number): Promise<ReadonlyMap<string, string>> {
  const index = readFileSync(new URL('../../../../fixtures/course/index.json', import.meta.url), 'utf8');
  const { stepIds } = JSON.parse(index).lectures[lecture - 1] as { readonly stepIds: readonly string[] };
  const shown = (await transcriptOf(lecture)).split(/(?=Lecture \d+ · \d+ of \d+ · )/u);
  const steps = shown.flatMap((part): [string, string][] => {
    const at = Number(/^Lecture \d+ · (\d+) of/u.exec(part)?.[1]);
    return at > 0 ? [[stepIds[at - 1] ?? '', part]] : [];
  });
  expect(steps.map(([id]) => id)).toEqual(stepIds);
  return new Map(steps);
}

const rows = readFileSync(new URL('../../../../fixtures/learning/rows.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [row = '', step = '', ...text] = line.split(' ');
    return { row: Number(row), step, text: text.join(' ') };
  });

describe('the rows of the lectures', () => {
  test('are 72, each once or more', () => {
    expect([...new Set(rows.map(({ row }) => row))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 72 }, (_, i) => i + 1),
    );
  });

  test('stand at their steps', async () => {
    const steps = new Map<string, string>();
    for (const lecture of [1, 2, 3, 4, 5])
      for (const [id, shown] of await stepsOf(lecture)) steps.set(id, shown);
    expect(rows.filter(({ step, text }) => !steps.get(step)?.includes(text))).toEqual([]);
  });
});

/** A number that stands by itself, behind its name where it has one: `dJ/db = 6`, also at the end of `dJ/db = 3*2 = 6`. */
function numberPattern(text: string): RegExp {
  const escaped = (part: string): string => part.replaceAll(/[.*+?^$()|[\]\\/]/g, '\\$&');
  const [number = '', name = ''] = text.split(' = ').reverse();
  const end = `${escaped(number)}(?!\\d|\\.\\d)`;
  if (name === '') return new RegExp(`(?<![\\d.\\w])${end}`);
  const between = '( = [^=✓✗]{1,60})?( = [^=✓✗]{1,40})* (=|is|becomes|goes to|to) ';
  return new RegExp(`(?<![\\w/])${escaped(name)}${between}${end}`);
}

describe('the numbers of the lectures', () => {
  const lines = readFileSync(new URL('../../../../fixtures/learning/numbers.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  test('are many', () => {
    expect(lines.length).toBeGreaterThan(180);
  });

  test.each([1, 2, 3, 4, 5])('of lecture %i stand in what it shows', async (lecture) => {
    const shown = await transcriptOf(lecture);
    const own = lines.flatMap((line) => (line.startsWith(`${lecture} `) ? [line.slice(2)] : []));
    expect(own.filter((text) => !numberPattern(text).test(shown))).toEqual([]);
  });
});

describe('dvar learn', () => {
  test('goes on where one stopped, at the very question', async () => {
    const first = await ran(['learn', '2'], { stdin: '3\n33.003\nb\nc\n', state });
    expect(first.code).toBe(0);
    const done = readLines(readFileSync(join(state, 'progress.jsonl'), 'utf8'));
    expect(done.filter(({ type }) => type === 'step').length).toBeGreaterThan(5);
    const second = await ran(['learn', '2'], { stdin: '1\n3\n', state });
    expect(second.out).not.toContain('What is df/da?');
    expect(second.out).toContain('fill the gap');
    const map = await ran(['learn', '--list'], { state });
    expect(map.out).toMatch(/[1-9]\d* of 35 steps, 6 of 6 answers right at the first try/);
  });

  test('begins with lecture 1, in four lines', async () => {
    const { out } = await ran(['learn'], { state });
    expect(out).toMatch(/five lectures/);
    expect(out).toMatch(/Lecture 1 · 1 of \d+ · read/);
  });

  test('says that there is no such lecture', async () => {
    const { err, code } = await ran(['learn', '9']);
    expect(err).toBe('dvar: there is no lecture 9; the lectures are 1 to 5 (dvar learn --list)\n');
    expect(code).toBe(2);
  });

  test("runs a teacher's course, and refuses a step that can't be", async () => {
    const course = (step: string): string =>
      `format: dvar.course/1\nid: mine\ntitle: Mine\nprograms:\n  p: { program: "J = 3*a", values: { a: 2 } }\nlectures:\n  - id: one\n    title: One\n    program: p\n    steps:\n      - { id: s, ${step} }\n`;
    const good = await ran(['learn', 'c.yaml'], { files: { 'c.yaml': course('solo: [a]') }, stdin: '3\n' });
    expect(good.out).toContain('1 of 1 answers right');
    const bad = await ran(['learn', 'c.yaml'], { files: { 'c.yaml': course('solo: [b]') } });
    expect(bad.err).toMatch(/^dvar: c.yaml:11:24: one\/s: b is not asked in p; it asks about a/);
    const number = await ran(['learn', 'c.yaml'], { files: { 'c.yaml': course('say: "{b}"') } });
    expect(number.err).toMatch(/can't be computed/);
  });

  test('goes on in the lecture where one was, and with the next one when that is done', async () => {
    await ran(['learn', '3'], { stdin: '2\n', state });
    expect((await ran(['learn'], { state })).out).toMatch(/^\nLecture 3 · /);
    await ran(['learn', '5'], { stdin: ':answer\n'.repeat(60), state });
    expect((await ran(['learn'], { state })).out).toContain('Lecture 1 · 1 of');
  });

  test('ends with the last page, a line for each skill, what to look at again, and where to go on', async () => {
    const { out } = await ran(['learn', '5'], { stdin: ':answer\n'.repeat(60), state });
    const end = out.slice(out.indexOf('Lecture 5 done')).replaceAll(/\s+/g, ' ');
    expect(end).toMatch(/The last page, a new network alone: 0 of \d+ answers right at the first try\./);
    expect(end).toContain('the slope of sigmoid(z): 0 of');
    expect(end).toMatch(/To look at again: .*\(lecture \d\)/);
    expect(end).toContain('dvar learn 1: there are steps left in lecture 1, 2, 3, 4');
    expect(end).toContain('dvar progress --format html > page.html');
  });
});
