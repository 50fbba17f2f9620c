import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor } from '../../lesson/lessons.testing.ts';
import { inPipe, said, typed } from '../../quiz/session.testing.ts';

// u and v both read a; their derivatives are 20 and 15, and were taken for 15.61 and 21.37.
const fanOut = inPipe(lessonFor(solved('u = 3*a; v = a*b; J = u*v', { a: 5, b: 4 })));
const atA = typed(fanOut, 'du = 21.37', 'dv = 15.61', 'db = 1').session;

describe('two mistakes from a wrong start of their own', () => {
  test('are both named, with the start that they share', () => {
    // Along v alone, with a for b.
    expect(said(typed(atA, 'da = 78.05'))).toBe(
      'It looks as if you swapped the two sides of the rule for a*b. Only a moves; which other number scales its nudge? You followed only the last path as well. (It starts from your dJ/dv above, which was not right either.)',
    );
  });

  test('are not named from a number of few digits, nor from one that only comes near', () => {
    const round = typed(fanOut, 'du = 21.37', 'dv = 16', 'db = 1').session;
    expect(said(typed(round, 'da = 80'))).not.toContain('as well');
    expect(said(typed(atA, 'da = 78.06'))).not.toContain('as well');
  });
});

describe('one path alone starts from what came back along it', () => {
  test.each([
    ['64.11', 'dJ/du'],
    ['62.44', 'dJ/dv'],
  ])('%s from %s', (answer, start) => {
    expect(said(typed(atA, `da = ${answer}`))).toContain(`(It starts from your ${start} above`);
  });
});
