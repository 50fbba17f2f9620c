import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outputWith, slopeByNudging } from './checks/differences.ts';
import { derivativeByMathjs } from './checks/mathjs.ts';
import { opAt, operandsAt } from './graph/graph.ts';
import { computed, elementwiseRow, evaluate, localAt, parseFormula } from './kernels/rules.ts';
import { derivativeAt, type Evaluation } from './passes/evaluate.ts';
import { kinkedPrograms, smoothPrograms, type Trial } from './random.testing.ts';
import { close, elementwiseOps, gradientOf, isStep, slotOf, solved, valueAt } from './solved.testing.ts';

/** A program worked, where its numbers are of a size that differences can follow. */
function tame({ text, values }: Trial): Evaluation {
  const worked = solved(text, values);
  fc.pre(
    worked.tape.value.every((value) => Math.abs(value) < 30) &&
      worked.gradients.every((slope) => Math.abs(slope) < 1e3),
  );
  return worked;
}

const ownNames = (worked: Evaluation): readonly string[] =>
  [...worked.own].map((slot) => worked.names[slot] ?? '');

describe('the backward pass agrees with witnesses that share no rule with it', () => {
  test('nudging, on any smooth program, by every node', () => {
    fc.assert(
      fc.property(smoothPrograms, (trial) => {
        const worked = tame(trial);
        for (const [slot, name] of worked.names.entries()) {
          if (name === null) continue;
          close(
            worked.gradients[slot] ?? Number.NaN,
            slopeByNudging(worked.graph, slot, worked.tape.value),
            1e-5,
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  test('nudging, on programs with kinks, where no nudge crosses one', () => {
    let compared = 0;
    fc.assert(
      fc.property(kinkedPrograms, (trial) => {
        const worked = tame(trial);
        for (const name of ownNames(worked)) {
          const slot = slotOf(worked, name);
          const h = 1e-3 * Math.max(1, Math.abs(valueAt(worked, name)));
          const sides = [-h, 0, h].map((by) => kinksAt(worked, slot, (worked.tape.value[slot] ?? 0) + by));
          if (sides[0] !== sides[2] || sides[1]?.includes('0')) continue;
          close(
            worked.gradients[slot] ?? Number.NaN,
            slopeByNudging(worked.graph, slot, worked.tape.value),
            1e-5,
          );
          compared++;
        }
        expect(worked.names.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  test('mathjs, on any smooth program, by every name', () => {
    let compared = 0;
    fc.assert(
      fc.property(smoothPrograms, (trial) => {
        const worked = tame(trial);
        for (const name of ownNames(worked)) {
          const slope = derivativeByMathjs(worked, name);
          close(slope ?? gradientOf(worked, name), gradientOf(worked, name), 1e-9);
          if (slope !== null) compared++;
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(150);
  });
});

/** On which side of its kink every step is, while a slot is held at a value. */
function kinksAt(worked: Evaluation, slot: number, value: number): string {
  const { graph } = worked;
  const held = (other: number): number =>
    other === slot ? value : outputWith({ ...graph, output: other }, slot, value);
  return worked.names
    .map((_, step) => {
      const op = opAt(graph, step);
      const row = op && elementwiseRow(op);
      if (!row?.kink) return '';
      const numbers = operandsAt(graph, step).map(held);
      return Math.sign(evaluate(parseFormula(row.kink), (letter) => numbers[row.operands.indexOf(letter)]));
    })
    .join('');
}

describe.each(elementwiseOps)('the compiled %s', (op) => {
  const row = elementwiseRow(op);
  const edge = fc.constantFrom(0, -0, 1, -1, 0.5, 2, -2, 3, 1e-300, -1e-300, 1e300, 800, -800);
  const operand = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -5, max: 5, noNaN: true }),
    edge,
  );

  test('computes and derives as the formulas do, at any numbers', () => {
    const { graph } = solved(
      sampleProgram(),
      Object.fromEntries(row.operands.map((name, k) => [name, row.samples[0]?.[k] ?? 1])),
    );
    const slots = row.operands.map((_, k) => k);
    fc.assert(
      fc.property(fc.tuple(...row.operands.map(() => operand)), (numbers) => {
        const value = new Float64Array([...numbers, 0]);
        graph.kernel.forward(graph.size, graph.code, graph.left, graph.right, graph.list, value);
        const out = computed(op, numbers);
        expect(value[graph.output]).toBe(out);
        const gradient = new Float64Array(graph.size);
        gradient[graph.output] = 1;
        graph.kernel.backward(graph.output, graph.code, graph.left, graph.right, graph.list, value, gradient);
        expect(slots.map((slot) => gradient[slot])).toEqual(
          slots.map((k) => 0 + localAt(op, k, numbers, out)),
        );
      }),
      { numRuns: 150 },
    );
  });

  function sampleProgram(): string {
    const [spelling] = row.written;
    const [a, b] = row.operands;
    if (!spelling) return `J = ${a}`;
    if (spelling.form === 'call') return `J = ${spelling.symbol}(${row.operands.join(', ')})`;
    return spelling.form === 'prefix' ? `J = ${spelling.symbol}${a}` : `J = ${a} ${spelling.symbol} ${b}`;
  }
});

describe('large and deep programs', () => {
  test('2^30 paths: thirty doublings', () => {
    const doublings = Array.from({ length: 30 }, (_, i) => `x${i + 1} = x${i} + x${i}`).join('; ');
    const worked = solved(doublings, { x0: 1 });
    expect(derivativeAt(worked, slotOf(worked, 'x0'))).toBe(2 ** 30);
    expect(valueAt(worked, 'x30')).toBe(2 ** 30);
  });

  test('a sum of 100,000 terms', () => {
    const worked = solved(`J = a${' + a'.repeat(99_999)}`, { a: 0.5 });
    expect([valueAt(worked, 'J'), gradientOf(worked, 'a')]).toEqual([50_000, 100_000]);
    expect(worked.graph.size).toBe(100_000);
  });

  test('a chain of 100,000 steps, and as many parentheses', () => {
    const calls = solved(`J = ${'sin('.repeat(100_000)}a${')'.repeat(100_000)}`, { a: 0.5 });
    expect(Math.abs(gradientOf(calls, 'a'))).toBeLessThan(1);
    const signs = solved(`J = ${'-('.repeat(100_001)}a${')'.repeat(100_001)}`, { a: 0.5 });
    expect(gradientOf(signs, 'a')).toBe(-1);
    const plain = solved(`J = ${'('.repeat(100_000)}a${')'.repeat(100_000)}`, { a: 0.5 });
    expect(gradientOf(plain, 'a')).toBe(1);
  });

  test('a chain of 20,000 statements', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `x${i + 1} = x${i} + 1`).join('\n');
    const worked = solved(chain, { x0: 0 });
    expect([valueAt(worked, 'x20000'), gradientOf(worked, 'x0')]).toEqual([20_000, 1]);
  });
});

describe('what is asked of the two passes', () => {
  test('data and literals get no derivative, and what is not on the way to the output gets 0', () => {
    const worked = solved('# data: x\nu = w*x; k = w^2; J = 3*u', { w: 2, x: 5 });
    expect(['w', 'x', 'u', 'k', 'J'].map((name) => gradientOf(worked, name))).toEqual([15, 0, 3, 0, 1]);
    for (const [slot, name] of worked.names.entries())
      if (name === null) expect(worked.gradients[slot]).toBe(0);
  });

  test('no derivative is ever -0', () => {
    for (const text of ['J = 0*(-a)', 'J = -(0*a)', 'J = -relu(a)', 'J = a*(0 - b)', 'J = -b/a']) {
      const worked = solved(text, { a: -2, ...(text.includes('b') ? { b: 0 } : {}) });
      for (const name of ownNames(worked)) {
        expect([text, name, Object.is(derivativeAt(worked, slotOf(worked, name)), -0)]).toEqual([
          text,
          name,
          false,
        ]);
      }
    }
  });

  test('a held step does not compute, and all else stays as it was', () => {
    const worked = solved('u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 });
    expect(outputWith(worked.graph, slotOf(worked, 'u'), 6.001)).toBeCloseTo(33.003, 12);
    expect(outputWith(worked.graph, slotOf(worked, 'b'), 3.001)).toBeCloseTo(33.006, 12);
    expect(valueAt(worked, 'J')).toBe(33);
    expect([...worked.names].filter((name) => name !== null && isStep(worked, slotOf(worked, name)))).toEqual(
      ['u', 'v', 'J'],
    );
  });
});
