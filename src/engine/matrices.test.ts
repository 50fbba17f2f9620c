import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as mathjs from 'mathjs';
import { apply, type Leaf, name, number } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { parseProgram } from '../language/program.ts';
import { knownSign } from '../language/spelling.ts';
import {
  entriesOf,
  matrixOf,
  mostEntries,
  nested,
  type Shape,
  shapeOf,
  sizeOf,
  type Value,
  valueFrom,
} from '../ops/matrix.ts';
import { type OpName, opNames, spelledIn, table } from '../ops/table.ts';
import { outputWith, slopesByNudging } from './checks/differences.ts';
import { kinds, opAt, operandsAt, placeAt, shapeAt } from './graph/graph.ts';
import { matrixPrograms } from './graph/matrices.testing.ts';
import { evaluateAll } from './graph/values.ts';
import { computed, elementwiseRow, parseFormula, structuralRow } from './kernels/rules.ts';
import { filled, meaningOf, meanings } from './meanings.testing.ts';
import { type Evaluation, evaluateGraph, gradientAt, valueOfSlot } from './passes/evaluate.ts';
import { letterAt } from './passes/pass-back.ts';
import { backward, forwardInPlace } from './passes/tape.ts';
import { asValue, close, closeValue, elementwiseOps, slotOf, solved } from './solved.testing.ts';

const structuralOps = opNames.filter((op) => table[op].kind === 'structural');

/** How an op is written over letters, with settings behind them where they are said. */
function written(op: OpName, letters: readonly string[], settings: readonly number[] = []): string {
  const row = table[op];
  const spelling = row.written.find((way) => !(way.form === 'infix' && way.matrices)) ?? row.written[0];
  if (!spelling) return letters[0] ?? '';
  const said = settings.every((setting) => setting === 0) && spelling.form !== 'index' ? [] : settings;
  return print(apply(knownSign(spelling.form, spelling.symbol), ...letters.map(name), ...said.map(number)));
}

/** Weights of no symmetry, so that no two entries of what is asked of them come out alike. */
const weights = ({ rows, columns }: Shape): Value =>
  valueFrom(
    { rows, columns },
    Float64Array.from({ length: rows * columns }, (_, i) => 1 + 0.3 * i - 0.1 * i * i),
  );

/** Every derivative of a graph of matrices against nudges of each entry. */
function witnessed(worked: Evaluation, tolerance = 1e-7): number {
  let compared = 0;
  for (let slot = 0; slot < worked.graph.size; slot++) {
    const kind = worked.graph.kind[slot];
    if (kind === kinds.literal || kind === kinds.data) continue;
    closeValue(gradientAt(worked, slot), slopesByNudging(worked.graph, slot, worked.tape.value), tolerance);
    compared++;
  }
  return compared;
}

/** A pass in an array that holds nothing but what the leaves are: every entry of a step must be written, none added to. */
function writtenOver({ graph, tape }: Evaluation): Float64Array {
  const start = new Float64Array(tape.value.length).fill(Number.NaN);
  for (let slot = 0; slot < graph.size; slot++) {
    if (graph.kind[slot] === kinds.step) continue;
    const at = placeAt(graph, slot);
    start.set(tape.value.subarray(at, at + sizeOf(shapeAt(graph, slot))), at);
  }
  return forwardInPlace({ ...graph, start }).value;
}

test('every structural op has its meaning here', () => {
  expect(Object.keys(meanings).sort()).toEqual([...structuralOps].sort());
});

