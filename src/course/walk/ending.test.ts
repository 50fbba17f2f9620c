import { expect, test } from '@jest/globals';
import type { Course, Lecture } from '../lessons/course.ts';
import { entryVersion } from '../memory/entry.ts';
import { type Memory, nothing, remember, stepOf } from '../memory/memory.ts';
import { lectureEnding, refresherLines, summaryLines } from './ending.ts';

// What is said at an end, and to who comes back.

const lecture = (id: string): Lecture => ({
  id,
  title: `Of ${id}`,
  stepIds: [`${id}/a`],
  from: 0,
  steps: [{ kind: 'say', id: 'a', text: 'so', example: null, from: 0 }],
  summary: `${id} in one line.\nAnd in another.`,
});
const [one, two] = [lecture('one'), lecture('two')];
const course: Course = { id: 'c', title: 'C', lectures: [one, two], hasTerms: false, terms: [] };
const day = 86_400_000;

function remembering(done: readonly string[]): Memory {
  const memory = nothing();
  const common = { v: entryVersion, zone: 0, time: 10 * day, course: 'c' } as const;
  for (const step of done) remember(memory, { ...common, id: step, type: 'step', step, skipped: false });
  const asked = {
    question: 'b',
    asked: null,
    skills: [],
    mistake: null,
    tries: 1,
    hints: 0,
    closed: true,
    took: 1,
  };
  remember(memory, { ...common, ...asked, id: 'x', type: 'answer', step: 'one/a', verdict: 'correct' });
  return memory;
}

test('a lecture ends with what it comes to', () => {
  expect(lectureEnding(remembering(['one/a']), course, one, 1)).toEqual([
    'Lecture 1 done: 1 of 1 answers right at the first try.',
    'In short:',
    '  one in one line.',
    '  And in another.',
  ]);
});

test('a summary holds the lectures that are done', () => {
  expect(summaryLines(remembering(['one/a']), course).join('\n')).toMatch(/^Lecture 1, Of one:\n {2}one in/);
  expect(summaryLines(nothing(), course)[0]).toMatch(/^Each lecture ends with a summary/);
});

test('a line of a pipe that could not be read has closed its question, and is no answer', () => {
  const memory = nothing();
  const common = { v: entryVersion, zone: 0, time: 10 * day, course: 'c', step: 'one/a', id: 'x' } as const;
  const asked = { question: 'b', asked: null, skills: [], mistake: null, tries: 1, hints: 0, took: 1 };
  remember(memory, { ...common, ...asked, type: 'answer', verdict: 'unreadable', closed: true });
  expect(stepOf(memory, 'c', 'one/a')).toMatchObject({ now: { b: false }, answered: {} });
  expect(memory.answers).toBe(0);
});

test('who comes back after a week is told where they were', () => {
  const memory = remembering(['one/a']);
  expect(refresherLines(memory, course, two, 16)).toEqual([]);
  const lines = refresherLines(memory, course, two, 31);
  expect(lines[0]).toBe('You were here 21 days ago.');
  expect(lines).toContain('  one in one line.');
  expect(refresherLines(remembering(['two/a']), course, two, 31)).toContain('  two in one line.');
  expect(refresherLines(nothing(), course, one, 31)).toEqual([]);
});
