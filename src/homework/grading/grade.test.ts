import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { expectFixture } from '../../fixtures.testing.ts';
import { lessonFor, valuesFrom } from '../../tutor/lesson/lessons.testing.ts';
import { type Policy, usual } from '../assignment/policy.ts';
import { bareProblem } from '../assignment/problem.ts';
import { withPlainCharacters } from '../submission/decode.ts';
import { readNotation } from '../submission/notation.ts';
import { grade } from './grade.ts';

const folder = new URL('../../../fixtures/homework/judged/', import.meta.url);

/** A case as a teacher can read it: the program, what was handed in, and what came of it. */
function judgedAgain(text: string): string {
  const [asked = ''] = text.split('\n==>\n');
  const [head = '', ...rest] = asked.split('\n\n');
  const told = (word: string): string => new RegExp(`^${word}: (.*)$`, 'm').exec(head)?.[1] ?? '';
  const names = (word: string): string[] => told(word).split(', ').filter(Boolean);
  const lesson = lessonFor(solved(told('program'), valuesFrom(told('values')), { data: names('data') }), {
    skip: names('skip'),
  });
  const submission = readNotation(withPlainCharacters(rest.join('\n\n')));
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
    expectFixture(new URL(file, folder), judgedAgain(text), text);
  });
});

describe('lines above all headings, where there are several problems', () => {
  const paper = (id: string, program: string, values: string) => ({
    problem: { ...bareProblem, id },
    lesson: lessonFor(solved(program, valuesFrom(values)), {}),
    further: [],
  });
  const papers = [
    paper('one', 'u = a*b; J = u^2', 'a = 2, b = 3'),
    paper('two', 'v = a*c; J = 5*v', 'a = 4, c = 3'),
  ];
  const gradedAs = (text: string) => {
    const submission = readNotation(text);
    if (!submission.ok) throw new Error(submission.trouble.message);
    const { results, notes } = grade(papers, usual, submission.value);
    return {
      verdicts: results.map(({ name, verdict }) => `${name} ${verdict}`).join(', '),
      notes: notes.map(({ line, message }) => `${line}: ${message}`),
    };
  };
  const rest = '[one]\ndu = k*u\nda = k*u*b\ndb = du*a\n[two]\nk5 = k + 3\ndv = k5\nda = k5*c\ndc = dv*a\n';

  test('a name of the learner’s own holds for each of them', () => {
    expect(gradedAs(`k = 2\n${rest}`)).toEqual({
      verdicts: 'u correct, a correct, b correct, v correct, a correct, c correct',
      notes: [],
    });
  });

  test('used by one, or a copy of what one says, it is no news; used by none, it is said once', () => {
    expect(gradedAs(`k = 2\na = 2\n${rest.replace('k + 3', '5')}`).notes).toEqual([]);
    expect(gradedAs(`k = 2\nm = 7\n${rest}`).notes).toEqual([
      '2: `m` is not asked, and no answer uses it; it costs nothing',
    ]);
    expect(gradedAs(`k = 2\na = 9\n${rest}`).notes).toEqual([
      "2: this gives `a` a different value from the program's; ignored",
    ]);
  });

  test('an answer there is taken for the problem that alone asks it, and is said so', () => {
    expect(gradedAs(`k = 2\ndu = 12\n${rest.replace('du = k*u\n', '')}`)).toEqual({
      verdicts: 'u correct, a correct, b correct, v correct, a correct, c correct',
      notes: ['2: line 2 has no heading; taken as an answer to `[one]`, the only problem that asks this'],
    });
  });

  test('a heading may end in a colon', () => {
    expect(
      gradedAs(`k = 2\n${rest.replace('[one]', '[one]:').replace('[two]', '[ two ] : # second')}`),
    ).toEqual(gradedAs(`k = 2\n${rest}`));
  });

  test('under a heading it holds there alone', () => {
    expect(gradedAs(`${rest.replace('[one]', '[one]\nk = 2')}`).verdicts).toMatch(/v unreadable/);
  });
});

test('what is said of a derivative has the word by which its convention asks for it', () => {
  const lesson = lessonFor(
    solved('Z = w*X; A = Z + b; J = mean(A.^2)', { w: 2, b: 1, X: '[1 2 3]' }, { data: ['X'] }),
    { skip: ['Z'], convention: 'lecture' },
  );
  const submission = readNotation('dA = 2*A\ndZ = dA\ndw = dV\n');
  if (!submission.ok) throw new Error(submission.trouble.message);
  const { notes } = grade([{ problem: bareProblem, lesson, further: [] }], usual, submission.value);
  expect(notes.map(({ message }) => message)).toEqual([
    '`dZ` is not asked; it counts where other lines use it',
  ]);
  const circle = readNotation('dA = dA + 0\n');
  if (!circle.ok) throw new Error(circle.trouble.message);
  const { results } = grade([{ problem: bareProblem, lesson, further: [] }], usual, circle.value);
  expect(results[0]?.message).toContain('dA is');
  expect(results[0]?.message).not.toContain('dJ/dA');
});

test('a slip that a teacher foresaw does not overrule a right number with a wrong reason', () => {
  const slips = [{ id: 'took-b', name: 'b', answer: 'du*b', says: 'The other factor is a.', from: 0 }];
  const verdictAt = (values: string) => {
    const lesson = lessonFor(solved('u = a*b; J = u^2', valuesFrom(values)), {});
    const submission = readNotation('du = 2*u\nda = du*b\ndb = du*b\n');
    if (!submission.ok) throw new Error(submission.trouble.message);
    const problem = { ...bareProblem, slips };
    const { results } = grade([{ problem, lesson, further: [] }], usual, submission.value);
    const db = results.find(({ name }) => name === 'b');
    return [db?.verdict, db?.mistake?.id];
  };
  expect(verdictAt('a = 2, b = 3')).toEqual(['wrong', 'took-b']);
  expect(verdictAt('a = 3, b = 3')).toEqual(['wrong', 'right-number-wrong-reason']);
});
