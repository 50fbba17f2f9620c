import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { solved } from '../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../tutor/lessons.testing.ts';
import { plain } from './decode.ts';
import { grade } from './grade.ts';
import { readNotation } from './notation.ts';
import { type Policy, usual } from './policy.ts';
import { bareProblem } from './problem.ts';

const folder = new URL('../../fixtures/homework/judged/', import.meta.url);

/** A case as a teacher can read it: the program, what was handed in, and what came of it. */
function judgedAgain(text: string): string {
  const [asked = ''] = text.split('\n==>\n');
  const [head = '', ...rest] = asked.split('\n\n');
  const told = (word: string): string => new RegExp(`^${word}: (.*)$`, 'm').exec(head)?.[1] ?? '';
  const names = (word: string): string[] => told(word).split(', ').filter(Boolean);
  const lesson = lessonFor(solved(told('program'), valuesFrom(told('values')), { data: names('data') }), {
    skip: names('skip'),
  });
  const submission = readNotation(plain(rest.join('\n\n')));
  if (!submission.ok) return `${asked}\n==>\n! ${submission.trouble.message}\n`;
  const policy: Policy = usual;
  const report = grade([{ problem: bareProblem, lesson, further: [] }], policy, submission.value);
  const lines = report.results.map(
    ({ asks, verdict, value, answer, points, mistake, message, line }) =>
      `${asks} ${verdict}${answer === null ? '' : `: ${answer.replaceAll(/\s+/g, ' ')}`}${value === null ? '' : ` = ${value}`}; ${points}${line === null ? '' : `, line ${line}`}${mistake === null ? '' : `, ${mistake.id}`}${verdict === 'correct' ? '' : `\n  ${message}`}`,
  );
  const notes = report.notes.map(
    ({ line, message }) => `note${line === null ? '' : `, line ${line}`}: ${message}`,
  );
  const total = `${report.points} of ${report.maxPoints}${report.passed ? ', passed' : ''}`;
  return `${asked}\n==>\n${[...lines, ...notes, total].join('\n')}\n`;
}

describe('submissions', () => {
  const files = readdirSync(folder);

  test('there are some', () => {
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  test.each(files)('%s', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(judgedAgain(text)).toBe(text);
  });
});
