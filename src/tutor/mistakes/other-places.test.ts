import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import type { Choice } from '../lesson/lesson.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { looked } from '../teaching/matrix-rules.testing.ts';

/** What an answer is told: the id of its mistake and the sentence. */
function told(
  [program, values, data = '']: readonly [string, string, string?],
  name: string,
  answer: string,
  choice: Choice = {},
): readonly [string | null, string] {
  const lesson = lessonFor(
    solved(program, valuesFrom(values), { data: data ? data.split(', ') : [] }),
    choice,
  );
  const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
  const { mistake } = looked(lesson, question, answer);
  return [mistake?.id ?? null, mistake?.message ?? ''];
}

// A network of two layers on four examples, the lecture's six equations.
const network = [
  'Z1 = W1*X + b1; A1 = tanh(Z1); Z2 = W2*A1 + b2; A2 = sigmoid(Z2); L = mean(-(Y.*log(A2) + (1-Y).*log(1-A2)))',
  'X = [1 0.5 -1 2; 0.3 -2 1 1.5], W1 = [0.2 -0.4; 0.5 0.1; -0.3 0.7], b1 = [0.1; -0.2; 0.3], W2 = [0.6 -0.5 0.4], b2 = 0.05, Y = [1 0 1 0]',
  'X, Y',
] as const;
const lecture: Choice = { convention: 'lecture' };

describe('the sentence speaks of the part whose rule went wrong, and of its number', () => {
  const inside = ['z = a*b + c; J = 7*z', 'a = 5, b = -4, c = 3'] as const;

  test('the value of a part of a statement, and of the whole', () => {
    expect(told(inside, 'a', '-140')).toEqual([
      'output-for-slope',
      'That uses the value of `a*b`, -20, as a slope. How much does `a*b` change when a changes?',
    ]);
    expect(told(inside, 'a', '-119')).toEqual([
      'output-for-slope',
      'That uses the value of z, -17, as a slope. How much does z change when a changes?',
    ]);
    expect(told(inside, 'b', 'dz*z')[0]).toBe('output-for-slope');
  });

  test('a slip of a row says where it was made', () => {
    expect(told(inside, 'a', '7')).toEqual([null, '']);
    expect(told(['z = a*b + c; J = 7*z', 'a = 5, b = -9, c = 3'], 'a', '-28')).toEqual([
      'both-factors',
      'At `a*b`: it looks as if you added both factors. Which of them moves here, and which stays fixed?',
    ]);
  });

  test('several steps are all named', () => {
    const [id, message] = told(['u = 2*a; v = 5*a; J = u*v', 'a = 3'], 'a', '7');
    expect(id).toBe('local-only');
    expect(message).toBe(
      'Those are only the first steps, from a to v and u. How does each of them then move J?',
    );
  });
});

describe('of rules that always give the same the likeliest for the op has the name', () => {
  test('a minus that is lost', () => {
    expect(told(['e = yhat - y; J = e^2', 'yhat = 7, y = 3'], 'y', '8')).toEqual([
      'rule-sign-flipped',
      'Check the sign of the rule for `yhat - y`: if y goes up a little, does the result go up or down?',
    ]);
  });

  test.each([lecture, {}])('a bias of a batch: %j', (choice) => {
    expect(told(network, 'b1', 'dZ1', choice)[0]).toBe('sum-left-out');
  });
});

describe('under the lecture’s convention structure is seen before the mean is taken', () => {
  test.each([
    ['b2', 'dZ2', 'sum-left-out'],
    ['b1', 'sum(dZ1,1)', 'summed-the-other-way'],
    ['W2', 'dZ2 .* A1', 'entrywise-for-product'],
    ['W2', "A1*dZ2'", 'transposed-answer'],
    ['W2', "A1*dZ2'/4", 'transposed-answer'],
  ])('d%s = %s: %s', (name, answer, id) => {
    expect(told(network, name, answer, lecture)[0]).toBe(id);
  });
});

