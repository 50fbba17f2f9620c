import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { atPrompt, said, typed } from '../quiz/session.testing.ts';

const said1 = (program: string, values: Record<string, number>, ...lines: string[]): string =>
  said(typed(atPrompt(lessonFor(solved(program, values))), ...lines));

describe('a sentence about a mistake speaks of what is on the screen', () => {
  test('ways inside one statement are places in it, not arrows', () => {
    const logistic = 'L = y*log(a) + (1-y)*log(1-a); J = 2*L';
    const at = atPrompt(lessonFor(solved(logistic, { y: 0.3, a: 0.4 }, { data: ['y'] })));
    expect(said(typed(at, '2', '2*y/a'))).toBe(
      'You followed only one path. a appears twice in L; find the contribution of each and add them.',
    );
  });

  test('ways into several statements are arrows', () => {
    expect(said1('u = 7*a; v = a^2; J = u + v', { a: 5 }, '1', '1', '10')).toBe(
      'You followed only one path. How many arrows leave a?',
    );
  });

  test('a rule is that of the own step, not of letters from elsewhere', () => {
    expect(said1('J = 3*(q + b*c)', { q: 5, b: 3, c: 2 }, '3', '3', '3', '9')).toContain(
      'of the rule for b*c.',
    );
  });

  test('where several steps could be meant, the sign stands for all of them', () => {
    expect(said1('u = 2*x*y*x; J = 5*u', { x: 3, y: 7 }, '5', '420.1')).not.toContain('rule for a*b');
  });
});