describe.each(structuralOps)('%s', (op) => {
  const row = structuralRow(op);
  const absent = row.settings.map((setting) => setting.absent);
  const dims = row.settings.some(({ name }) => name === 'dim') ? [[1], [2]] : [];
  const settings = row.settingSamples ?? [absent, ...dims];
  const cases = row.samples.flatMap((sample) =>
    settings.map((said) => [sample.join(' and '), said.join(' '), sample, said] as const),
  );

  test('has two samples or more, of one matrix an operand, and says why for each', () => {
    expect(row.samples.length).toBeGreaterThanOrEqual(2);
    for (const sample of row.samples) expect(sample).toHaveLength(row.operands.length);
    expect(Object.keys(row.pass).sort()).toEqual([...row.operands].sort());
    for (const operand of row.operands) expect(row.why[operand]).toMatch(/^\S.*[^.]\.$/);
  });

  test.each(cases)('%s, settings %p: forward and backward', (_, _said, sample, said) => {
    const operands = sample.map(asValue);
    const wanted = meaningOf(op)(operands, ...said);
    const text = `u = ${written(op, row.operands, said)}; J = sum(u.^2 .* M)`;
    const values = {
      ...Object.fromEntries(row.operands.map((name, k) => [name, operands[k] ?? 0])),
      M: weights(shapeOf(wanted)),
    };
    const worked = solved(text, values, { data: ['M'] });
    expect(opAt(worked.graph, slotOf(worked, 'u'))).toBe(op);
    closeValue(valueOfSlot(worked, slotOf(worked, 'u')), wanted, 1e-14);
    expect(witnessed(worked)).toBeGreaterThanOrEqual(row.operands.length + 2);
    expect(writtenOver(worked)).toEqual(worked.tape.value);
  });

  test.each(cases)(
    '%s, settings %p: how its letters are written is their value',
    (_, _said, sample, said) => {
      const operands = sample.map(asValue);
      const out = meaningOf(op)(operands, ...said);
      const at = (leaf: Leaf) =>
        leaf.kind === 'name' ? letterAt({ op, operands, out, settings: said }, leaf.name, 0) : undefined;
      for (const [letter, { written: text, when }] of Object.entries(row.writings ?? {})) {
        expect(evaluateAll(parseFormula(when), at)).toEqual({ ok: true, value: 1 });
        const found = evaluateAll(parseFormula(text), at);
        closeValue(found.ok ? found.value : Number.NaN, at(name(letter)) ?? Number.NaN, 1e-12);
      }
    },
  );

  test.each(cases)('%s, settings %p: its spelling in mathjs has its value', (_, _said, sample, said) => {
    const spelled = spelledIn(row.mathjs, said);
    if (spelled === null) {
      // Where mathjs has the function, the row says how it is written there; along a dimension it may have none.
      if (said.every((each, k) => each === absent[k])) expect(mathjs).not.toHaveProperty(op);
      return;
    }
    const operands = sample.map(asValue);
    const scope = Object.fromEntries(
      row.operands.map((name, k) => [name, mathjs.matrix(nested(operands[k] ?? 0) as number[][])]),
    );
    const found: unknown = mathjs.evaluate(spelled, scope);
    const entries =
      typeof found === 'number'
        ? [found]
        : mathjs
            .flatten(found as mathjs.Matrix)
            .toArray()
            .map(Number);
    const wanted = meaningOf(op)(operands, ...said);
    expect(entries).toHaveLength(entriesOf(wanted).length);
    for (const [i, entry] of entries.entries()) close(entry, entriesOf(wanted)[i] ?? Number.NaN, 1e-12);
  });

  test('every spelling is the same op, in a program and between numbers alone', () => {
    for (const sample of row.samples) {
      const [first] = row.written.map((spelling) => spell(spelling, row.operands));
      for (const spelling of row.written) {
        const values = Object.fromEntries(row.operands.map((name, k) => [name, sample[k] ?? '0']));
        const worked = solved(`u = ${spell(spelling, row.operands)}; J = sum(u)`, values);
        const other = solved(`u = ${first}; J = sum(u)`, values);
        closeValue(valueOfSlot(worked, slotOf(worked, 'u')), valueOfSlot(other, slotOf(other, 'u')), 0);
        if (spelling.form === 'index') continue;
        const alone = evaluateAll(parseFormula(spell(spelling, sample)), () => undefined);
        if (!alone.ok) throw new Error(alone.trouble.message);
        closeValue(alone.value, valueOfSlot(worked, slotOf(worked, 'u')), 0);
      }
    }
  });
});

