import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Course } from '../lessons/course.ts';
import { readCourse } from '../lessons/read.ts';
import { lectureHtml } from './lecture-html.ts';
import { lectureMarkdown } from './lecture-markdown.ts';
import { lecturePage } from './lecture-page.ts';

/** The lecture of one of the course's files. */
function courseIn(file: string): Course {
  const path = new URL(`../../../fixtures/course/${file}.yaml`, import.meta.url);
  const document = readYaml(readFileSync(path, 'utf8'));
  const read = document.ok ? readCourse(document.value) : document;
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value;
}

const parts = {
  picture: (_: unknown, number: number): string => `(picture ${number})`,
  demo: () => ({ command: 'dvar nudge "J = w^2"', screen: '6 < 7\n' }),
};

const graphs = courseIn('2-graph');
const matrices = courseIn('4-matrices');
const pages = [graphs, matrices].map((course, at) => lecturePage(course, course.lectures[0]!, at + 1));

test('every step of a lecture is on its page, each question with its answer', () => {
  for (const [at, { steps }] of pages.entries()) {
    const lecture = [graphs, matrices][at]?.lectures[0];
    expect(steps.map(({ id }) => id)).toEqual(lecture?.stepIds);
    for (const { id, kind, parts: own } of steps) {
      expect([id, own.length > 0]).toEqual([id, true]);
      const questions = own.flatMap((part) =>
        part.kind === 'exercise' ? part.questions : part.kind === 'question' ? [part.question] : [],
      );
      expect(questions.every(({ asks, answer }) => asks.length > 0 && answer.trim() !== '')).toBe(true);
      if (kind === 'solo' || kind === 'faded') expect([id, questions.length > 0]).toEqual([id, true]);
    }
  }
});

test('a box that is to be filled in shows no answer, and its number is that of its question', () => {
  const solo = pages[0]?.steps.find(({ id }) => id === 'graph/solo')?.parts ?? [];
  const [graph, exercise] = solo;
  if (graph?.kind !== 'graph' || exercise?.kind !== 'exercise') throw new Error('it has both');
  const { worked } = graph.lesson;
  expect(graph.open.map((slot) => worked.names[slot])).toEqual(['b', 'c']);
  expect(graph.open.some((slot) => graph.known.has(slot))).toBe(false);
  expect([...graph.known].map((slot) => worked.names[slot]).sort()).toEqual(['a', 'u', 'v']);
  expect(exercise.questions.map(({ asks, answer }) => [...asks, answer])).toEqual([
    ['`dJ/db`', '`6`'],
    ['`dJ/dc`', '`9`'],
  ]);
});

test('as HTML an answer is folded away, and what is said is text', () => {
  const html = lectureHtml('Five <lectures>', pages, parts);
  expect(html).toContain('<h1>Five &#60;lectures&#62;</h1>');
  expect(html).not.toMatch(/<script|https?:|src=|`/);
  const shown = html.replaceAll(/<details>.*?<\/details>/gs, '');
  expect(shown).toMatch(/<li><code>dJ\/db<\/code><\/li>/);
  expect(shown).toContain('<pre>6 &#60; 7\n</pre>');
  const ids = [...html.matchAll(/<section class="step" id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const graphsDrawn = pages
    .flatMap(({ steps }) => steps.flatMap((step) => step.parts))
    .filter(({ kind }) => kind === 'graph');
  expect([...html.matchAll(/\(picture (\d+)\)/g)].map(([, number]) => Number(number))).toEqual(
    graphsDrawn.map((_, at) => at + 1),
  );
});

test('as Markdown a text means nothing but itself', () => {
  const markdown = lectureMarkdown('Five', pages, parts);
  expect(markdown.match(/^```/gm)?.length).toBe(
    (markdown.match(/^```(mermaid|console)$/gm)?.length ?? 0) * 2,
  );
  // Outside of code a star is a star, and a number at the beginning of a line is no list.
  expect(markdown).toContain('dJ/da = dJ/dv \\* dv/da = 3\\*1 = 3.');
  expect(markdown).toContain('\n33.003: J moved 3 times as far as v.');
  expect(markdown).not.toMatch(/\n{3}/);
});
