import { describe, expect, test } from '@jest/globals';
import * as mathjs from 'mathjs';
import { applicationsIn, leaves } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { parseProgram } from '../language/program.ts';
import { compares, signFor } from '../language/spelling.ts';
import type { Elementwise, Formula, Spelling } from '../ops/row.ts';
import { lookAlikes, type OpName, opNames, spelledIn, table } from '../ops/table.ts';
import { slopeByNudging } from './checks/differences.ts';
import { derivativeByMathjs } from './checks/mathjs.ts';
import { computed, elementwiseRow, evaluate, localAt, parseFormula } from './kernels/rules.ts';
import { gradientAt, valueOfSlot } from './passes/evaluate.ts';
import { close, closeValue, elementwiseOps, gradientOf, slotOf, solved, valueAt } from './solved.testing.ts';

/** A program of one op, in one of its spellings, over the row's own letters. */
function written(op: OpName, spelling: Spelling | undefined): string {
  const [a, b] = table[op].operands;
  if (!spelling) return `J = ${a}`;
  switch (spelling.form) {
    case 'infix':
      return `J = ${a} ${spelling.symbol} ${b}`;
    case 'prefix':
      return `J = ${spelling.symbol}${a}`;
    case 'postfix':
      return `J = ${a}${spelling.symbol}`;
    case 'index':
    case 'brackets':
    case 'call':
      return `J = ${spelling.symbol}(${table[op].operands.join(', ')})`;
  }
}

const valuesAt = (op: OpName, sample: readonly number[]): Record<string, number> =>
  Object.fromEntries(table[op].operands.map((operand, k) => [operand, sample[k] ?? Number.NaN]));

/** Whether mathjs can't derive an op: corners, choices, the error function, and what is made of them. */
function beyondMathjs(op: OpName): boolean {
  const row = table[op];
  if (row.kind !== 'elementwise') return false;
  if (row.kink !== undefined || row.compares || row.selects || op === 'erf') return true;
  const formula =
    row.value.kind === 'formula' ? row.value.formula : row.value.kind === 'primitive' && row.value.printed;
  return formula
    ? applicationsIn(parseFormula(formula)).some(({ sign }) => sign.ops.some(beyondMathjs))
    : false;
}

