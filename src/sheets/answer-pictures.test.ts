import { expect, test } from '@jest/globals';
import { solved } from '../engine/solved.testing.ts';
import { usual } from '../homework/assignment/policy.ts';
import { bareProblem } from '../homework/assignment/problem.ts';
import { grade } from '../homework/grading/grade.ts';
import { withPlainCharacters } from '../homework/submission/decode.ts';
import { readNotation } from '../homework/submission/notation.ts';
import { wellFormed } from '../picture/svg/markup.testing.ts';
import { lessonFor, valuesFrom } from '../tutor/lesson/lessons.testing.ts';
import { answerPictures, type PicturedForm } from './answer-pictures.ts';

const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', valuesFrom('a = 5, b = 30, c = 20')));
const papers = [{ problem: bareProblem, lesson, further: [] }];

function picture(form: PicturedForm, text: string): string {
  const read = readNotation(withPlainCharacters(text));
  if (!read.ok) throw new Error(read.trouble.message);
  const [only, ...more] = answerPictures(form, papers, grade(papers, usual, read.value).results);
  expect(more).toEqual([]);
  return only?.lines.join('\n') ?? '';
}

test('each arrow has the answer that was given there, with a sign for how it was judged', () => {
  const svg = picture('html', 'dv = 3\nda = 4\ndu = 3\ndb = da*20\n');
  expect(wellFormed(svg)).toBe(true);
  const labels = [...svg.matchAll(/class="(derivative[^"]*)"[^>]*>(dJ[^<]*)</g)].map(([, ...parts]) =>
    parts.join(': '),
  );
  expect(labels.toSorted()).toEqual([
    'derivative wrong: dJ/da = 4 ✗',
    'derivative wrong: dJ/db = da*20 ✗',
    'derivative: dJ/dJ = 1',
    'derivative: dJ/dc = ',
    'derivative: dJ/du = 3 ✓',
    'derivative: dJ/dv = 3 ✓',
  ]);
  expect(svg.match(/class="back wrong"/g)).toHaveLength(2);
  expect(svg).toContain('dJ/da = 4, wrong. dJ/dc = ?, not answered. dJ/db');
});

test('what follows from an earlier mistake is told apart', () => {
  const mermaid = picture('md', 'dv = 3\nda = 3\ndu = 4\ndb = du*c\n');
  expect(mermaid).toMatch(/^```mermaid\nflowchart LR\n/);
  expect(mermaid).toContain('dJ/du = 4 ✗');
  expect(mermaid).toContain('dJ/db = du#42;c ↩');
  expect(mermaid).toContain('dJ/dc = ?');
  // Only the box with the mistake has a red frame.
  expect(mermaid.match(/^ {2}style n\d+ stroke:#c01616/gm)).toHaveLength(1);
});

test('a picture gives away no derivative that its student did not find', () => {
  // The rule for db is right and its number 60 rests on the true du, which was not handed in; dc is 90.
  for (const form of ['html', 'md'] as const) {
    const drawn = picture(form, 'dv = 3\ndb = du*c\n');
    expect(drawn).not.toMatch(/\b(60|90)\b(?!["\s.-])/);
    expect(drawn).not.toMatch(/dJ\/d[bc] = \d/);
  }
});

test('a long answer is cut, and markup in it is text', () => {
  const svg = picture('html', 'dv = 3\nda = <b>x</b> + 1 + 2 + 3 + 4 + 5 + 6 + 7\n');
  expect(wellFormed(svg)).toBe(true);
  expect(svg).not.toContain('<b>');
  expect(svg).toMatch(/dJ\/da = &lt;b&gt;[^<]*… ✗/);
});
