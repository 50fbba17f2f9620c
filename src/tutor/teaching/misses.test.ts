import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { atPrompt, said, typed } from '../quiz/session.testing.ts';

const lesson = lessonFor(solved('u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }));
const after = (...answers: readonly string[]): string => said(typed(atPrompt(lesson), ...answers));

test('guess after guess is noticed once', () => {
  const guesses = ['17', '19', '23', '29', '31', '37'];
  expect(after(...guesses.slice(0, 4))).not.toContain('one after the other');
  expect(after(...guesses.slice(0, 5))).toContain(
    'That was the fifth number. Guessing seldom helps; ? leads to the rule in small steps.',
  );
  expect(after(...guesses)).not.toContain('one after the other');
});
