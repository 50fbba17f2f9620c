import { describe, expect, test } from '@jest/globals';
import { judge, judgedDigits, type Verdict } from './judge.ts';

/** Nothing on the way is rounded: the exact value is where careful work ends. */
const verdict = (answer: number, exact: number, magnitude = Math.abs(exact)): Verdict =>
  judge(answer, {
    exact,
    magnitude,
    band: { low: exact, high: exact, rounded: false },
    digits: judgedDigits,
  });

const rounded = (answer: number, exact: number, low = exact, high = exact): Verdict =>
  judge(answer, {
    exact,
    magnitude: Math.abs(exact),
    band: { low, high, rounded: true },
    digits: judgedDigits,
  });

describe('three significant digits', () => {
  test.each([
    [6, 6, 'correct'],
    [6.001, 6, 'close'],
    [6.0045, 6, 'close'],
    [6.005, 6, 'close'],
    [5.995, 6, 'close'],
    [6.0050001, 6, 'wrong'],
    [6.01, 6, 'wrong'],
    [6.05, 6, 'wrong'],
    [5.99, 6, 'wrong'],
    [-6, 6, 'wrong'],
    [0, 6, 'wrong'],
    [-6.0045, -6, 'close'],
    [-6.05, -6, 'wrong'],
    [1 / 3, 1 / 3, 'correct'],
    [0.333, 1 / 3, 'correct'],
    [0.3333, 1 / 3, 'correct'],
    [0.3331, 1 / 3, 'close'],
    [0.33, 1 / 3, 'wrong'],
    [0.334, 1 / 3, 'wrong'],
    [0.817, 0.8175744761936437, 'wrong'],
    [0.818, 0.8175744761936437, 'correct'],
    [0.8176, 0.8175744761936437, 'correct'],
    [100, 99.96, 'correct'],
    [99.9, 99.96, 'wrong'],
    [100.4, 100, 'close'],
    [100.6, 100, 'wrong'],
    [1234, 1234, 'correct'],
    [1230, 1234, 'correct'],
    [1238, 1234, 'close'],
    [1240, 1234, 'wrong'],
  ] as const)('%p for %p is %s', (answer, exact, says) => {
    expect(verdict(answer, exact)).toBe(says);
  });

  test('a tie in decimals is not decided by binary fractions', () => {
    for (const exact of [0.1, 0.7, 1.1, 2.3, 4.7, 6, 8.9]) {
      expect(verdict(Number((exact + 0.005 * (exact < 1 ? 0.1 : 1)).toFixed(6)), exact)).not.toBe('wrong');
    }
  });

  test('huge and tiny values are judged by their digits, too', () => {
    for (const scale of [1e300, 1e-300, 1e12, 1e-12]) {
      expect(verdict(6 * scale, 6 * scale)).toBe('correct');
      expect(verdict(6.0045 * scale, 6 * scale)).toBe('close');
      expect(verdict(6.05 * scale, 6 * scale)).toBe('wrong');
      expect(verdict(0, 6 * scale)).toBe('wrong');
    }
  });

  test('the largest and the smallest number of all can be answered', () => {
    for (const exact of [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE])
      expect(verdict(exact, exact)).toBe('correct');
    expect(verdict(Number.MAX_VALUE, -Number.MAX_VALUE)).toBe('wrong');
  });
});

describe('zero', () => {
  test.each([
    [0, 0, 0, 'correct'],
    [-0, 0, 0, 'correct'],
    [1e-6, 0, 0, 'correct'],
    [-1e-6, 0, 0, 'correct'],
    [1.1e-6, 0, 0, 'wrong'],
    [1e-3, 0, 1000, 'wrong'],
    // What is left of 1000 - 1000 in binary is 0.
    [0, 9e-10, 1000, 'correct'],
    [1e-7, -9e-10, 1000, 'correct'],
    [1e-9, 1e-9, 1000, 'correct'],
    // A thousand times more is no noise.
    [0, 1.1e-9, 1000, 'wrong'],
    [1e-8, 1e-8, 1000, 'correct'],
    [2e-8, 1e-8, 1000, 'wrong'],
  ] as const)('%p for %p, made of %p, is %s', (answer, exact, magnitude, says) => {
    expect(verdict(answer, exact, magnitude)).toBe(says);
  });
});

describe('where a number on the way is shown rounded', () => {
  test('an answer within 1% is close, one further off is wrong', () => {
    expect(rounded(0.8257, 0.8175744761936437)).toBe('close');
    expect(rounded(0.8258, 0.8175744761936437)).toBe('wrong');
    expect(rounded(0.8095, 0.8175744761936437)).toBe('close');
    expect(rounded(-0.8176, 0.8175744761936437)).toBe('wrong');
  });

  test('an answer that careful work can reach is close, however far off', () => {
    expect(rounded(2.4, 2.2, 2.2, 2.4)).toBe('close');
    expect(rounded(2.41, 2.2, 2.2, 2.4)).toBe('wrong');
    expect(rounded(0, 2e-8, 0, 2e-8)).toBe('close');
    expect(rounded(-1e-3, 0, -1e-3, 0)).toBe('close');
  });
});

describe('where numbers on the way are rounded', () => {
  const off = (share: number, digits: number): Verdict =>
    judge(6 * (1 + share), {
      exact: 6,
      magnitude: 6,
      band: { low: 6, high: 6, rounded: true },
      digits,
    });

  test.each([
    [0.009, 3, 'close'],
    [0.011, 3, 'wrong'],
    [0.009, 5, 'wrong'],
    [0.00011, 5, 'wrong'],
    [0.00009, 5, 'close'],
    // Half a unit of the last of two digits is more than a hundredth.
    [0.009, 2, 'close'],
    [0.011, 1, 'close'],
  ] as const)('a share of %p is at %p digits %s', (share, digits, says) => {
    expect(off(share, digits)).toBe(says);
  });
});
