import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { atPrompt, inPipe, said, typed } from '../quiz/session.testing.ts';
import { looked } from '../teaching/matrix-rules.testing.ts';

describe('at a corner', () => {
  const at = (program: string, x: number, answer: string, values: Record<string, number> = {}) => {
    const lesson = lessonFor(solved(program, { x, ...values }), { wrt: ['x'] });
    const stepped = typed(atPrompt(lesson), answer);
    return [stepped.session.turns.get(lesson.order[0] ?? -1)?.outcome ?? 'open', said(stepped)] as const;
  };

  test.each([
    ['J = 3*relu(x)', 0, '0', 'correct'],
    ['J = 3*relu(x)', 0, '3', 'close'],
    ['J = 3*relu(x)', 0, '1.5', 'close'],
    ['J = 3*relu(x)', 0, '4', 'open'],
    ['J = abs(x)', 0, '-1', 'close'],
    ['J = abs(x)', 0, '0.5', 'close'],
    ['J = max(x, 2)', 2, '0.5', 'close'],
    ['J = 3*relu(x)', 1, '1.5', 'open'],
  ] as const)('%s at %d: %s is %s', (program, x, answer, outcome) => {
    expect(at(program, x, answer)[0]).toBe(outcome);
  });

  test.each([
    ['u = where(x, a, b); J = u^2', { a: 3, b: -2 }, '-4'],
    ['u = where(x, a, b); J = u^2', { a: 3, b: -2 }, '1'],
    ['J = 2*step(x)', {}, '7'],
  ] as const)('%s jumps at 0: not every number is its slope', (program, values, answer) => {
    expect(at(program, 0, answer, values)[0]).toBe('open');
  });

  describe('where corners cancel, the slope of both sides is the derivative, whatever the rules give', () => {
    const two = 'a = relu(x); b = relu(-x); J = a - b';
    test.each([
      ['J = relu(x) - relu(-x)', '1', 'correct'],
      ['J = relu(x) - relu(-x)', '0', 'open'],
      ['J = relu(x) - relu(-x)', '0.5', 'open'],
      ['J = max(x, 0) - max(-x, 0)', '1', 'correct'],
      ['J = relu(x) + min(x, 0)', '1', 'correct'],
      ['J = abs(x) - 2*relu(x)', '-1', 'correct'],
      [two, '1', 'correct'],
      [two, '0', 'open'],
    ] as const)('%s: %s is %s', (program, answer, outcome) => {
      expect(at(program, 0, answer)[0]).toBe(outcome);
    });

    test('the rule goes on from it, and a wrong number for it goes on, too', () => {
      const lesson = lessonFor(solved(`x = 2*w; ${two}`, { w: 0 }));
      const [dx, dw] = ['x', 'w'].map((name) => questionOf(lesson, lesson.worked.slots.get(name) ?? -1));
      expect([dx?.exact, dx?.links, dw?.exact, dw?.links?.length]).toEqual([1, null, 2, 1]);
      const stepped = typed(inPipe(lesson), '1', '-1', '0', '0');
      expect(said(stepped)).toContain('the rule is right for your earlier answer');
    });

    test('it is told with what the rules give', () => {
      expect(at(two, 0, '1')[1]).toBe(
        'dJ/dx = 1. The corners at x = 0 cancel: J has slope 1 on both sides. The rules of the single steps would give 0, each by its own convention.',
      );
      expect(at(two, 0, '0')[1]).toBe(
        '0 is what the rules give here, each step by its own convention at its corner. But the corners cancel: move x a little to the right, then to the left. How far does J go for each tiny step?',
      );
      expect(at(two, 0, '7')[1]).toBe(
        'The corners here cancel: move x a little to the right, then to the left. How far does J go for each tiny step?',
      );
      expect(at(two, 0, '?')[1]).toBe(
        'x stands at corners of the steps on its way to J. A rule is a convention there; how far J moves on either side is none.',
      );
    });
  });

  test('the convention is named', () => {
    const corner =
      'dJ/dx = 3*(x > 0) = 3*(0 > 0) = 0. J has a corner at x = 0: slope 0 on its left, 3 on its right; by convention it is 0.';
    const chain = said(typed(atPrompt(lessonFor(solved('t = relu(x); J = 3*t', { x: 0 }))), '3', '0'));
    expect(at('J = 3*relu(x)', 0, '0')[1]).toBe(corner);
    expect(at('J = 3*relu(x)', 0, '3')[1]).toBe(
      `${corner} Your 3 is the slope on one side, so it is right as well.`,
    );
    expect(at('J = 3*relu(x)', 0, '1.5')[1]).toBe(
      `${corner} Your 1.5 lies between the two, so it is right as well.`,
    );
    expect(chain).toMatch(
      /^Chain rule: dJ\/dx = dJ\/dt \* dt\/dx = 3\*\(x > 0\) = 3\*0 = 0\. J has a corner at x = 0: slope 0 on its left, 3 on its right/,
    );
  });

  test('a 0 just before a corner is not taken for the value, which is 0 as well', () => {
    const before = typed(atPrompt(lessonFor(solved('t = relu(x); J = 6*t', { x: 0 }))), '0');
    expect(said(before)).toBe('With 0, a tiny step in t would not move J at all. Does it?');
  });

  test.each([
    ['[0 6]', 'correct'],
    ['[3 6]', 'close'],
    ['[1.5 6]', 'close'],
    ['[4 6]', 'wrong'],
    ['[3 5]', 'wrong'],
  ] as const)(
    'an entry of a matrix is taken between its slopes, as a number is: %s is %s',
    (answer, verdict) => {
      const lesson = lessonFor(solved('A = relu(Z); J = sum([3 6].*A)', { Z: '[0 2]' }));
      const question = questionOf(lesson, lesson.worked.slots.get('Z') ?? -1);
      expect(looked(lesson, question, answer).verdict).toBe(verdict);
    },
  );
});