describe.each(elementwiseOps)('%s', (op) => {
  const row = elementwiseRow(op);
  const samples = row.samples.map((sample) => [sample.join(', '), sample] as const);

  test('has three samples or more, of one number an operand', () => {
    expect(samples.length).toBeGreaterThanOrEqual(3);
    for (const sample of row.samples) expect(sample).toHaveLength(row.operands.length);
  });

  test.each(samples)('at %s its local derivatives agree with the slope of its value', (_, sample) => {
    const out = computed(op, sample);
    sample.forEach((_, k) => {
      const moved = (by: number): number =>
        computed(
          op,
          sample.map((each, i) => (i === k ? each + by : each)),
        );
      const h = 1e-4;
      // Fourth order: the error is near 1e-14 where the op is smooth.
      const slope = (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h);
      close(localAt(op, k, sample, out), slope);
    });
  });

  test.each(samples)('at %s the compiled passes agree with nudging, and with the formulas', (_, sample) => {
    const worked = solved(written(op, row.written[0]), valuesAt(op, sample));
    const out = computed(op, sample);
    expect(valueAt(worked, 'J')).toBe(out);
    row.operands.forEach((operand, k) => {
      expect(gradientOf(worked, operand)).toBe(localAt(op, k, sample, out) + 0);
      close(
        gradientOf(worked, operand),
        slopeByNudging(worked.graph, slotOf(worked, operand), worked.tape.value),
      );
    });
  });

  test.each(samples)('at %s mathjs finds the same derivatives, where it can follow', (_, sample) => {
    const worked = solved(written(op, row.written[0]), valuesAt(op, sample));
    for (const operand of row.operands) {
      const slope = derivativeByMathjs(worked, operand);
      if (slope !== null) close(slope, gradientOf(worked, operand), 1e-12);
      // Of a cube root left of 0 it takes another one.
      else expect([op, beyondMathjs(op) || (op === 'cbrt' && (sample[0] ?? 0) < 0)]).toEqual([op, true]);
    }
  });

  test('its spelling in mathjs has its value', () => {
    const spelled = spelledIn(row.mathjs, []);
    for (const sample of row.samples)
      if (spelled !== null)
        close(Number(mathjs.evaluate(spelled, valuesAt(op, sample))), computed(op, sample), 1e-13);
  });

  test('what it is likened to is in the table, and is not itself', () => {
    for (const other of lookAlikes(op))
      expect([op, other, opNames.includes(other) && other !== op]).toEqual([op, other, true]);
  });

  test('every spelling is read as the row, and printed as it was written', () => {
    const spellings: readonly (Spelling | undefined)[] = row.written.length > 0 ? row.written : [undefined];
    for (const spelling of spellings) {
      const text = written(op, spelling);
      const program = parseProgram(text);
      if (!program.ok) throw new Error(program.trouble.message);
      const [statement] = program.value.statements;
      if (spelling && statement?.expression.kind === 'apply') {
        expect(statement.expression.sign.ops[0]).toBe(op);
        expect(statement.expression.operands.map((operand) => print(operand))).toEqual([...row.operands]);
      } else expect([spelling, statement?.expression.kind]).toEqual([undefined, 'name']);
      expect(
        `J = ${print(statement!.expression, { leaf: (leaf) => (leaf.kind === 'name' ? leaf.name : '?'), spacing: 'code' })}`,
      ).toBe(text.replaceAll(' ^ ', '^').replaceAll(' .^ ', '.^'));
    }
  });

  test('says why, in a sentence for each operand', () => {
    expect(Object.keys(row.why).sort()).toEqual([...row.operands].sort());
    for (const why of Object.values(row.why)) {
      expect(why).toMatch(/^\S.*[^.]\.$/);
      expect(why).not.toMatch(/[!?]|\s\s|;$/);
    }
  });

  test('its formulas can be read, name nothing but its operands and its output, and print as they are written', () => {
    expect(Object.keys(row.local).sort()).toEqual([...row.operands].sort());
    for (const { text, may } of formulasOf(row)) {
      const tree = parseFormula(text);
      for (const leaf of leaves(tree)) if (leaf.kind === 'name') expect(may).toContain(leaf.name);
      expect(parseFormula(print(tree))).toEqual(expect.objectContaining({ kind: tree.kind }));
      expect(print(parseFormula(print(tree)))).toBe(print(tree));
    }
  });

  test('its printed formula has the value that the machine finds', () => {
    const text =
      row.value.kind === 'formula'
        ? row.value.formula
        : row.value.kind === 'primitive'
          ? row.value.printed
          : null;
    for (const sample of row.samples) {
      const lookup = (name: string): number | undefined => sample[row.operands.indexOf(name)];
      const shown = text === null ? computed(op, sample) : evaluate(parseFormula(text), lookup);
      close(computed(op, sample), shown, 1e-14);
    }
  });

  test('conditions hold or not: they are 1 or 0 at every sample, where nothing is needed, missing or bent', () => {
    for (const sample of row.samples) {
      const out = computed(op, sample);
      const lookup = (name: string): number | undefined =>
        name === 'out' ? out : sample[row.operands.indexOf(name)];
      for (const operand of row.operands) {
        const needs = row.needs?.[operand];
        const missing = row.missing?.[operand];
        expect([operand, needs ? evaluate(parseFormula(needs.when), lookup) : 1]).toEqual([operand, 1]);
        expect([operand, missing ? evaluate(parseFormula(missing.when), lookup) : 0]).toEqual([operand, 0]);
        for (const says of [needs?.says, missing?.says]) expect(says ?? 'so').toMatch(/^[a-z0-9].*[^.]$/);
      }
      if (row.kink) expect(evaluate(parseFormula(row.kink), lookup)).not.toBe(0);
    }
  });

  test('its cures have the same value as what they replace, and their slope', () => {
    for (const { written: before, instead } of row.cures ?? []) {
      if (before.includes('Z')) continue;
      for (const z of [-1.5, 0.25, 2]) {
        const [one, other] = [solved(`J = ${before}`, { z }), solved(`J = ${instead}`, { z })];
        close(valueAt(one, 'J'), valueAt(other, 'J'), 1e-12);
        close(gradientOf(one, 'z'), gradientOf(other, 'z'), 1e-12);
      }
      expect(row.cures?.length).toBeGreaterThan(0);
    }
    expect(row.aside ?? 'so').toMatch(/[^.]$/);
  });
});

