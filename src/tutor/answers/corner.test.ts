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
    expect(at('J = 3*relu(x)', 0, '3')[1]).toContain(
      'At this corner every number from 0 to 3 is a derivative; by convention it is 0.',
    );
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
