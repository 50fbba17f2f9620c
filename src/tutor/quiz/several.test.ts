import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import type { Session } from '../session/state.ts';
import { asks, atPrompt, inPipe, said, typed } from './session.testing.ts';

const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));
const outcomes = ({ turns }: Session): Record<string, unknown> =>
  Object.fromEntries(
    lesson.order.map((slot) => [lesson.worked.names[slot], turns.get(slot)?.outcome ?? null]),
  );

describe('several answers on one line', () => {
  test.each([
    'db=6, dc=9',
    'db = 6; dc = 9',
    'dJ/db: 6 and dJ/dc: 9',
    'dc = 9, db = 6',
    '∂J/∂b = 3*2 = 6, ∂J/∂c = 9',
  ])('%s answers both', (line) => {
    for (const start of [atPrompt(lesson), inPipe(lesson)]) {
      const { session } = typed(start, '3', '3', '3', line);
      expect(outcomes(session)).toEqual({
        v: 'correct',
        a: 'correct',
        u: 'correct',
        b: 'correct',
        c: 'correct',
      });
      expect(session.over).toBe(true);
    }
  });

  test('a question that is further on is answered, and the one at hand stays', () => {
    const stepped = typed(atPrompt(lesson), 'db = 6, dc = 9');
    expect(outcomes(stepped.session)).toMatchObject({ v: null, b: 'correct', c: 'correct' });
    expect(asks(stepped.session)).toBe('dJ/dv');
    expect(said(stepped)).toContain('dJ/db = 6');
  });

  test('what is wrong stays open at a prompt, and is wrong in a pipe', () => {
    expect(outcomes(typed(atPrompt(lesson), '3', '3', '3', 'db = 5, dc = 9').session)).toMatchObject({
      b: null,
      c: 'correct',
    });
    expect(outcomes(typed(inPipe(lesson), '3', '3', '3', 'db = 5, dc = 9').session)).toMatchObject({
      b: 'wrong',
      c: 'correct',
    });
  });

  test.each(['db = 6, x = 9', 'db = 6, db = 7', 'db = 6, dv = 3', '6, 9'])(
    '%s is not taken apart',
    (line) => {
      const { session } = typed(atPrompt(lesson), '3', '3', '3', line);
      expect(outcomes(session)).toMatchObject({ b: null, c: null });
    },
  );
});
