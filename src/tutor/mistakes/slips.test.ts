import { describe, expect, test } from '@jest/globals';
import { parseFormula } from '../../engine/kernels/rules.ts';
import { solved } from '../../engine/solved.testing.ts';
import { leaves } from '../../language/expression.ts';
import { opNames, slipsOf, table } from '../../ops/table.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { looked } from '../teaching/matrix-rules.testing.ts';
import { mistakeMessages } from './messages.ts';
import { placed } from './placed.testing.ts';
import { mutantsOf } from './row-mutants.ts';

/** What an answer to one question is named. */
function named(
  program: string,
  values: string,
  name: string,
  answer: number | string,
  data = '',
): string | null {
  const lesson = lessonFor(solved(program, valuesFrom(values), { data: data ? data.split(', ') : [] }));
  const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
  return looked(lesson, question, String(answer)).mistake?.id ?? null;
}

describe('the slips of the rows', () => {
  const slips = opNames.flatMap((op) =>
    table[op].operands.flatMap((_, operand) =>
      slipsOf(op, operand).map((slip) => ({ op, operand, ...slip })),
    ),
  );

  test.each(slips)('$op by operand $operand: $id, $instead', ({ op, operand, id, instead, means, says }) => {
    const row = table[op];
    const own = row.kind === 'structural' ? Object.keys(row.letters ?? {}) : [];
    const letters = [...row.operands, ...own, 'out', 'G'];
    for (const leaf of leaves(parseFormula(instead)))
      if (leaf.kind === 'name') expect(letters).toContain(leaf.name);
    // No change of the rule gives it: a slip that came twice would be left out.
    expect(mutantsOf(op, operand).map((mutant) => mutant.id)).toContain(id);
    expect(mistakeMessages[id]).toMatchObject({ means });
    expect(mistakeMessages[id].says(placed)).toBe(says);
    expect(says).toMatch(/\?$/);
  });

  // Worked by hand: all but the last are 7 times the wrong slope.
  test.each([
    ['u = exp(a); J = 7*u', 'a = 2', 'a', 7 * 2 * Math.exp(1), 'power-rule-on-exp'],
    ['u = exp(a); J = 7*u', 'a = 2', 'a', 7 / 2, 'inverses-rule'],
    ['u = b^a; J = 7*u', 'a = 2, b = 3', 'a', 7 * 2 * 3, 'power-rule-on-exp'],
    ['u = b^a; J = 7*u', 'a = 2.5, b = 3', 'a', 7 * 3 ** 1.5, 'power-rule-on-exp'],
    ['u = b^a; J = 7*u', 'a = 2.5, b = 3', 'a', (7 * 3 ** 2.5) / Math.log(3), 'integrated'],
    ['u = exp(a); J = 7*u', 'a = 2.5', 'a', 'du*exp(a - 1)', 'power-rule-on-exp'],
    ['u = exp(w*x); J = 7*u^2', 'w = 0.7, x = 1.3', 'w', 'du*w*x*exp(w*x - 1)', 'power-rule-on-exp'],
    ['u = log(a); J = 7*u', 'a = 4', 'a', (7 * Math.log(4)) / 4, 'logarithm-kept'],
    ['u = log(a); J = 7*u', 'a = 4', 'a', 'du*log(a)/a', 'logarithm-kept'],
    ['u = b^a; J = 7*u', 'a = 2, b = 4', 'b', (7 * 64) / 3, 'integrated'],
    ['u = b*c; v = a+u; J = 7*v', 'a = 5, b = 3, c = 2', 'b', 7 * (3 + 2), 'both-factors'],
    ['u = b*c; v = a+u; J = 7*v', 'a = 5, b = 3, c = 2', 'b', 'du*(b + c)', 'both-factors'],
    ['u = 1/b; J = 7*u', 'b = 2', 'b', 7 * Math.log(2), 'integrated'],
    ['u = a/b; J = 7*u', 'a = 6, b = 4', 'b', 7 * 6, 'quotient-as-product'],
    ['u = a/b; J = 7*u', 'a = 6, b = 4', 'a', 7 * 4, 'quotient-as-product'],
    ['u = sqrt(a); J = 7*u', 'a = 25', 'a', 7 * 2.5, 'exponent-not-lowered'],
    ['u = cbrt(a); J = 7*u', 'a = 64', 'a', (7 * 4) / 3, 'exponent-not-lowered'],
    ['u = a/b; J = 7*u', 'a = 6, b = 4', 'b', 7 / 4, 'other-operands-rule'],
    ['u = log(a); J = 7*u', 'a = 4', 'a', 7 / (4 * Math.log(10)), 'logarithm-to-ten'],
    ['u = log(a); J = 7*u', 'a = 4', 'a', 7 * Math.exp(4), 'inverses-rule'],
    ['u = max(a, b); J = 7*u', 'a = 7, b = 3', 'b', 3.5, 'shared-out'],
    ['u = sqrt(a); J = 7*u', 'a = 9', 'a', 7 / 3, 'part-dropped'],
    ['u = relu(a); v = -3*u; J = 7*v', 'a = 6', 'a', 0, 'gated-by-upstream'],
    ['u = relu(a); v = 3*u; J = 7*v', 'a = 6', 'a', 7, 'link-skipped'],
  ] as const)('%s at %s, d%s = %d: %s', (program, values, name, answer, id) => {
    expect(named(program, values, name, answer)).toBe(id);
  });

  test('an open relu under an upstream gradient above 0 hides which of them opened it', () => {
    const lesson = lessonFor(solved('u = relu(a); v = 3*u; J = 7*v', { a: 6 }));
    const question = questionOf(lesson, lesson.worked.slots.get('a') ?? -1);
    expect(looked(lesson, question, '21').verdict).toBe('correct');
  });
});

