import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor } from '../../lesson/lessons.testing.ts';
import { seeded } from '../../lesson/random.ts';
import { atPrompt, inPipe, said, typed } from '../../quiz/session.testing.ts';
import { arithmeticSlip } from './slip.ts';

describe('a slip in the arithmetic', () => {
  test.each([
    [13, 14, 'one-off'],
    [15, 14, 'one-off'],
    [41, 14, 'digits-swapped'],
    [0.1462, 0.1642, 'digits-swapped'],
    [1.4, 14, 'decimal-point'],
    [140, 14, 'decimal-point'],
    [0.0338, 0.338, 'decimal-point'],
    [0.453, 0.353, 'one-off'],
    [0.354, 0.353, null],
    [-14, 14, null],
    [14, 14, null],
    [9, 14, null],
    [14000, 14, null],
    [0, 14, null],
    [12, 10, null],
  ] as const)('%d for %d: %s', (written, right, kind) => {
    expect(arithmeticSlip(written, right)).toBe(kind);
  });

  test('is seen at every digit of numbers of any length and size', () => {
    const random = seeded(7);
    for (let round = 0; round < 2000; round++) {
      const digits = Array.from({ length: 3 + Math.floor(5 * random()) }, () => 2 + Math.floor(7 * random()));
      const size = 10 ** (Math.floor(8 * random()) - 6);
      const number = (from: readonly number[]): number => Number(`${from.join('')}e${Math.log10(size)}`);
      const right = number(digits);
      const at = Math.floor(random() * (digits.length - 1));
      const [one = 0, two = 0] = digits.slice(at);
      const moved = digits.with(at, one + (random() < 0.5 ? 1 : -1));
      const swapped = digits.with(at, two).with(at + 1, one);
      expect([right, arithmeticSlip(number(moved), right)]).toEqual([right, 'one-off']);
      if (one !== two)
        expect([right, arithmeticSlip(number(swapped), right)]).toEqual([right, 'digits-swapped']);
      expect(arithmeticSlip(number([...digits, 0]), right)).toBe('decimal-point');
    }
  });

  const running = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 2 }));

  test('is told with what there was to work out, from numbers that are in hand', () => {
    expect(said(typed(atPrompt(running), '7', '7', '7', '41'))).toBe(
      'The rule looks right; check the order of the digits: work out 7*2 once more.',
    );
    expect(said(typed(inPipe(running), '7', '7', '7', '140'))).toContain(
      'check where the decimal point stands',
    );
  });

  test('tells no derivative that is not in hand', () => {
    expect(said(typed(inPipe(running), '', 'x', 'x', 'x', '41'))).not.toContain('7');
  });

  test('shares its number with a wrong rule: neither is named alone', () => {
    const near = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 15 }));
    // 7*3 = 21 is right for dc; 7*15 = 105 for db, and 7 + 15 = 22.
    expect(said(typed(atPrompt(near), '7', '7', '7', '22'))).not.toContain('arithmetic');
    const beside = lessonFor(solved('u = b*c; v = a + u; J = 12*v', { a: 5, b: 1, c: 2 }));
    expect(said(typed(inPipe(beside), '12', '12', '12', '24', '13'))).toMatch(
      /either .* added instead of multiplied, or .* slip/,
    );
  });

  test('is told alone where a wrong rule only comes near the number', () => {
    // 3*s*(1 + s) is 4.459, ten times 3*s*(1 - s) is 4.474.
    const near = lessonFor(solved('a = sigmoid(z); J = 3*a', { z: 1.5 }));
    expect(said(typed(inPipe(near), '3', '4.474'))).toBe(
      'The digits are right; check where the decimal point stands: work out 3*0.8176*(1 - 0.8176) once more.',
    );
    expect(said(typed(inPipe(near), '3', '4.459'))).toContain(
      'Check the signs inside the rule for sigmoid(z)',
    );
  });
});
