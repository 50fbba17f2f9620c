import { describe, expect, test } from '@jest/globals';
import { slopeByNudging } from '../../engine/checks/differences.ts';
import { opAt, operandsAt } from '../../engine/graph/graph.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { discriminate, sharpness } from './discrimination.ts';
import { friendlyVariantOf } from './friendly-variant.ts';
import { variantOf } from './variant.ts';

describe('other numbers for the same graph', () => {
  test.each(lectureLessons)('%s: friendly, sound, and at least as telling', (_, lesson) => {
    for (const seed of [1, 2]) {
      const found = variantOf(lesson, seed);
      if (!found) throw new Error('nothing was found');
      const { worked, order } = found.lesson;
      expect(order.map((slot) => worked.names[slot])).toEqual(
        lesson.order.map((slot) => lesson.worked.names[slot]),
      );
      for (const value of [...found.values.values()].map(Number)) {
        expect(Math.abs(value)).toBeLessThan(20);
        expect(Number.isInteger(value * 8)).toBe(true);
      }
      for (const slot of order) {
        const gradient = worked.gradients[slot] ?? Number.NaN;
        const slope = slopeByNudging(worked.graph, slot, worked.tape.value);
        expect(Math.abs(slope - gradient)).toBeLessThan(1e-5 * Math.max(1, Math.abs(gradient)));
      }
      expect(found.sharpness).toBeGreaterThanOrEqual(Math.min(0.8, sharpness(discriminate(lesson))));
    }
  });

  const net = lessonFor(
    solved('z = w*x + b; a = relu(z); J = 1/2*(a-y)^2', { w: 2, x: 1, b: 0, y: 5 }, { data: ['x', 'y'] }),
  );

  test('a seed means the same numbers each time, and another seed others', () => {
    expect(variantOf(net, 7)?.values).toEqual(variantOf(net, 7)?.values);
    expect(variantOf(net, 7)?.values).not.toEqual(variantOf(net, 8)?.values);
  });

  test('labels of a softmax stay one of a kind in each column, also where they are called no data', () => {
    const labels = { rows: 3, columns: 2, entries: Float64Array.of(1, 0, 0, 0, 0, 1) };
    const scores = { rows: 3, columns: 2, entries: Float64Array.of(0.1, 0.2, 0.3, -0.4, 0.5, 0.6) };
    const lesson = lessonFor(solved('P = softmax(Z); J = -1/2*sum(Y.*log(P))', { Z: scores, Y: labels }));
    for (const seed of [1, 2, 3]) {
      const drawn = variantOf(lesson, seed)?.values.get('Y');
      if (drawn === undefined || typeof drawn === 'number') throw new Error('no labels were drawn');
      expect([...drawn.entries].sort()).toEqual([0, 0, 0, 0, 1, 1]);
      for (const column of [0, 1])
        expect([0, 1, 2].reduce((sum, row) => sum + (drawn.entries[row * 2 + column] ?? 0), 0)).toBe(1);
    }
  });

  test('labels with their examples in rows stay one of a kind in each row', () => {
    const labels = { rows: 2, columns: 3, entries: Float64Array.of(1, 0, 0, 0, 0, 1) };
    const scores = { rows: 2, columns: 3, entries: Float64Array.of(0.1, 0.2, 0.3, -0.4, 0.5, 0.6) };
    const program = 'E = exp(Z); P = E ./ sum(E, 2); J = -1/2*sum(Y.*log(P))';
    const lesson = lessonFor(solved(program, { Z: scores, Y: labels }, { data: ['Y'] }));
    const drawn = [1, 2, 3].map((seed) => variantOf(lesson, seed)?.values.get('Y'));
    for (const each of drawn) {
      if (each === undefined || typeof each === 'number') throw new Error('no labels were drawn');
      expect([...each.entries.subarray(0, 3)].sort()).toEqual([0, 0, 1]);
      expect([...each.entries.subarray(3)].sort()).toEqual([0, 0, 1]);
    }
    expect(new Set(drawn.map((each) => JSON.stringify(each))).size).toBeGreaterThan(1);
  });

  test('x = 1 passes mistakes for nothing, and is not drawn; data stay data', () => {
    const found = variantOf(net, 3);
    expect(Math.abs(Number(found?.values.get('x') ?? 1))).not.toBe(1);
    expect(found?.lesson.order.map((slot) => found.lesson.worked.names[slot])).not.toContain('x');
  });

  test('what was chosen stays chosen', () => {
    const chosen = lessonFor(solved('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 }), { wrt: ['b'] });
    expect(variantOf(chosen, 1)?.lesson.order.length).toBe(1);
  });

  test('the label of a log loss stays 0 or 1', () => {
    const loss = lessonFor(
      solved(
        'a = sigmoid(w*x); L = -(y*log(a) + (1-y)*log(1-a))',
        { w: 0.5, x: 2, y: 1 },
        { data: ['x', 'y'] },
      ),
    );
    for (const seed of [1, 2, 3, 4]) expect([0, 1]).toContain(variantOf(loss, seed)?.values.get('y'));
  });

  test('no relu stands on its corner', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { tape, graph } = variantOf(net, seed)?.lesson.worked ?? net.worked;
      for (let step = 0; step < graph.size; step++) {
        if (opAt(graph, step) === 'relu') expect(tape.value[operandsAt(graph, step)[0] ?? -1]).not.toBe(0);
      }
    }
  });

  test('no entry stands on a corner, nor as far beside it as tenths leave of a 0', () => {
    const layer = lessonFor(
      solved(
        'Z = W*X + b; A = relu(Z); J = sum((V*A - Y).^2)',
        { W: '[1 2; 3 4; 1 1]', X: '[1 2 3; 4 5 6]', b: '[1; 2; 3]', V: '[1 2 1]', Y: '[1 2 3]' },
        { data: ['X', 'Y'] },
      ),
    );
    for (let seed = 1; seed <= 150; seed++) {
      const found = variantOf(layer, seed)?.lesson.worked ?? layer.worked;
      const entries = entriesOf(valueOfSlot(found, found.slots.get('Z') ?? -1));
      expect(Math.min(...Array.from(entries, Math.abs))).toBeGreaterThan(1e-6);
    }
  });
});

