import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Memory, nothing } from '../memory/memory.ts';
import { guessing, perfect } from '../walk/pupils.testing.ts';
import { walkedBy, wholeCourse } from '../walk/walked.testing.ts';
import { learnerHtml } from './learner-html.ts';
import { learnerMarkdown } from './learner-markdown.ts';
import { type LearnerPage, learnerPage } from './learner-page.ts';

// A page that a learner hands to somebody who was not there: nothing on it may be more than was shown.

const whole = wholeCourse();
const course = { ...whole, lectures: whole.lectures.slice(0, 2) };
const day = 86_400_000;
const made = { who: 'Ada <b>|</b>', version: '1.2.3' };
let known: Memory;
let guessed: Memory;
beforeAll(() => {
  known = walkedBy(perfect, course).memory;
  guessed = walkedBy(guessing(2), course).memory;
});
const pageOf = (memory: Memory): LearnerPage => learnerPage(memory, course, 20_002 * day, made);

describe('a page about who knows everything', () => {
  test('says what was done, when, and how each skill stands', () => {
    const page = pageOf(known);
    expect(page.lectures.every(({ steps, done, first, asked }) => steps === done && first === asked)).toBe(
      true,
    );
    expect(page.days).toEqual({ from: '4 October 2024', to: '5 October 2024', count: 2 });
    expect(page.lastPage.asked).toBe(0);
    expect(page.skills.map(({ state }) => state)).not.toContain('to look at again');
    expect(learnerMarkdown(page)).toMatch(
      /All 2 lectures are done: \d+ answers on 2 days from 4 October 2024 to 5 October 2024\./,
    );
  });
});

describe('a page about who guesses', () => {
  test('calls nothing kept, and names what to look at', () => {
    const page = pageOf(guessed);
    expect(page.skills.filter(({ state }) => state === 'kept')).toEqual([]);
    expect(page.skills.at(-1)?.state).toBe('to look at again');
    expect(learnerMarkdown(page)).toContain('skills that were asked for, 0 are kept.');
  });
});

test('nothing answered is said', () => {
  const page = pageOf(nothing());
  expect(learnerMarkdown(page)).toContain('No question has been answered yet.');
  expect(learnerHtml(page)).toContain('No question has been answered yet.');
  expect(learnerHtml(page)).not.toContain('Skills');
});

test('no sign of a name means anything to the page', () => {
  expect(learnerHtml(pageOf(known))).toContain('Ada &#60;b&#62;|&#60;/b&#62;');
  expect(learnerMarkdown(pageOf(known))).toContain('Ada \\<b\\>\\|\\</b\\>');
});

test('the page in HTML is one file without a script, and each tag that opens closes', () => {
  const html = learnerHtml(pageOf(known));
  expect(html).not.toMatch(/<script|src=|href=/);
  const open: string[] = [];
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (name === 'meta') continue;
    if (end) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
});
