import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { computed, opOf, parseFormula } from '../engine/kernels/rules.ts';
import { apply, type Expression, fold, name, number, same } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { knownSign } from '../language/spelling.ts';
import { productOf, simplify, sumOf } from './simplify.ts';

const tidied = (text: string): string => print(simplify(parseFormula(text)));

test.each([
  ['1*x', 'x'],
  ['x*1', 'x'],
  ['x/1', 'x'],
  ['x^1', 'x'],
  ['x^(3 - 2)', 'x'],
  ['x^(2 - 1)*2', '2*x'],
  ['--x', 'x'],
  ['-(-x*y)', 'x*y'],
  ['(-x)*(-y)', 'x*y'],
  ['x*(-y)', '-x*y'],
  ['x/(-y)', '-x/y'],
  ['-(x/y)', '-x/y'],
  ['0*x', '0'],
  ['-(0*x)', '0'],
  ['0/x', '0'],
  ['x + 0', 'x'],
  ['0 + x', 'x'],
  ['0 - x', '-x'],
  ['x - 0', 'x'],
  ['x - -y', 'x + y'],
  ['x + -y', 'x - y'],
  ['x + -2*y', 'x - 2*y'],
  ['-x - y', '-x - y'],
  ['x*2*3', '6*x'],
  ['2*x*3*y', '6*x*y'],
  ['x*2/4', 'x/2'],
  ['6*x/4', '3*x/2'],
  ['x/2/3', 'x/6'],
  ['x/(y/z)', 'x*z/y'],
  ['x/y*z', 'x*z/y'],
  ['1/x*y', 'y/x'],
  ['1/(1/x)', 'x'],
  ['2*(1/2)*(a - y)', 'a - y'],
  ['1/2*2*(a - y)^(2 - 1)', 'a - y'],
  ['-1*(y*(1/a))', '-y/a'],
  ['-1/3', '-1/3'],
  ['1/3', '1/3'],
  ['2/6', '1/3'],
  ['6/3', '2'],
  ['1/-3', '-1/3'],
  ['2^3*x', '8*x'],
  ['2^(-1)*x', '2^(-1)*x'],
  ['sqrt(2)*x', 'sqrt(2)*x'],
  ['log(0.5)*x', 'log(0.5)*x'],
  ['x/0.8', '1.25*x'],
  ['2*x/0.7', '2*x/0.7'],
  ['1e200*x*1e200', '1e200*x*1e200'],
  ['0.25*x', '0.25*x'],
  ['9007199254740991*x*1', '9007199254740991*x'],
  ['2^256*x', '2^256*x'],
  ['1e20*x', '100000000000000000000*x'],
  ['-0.5*x', '-0.5*x'],
  ['sqrt(4)*x', '2*x'],
  ['0.1*3*x', '0.3*x'],
  ['0.1*0.2*x', '0.02*x'],
  ['0.5*2*x', 'x'],
  ['x/0.5', '2*x'],
  ['x/0.3', 'x/0.3'],
  ['0.5*x/3', '0.5*x/3'],
  ['1/3 + 1', '1/3 + 1'],
  ['1.5 + 1', '2.5'],
  ['0.1 + 0.2', '0.3'],
  ['x*0.25*4', 'x'],
  ['1/0*x', '1/0*x'],
  ['x/0', 'x/0'],
  ['(x > 0)*1', 'x > 0'],
  ['(x > 0)*y', '(x > 0)*y'],
  ['(x > 0) - (x < 0)', '(x > 0) - (x < 0)'],
  ['2*(a + b)*(c - d)', '2*(a + b)*(c - d)'],
  ['-(a + b)', '-(a + b)'],
  ['sin(1*x)', 'sin(x)'],
  ['sin(--x) + cos(x*1)', 'sin(x) + cos(x)'],
  ['max(1*a, b/1)', 'max(a, b)'],
  ['x^2', 'x^2'],
  ['-x^2', '-x^2'],
  ['(-x)^2', '(-x)^2'],
])('%s is tidied to %s', (text, wanted) => {
  expect(tidied(text)).toBe(wanted);
});

test('a derivative comes first, then the number, then the rest', () => {
  const [times, over] = [knownSign('infix', '*'), knownSign('infix', '/')];
  const upstream: Expression = { kind: 'derivative', of: 'J', by: 'u', from: 0, to: 0 };
  expect(print(productOf(upstream, parseFormula('2*x')))).toBe('dJ/du * 2*x');
  expect(print(productOf(parseFormula('2*x'), upstream))).toBe('dJ/du * 2*x');
  expect(print(simplify(apply(over, apply(times, number(-1), upstream), name('x'))))).toBe('-dJ/du / x');
  expect(print(sumOf([]))).toBe('0');
  expect(print(sumOf([productOf(upstream, number(2)), productOf(upstream, number(-3))]))).toBe(
    'dJ/du * 2 - dJ/du * 3',
  );
});