describe('numbers for somebody who asks for no certain draw', () => {
  const numbersIn = (values: ReadonlyMap<string, Value>): readonly number[] =>
    [...values.values()].flatMap((value) => Array.from(entriesOf(value)));

  test('are whole where mistakes show at whole ones', () => {
    const net = lessonFor(
      solved(
        'h0 = relu(a*x + b*y); h1 = relu(c*x + d*y); p = v*h0 + w*h1; J = (p - t)^2',
        { a: 0, b: 1, c: 2, d: 3, v: 1, w: 2, x: 0, y: 1, t: 4 },
        { data: ['x', 'y', 't'] },
      ),
    );
    for (const seed of [1, 2, 3]) {
      const found = friendlyVariantOf(net, seed);
      if (!found) throw new Error('nothing was found');
      expect(numbersIn(found.values).filter((number) => !Number.isInteger(number))).toEqual([]);
      expect(found.sharpness).toBeGreaterThan(0.7);
    }
  });

  test("are tenths in a network's weights, and some units of a layer are on and some off", () => {
    const layer = lessonFor(
      solved(
        'Z = W*X + b; A = relu(Z); J = 1/2*mean((V*A - Y).^2)',
        { W: '[1 2; 3 4]', X: '[1 2 3; 4 5 6]', b: '[1; 2]', V: '[1 2]', Y: '[1 2 3]' },
        { data: ['X', 'Y'] },
      ),
    );
    for (const seed of [1, 2, 3]) {
      const found = friendlyVariantOf(layer, seed);
      if (!found) throw new Error('nothing was found');
      const tenths = numbersIn(found.values).map((number) => 10 * number);
      expect(tenths.every((number) => Math.abs(number - Math.round(number)) < 1e-9)).toBe(true);
      const { worked } = found.lesson;
      const off = Array.from(entriesOf(valueOfSlot(worked, worked.slots.get('A') ?? -1))).filter(
        (a) => a === 0,
      );
      expect(off.length > 0 && off.length < 6).toBe(true);
    }
  });
});

describe('what the numbers of a question tell', () => {
  test('at the lecture own numbers, added and swapped are the same for dc; with a 7 for the 3 they are not', () => {
    const at = (factor: number) => {
      const lesson = lessonFor(solved(`u = b*c; v = a+u; J = ${factor}*v`, { a: 5, b: 3, c: 2 }));
      return discriminate(lesson).find(({ question }) => question.name === 'c');
    };
    expect(at(3)?.confused.flat()).toEqual(
      expect.arrayContaining(['added-instead-of-multiplied', 'operands-swapped']),
    );
    expect(at(7)?.confused.flat()).not.toContain('operands-swapped');
  });

  test('with x = 1 the upstream gradient alone is the right number: nobody can see that mistake', () => {
    const lesson = lessonFor(solved('t = w*x; J = t^2', { w: 2, x: 1 }, { data: ['x'] }));
    expect(discriminate(lesson).find(({ question }) => question.name === 'w')?.hidden).toContain(
      'upstream-only',
    );
  });
});
