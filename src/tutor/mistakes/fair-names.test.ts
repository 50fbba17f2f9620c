import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import type { Choice } from '../lesson/lesson.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { looked } from '../teaching/matrix-rules.testing.ts';

/** The sentence that an answer gets; its verdict where it gets none. */
function told(
  [program, values, data = '']: readonly [string, string, string?],
  name: string,
  answer: string,
  choice: Choice = {},
): string {
  const given = { data: data ? data.split(', ') : [] };
  const lesson = lessonFor(solved(program, valuesFrom(values), given), choice);
  const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
  const { mistake, verdict } = looked(lesson, question, answer);
  return mistake?.message ?? verdict;
}

describe('a rule that is right only because of what the data are', () => {
  const net = [
    'z1 = w1*x + b1; a1 = sigmoid(z1); J = -(y*log(a1) + (1-y)*log(1-a1))',
    'x = 1, w1 = 2, b1 = 0.5, y = 1',
    'x, y',
  ] as const;

  test.each([
    ['b1', 'dz1*x', /right here, but the rule is not: with another value of `x`/],
    ['b1', 'dz1', /^correct$/],
    ['w1', 'dz1*x', /^correct$/],
    // Labels are what they are.
    ['a1', '-y/a1', /^correct$/],
    ['a1', '-1/a1', /^correct$/],
  ])('d%s = %s', (name, answer, wanted) => expect(told(net, name, answer)).toMatch(wanted));
});

test('shares that add up to 1 are labels, whatever gives the probabilities', () => {
  const rows = [
    'Z = X*W; E = exp(Z); P = E ./ sum(E, 2); L = -sum(Y.*log(P))/2',
    'X = [1 2; 0.5 -1], W = [0.2 0.4 -0.3; 0.5 0.1 0.2], Y = [1 0 0; 0 0 1]',
    'X, Y',
  ] as const;
  expect(told(rows, 'Z', '(P - Y)/2', { skip: ['P', 'E'] })).toBe('correct');
  expect(told(rows, 'W', "X'*dZ")).toBe('correct');
});

describe('what is said is what was done', () => {
  const quotient = ['u = a/b; J = 3*u^2', 'a = 5, b = 2'] as const;
  const cubed = ['t = w^3; J = 5*t^2', 'w = 2'] as const;
  const layers = [
    'z1 = w1*x + b1; a1 = relu(z1); z2 = w2*a1 + b2; J = (z2-y)^2/2',
    'x = 3, w1 = 2, b1 = 0.5, w2 = 3, b2 = 1, y = 5',
    'x, y',
  ] as const;

  test.each([
    [quotient, 'a', 'du*a/b^2', /^That comes from the rule for `a\/b` with respect to its other side/],
    [quotient, 'a', 'a/b^2', /with respect to its other side.* The upstream gradient is missing as well/],
    [cubed, 'w', 'dt*3*w^3', /^You brought the exponent down in front/],
    // The derivative of another step, though a rule that leaves w2 out gives the same behind an open relu.
    [layers, 'w1', 'dz2*x', /^It looks as if `dz2` stands where another derivative belongs/],
    [layers, 'a1', 'dz2*w1', /^It looks as if `w1` stands where another weight belongs/],
    // These are no weights.
    [['u = b*c; v = a + u; J = 7*v^2', 'a = 5, b = 3, c = -4'], 'b', 'du*a', /where another value belongs/],
    // A value that happens to be 0.
    [
      ['z = w*x + b; J = z^2 + 3*z', 'w = 0.5, x = 4, b = -2'],
      'w',
      '0',
      /^With `0`, a tiny step in w would not move z at all/,
    ],
  ] as const)('%j: d%s = %s', (program, name, answer, wanted) => {
    expect(told(program, name, answer)).toMatch(wanted);
  });

  test('where the shape came out all the same, it is not asked for', () => {
    const square = [
      'Z1 = W1*X; A1 = sigmoid(Z1); Z2 = W2*A1; L = sum((Z2 - Y).^2)',
      'X = [1 0.5 -1 2; 0.3 -2 1 1.5], W1 = [0.2 -0.4; 0.5 0.1], W2 = [0.6 -0.5; 1 2], Y = [1 0 1 0; 0 1 2 3]',
      'X, Y',
    ] as const;
    expect(told(square, 'A1', 'W2*dZ2')).toMatch(/^A transpose is missing\. The shapes fit either way here/);
    expect(told(square, 'W2', 'dZ2*A1')).toMatch(/^A transpose is missing: .* comes out\?$/);
  });

  test('a derivative that comes later stands in no number', () => {
    const chain = ['u = b*c; v = a*u; J = 7*v', 'a = 5, b = 3.5, c = -4.25'] as const;
    // dJ/dc = 122.5 times c.
    expect(told(chain, 'b', '-520.625')).not.toMatch(/`dc`/);
  });
});