describe('mistakes of order', () => {
  const unit = [
    'z = w*x; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
    'w = 1.5, x = 2, y = 1',
  ] as const;
  const a = 1 / (1 + Math.exp(-3));

  test('a - y for dL/da is one step too far, and times the slope once more it is one slope too many', () => {
    expect(named(...unit, 'a', a - 1, 'x, y')).toBe('step-too-far');
    expect(named(...unit, 'z', (a - 1) * a * (1 - a), 'x, y')).toBe('slope-twice');
  });

  test('the output in place of 1, where the way back begins', () => {
    // J = 7*(5 + 6) = 77, and dJ/dv = 7.
    expect(named('u = b*c; v = a+u; J = 7*v', 'a = 5, b = 3, c = 2', 'v', 7 * 77)).toBe(
      'started-from-the-output',
    );
    expect(named('u = b*c; v = a+u; J = 7*v', 'a = 5, b = 3, c = 2', 'b', 14 * 77)).toBeNull();
  });

  test('weights that have taken their step before the derivative has gone through them', () => {
    // u = 8, v = 24, J = 288: dJ/dv = 24, dJ/dc = 24*8, dJ/du = 24*3 = 72.
    const square = ['u = a*b; v = u*c; J = 1/2*v^2', 'a = 2, b = 4, c = 3'] as const;
    expect(named(...square, 'u', 24 * (3 - 0.1 * 192))).toBe('updated-too-early');
    expect(named(...square, 'u', 24 * (3 - 0.01 * 192))).toBe('updated-too-early');
    // Data are not moved by descent.
    expect(named(...square, 'u', 24 * (3 - 0.1 * 192), 'c')).toBeNull();
  });

  test('a step that moves the weights by less than rounding does is no mistake', () => {
    const small = ['u = tanh(a*b); v = u*c; J = 0.02*v', 'a = 2, b = 0.3, c = 3'] as const;
    const u = Math.tanh(0.6);
    expect(named(...small, 'u', 0.02 * (3 - 0.01 * 0.02 * u))).toBeNull();
  });

  test('nor is one that moves them by less than is forgiven where numbers on the way are rounded', () => {
    const half = ['u = tanh(a*b); v = u*c; J = 1/2*v^2', 'a = 2, b = 0.3, c = 3'] as const;
    const u = Math.tanh(0.6);
    const v = 3 * u;
    // c moves by 0.01*v*u, about 0.3 percent of it; with a rate of 0.1 it moves by 3 percent, and that is seen.
    expect(named(...half, 'u', v * (3 - 0.01 * v * u))).toBeNull();
    expect(named(...half, 'u', v * (3 - 0.1 * v * u))).toBe('updated-too-early');
  });

  test('all paths but one of three', () => {
    // The shares of a are 2*b = 10, 3*c = 21 and 1.
    const three = ['u = a*b; v = a*c; J = 2*u + 3*v + a', 'a = 4, b = 5, c = 7'] as const;
    expect([11, 22].map((answer) => named(...three, 'a', answer))).toEqual(Array(2).fill('path-left-out'));
    // Beside 32 it may as well be a slip in the sum.
    expect(named(...three, 'a', 31)).toBeNull();
  });
});

describe('sums over what was spread', () => {
  const layer = (b: string) =>
    ['Z = W*X + b; L = sum(Z.*Z)', `W = [1 2; 3 -4; 2 5], X = [1 -2 0.5 4; 3 1 2 -1], b = ${b}`] as const;

  test.each([
    ['0.5', 'dL/dZ', 'sum-left-out'],
    ['0.5', 'sum(dL/dZ, 1)', 'summed-too-little'],
    ['0.5', 'sum(dL/dZ, 2)', 'summed-too-little'],
    ['0.5', 'mean(dL/dZ)', 'mean-for-sum'],
    ['[1; 2; 3]', 'dL/dZ', 'sum-left-out'],
    ['[1; 2; 3]', 'sum(dL/dZ, 1)', 'summed-the-other-way'],
    ['[1; 2; 3]', 'sum(dL/dZ)', 'summed-too-much'],
    ['[1; 2; 3]', 'mean(dL/dZ, 2)', 'mean-for-sum'],
  ])('b = %s: %s is %s', (b, line, id) => {
    expect(named(...layer(b), 'b', line, 'X')).toBe(id);
  });

  test('along the other dimension a row stays as it is: what was written tells it from no sum at all', () => {
    const row = ['Z = W*X + b; L = sum(Z.*Z)', 'W = [1 2], X = [1 -2 0.5 4; 3 1 2 -1], b = 0.5'] as const;
    expect(named(...row, 'b', 'sum(dL/dZ, 1)', 'X')).toBe('summed-the-other-way');
    expect(named(...row, 'b', 'dL/dZ', 'X')).toBe('sum-left-out');
  });

  test('softmax is no sigmoid', () => {
    const class3 = ['P = softmax(Z); L = -sum(Y.*log(P))', 'Z = [1; 0.5; -1], Y = [1; 0; 0]'] as const;
    expect(named(...class3, 'Z', 'dL/dP.*P.*(1 - P)', 'Y')).toBe('cross-terms-forgotten');
  });
});
