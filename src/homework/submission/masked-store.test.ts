import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../tutor/lesson/lessons.testing.ts';
import { usual } from '../assignment/policy.ts';
import { bareProblem } from '../assignment/problem.ts';
import { grade } from '../grading/grade.ts';
import { readNotation } from './notation.ts';

const layer = lessonFor(
  solved(
    'Z = W*X; A = relu(Z); J = sum(C .* A)',
    valuesFrom('W=[0.5 -1; 0.3 0.8], X=[1 2; 3 -1], C=[1 -2; 3 4]'),
    {
      data: ['C', 'X'],
    },
  ),
);

function judged(lines: readonly string[]) {
  const submission = readNotation(['dA = C', ...lines].join('\n'));
  if (!submission.ok) throw new Error(submission.trouble.message);
  return grade([{ problem: bareProblem, lesson: layer, further: [] }], usual, submission.value);
}
const onZ = (lines: readonly string[]) => judged(lines).results.find(({ name }) => name === 'Z');

describe('a mask that is stored', () => {
  test.each([
    ['dZ = np.array(dA, copy=True)', 'dZ[Z <= 0] = 0'],
    ['dZ = np.copy(dA)', 'dZ[Z <= 0] = 0.0;'],
    ['dZ = dA.copy()', 'dZ[A == 0] *= 0'],
    ['dZ = dA', 'dZ(Z <= 0) = 0  # relu'],
    ['off = Z <= 0', 'dZ = dA', 'dZ[off] = 0'],
    ['dZ = np.zeros_like(Z)', 'dZ[Z > 0] = dA[Z > 0]'],
    ['dZ = np.zeros(Z.shape)', 'dZ[Z > 0] = dA[Z > 0]'],
    ['dZ = np.ones_like(Z)', 'dZ[Z <= 0] = 0', 'dZ[Z > 0] = dA[Z > 0]'],
    ['g = np.ones_like(Z)', 'g[Z <= 0] = 0', 'dZ = dA * g'],
  ])('%s, %s', (...lines) => {
    const report = judged(lines);
    expect(report.results.find(({ name }) => name === 'Z')).toMatchObject({ verdict: 'correct' });
    expect(report.notes).toEqual([]);
  });

  test('is judged, and told with its line', () => {
    expect(onZ(['dZ = dA.copy()', 'dZ[dA <= 0] = 0'])).toMatchObject({
      verdict: 'wrong',
      line: 3,
      answer: 'where(dA <= 0, 0, dA)',
      mistake: { id: 'gated-by-upstream' },
    });
    expect(onZ(['dZ = dA.copy()', 'dZ[Z > 0] = 0'])).toMatchObject({ verdict: 'wrong' });
    expect(onZ(['dZ = dA.copy()', 'dZ[Z <= 0] *= 2'])).toMatchObject({ verdict: 'wrong' });
  });
});

test.each([
  ['without a line above', ['dZ[Z <= 0] = 0']],
  ['below a sum', ['dZ = 0', 'dZ += dA', 'dZ[Z <= 0] = 0']],
])('a store %s stays a line that is no answer', (_, lines) => {
  expect(judged(lines).notes.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^this line is not an answer and costs nothing: `dZ\[/),
  );
});

test('an index is no mask', () => {
  expect(onZ(['dZ = dA', 'dZ[0] = 0'])).toMatchObject({ answer: 'dA', line: 2 });
});

test('beside the own notation a mask keeps to that', () => {
  expect(onZ(['dZ = dA .* (X == X)', 'dZ[Z <= 0] = 0'])).toMatchObject({ verdict: 'correct' });
});

test('long lines take no time', () => {
  const blanks = ' '.repeat(480);
  const started = performance.now();
  for (const line of [
    `dZ[Z <= 0] = 0${blanks}x`,
    `dZ[Z <= 0]${blanks}`,
    `dZ[Z <= 0] = ${'0;'.repeat(9000)}x`,
  ])
    expect(onZ([`dZ = np.array(dA${', a=b'.repeat(60)}${blanks}`, line])?.verdict).not.toBe('correct');
  expect(performance.now() - started).toBeLessThan(5000);
});