function spell(spelling: (typeof table)[OpName]['written'][number], words: readonly string[]): string {
  if (spelling.form === 'call') return `${spelling.symbol}(${words.join(', ')})`;
  if (spelling.form === 'postfix') return `${words[0]}${spelling.symbol}`;
  if (spelling.form === 'index') return `${words[0]}(:,:)`;
  if (spelling.form === 'brackets') return `[${words.join(', ')}]`;
  return words.join(spelling.symbol);
}

/** Entries for an operand of a shape: the row's own samples, one after the other, each a little moved so that no two are alike. */
function operandOf(op: OpName, k: number, { rows, columns }: Shape): Value {
  const { samples } = elementwiseRow(op);
  // Where a function needs numbers above 0, a larger sample is in its domain too; whole exponents stay whole.
  const entries = Array.from({ length: rows * columns }, (_, i) => {
    const sample = samples[i % samples.length]?.[k] ?? 1;
    return (
      sample + (op === 'pow' || sample === 0 ? 0 : Math.sign(sample) * 0.01 * Math.floor(i / samples.length))
    );
  });
  return valueFrom({ rows, columns }, Float64Array.from(entries));
}

const shape = (rows: number, columns: number): Shape => ({ rows, columns });
const pairs: readonly (readonly [string, Shape, Shape])[] = [
  ['two of the same shape', shape(2, 3), shape(2, 3)],
  ['a matrix and a row', shape(2, 3), shape(1, 3)],
  ['a matrix and a column', shape(2, 3), shape(2, 1)],
  ['a row and a matrix', shape(1, 3), shape(2, 3)],
  ['a column and a matrix', shape(2, 1), shape(2, 3)],
  ['a matrix and a number', shape(3, 2), shape(1, 1)],
  ['a number and a matrix', shape(1, 1), shape(3, 2)],
  ['a row and a column', shape(1, 3), shape(2, 1)],
  ['a column and a row', shape(3, 1), shape(1, 2)],
  ['two columns', shape(4, 1), shape(4, 1)],
  ['a row and a number', shape(1, 4), shape(1, 1)],
];

describe.each(elementwiseOps)('%s, entry by entry', (op) => {
  const row = elementwiseRow(op);
  const both = row.operands.length === 2;
  const cases = both
    ? pairs
    : ([
        ['a matrix', shape(2, 3), shape(2, 3)],
        ['a row', shape(1, 4), shape(1, 4)],
        ['a column', shape(3, 1), shape(3, 1)],
        ...(row.operands.length > 2 ? ([['a matrix and numbers', shape(2, 3), shape(1, 1)]] as const) : []),
      ] as const);

  test.each(cases)('%s: each entry by its formula, each derivative by nudging', (_, left, right) => {
    // Where an operand is spread every number of one meets every number of the other.
    const operands = row.operands.map((_, k) => operandOf(op, k, k === 0 ? left : right));
    const safe = op === 'pow' ? [positive(operands[0] ?? 1), ...operands.slice(1)] : apart(op, operands);
    const out = shape(Math.max(left.rows, right.rows), Math.max(left.columns, right.columns));
    const at = (value: Value, i: number, j: number): number => {
      const { rows, columns, entries } = matrixOf(value);
      return entries[(rows === 1 ? 0 : i) * columns + (columns === 1 ? 0 : j)] ?? Number.NaN;
    };
    const wanted = filled(out.rows, out.columns, (i, j) =>
      computed(
        op,
        safe.map((each) => at(each, i, j)),
      ),
    );
    const values = Object.fromEntries(row.operands.map((name, k) => [name, safe[k] ?? 0]));
    const worked = solved(
      `u = ${written(op, row.operands)}; J = sum(u .* M)`,
      { ...values, M: weights(out) },
      { data: ['M'] },
    );
    expect(opAt(worked.graph, slotOf(worked, 'u'))).toBe(op);
    expect(Array.from(entriesOf(valueOfSlot(worked, slotOf(worked, 'u'))))).toEqual(
      Array.from(entriesOf(wanted)),
    );
    for (const name of row.operands) {
      const slot = slotOf(worked, name);
      closeValue(gradientAt(worked, slot), slopesByNudging(worked.graph, slot, worked.tape.value), 1e-6);
    }
  });
});