describe('of matrices, too', () => {
  const column = [
    'z1 = W1*x + b1; a1 = tanh(z1); z2 = W2*a1 + b2; J = (z2 - y)^2',
    'x = [1; 0.5], y = 1, W1 = [0.2 -0.4; 0.5 0.1; -0.3 0.7], b1 = [0.1; -0.2; 0.3], W2 = [0.6 -0.5 0.4], b2 = 0.05',
    'x, y',
  ] as const;
  const batch = [
    "Z = w'*X + b; A = sigmoid(Z); J = mean(-(Y.*log(A) + (1-Y).*log(1-A)))",
    'X = [1 0.5 -1 2; 0.3 -2 1 1.5; 1 2 3 -1], w = [0.2; 0.5; -0.3], b = 1.05, Y = [1 0 1 0]',
    'X, Y',
  ] as const;

  test.each([
    // A number stands on either side.
    [column, 'a1', 'dz2*W2', /^A transpose is missing/],
    [column, 'W1', "x'", /^That is only `dz1\/dW1`, the first step/],
    [column, 'z1', 'da1 .* (1 - a1).^2', /^You squared the whole difference/],
    // What the right rule divides is not divided once too often.
    [batch, 'w', 'dZ/4', /^That is only `dZ\/4`\.(?!.*once too often)/],
    [batch, 'w', 'dZ/16', /once too often as well\.$/],
    [batch, 'w', "dZ*X'", /rows and columns are swapped\. The mean over the examples is missing as well\.$/],
    [batch, 'w', "dZ*X'/4", /rows and columns are swapped\.$/],
  ] as const)('%j: d%s = %s', (program, name, answer, wanted) => {
    expect(told(program, name, answer, { convention: 'lecture' })).toMatch(wanted);
  });
});

describe('what stands in the answer is what is named', () => {
  const squared = [
    'z = w*x + b; a = sigmoid(z); J = (a - y)^2',
    'x = 2, w = 0.3, b = 0.1, y = 1',
    'x, y',
  ] as const;
  const batch = [
    'Z = W*X + b; A = sigmoid(Z); J = mean((A - Y).^2)',
    'X = [1 0.5 -1 2; 0.3 -2 1 1.5], W = [0.2 -0.4], b = 0.05, Y = [1 0 1 0]',
    'X, Y',
  ] as const;

  test.each([
    [squared, 'z', 'a - y', /^`a - y` alone is what sigmoid and log loss give together/],
    [squared, 'w', '(a - y)*x', /^`a - y` alone/],
    [squared, 'z', '-0.3318122', /^`a - y` alone/],
    [squared, 'z', '2*(a - y)', /^That is `dJ\/da`/],
    [batch, 'Z', 'A - Y', /^`A - Y` alone/],
    [batch, 'Z', '(A - Y)/4', /^`A - Y` alone/],
    // Of the right loss it is the right rule.
    [
      ['z = w*x; a = sigmoid(z); J = -(y*log(a) + (1 - y)*log(1 - a))', 'x = 2, w = 0.3, y = 1', 'x, y'],
      'z',
      'a - y',
      /^correct$/,
    ],
    [['t1 = b*c; t2 = a + t1; J = 3*t2', 'a = 5, b = 3, c = 2'], 'a', 't2', /^That is the value of t2\./],
    [['z2 = 3*w; a2 = relu(z2); J = (a2 - 5)^2', 'w = 2.5'], 'z2', 'a2', /^That is the value of a2\./],
    [['u = a + b; v = b + 1; J = u*v', 'a = 3, b = 4'], 'a', 'dv', /^It looks as if `dv` stands where/],
    [
      ['z = 2*v; J = 1/2*(z - 6)^2', 'v = 9.5'],
      'z',
      '(z - 6)^2',
      /^That uses the value of `\(z - 6\)\^2`, 169,/,
    ],
  ] as const)('%j: d%s = %s', (program, name, answer, wanted) => {
    expect(told(program, name, answer)).toMatch(wanted);
  });
});

test('a small matrix of few digits shows no rare mistake', () => {
  const program = 'Z = W*X; A = sigmoid(Z); J = sum(A)';
  const scaled = [program, 'W = [1 2], X = [0.5 -1; 0.25 2]'] as const;
  const factor = /does not belong in this rule/;
  expect(told(scaled, 'A', '[1 2]')).not.toMatch(factor);
  const finer = [program, 'W = [1.3 2.7], X = [0.5 -1; 0.25 2]'] as const;
  expect(told(finer, 'A', '[1.3 2.7]')).toMatch(factor);
});