describe('another quantity in the right rule', () => {
  test.each([
    ['W2', "dZ2*Z1'/4", 'other-value', 'Z1'],
    ['W2', "dZ2*Z1'", 'other-value', 'Z1'],
    ['W2', "dZ2*A2'/4", 'other-value', 'A2'],
    ['W1', "dZ2*X'/4", 'other-gradient', 'dZ2'],
    ['Z1', "W1'*dZ2 .* (1 - A1.^2)", 'other-weight', 'W1'],
    ['Z1', "W2'*dZ2 .* (1 - A2.^2)", 'other-value', 'A2'],
  ])('d%s = %s: %s, %s', (name, answer, id, intruder) => {
    for (const choice of [lecture, {}, { skip: ['A2'] }, { ...lecture, skip: ['A1', 'A2'] }]) {
      const [found, message] = told(network, name, answer, choice);
      expect([choice, found]).toEqual([choice, id]);
      expect(message).toContain(`\`${intruder}\` stands where another`);
    }
  });

  test.each([
    ['Z1', 'W2*dZ2 .* (1 - A1.^2)', 'transpose-dropped'],
    ['A1', 'W2*dZ2', 'transpose-dropped'],
    ['b1', "dZ1*X'/4", 'weights-rule-for-bias'],
  ])('a layout is told alike beside a step and across it: d%s = %s', (name, answer, id) => {
    for (const choice of [lecture, {}, { ...lecture, skip: ['A2'] }])
      expect([choice, told(network, name, answer, choice)[0]]).toEqual([choice, id]);
    if (name !== 'A1') expect(told(network, name, answer, { skip: ['A1', 'A2'] })[0]).toBe(id);
  });

  test.each([
    ['dz2*x', 'w1', 'other-gradient'],
    ['dz2*z1', 'w2', 'other-value'],
    ['dz2*w1', 'a1', 'other-weight'],
  ])('of single numbers: %s for d%s', (answer, name, id) => {
    const scalars = [
      'z1 = w1*x; a1 = tanh(z1); z2 = w2*a1; J = (z2 - y)^2',
      'w1 = 0.7, x = 1.4, w2 = -1.3, y = 0.6',
      'x, y',
    ] as const;
    expect(told(scalars, name, answer)[0]).toBe(id);
  });
});

describe('softmax has the mistakes that a sigmoid has', () => {
  const classes = [
    'Z = W*X; P = softmax(Z); L = -sum(Y.*log(P))/3',
    'W = [0.5 -1; 1 0.3; -0.2 0.7], X = [1 2 -1; 0.5 -1 2], Y = [1 0 0; 0 1 0; 0 0 1]',
    'X, Y',
  ] as const;
  test.each([
    ['(Y - P)/3', 'opposite-sign'],
    ['(P - Y).*P.*(1 - P)/3', 'slope-twice'],
  ])('dZ = %s: %s', (answer, id) => {
    expect(told(classes, 'Z', answer)[0]).toBe(id);
    expect(told(classes, 'Z', answer, { skip: ['P'] })[0]).toBe(id);
  });
});

describe('what is seldom done', () => {
  test.each([
    ['b1', '2*sum(dZ1, 2)/4', 'added-over-passes'],
    ['A1', "dZ2'*W2 .* A1", null],
    ['Z1', 'dA1 .* (1 - A1.^2) .* Z1', 'factor-too-many'],
    ['Z1', 'tanh(dA1)', 'forward-on-the-way-back'],
    ['W2', "dZ2*A1'/4 .* W2", 'factor-too-many'],
    ['W2', "[1 0 0 0] .* dZ2*A1'/4", 'one-example-only'],
    ['W2', "3*dZ2*A1'/4", 'off-by-one-factor'],
    ['W2', "[1 -1 1] .* (dZ2*A1'/4)", 'some-signs-wrong'],
  ])('d%s = %s: %s', (name, answer, id) => {
    expect(told(network, name, answer, lecture)[0]).toBe(id);
  });
});

describe('two slips in one answer', () => {
  const chain = ['u = b*c; v = a + u; J = 7*v^2', 'a = 5, b = 3, c = -4'] as const;

  test.each([
    // The upstream gradient is -98.
    ['b', '4', 'local-only', 'The sign is wrong as well.'],
    ['b', '-du*b', 'operands-swapped', 'The sign is wrong as well.'],
    ['b', 'b + c', 'both-factors', 'The upstream gradient is missing as well.'],
  ])('d%s = %s: %s', (name, answer, id, also) => {
    const [found, message] = told(chain, name, answer);
    expect([found, message.endsWith(also)]).toEqual([id, true]);
  });
});

describe("a weight's rule for its bias", () => {
  const neuron = [
    'z = w*x + b; a = tanh(z); J = (a - y)^2',
    'w = 0.7, x = 1.4, b = 0.3, y = 0.6',
    'x, y',
  ] as const;

  test.each(['dz*x', 'dw'])('db = %s', (answer) => {
    const [found, message] = told(neuron, 'b', answer);
    expect([found, message]).toEqual(['other-variable', expect.stringContaining('Here only b moves.')]);
  });
});

describe('three digits are enough', () => {
  test('1/110 as 0.00909', () => {
    const divided = ['u = a*b; J = u/110', 'a = 3, b = 7'] as const;
    expect(told(divided, 'a', '0.00909')[0]).toBe('upstream-only');
    expect(told(divided, 'a', '0.0091')[0]).not.toBe('output-for-slope');
  });
});

describe('a rule is named if it is that at other values, too', () => {
  const powers = ['J = x^2 - 4*x^(-2)', 'x = 2'] as const;

  test('what only gives the same number here is not', () => {
    expect(told(powers, 'x', '2*x - 8*x^-3')[0]).not.toBe('output-for-slope');
  });

  test('a number may stand for what it was taken from', () => {
    const product = ['u = b*c; v = a + u; J = 7*v', 'a = 5, b = 3, c = 4'] as const;
    expect(told(product, 'b', '7*b')[0]).toBe('operands-swapped');
    expect(told(product, 'b', 'du*3')[0]).toBe('operands-swapped');
  });
});
