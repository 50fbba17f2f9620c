import { describe, expect, test } from '@jest/globals';
import { operandsAt } from '../engine/graph/graph.ts';
import { addFitted, outputOf } from '../engine/graph/values.ts';
import { structuralRow } from '../engine/kernels/rules.ts';
import { asValue, closeValue, slotOf, solved } from '../engine/solved.testing.ts';
import { entriesOf, mapped, matrixOf, shapeOf, sizeOf, type Value } from '../ops/matrix.ts';
import { opNames, table } from '../ops/table.ts';
import { factorAt, keepsColumns } from './linearity.ts';

const structuralOps = opNames.filter((op) => table[op].kind === 'structural');

describe.each(structuralOps)('what the row of %s says of itself', (op) => {
  const row = structuralRow(op);
  const samples = row.samples.map((sample) => sample.map(asValue));
  const settings = row.settings.map(({ absent }) => absent);
  const output = (operands: readonly Value[]): Value => {
    const shape = row.shape(operands.map(shapeOf), row.operands, settings);
    if (typeof shape === 'string') throw new Error(shape);
    return outputOf(op, operands, shape, settings);
  };

  test('it is linear if and only if a number in front of any operand comes out in front', () => {
    const scaled = samples.every((operands) =>
      operands.every((_, k) => {
        const tripled = operands.map((each, at) => (at === k ? mapped(each, (entry) => -3 * entry) : each));
        const wanted = entriesOf(output(operands));
        return Array.from(entriesOf(output(tripled))).every(
          (entry, at) => Math.abs(entry + 3 * (wanted[at] ?? Number.NaN)) < 1e-9,
        );
      }),
    );
    expect(row.linear ?? false).toBe(scaled);
  });

  test('its view is its output, and what it adds is its output on top', () => {
    for (const operands of samples) {
      const wanted = output(operands);
      const factors = operands.map(matrixOf);
      const [only] = factors;
      const target = () => ({
        ...shapeOf(wanted),
        entries: new Float64Array(sizeOf(shapeOf(wanted))).fill(2),
      });
      const above = mapped(wanted, (entry) => entry + 2);
      if (row.view && only) {
        const into = target();
        addFitted(row.view(only), into);
        closeValue(into, above, 1e-12);
      }
      if (row.add) {
        const into = target();
        row.add(factors, into);
        closeValue(into, above, 1e-12);
      }
    }
    expect(row.operands.length > 1 && row.view !== undefined).toBe(false);
  });
});

describe('the one number by which a step passes gradients on', () => {
  const values = { A: '[1 2 3; 4 5 6]', B: '[1 2; 3 4; 5 6]', s: 5, t: 2 };
  const factors = (text: string): readonly number[] => {
    const worked = solved(text, values);
    const slot = slotOf(worked, 'u');
    return [...operandsAt(worked.graph, slot).keys()].map((k) =>
      factorAt(worked.graph, worked.tape.value, slot, k),
    );
  };
  test.each([
    ['u = sum(A); J = u*s', [1]],
    ['u = mean(A); J = u*s', [1 / 6]],
    ['u = mean(A, 2); J = sum(u)', [1 / 3]],
    ["u = A'; J = sum(u)", [1]],
    ['u = A*B; J = sum(u)', [Number.NaN, Number.NaN]],
    ['u = s*A; J = sum(u)', [Number.NaN, 5]],
    ['u = A/s; J = sum(u)', [1 / 5, Number.NaN]],
    ["u = A - B'; J = sum(u)", [1, -1]],
    ['u = s*t; J = u', [2, 5]],
    ['u = s*s; J = u + sum(A)', [Number.NaN, Number.NaN]],
    ['u = s + s; J = u + sum(A)', [1, 1]],
    ['u = relu(A); J = sum(u)', [Number.NaN]],
    ['u = softmax(A); J = sum(u.^2)', [Number.NaN]],
  ])('%s', (text, wanted) => {
    expect(factors(text)).toEqual(wanted);
  });
});

test.each([
  ['A*B', [false, true]],
  ["A'", [false]],
  ['sum(A, 1)', [true]],
  ['sum(A, 2)', [false]],
  ['mean(A, 1)', [true]],
  ['softmax(A)', [true]],
  ['A + c', [true, false]],
  ["A .* B'", [true, true]],
])('in %s the columns stay those of the operands: %p', (text, wanted) => {
  const worked = solved(`u = ${text}; J = sum(u)`, {
    A: '[1 2 3; 4 5 6; 7 8 9]',
    B: '[1 2 3; 3 4 1; 5 6 7]',
    c: '[1; 2; 3]',
  });
  const slot = slotOf(worked, 'u');
  expect(wanted.map((_, k) => keepsColumns(worked.graph, slot, k))).toEqual(wanted);
});