test('a cure for matrices has the same value as what it replaces, and its slope', () => {
  const cures = elementwiseOps.flatMap((op) => elementwiseRow(op).cures ?? []);
  const ofMatrices = cures.filter(({ written }) => written.includes('Z'));
  expect(ofMatrices).toHaveLength(2);
  for (const dim of [1, 2])
    for (const { written: before, instead } of ofMatrices) {
      const said = (text: string): string =>
        text.replaceAll('dim', String(dim)).replaceAll('top:bottom', '2').replaceAll('left:right', '1:2');
      const given = { Z: '[1 -2 0.5; 3 0.25 -1]' };
      const [one, other] = [before, instead].map((text) => solved(`U = ${said(text)}; J = sum(U.^2)`, given));
      if (!one || !other) throw new Error('there are two');
      closeValue(valueOfSlot(one, slotOf(one, 'U')), valueOfSlot(other, slotOf(other, 'U')), 1e-12);
      closeValue(gradientAt(one, slotOf(one, 'Z')), gradientAt(other, slotOf(other, 'Z')), 1e-12);
    }
});

/** Every formula of a row, with the names that it may use. */
function formulasOf(row: Elementwise): { text: Formula; may: readonly string[] }[] {
  const operands: readonly string[] = row.operands;
  const all = [...operands, 'out'];
  const list = (texts: readonly (Formula | null | undefined)[], may: readonly string[]) =>
    texts.flatMap((text) => (text ? [{ text, may }] : []));
  const { value } = row;
  return [
    ...list(Object.values(row.local), all),
    ...list(
      Object.values(row.needs ?? {}).map((needs) => needs?.when),
      all,
    ),
    ...list(
      Object.values(row.missing ?? {}).map((missing) => missing?.when),
      all,
    ),
    ...list(
      Object.values(row.except ?? {}).flatMap((except) => [except?.when, except?.local]),
      all,
    ),
    ...list(
      Object.values(row.slips ?? {}).flatMap((slips) => (slips ?? []).map(({ instead }) => instead)),
      [...all, 'G'],
    ),
    ...list(
      [
        row.kink,
        value.kind === 'formula' ? value.formula : value.kind === 'primitive' ? value.printed : null,
      ],
      operands,
    ),
    ...(row.cures ?? []).flatMap(({ written: before, instead }) =>
      list([before, instead], ['z', 'Z', 'dim', 'top', 'bottom', 'left', 'right']),
    ),
  ];
}

describe('comparisons', () => {
  const comparisons = opNames.filter((op) => {
    const row = table[op];
    return row.kind === 'elementwise' && row.compares;
  });

  test('are six, each spelled in one way that compares', () => {
    const spelled = comparisons.map((op) =>
      table[op].written.map(({ form, symbol }) => signFor(form, symbol)),
    );
    expect(
      spelled
        .flat()
        .filter((sign) => sign && compares(sign))
        .map((sign) => sign?.symbol),
    ).toEqual(['>', '<', '>=', '<=', '==', '!=']);
  });

  test.each([
    [1, 2, '0 1 0 1 0 1'],
    [2, 1, '1 0 1 0 0 1'],
    [-3, -3, '0 0 1 1 1 0'],
    [0, -0, '0 0 1 1 1 0'],
  ])('of %p with %p give 1 or 0', (a, b, wanted) => {
    expect(comparisons.map((op) => computed(op, [a, b])).join(' ')).toBe(wanted);
  });
});
