import { describe, expect, test } from '@jest/globals';
import { slotOf, solved } from '../solved.testing.ts';
import { gradientAt, valueOfSlot } from './evaluate.ts';
import { gradientOnPaper, valueOnPaper } from './on-paper.ts';

describe('what people see of a sum that is 0 on paper', () => {
  const net = solved('z = w*x + v*y + b; a = tanh(z); J = a^2', { w: 0.6, x: 2, v: -0.4, y: 4, b: 0.4 });

  test('is 0, where the machine has a rest', () => {
    const z = slotOf(net, 'z');
    expect(Math.abs(Number(valueOfSlot(net, z)))).toBeGreaterThan(0);
    for (const name of ['z', 'a', 'J']) expect(valueOnPaper(net, slotOf(net, name))).toBe(0);
    expect(gradientAt(net, z)).not.toBe(0);
    expect(gradientOnPaper(net, z)).toBe(0);
  });

  test('so is an entry of a matrix, and the others stay', () => {
    const layer = solved('Z = W*X + b; J = sum(Z .* Z)', { W: '[0.6 -0.4]', X: '[2 1; 4 1]', b: 0.4 });
    const shown = valueOnPaper(layer, slotOf(layer, 'Z'));
    expect(shown).toEqual({ rows: 1, columns: 2, entries: Float64Array.of(0, 0.6) });
  });
});

describe('a small number that is one', () => {
  test.each([
    ['J = w*1e-18', { w: 3 }, 3e-18],
    ['J = exp(w)', { w: -40 }, Math.exp(-40)],
    ['J = (w - 1)^2', { w: 1.00001 }, (1.00001 - 1) ** 2],
  ])('%s stays', (program, values, value) => {
    const worked = solved(program, values);
    expect(valueOnPaper(worked, slotOf(worked, 'J'))).toBeCloseTo(value, 30);
    expect(valueOnPaper(worked, slotOf(worked, 'J'))).not.toBe(0);
  });

  test('as does the probability of an unlikely class', () => {
    const worked = solved('P = softmax(Z); J = sum(P .* Y)', { Z: '[0; 40]', Y: '[1; 0]' });
    expect(valueOnPaper(worked, slotOf(worked, 'P'))).toEqual(valueOfSlot(worked, slotOf(worked, 'P')));
  });
});
