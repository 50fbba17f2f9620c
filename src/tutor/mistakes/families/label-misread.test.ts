import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../lesson/lessons.testing.ts';
import { questionOf } from '../../lesson/question.ts';
import { looked } from '../../teaching/matrix-rules.testing.ts';

/** The id and the sentence of what is behind an answer. */
function told(program: string, values: string, data: string, name: string, answer: string): string {
  const lesson = lessonFor(solved(program, valuesFrom(values), { data: data ? data.split(', ') : [] }));
  const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
  const { mistake, verdict } = looked(lesson, question, answer);
  return mistake ? `${mistake.id}: ${mistake.message}` : verdict;
}

const crossEntropy = 'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))';
const inParts =
  'z = w*x + b; a = 1/(1 + exp(-z)); ones = y*log(a); zeros = (1-y)*log(1-a); L = -(ones + zeros)';

describe.each([
  ['of its own op', crossEntropy],
  ['of single steps', inParts],
])('the label of a loss, %s, read as its other value', (_, program) => {
  const of = (y: number, name: string, answer: string): string =>
    told(program, `w = 0.5, x = 2, b = 0.4, y = ${y}`, 'x, y', name, answer);

  test.each([
    [0, 'a', '-1/a', 'y = 1'],
    [0, 'a', '-1.247', 'y = 1'],
    [0, 'z', 'a - 1', 'y = 1'],
    [0, 'z', '-0.1978', 'y = 1'],
    [0, 'w', '-0.3956', 'y = 1'],
    [1, 'a', '1/(1-a)', 'y = 0'],
    [1, 'a', '5.055', 'y = 0'],
  ])('y = %d: d%s = %s', (y, name, answer, taken) => {
    expect(of(y, name, answer)).toMatch(
      new RegExp(`^label-misread: .* you took \`${taken}\`, but it is ${y} here.*Put \`y = ${y}\``),
    );
  });

  test('the right rule for the label, and a number of few digits, are none', () => {
    expect(of(0, 'a', '1/(1-a)')).toBe('correct');
    expect(of(1, 'z', 'a - 1')).toBe('correct');
    expect(of(0, 'w', '-0.4')).not.toMatch(/label-misread/);
  });
});

test('a label that is no data, and is asked itself', () => {
  const asked = told(crossEntropy, 'w = 0.5, x = 2, b = 0.4, y = 0', '', 'a', '-1/a');
  expect(asked).toMatch(/^label-misread: .*`y = 1`/);
});

describe('labels of a batch', () => {
  const batch = [
    "Z = w'*X + b; A = sigmoid(Z); J = -1/4*sum(Y.*log(A) + (1-Y).*log(1-A))",
    'w = [0.5; -0.25], b = 0.5, X = [1 -2 0.5 2; 2 1 -1 0], Y = [1 0 1 0]',
    'X, Y',
    'Z',
  ] as const;
  test.each([
    ['one of them', '[-0.3775 -0.6792 -0.2689 0.8176]/4', /`Y\(1,2\) = 1`, but it is 0 here/],
    ['all of them', '[0.6225 -0.6792 0.7311 -0.1824]/4', /you took `1 - Y` for the labels/],
    ['in names', '(A - (1 - Y))/4', /you took `1 - Y` for the labels/],
  ])('%s', (_, answer, wanted) => {
    const said = told(...batch, answer);
    expect(said).toMatch(/^label-misread/);
    expect(said).toMatch(wanted);
  });
});

test('an input that happens to be 1 is no label', () => {
  const input = ['z = w*x + b; a = tanh(z); L = (a - 0.5)^2', 'w = 0.7, x = 1, b = 0.3', 'x'] as const;
  // The derivative with respect to b where x is 0.
  expect(told(...input, 'b', '-0.3814')).not.toMatch(/label-misread/);
});