describe('any formula', () => {
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    fc.constantFrom('x', 'y', 'z').map(name),
    fc.constantFrom(0, 1, 1, 2, 3, 4, 0.5, 0.1, 0.3, 10, 7).map(number),
  );
  const infix = fc
    .constantFrom('+', '-', '*', '*', '/', '/', '^')
    .map((symbol) => knownSign('infix', symbol));
  const other = fc.constantFrom(
    knownSign('prefix', '-'),
    knownSign('prefix', '-'),
    knownSign('call', 'sin'),
    knownSign('call', 'log'),
  );
  const formulas = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, depthSize: 'large' },
      leaf,
      fc.tuple(infix, tie('tree'), tie('tree')).map(([sign, left, right]) => apply(sign, left, right)),
      fc.tuple(other, tie('tree')).map(([sign, operand]) => apply(sign, operand)),
    ),
  })).tree;

  /**
   * The value, and the largest number met on the way: what is lost to rounding is lost on its scale. `sound` says that
   * rounding can't have been all there was: no number but 0 is tiny, and no negative one has a computed exponent.
   */
  function valueAt(
    formula: Expression,
    numbers: Readonly<Record<string, number>>,
  ): { value: number; scale: number; sound: boolean } {
    let [scale, sound] = [1, true];
    const value = fold<number>(
      formula,
      (leaf) =>
        leaf.kind === 'number'
          ? leaf.value
          : leaf.kind === 'name'
            ? (numbers[leaf.name] ?? Number.NaN)
            : Number.NaN,
      ({ sign, operands }, [a = Number.NaN, b = Number.NaN]) => {
        const result = computed(opOf(sign), [a, b]);
        scale = Math.max(scale, Math.abs(result));
        if (result !== 0 && Math.abs(result) < 1e-6) sound = false;
        if (sign.symbol === '^' && a <= 0 && operands[1]?.kind !== 'number') sound = false;
        return result;
      },
    );
    return { value, scale, sound };
  }

  test('has the same value after tidying, wherever it has one', () => {
    let compared = 0;
    const point = fc.tuple(...['x', 'y', 'z'].map(() => fc.constantFrom(-2.5, -1.25, -0.75, 0.6, 1.4, 2.3)));
    fc.assert(
      fc.property(formulas, point, (tree, [x = 1, y = 1, z = 1]) => {
        const numbers = { x, y, z };
        const before = valueAt(tree, numbers);
        fc.pre(before.sound && before.scale < 1e6);
        const after = valueAt(simplify(tree), numbers);
        const off = Math.abs(after.value - before.value) / before.scale;
        expect(
          off < 1e-6 ? 'the same' : [print(tree), print(simplify(tree)), before.value, after.value],
        ).toBe('the same');
        compared++;
      }),
      { numRuns: 800 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  test('is tidy after tidying', () => {
    fc.assert(
      fc.property(formulas, (tree) => {
        const once = simplify(tree);
        expect(same(simplify(once), once) ? 'tidy' : [print(tree), print(once), print(simplify(once))]).toBe(
          'tidy',
        );
      }),
      { numRuns: 800 },
    );
  });

  test('is never left with what can be seen at a glance', () => {
    fc.assert(
      fc.property(formulas, (tree) => {
        const done = simplify(tree);
        const seen = fold<readonly string[]>(
          done,
          (leaf) =>
            leaf.kind === 'number' && /\d{16}/.test(String(leaf.value).replace(/\.|0+$/g, ''))
              ? ['long']
              : [],
          ({ sign, operands: [left, right] }, below) => [
            ...below.flat(),
            ...glances(sign.symbol, left, right),
          ],
        );
        expect([print(tree), print(done), seen]).toEqual([print(tree), print(done), []]);
      }),
      { numRuns: 800 },
    );
  });

  /** What nobody would leave standing: x*1, x^1, x + 0, --x. */
  function glances(
    symbol: string,
    left: Expression | undefined,
    right: Expression | undefined,
  ): readonly string[] {
    const is = (part: Expression | undefined, value: number): boolean =>
      part?.kind === 'number' && part.value === value;
    switch (symbol) {
      case '*':
        return [left, right].some((part) => is(part, 1) || is(part, 0) || is(part, -1)) ? ['a factor'] : [];
      case '^':
        return is(right, 1) ? ['an exponent'] : [];
      case '+':
        return is(left, 0) || is(right, 0) ? ['a term'] : [];
      case '-':
        return right === undefined &&
          (left?.kind === 'number' || (left?.kind === 'apply' && left.sign.form === 'prefix'))
          ? ['a sign']
          : [];
      default:
        return [];
    }
  }
});
