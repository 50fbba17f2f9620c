import { describe, expect, test } from '@jest/globals';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { close, gradientOf, solved } from '../../engine/solved.testing.ts';
import { entriesOf } from '../../ops/matrix.ts';
import { networkOfNeurons } from './layered-network.ts';
import { type PerOp, perOp, sizesOf } from './per-op.ts';
import type { Sweepable } from './sweepable.ts';
import { timeBoth } from './timing.ts';

/** A program small enough to be laid out. */
function laid(worked: Evaluation): PerOp {
  const net = perOp(worked);
  if (!net) throw new Error('it is small');
  return net;
}

const running = () => laid(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));
const net = () =>
  laid(
    solved(
      't1 = w1*x; z1 = t1+b1; a1 = relu(z1); t2 = w2*a1; z2 = t2+b2; a2 = relu(z2); J = 1/2*(a2-y)^2',
      { w1: 2, x: 1, b1: 0, w2: 3, b2: 1, y: 5 },
      { data: ['x', 'y'] },
    ),
  );

/** Numbers from 0 to 1 in an order that looks like none, the same in every run. */
function someNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Every derivative by one sweep, and by one sweep per parameter, with the steps that either took. */
function both(sweepable: Sweepable) {
  const [back, forth] = [new Float64Array(sweepable.parameters), new Float64Array(sweepable.parameters)];
  const steps = sweepable.backward(back);
  let all = 0;
  for (let p = 0; p < sweepable.parameters; p++) all += sweepable.forward(p, forth);
  return { back, forth, steps, all };
}

describe('a program, op by op', () => {
  test('the running example: 6 steps against 9, and the derivatives of the lecture either way', () => {
    const { back, forth, steps, all } = both(running());
    expect([steps, all]).toEqual([6, 9]);
    // In the order in which the program names them: b, c, a.
    expect([...back]).toEqual([6, 9, 3]);
    expect([...forth]).toEqual([6, 9, 3]);
  });

  test('data is no parameter, and literals are no nodes', () => {
    const { back, steps, all } = both(net());
    expect([net().nodes, net().parameters]).toEqual([9, 4]);
    expect([steps, all]).toEqual([13, 36]);
    expect([...back].sort()).toEqual([2, 4, 6, 6]);
  });

  test('what does not reach the output takes no part', () => {
    const { nodes, parameters } = laid(solved('u = 2*a; J = 3*b', { a: 1, b: 1 }));
    expect([nodes, parameters]).toEqual([1, 1]);
  });

  test('a node that is read twice gets both ways added', () => {
    const worked = solved('u = a*b; J = u*u + sin(a)*u - b/a', { a: 1.3, b: -0.7 });
    const { back, forth } = both(laid(worked));
    for (const [p, name] of ['a', 'b'].entries()) {
      close(back[p] ?? 0, gradientOf(worked, name), 1e-14);
      close(forth[p] ?? 0, gradientOf(worked, name), 1e-14);
    }
  });

  test('a nudge is a plain forward pass', () => {
    expect(running().nudged(0, 0.5)).toBe(36);
  });
});

