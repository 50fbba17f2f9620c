import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// What a teacher's own course asks comes back in review, wherever its file is by then.

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'dvar-own-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const day = 86_400_000;
const course = `format: dvar.course/1
id: mine
title: Mine
programs:
  p: { program: "J = 7*v^2", values: { v: 3 } }
lectures:
  - id: one
    title: One
    program: p
    steps:
      - id: step
        predict: "v = {v} has slope {dv}. Where is v after a step with rate 0.1, in our class?"
        answer: "v - 0.1*dv"
        redraw: true
        hints: ["Go against the slope."]
        traps: [{ answer: "v + 0.1*dv", says: "That goes uphill." }]
        why: "At {v - 0.1*dv}."
      - id: nudge
        predict: "v goes up by 0.001. What does J become?"
        answer: "J | v += 0.001"
        digits: 6
        hints: ["By about {dv} times as far."]
        why: "{J | v += 0.001}."
      - id: slope
        predict: "And dJ/dv?"
        answer: "dv"
        hints: ["The exponent comes down."]
        why: "{dv}."
`;

test.each([
  ['step', '0\n63.042\n42\n', /in our class\?/],
  ['nudge', '-1.2\n0\n42\n', /v: -?[\d.]+ -> /],
  ['slope', '-1.2\n63.042\n0\n', /dJ\/dv = /],
])('the prediction %s, that was missed, is asked again', async (_, stdin, asks) => {
  await ran(['learn', 'c.yaml'], { files: { 'c.yaml': course }, stdin, state, now: () => 0 });
  const { out } = await ran(['review'], { stdin: ':answer\n'.repeat(5), state, now: () => day });
  expect(out).toMatch(asks);
});

test('at other numbers, with its traps and its reason', async () => {
  await ran(['learn', 'c.yaml'], { files: { 'c.yaml': course }, stdin: '0\n', state, now: () => 0 });
  const review = (stdin: string) => ran(['review'], { stdin, state, now: () => day });
  const { out } = await review('');
  const [, v = '', slope = ''] = /v = (\S+) has slope (\S+)\./.exec(out) ?? [];
  expect(v).not.toBe('3');
  const uphill = Number(v) + 0.1 * Number(slope);
  expect((await review(`${uphill}\n`)).out).toContain('That goes uphill.');
  const text = readFileSync(join(state, 'progress.jsonl'), 'utf8');
  expect(text).toContain('in our class');
});

test('a kept prediction that is no more whole is passed over, and nothing refuses to start', async () => {
  await ran(['learn', 'c.yaml'], { files: { 'c.yaml': course }, stdin: '0\n', state, now: () => 0 });
  const file = join(state, 'progress.jsonl');
  const spoilt = readFileSync(file, 'utf8').replace('"digits":3', '"digits":"x"');
  rmSync(file);
  await ran(['learn', '1'], { stdin: '9.006\n', state });
  writeFileSync(file, spoilt);
  const { code } = await ran(['review'], { stdin: '', state, now: () => day });
  expect(code).toBe(0);
});

test('at a prompt two mistakes are told with what tells them apart, nothing twice, and sweeping is noticed once', async () => {
  const at1 = course
    .replace('J = 7*v^2', 'J = v^2')
    .replace('v: 3', 'v: 1')
    .replace('redraw: true', 'redraw: false');
  const lines = ['0.9', '0.9', 'v - 0.1*J', '1.2', '1.2', '3', '4', '5', '6', '7', ':answer', ':quit'];
  const { out } = await ran(['learn', 'c.yaml', '--plain'], {
    files: { 'c.yaml': at1 },
    stdin: lines.map((each) => `${each}\n`),
    state,
    columns: 200,
    now: () => 0,
  });
  const times = (words: RegExp): number => [...out.matchAll(words)].length;
  expect(times(/it is either the weight in the place of its slope, or the value of J/g)).toBe(1);
  expect(times(/To tell which, write how you got it with names/g)).toBe(1);
  expect(times(/You multiplied the rate by the value of J\./g)).toBe(1);
  expect(times(/That goes uphill\./g)).toBe(1);
  expect(times(/That is the same mistake again\./g)).toBe(2);
  expect(times(/You are going through the numbers one by one\./g)).toBe(1);
});
