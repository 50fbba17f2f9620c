import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatNumber, halfUnit, shownNumber } from './number-format.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [6, '6'],
  [-6, '-6'],
  [6.8999999999999995, '6.9'],
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.3333'],
  [-2 / 3, '-0.6667'],
  [2.06045, '2.06'],
  [33.003, '33.003'],
  [0.99996, '0.99996'],
  [33.0000000001, '33'],
  [12345, '12345'],
  [123456.7, '123456.7'],
  [999999, '999999'],
  [999999.7, '999999.7'],
  [1234567, '1.235e6'],
  [-1e21, '-1e21'],
  [0.0001, '0.0001'],
  [0.000123456, '0.0001235'],
  [0.00001, '1e-5'],
  [-1.23456e-9, '-1.235e-9'],
  [5e-324, '5e-324'],
  [1e308, '1e308'],
  [Number.MAX_VALUE, '1.7976931348623157e308'],
  [-Number.MAX_VALUE, '-1.7976931348623157e308'],
  [Number.POSITIVE_INFINITY, 'infinity'],
  [Number.NEGATIVE_INFINITY, '-infinity'],
  [Number.NaN, 'no number'],
])('%p is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

describe('any number', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  const digits = fc.integer({ min: 1, max: 12 });

  test('reads back within half a unit of its last digit', () => {
    fc.assert(
      fc.property(finite, digits, (value, count) => {
        const back = Number(formatNumber(value, count));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(halfUnit(value, count) * (1 + 1e-9));
        expect(Object.is(back, -0)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('has no more digits than asked, no plus in its exponent, no zeros at its end', () => {
    fc.assert(
      fc.property(finite, digits, (value, count) => {
        const text = formatNumber(value, count);
        expect(text).toMatch(/^-?\d+(\.\d*[1-9])?(e-?\d+)?$/);
        const whole = Number.isInteger(value) && Math.abs(value) < 1e6;
        const overflows = Math.abs(value) > 1e308;
        // A number that is not whole is not shown as if it were.
        const nearlyWhole = !Number.isInteger(value) && Number.isInteger(Number(value.toPrecision(count)));
        const significant = text
          .replace(/e.*/, '')
          .replace(/[-.]/g, '')
          .replace(/^0+/, '')
          .replace(/0+$/, '');
        expect(whole || overflows || nearlyWhole || significant.length <= count).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('what is shown is shown as itself', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(formatNumber(shownNumber(value))).toBe(formatNumber(value));
      }),
    );
  });
});

test.each([
  [0, 3, 0],
  [6, 3, 0.005],
  [-123, 3, 0.5],
  [0.0123, 3, 0.00005],
  [1000, 1, 500],
])('half a unit of %p in digit %p is %p', (value, count, half) => {
  expect(halfUnit(value, count)).toBeCloseTo(half, 12);
});
