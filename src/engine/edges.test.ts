import { describe, expect, test } from '@jest/globals';
import { derivativeAt } from './passes/evaluate.ts';
import { close, slotOf, solved, valueAt } from './solved.testing.ts';

// Where an op is bent or at its limits: what is the convention there, and what survives rounding.

describe('conventions at kinks', () => {
  test.each([
    ['J = relu(x)', { x: 0 }, { x: 0 }],
    ['J = relu(x)', { x: -0 }, { x: 0 }],
    ['J = abs(x)', { x: 0 }, { x: 0 }],
    ['J = max(x, y)', { x: 2, y: 2 }, { x: 1, y: 0 }],
    ['J = min(x, y)', { x: 2, y: 2 }, { x: 1, y: 0 }],
    ['J = max(x, y, z)', { x: 2, y: 2, z: 2 }, { x: 1, y: 0, z: 0 }],
    ['J = max(x, y, z)', { x: 1, y: 2, z: 2 }, { x: 0, y: 1, z: 0 }],
    ['J = max(0, x)', { x: 0 }, { x: 0 }],
    ['J = max(x, 0)', { x: 0 }, { x: 1 }],
    ['J = max(x, x)', { x: 3 }, { x: 1 }],
    ['J = min(x, -x)', { x: 0 }, { x: 1 }],
  ])('%s at %p', (text, values, wanted) => {
    const worked = solved(text, values);
    expect(
      Object.fromEntries(
        Object.keys(wanted).map((name) => [name, derivativeAt(worked, slotOf(worked, name))]),
      ),
    ).toEqual(wanted);
  });

  test('max(0, z) agrees with relu(z), the kink included', () => {
    for (const z of [-2, -1e-9, -0, 0, 1e-9, 3]) {
      const [one, other] = [solved('J = max(0, z)', { z }), solved('J = relu(z)', { z })];
      expect([valueAt(one, 'J'), derivativeAt(one, slotOf(one, 'z'))]).toEqual([
        valueAt(other, 'J') + 0,
        derivativeAt(other, slotOf(other, 'z')),
      ]);
    }
  });
});

describe('at the edges', () => {
  test.each<[string, Record<string, number>, number, Record<string, number | null>]>([
    ['J = sigmoid(z)', { z: -800 }, 0, { z: 0 }],
    ['J = sigmoid(z)', { z: 800 }, 1, { z: 0 }],
    ['J = sigmoid(z)', { z: 0 }, 0.5, { z: 0.25 }],
    ['J = softplus(z)', { z: 800 }, 800, { z: 1 }],
    ['J = softplus(z)', { z: -800 }, 0, { z: 0 }],
    ['J = softplus(z)', { z: -40 }, Math.exp(-40), { z: 1 / (1 + Math.exp(40)) }],
    ['J = tanh(z)', { z: 800 }, 1, { z: 0 }],
    ['J = x^0', { x: 0 }, 1, { x: 0 }],
    ['J = x^0', { x: -3 }, 1, { x: 0 }],
    ['J = x^1', { x: 0 }, 0, { x: 1 }],
    ['J = x^2', { x: 0 }, 0, { x: 0 }],
    ['J = x^3', { x: -2 }, -8, { x: 12 }],
    ['J = x^-2', { x: -2 }, 0.25, { x: 0.25 }],
    ['J = x^y', { x: -2, y: 3 }, -8, { x: 12, y: null }],
    ['J = x^y', { x: 0, y: 2 }, 0, { x: 0, y: 0 }],
    ['J = x^y', { x: 0, y: 0 }, 1, { x: 0, y: null }],
    ['J = x^y', { x: 2, y: 0 }, 1, { x: 0, y: Math.LN2 }],
    ['J = 0^y', { y: 2 }, 0, { y: 0 }],
    ['J = x^0.5', { x: 0 }, 0, { x: null }],
    ['J = x^1.5', { x: 0 }, 0, { x: 0 }],
    ['J = sqrt(x)', { x: 0 }, 0, { x: null }],
    ['J = sqrt(x) + y', { x: 0, y: 1 }, 1, { x: null, y: 1 }],
    ['J = x*y', { x: 0, y: 7 }, 0, { x: 7, y: 0 }],
    ['J = x*y', { x: 0, y: 0 }, 0, { x: 0, y: 0 }],
    ['J = x*y*z', { x: 0, y: -7, z: 0 }, 0, { x: 0, y: 0, z: 0 }],
    ['J = log(x)', { x: 5e-324 }, Math.log(5e-324), { x: null }],
    ['J = log(x)', { x: 1e-300 }, Math.log(1e-300), { x: 1e300 }],
    ['J = 0/x', { x: -3 }, 0, { x: 0 }],
    ['J = -x', { x: 0 }, 0, { x: -1 }],
    ['J = 0*x', { x: -3 }, 0, { x: 0 }],
    ['J = square(x)', { x: -0 }, 0, { x: 0 }],
  ])('%s at %p', (text, values, out, slopes) => {
    const worked = solved(text, values);
    close(valueAt(worked, 'J'), out, 1e-15);
    for (const [name, slope] of Object.entries(slopes)) {
      const found = derivativeAt(worked, slotOf(worked, name));
      expect(found).not.toBe(-0);
      if (slope === null) expect(found).toBeNull();
      else close(Number(found), slope, 1e-12);
    }
  });
});
