import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { atPrompt, said, typed } from '../quiz/session.testing.ts';
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

  test('where corners cancel, the slope is no convention, and the rules miss it: it is not asked', () => {
    const lesson = lessonFor(solved('u = 2*c; J = relu(x) - relu(-x) + u', { x: 0, c: 1 }));
    expect(lesson.order.map((slot) => lesson.worked.names[slot])).not.toContain('x');
    expect(lesson.notes).toEqual([
      "dJ/dx is not asked: corners cancel here: the slope is 1 on both sides, but the rules of the single steps can't show it; choose another value",
    ]);
    const beside = lessonFor(solved('u = 2*c; J = relu(x) - relu(-x) + u', { x: 0.5, c: 1 }));
    expect(beside.notes).toEqual([]);
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
