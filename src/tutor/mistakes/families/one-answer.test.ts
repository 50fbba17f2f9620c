import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import type { Choice } from '../../lesson/lesson.ts';
import { lectureLesson, lessonFor, valuesFrom } from '../../lesson/lessons.testing.ts';
import { questionOf } from '../../lesson/question.ts';
import { inPipe, said, typed } from '../../quiz/session.testing.ts';
import { looked } from '../../teaching/matrix-rules.testing.ts';

type Given = readonly [program: string, values: string, data?: string, choice?: Choice];

const lessonAt = ([program, values, data = '', choice = {}]: Given) =>
  lessonFor(solved(program, valuesFrom(values), { data: data ? data.split(', ') : [] }), choice);

/** The id of what an answer is told; its verdict where it is told nothing. */
function named(given: Given, name: string, answer: string): string {
  const lesson = lessonAt(given);
  const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
  const { mistake, verdict } = looked(lesson, question, answer);
  return mistake?.id ?? verdict;
}

const quotient = ['u1=b*a; u2=u1*c; u3=u2^2; u4=u3/a; J=7*u4', 'b = 1.5, a = -4, c = 1.25'] as const;
const parabola = ['J = 4*x^2', 'x = 2'] as const;
const growth = ['J = 5*exp(x/2)', 'x = 2.4'] as const;
const line = ['z = w*x + b; J = (z-3)^2/2 + l/2*w^2', 'x = 1, w = 2, b = 0.5, l = 0.1', 'x, l'] as const;

describe('one answer is told as what was done', () => {
  test.each<readonly [Given, string, string, string]>([
    // J is a multiple of a, so this is dJ/da; as a slope of the quotient it would lack its sign as well.
    [quotient, 'u3', '7*u3/a^2', 'other-variable'],
    [quotient, 'u3', '-7*u3/a^2', 'other-operands-rule'],
    [parabola, 'x', '16.4', 'ratio-of-a-nudge'],
    [parabola, 'x', '15.6', 'ratio-of-a-nudge'],
    [parabola, 'x', '16.004', 'close'],
    [growth, 'x', '8.5113', 'ratio-of-a-nudge'],
    // Rounded to three digits it is anybody's number.
    [growth, 'x', '8.51', 'wrong'],
    [line, 'b', 'dz + l*b', 'penalty-added'],
    [line, 'b', 'dz + 0.1*b', 'penalty-added'],
    [line, 'b', '2*dz', 'added-over-passes'],
  ])('%j: d%s = %s is %s', (given, name, answer, wanted) => {
    expect(named(given, name, answer)).toBe(wanted);
  });

  const batch = lectureLesson('batch-of-four.txt');
  const lecture = lessonFor(
    solved(
      'Z1 = W1*X + b1; A1 = tanh(Z1); Z2 = W2*A1 + b2; A2 = sigmoid(Z2); J = -mean(Y.*log(A2) + (1-Y).*log(1-A2))',
      valuesFrom(
        'X = [1 -2 0.5 3; 2 1 -1 0.5], Y = [1 0 1 0], W1 = [0.1 -0.2; 0.3 0.4; -0.5 0.6], b1 = [0.1; -0.1; 0], W2 = [0.7 -0.8 0.9], b2 = 0.2',
      ),
      { data: ['X', 'Y'] },
    ),
    { convention: 'lecture' },
  );

  test.each([
    [lecture, 'b2', '1', 'local-only'],
    [lecture, 'b2', '4', 'local-only'],
    [lecture, 'b1', '[1; 1; 1]', 'local-only'],
    [lecture, 'b2', 'sum(dZ2, 2)/4 + 0.1*b2', 'penalty-added'],
    [lecture, 'b1', 'sum(dZ1, 2)/4 + 0.3*b1', 'penalty-added'],
    [lecture, 'W2', "dZ2*A1'/4 + 0.1*W2", 'penalty-added'],
    [batch, 'W2', 'dW2 + 0.1*W2', 'penalty-added'],
    [lecture, 'W2', "sum((1/4)*(dZ2*A1'), 2)", 'sum-added'],
    [lecture, 'b1', "sum((1/4)*(dZ1*X'), 2)", 'weights-rule-for-bias'],
  ] as const)('of a batch, answer %#', (lesson, name, answer, wanted) => {
    const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
    const written = answer.replace(/^dW2/, "dZ2*A1'");
    const { mistake, verdict } = looked(lesson, question, written);
    expect(mistake?.id ?? verdict).toBe(wanted);
  });
});

describe('a right answer that is not the rule is told so', () => {
  const net = [
    'z = w*x; a = sigmoid(z); J = -(y*log(a) + (1-y)*log(1-a))',
    'w = 0.5, x = 2, y = 0',
    'x, y',
  ] as const;

  test.each([
    ['x', 'sigmoid(z)', /because y is 0 here\. The rule for every y has y in it\./],
    ['x', 'a - y', /^(?!.*because y)/s],
  ])('%s %s', (first, answer, wanted) => {
    expect(said(typed(inPipe(lessonAt(net)), first, answer))).toMatch(wanted);
  });

  test('a ratio of a nudge is near enough, and no derivative', () => {
    expect(said(typed(inPipe(lessonAt(parabola)), '4', '16.004'))).toContain(
      '16.004 is near enough. It is the change of J for a nudge of 0.001, divided by the nudge',
    );
    expect(said(typed(inPipe(lessonAt(parabola)), '4', '16'))).not.toContain('nudge of');
  });
});
