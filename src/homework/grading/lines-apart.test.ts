import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { lessonFor, valuesFrom } from '../../tutor/lesson/lessons.testing.ts';
import { usual } from '../assignment/policy.ts';
import { bareProblem } from '../assignment/problem.ts';
import { markdownText } from '../documents/markdown.ts';
import { readNotation } from '../submission/notation.ts';
import { grade } from './grade.ts';

const numbers = lessonFor(solved('u = b*c; v = a + u; J = 3*v', valuesFrom('a = 5, b = 3, c = 2')));
const matrices = lessonFor(
  solved('z = W*x; J = sum(y .* z)', valuesFrom('W=[1 2; 3 4], x=[1; -1], y=[-2; 0]'), { data: ['x', 'y'] }),
);

function verdicts(lesson: Lesson, text: string): string {
  const submission = readNotation(text);
  if (!submission.ok) throw new Error(submission.trouble.message);
  const { results } = grade([{ problem: bareProblem, lesson, further: [] }], usual, submission.value);
  return results
    .filter(({ verdict }) => verdict !== 'missing')
    .map(({ name, verdict }) => `${name} ${verdict}`)
    .join(', ');
}

describe('answers in one line with nothing but a blank between them', () => {
  test.each([
    ['db = 6 dc = 9', 'b correct, c correct'],
    ['dJ/db = 6 dJ/dc = 8', 'b correct, c wrong'],
    ['db = du*c = 6 dc = 9', 'b correct, c correct'],
    ['db = 5 dc = 9', 'b wrong, c correct'],
    ['dv = 3 da = 3 du = 3 db = 6 dc = 9', 'v correct, a correct, u correct, b correct, c correct'],
    // A number times another answer is one answer.
    ['db = 2 du = 6', 'b correct'],
    ['dv = 3\ndu = 3\ndb = 2 du = 6', 'v correct, u correct, b correct'],
  ])('%s: %s', (text, expected) => expect(verdicts(numbers, text)).toBe(expected));
});

describe('an answer behind the slopes that lead to it', () => {
  test.each([
    ['dv/da = 1 => dJ/da = 3', 'a correct'],
    ['du/db = c = 2 → dJ/db = 6', 'b correct'],
    ['du/dc = b = 3, so dJ/dc = 8', 'c wrong'],
    ['du/db = 2, so db = 3*2 = 6', 'b correct'],
    ['dJ/db = dJ/du * du/db, du/db = c = 2, so db = 3*2 = 6', 'b correct'],
    ['db = du*c => 6', 'b correct'],
    ['db = du*c = 6 => dc = 9', 'b correct, c correct'],
    // Two values of one derivative are asked back.
    ['db = 5 => db = 6', 'b unreadable'],
    ['dJ/db = 5 -> db = 6', 'b unreadable'],
  ])('%s: %s', (text, expected) => expect(verdicts(numbers, text)).toBe(expected));
});

describe('a row of derivatives above a row of their values', () => {
  const all = 'v correct, a correct, u correct, b correct, c correct';
  test.each([
    ['dv\tda\tdu\tdb\tdc\n3\t3\t3\t6\t9', all],
    ['dv | da | du | db | dc\n3 | 3 | 3 | 6 | 9', all],
    ['| dJ/dv | dJ/da | dJ/du | dJ/db | dJ/dc |\n| 3 | 3 | 3 | 6 | 9 |', all],
    ['dv, da, du, db, dc\n\n3, 3, 3, 6, 9', all],
    ['dv | da\n1 | 1', 'v wrong, a follow-through'],
    [markdownText('| dv | da |\n|---|---|\n| 3 | 3 |'), 'v correct, a correct'],
    // A name and its answer, a row each.
    ['da | dv\ndv | 3', 'v correct, a correct'],
  ])('%j: %s', (text, expected) => expect(verdicts(numbers, text)).toBe(expected));
});

describe('a matrix', () => {
  test.each([
    '[-2 + 0, 2; 0 0]',
    '[-1 - 1, 3-1; 0 0]',
    'dz ⊗ x',
    '(dz ⊗ x)',
    'dz @ xᵀ',
    'dz @ x⊤',
    'dz @ x^⊤',
    'torch.outer(dz, x)',
  ])('dW = %s is right', (text) =>
    expect(verdicts(matrices, `dz = [-2; 0]\ndW = ${text}`)).toBe('z correct, W correct'),
  );

  test.each([
    ['[-2 + 1, 2; 0 0]', 'wrong'],
    ['[-2 +0, 2; 0 0]', 'unreadable'],
    ['x ⊗ dz', 'wrong'],
    ['dz ⊗ y', 'wrong'],
    ['[1 - 2 2; 0 0]', 'unreadable'],
  ])('dW = %s is %s', (text, verdict) =>
    expect(verdicts(matrices, `dz = [-2; 0]\ndW = ${text}`)).toBe(`z correct, W ${verdict}`),
  );

  test.each([
    ['dW(1,1) = -2\ndW(1,2) = 2\ndW(2,1) = 0\ndW(2,2) = 0', 'W correct'],
    ['dW[0,0] = -2\ndW[0,1] = 2\ndW[1,0] = 0\ndW[1,1] = 0', 'W correct'],
    ['dW[0][0] = -2; dW[0][1] = 2; dW[1][0] = 0; dW[1][1] = 0', 'W correct'],
    ['dW(1,1) = -2\ndW(1,2) = 2\ndW(2,1) = 0\ndW(2,2) = 1', 'W wrong'],
    ['dW(1,1) = -2\ndW(1,2) = 2\ndW(2,1) = 0', ''],
    ['dW(1,1) = -2\ndW(1,2) = 2\ndW(2,1) = 0\ndW(2,2) = 1\ndW(2,2) = 0', ''],
    ['dW(0,1) = -2\ndW(0,2) = 2\ndW(1,1) = 0\ndW(1,2) = 0', ''],
  ])('entry by entry, %j: %s', (text, expected) => expect(verdicts(matrices, text)).toBe(expected));
});