const positive = (value: Value): Value => {
  const { rows, columns, entries } = matrixOf(value);
  return valueFrom(
    { rows, columns },
    entries.map((each) => Math.abs(each) + 0.5),
  );
};

/** Operands of max and min moved apart, so that no two that meet tie; divisors other than 0. */
function apart(op: OpName, operands: readonly Value[]): readonly Value[] {
  if (!elementwiseRow(op).kink || operands.length < 2) return operands;
  return operands.map((value, k) => {
    const { rows, columns, entries } = matrixOf(value);
    return valueFrom(
      { rows, columns },
      entries.map((each) => each + 0.117 * k),
    );
  });
}

describe('random programs of matrices', () => {
  test('every derivative is what nudging gives, and has the shape of what it is taken by', () => {
    let compared = 0;
    fc.assert(
      fc.property(matrixPrograms, ({ text, values }) => {
        const worked = solved(text, values);
        fc.pre(
          worked.tape.value.every((each) => Math.abs(each) < 100) &&
            worked.gradients.every((each) => Math.abs(each) < 1e4),
        );
        for (const [name, slot] of worked.slots) {
          const { rows, columns } = shapeAt(worked.graph, slot);
          expect([
            name,
            shapeOf(gradientAt(worked, slot)).rows,
            shapeOf(gradientAt(worked, slot)).columns,
          ]).toEqual([name, rows, columns]);
        }
        compared += witnessed(worked, 1e-5);
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(400);
  });

  test('an array handed in is written over, and a nudge of one entry leaves the rest', () => {
    const worked = solved('Z = W*X + b; J = sum(Z.^2)', {
      W: '[1 2; 3 4; 5 6]',
      X: '[1 -1; 0 2]',
      b: '[1; 2; 3]',
    });
    const used = new Float64Array(worked.gradients.length).fill(99);
    expect(backward(worked.tape, used)).toBe(used);
    expect(used).toEqual(worked.gradients);
    const slot = slotOf(worked, 'W');
    const before = worked.tape.value.slice();
    expect(outputWith(worked.graph, slot, asValue('[1 2; 3 4; 5 6.5]'))).not.toBe(
      before[placeAt(worked.graph, worked.graph.output)],
    );
    expect(worked.tape.value).toEqual(before);
  });
});

describe('a 1x1 is a number everywhere', () => {
  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['J = a*b + c', { a: '[2]', b: '[[3]]', c: '-1' }, { a: '3', b: '2', c: '1' }],
    ["J = w'*x", { w: '[1; 2]', x: '[3; -1]' }, { w: '[3; -1]', x: '[1; 2]' }],
    ["J = (w'*x)^2", { w: '[1; 2]', x: '[3; -1]' }, { w: '[6; -2]', x: '[2; 4]' }],
    ["J = 1/(w'*x)", { w: '[1; 2]', x: '[3; -1]' }, { w: '[-3; 1]', x: '[-1; -2]' }],
    ['J = sum(A)*sum(A, 1)*[1; 1]', { A: '[1 2; 3 4]' }, { A: '[20 20; 20 20]' }],
    ["J = a'", { a: '5' }, { a: '1' }],
    ['J = a*a*sum(a, 2)', { a: '[2]' }, { a: '12' }],
    ['J = softmax(a) + mean(b, 1)', { a: '2', b: '3' }, { a: '0', b: '1' }],
    ['J = sum((x*y).^2)', { x: '[1; 2]', y: '[3]' }, { x: '[18; 36]', y: '30' }],
    ['J = exp(sum(x) - 6)^2', { x: '[1 2 3]' }, { x: '[2 2 2]' }],
  ])('%s', (text, values, slopes) => {
    const worked = solved(text, values);
    expect(typeof valueOfSlot(worked, worked.graph.output)).toBe('number');
    for (const [name, slope] of Object.entries(slopes))
      closeValue(gradientAt(worked, slotOf(worked, name)), asValue(slope), 1e-12);
  });

  test('a matrix of one entry among the values makes a program of numbers', () => {
    const worked = solved('J = 3*(a+b*c)', { a: '[5]', b: '[[3]]', c: 2 });
    expect([worked.graph.layout, gradientAt(worked, slotOf(worked, 'b'))]).toEqual([null, 6]);
  });
});

describe('programs of numbers', () => {
  test.each([
    'J = 3*(a+b*c)',
    'J = max(a, b)^2 .* c ./ 2',
    'z = a*b + c; J = log(1 + exp(-z))',
    'J = [3]*a + b*c',
  ])('%s goes through the loops of single numbers', (text) => {
    const { graph } = solved(text, { a: 1, b: 2, c: 3 });
    expect(graph.layout).toBeNull();
    expect(operandsAt(graph, graph.output).length).toBeGreaterThan(0);
  });

  test('the same program gives the same derivatives as numbers and as entries of matrices', () => {
    const numbers = solved('z = w*x + b; a = sigmoid(z); J = -(y*log(a) + (1-y)*log(1-a))', {
      w: 0.7,
      x: 2,
      b: -1,
      y: 1,
    });
    const matrices = solved("z = w'*x + b; a = sigmoid(z); J = -sum(y.*log(a) + (1-y).*log(1-a))", {
      w: '[0.7]',
      x: '[2]',
      b: '[-1]',
      y: '[1]',
    });
    expect(numbers.graph.layout).toBeNull();
    expect(matrices.graph.layout).not.toBeNull();
    for (const name of ['w', 'b', 'z', 'a', 'x', 'y'])
      close(
        Number(gradientAt(matrices, slotOf(matrices, name))),
        Number(gradientAt(numbers, slotOf(numbers, name))),
        1e-15,
      );
  });
});

describe('limits', () => {
  const refusal = (text: string, values: Readonly<Record<string, string | Value>> = {}): string => {
    const program = parseProgram(text);
    if (!program.ok) return program.trouble.message;
    const worked = evaluateGraph(program.value, {
      values: new Map(Object.entries(values).map(([name, value]) => [name, asValue(value)])),
    });
    return worked.ok ? 'nothing' : worked.trouble.message;
  };

  test('10 million entries, and not one more', () => {
    expect(mostEntries).toBe(10_000_000);
    expect(refusal('A = a*ones(4000, 3000); J = sum(A)', { a: 2 })).toBe(
      'ones(4000, 3000) is (4000,3000), and a matrix has at most 10000000 entries here; make it smaller',
    );
    expect(
      refusal('A = a + b; B = A + b; C = B + a; J = sum(C)', {
        a: valueFrom(shape(3000, 1), new Float64Array(3000)),
        b: valueFrom(shape(1, 1600), new Float64Array(1600)),
      }),
    ).toBe('the program makes more than 10000000 entries of matrices; make it smaller');
    expect(refusal('J = sum(ones(100000, 100000)*a)', { a: 1 })).toBe(
      'ones(100000, 100000) is (100000,100000), and a matrix has at most 10000000 entries here; make it smaller',
    );
  });

  test('many small statements together', () => {
    const chain = Array.from({ length: 2000 }, (_, i) => `A${i + 1} = A${i} + 0.001`).join('; ');
    const worked = solved(`${chain}; J = sum(A2000)`, { A0: '[1 2; 3 4]' });
    closeValue(gradientAt(worked, slotOf(worked, 'A0')), asValue('[1 1; 1 1]'), 0);
  });
});
