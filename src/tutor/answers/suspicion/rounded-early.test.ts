import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../lesson/lessons.testing.ts';
import { questionOf } from '../../lesson/question.ts';
import { looked } from '../../teaching/matrix-rules.testing.ts';

/** The id and the sentence of what is behind an answer. */
function told([program, values, data]: readonly string[], name: string, answer: string): string {
  const lesson = lessonFor(
    solved(program ?? '', valuesFrom(values ?? ''), { data: (data ?? '').split(', ') }),
  );
  const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
  const { mistake, verdict } = looked(lesson, question, answer);
  return mistake ? `${mistake.id}: ${mistake.message}` : verdict;
}

const neuron = [
  'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
  'w = 0.5, x = 2, b = 0.4, y = 0',
  'x, y',
];
const layers = [
  'z1 = w1*x + b1; a1 = tanh(z1); z2 = w2*a1 + b2; J = (z2 - y)^2/2',
  'w1 = 0.37, x = 1.3, b1 = 0.15, w2 = -1.4, b2 = 0.2, y = 0.8',
  'x, y',
];
const batch = [
  "Z = w'*X + b; A = sigmoid(Z); J = -1/4*sum(Y.*log(A) + (1-Y).*log(1-A))",
  'w = [0.5; -0.25], b = 0.5, X = [1 -2 0.5 2; 2 1 -1 0], Y = [1 0 1 0]',
  'X, Y',
];

describe('a value of the forward pass rounded to one digit or two', () => {
  test.each([
    ['in one way: 1/(1 - 0.8)', neuron, 'a', '5', '`a = 0.8`'],
    ['in a longer rule', layers, 'z1', '1.238', '`a1 = 0.6`'],
    ['to three digits', layers, 'z1', '1.24', '`a1 = 0.6`'],
    ['from the numbers on the screen', layers, 'w2', '-0.8292', '`a1 = 0.6`'],
    // z2 was worked out with it, too: -1.44*0.6.
    ['and all that follows worked out with it', layers, 'w2', '-0.864', '`a1 = 0.6`'],
    ['beside a name', layers, 'w2', 'dz2*0.6', '`a1 = 0.6`'],
    ['of a matrix', batch, 'Z', '[-0.4 0.3 -0.3 0.8]/4', '`A`'],
    ['of a matrix, further back', batch, 'w', '[0.1125; -0.05]', '`A`'],
  ])('%s', (_, program, name, answer, what) => {
    expect(told(program, name, answer)).toMatch(
      new RegExp(`^rounded-too-early: The rule looks right, but ${what.replace('.', '\\.')} was rounded`),
    );
  });

  test('is not claimed of a number of two digits, nor far from the right one, nor where a likelier mistake gives it', () => {
    for (const [name, answer] of [
      ['w2', '-0.83'],
      ['z1', '0.6'],
      ['w2', 'dz2*z1'],
    ] as const)
      expect(told(layers, name, answer)).not.toMatch(/rounded-too-early/);
    expect(told(layers, 'z1', '1.331')).toBe('correct');
  });
});