describe('a program of matrices, entry by entry', () => {
  const matrix = (rows: number, columns: number) => ({
    rows,
    columns,
    entries: Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(7 * i + rows + 1)),
  });
  const Y = { rows: 2, columns: 4, entries: Float64Array.of(1, 0, 0, 1, 0, 1, 1, 0) };
  // All that acts on whole matrices: products, a transpose, sums in each direction, a mean, a softmax, what is spread.
  const programs = {
    'a network': 'Z = W*X + b; A = tanh(Z); S = softmax(V*A); J = -mean(sum(Y.*log(S), 1))',
    'a product with itself': "J = sum(sum((W*X)'*(W*X), 2).^2) + mean(b)",
  };

  test.each(Object.entries(programs))('%s: both ways give the derivatives of the graph', (_, text) => {
    const values = { W: matrix(3, 2), X: matrix(2, 4), b: matrix(3, 1), V: matrix(2, 3), Y };
    const worked = solved(text, values, { data: ['X', 'Y'] });
    const net = laid(worked);
    const { back, forth, steps, all } = both(net);
    expect({ nodes: net.nodes, parameters: net.parameters }).toEqual(sizesOf(worked));
    expect(steps).toBe(net.nodes + net.parameters);
    expect(all).toBe(net.nodes * net.parameters);
    const names = text.includes('V*A') ? ['W', 'b', 'V'] : ['W', 'b'];
    const exact = names.flatMap((name) =>
      Array.from(entriesOf(gradientAt(worked, worked.slots.get(name) ?? -1))),
    );
    expect(back).toHaveLength(exact.length);
    for (const [p, derivative] of exact.entries()) {
      close(back[p] ?? 0, derivative, 1e-13);
      close(forth[p] ?? 0, derivative, 1e-13);
      close((net.nudged(p, 1e-4) - net.nudged(p, -1e-4)) / 2e-4, derivative, 1e-6);
    }
  });

  test('one that is too large is not laid out', () => {
    const values = { W: matrix(200, 200), X: matrix(200, 200) };
    const worked = solved('J = sum(W*X)', values, { data: ['X'] });
    expect(perOp(worked)).toBeNull();
    expect(sizesOf(worked)).toEqual({ nodes: 40_001, parameters: 40_000 });
  });
});

describe('a network of neurons', () => {
  test.each([
    [1, 1],
    [7, 3],
    [9, 90],
    [100, 1000],
    [50, 333],
  ])('%i nodes, %i parameters: N + P steps against N*P, and the same derivatives', (nodes, parameters) => {
    const network = networkOfNeurons(nodes, parameters, someNumbers());
    const { back, forth, steps, all } = both(network);
    expect(steps).toBe(nodes + parameters);
    expect(all).toBe(nodes * parameters);
    for (const [p, derivative] of back.entries()) close(forth[p] ?? 0, derivative, 1e-14);
    // A weight's derivative by nudging: linear between two corners, so that a difference tells it.
    for (const p of [0, parameters >> 1, parameters - 1]) {
      const nudge = 1e-6;
      close((network.nudged(p, nudge) - network.nudged(p, -nudge)) / (2 * nudge), back[p] ?? 0, 1e-7);
    }
    expect(new Set(back).size).toBeGreaterThan(Math.min(5, parameters - 1));
  });
});

describe('a race', () => {
  /** A clock on which a millisecond passes whenever somebody looks. */
  function ticking(): () => number {
    let now = 0;
    return () => now++;
  }

  function raced(sweepable: Sweepable) {
    const running = timeBoth(sweepable, ticking());
    const shares: number[] = [];
    for (;;) {
      const { done, value } = running.next();
      if (done) return { result: value, shares };
      shares.push(value);
    }
  }

  test('counts what it ran, compares the derivatives, and tells how far it is', () => {
    const { result, shares } = raced(running());
    expect(result.backprop.steps).toBe(6);
    expect(result.sweeps).toMatchObject({ run: 3, steps: 9 });
    expect(result.nudging.run).toBe(3);
    expect(result.difference).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test('a difference between the two ways is seen', () => {
    const right = running();
    const wrong: Sweepable = {
      ...right,
      forward(parameter, derivatives) {
        const finished = right.forward(parameter, derivatives);
        derivatives[1] = 9.09;
        return finished;
      },
    };
    expect(raced(wrong).result.difference).toBeCloseTo(0.09 / 9.09, 12);
  });

  test('above 10^9 steps a sample of the sweeps is run, spread over the parameters', () => {
    const asked = new Set<number>();
    const large: Sweepable = {
      nodes: 10 ** 8,
      parameters: 1000,
      backward: () => 10 ** 8 + 1000,
      forward(parameter) {
        asked.add(parameter);
        return 10 ** 8;
      },
      nudged: () => 0,
    };
    const { sweeps } = raced(large).result;
    expect(sweeps).toMatchObject({ run: 10, steps: 10 ** 11 });
    expect([...asked].sort((a, b) => a - b)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });
});
