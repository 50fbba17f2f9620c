import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apply, derivative, type Expression, name, number, same } from './expression.ts';
import { boardStyle, codeStyle, plainNumber, print, type Style, tightStyle } from './print.ts';
import { parseProgram, printProgram } from './program.ts';
import { applied, deepExpression, programSigns, someExpression } from './random.testing.ts';
import { knownSign } from './spelling.ts';

function read(text: string): Expression {
  const program = parseProgram(`J0 = ${text}`);
  if (!program.ok) throw new Error(`${text}: ${program.trouble.message}`);
  return program.value.statements[0]!.expression;
}

/** Parts of the inner and of the outer brackets one above the other, or side by side. */
const ways = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

const styles: readonly (readonly [string, Style])[] = [
  ['board', boardStyle],
  ['code', codeStyle],
  ['tight', tightStyle],
];

describe.each(styles)('what is printed in the style of the %s is read as the same tree', (_, style) => {
  test('wide trees', () => {
    fc.assert(
      fc.property(someExpression, (tree) => {
        expect(same(read(print(tree, style)), tree)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('deep trees', () => {
    fc.assert(
      fc.property(deepExpression, (tree) => {
        expect(same(read(print(tree, style)), tree)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test('every sign inside every sign, as every operand', () => {
    const letters = ['a', 'b', 'c', 'd', 'f', 'g'].map(name);
    for (const outer of programSigns) {
      for (const inner of programSigns) {
        for (let at = 0; at < outer.arity; at++) {
          for (const [above, below] of ways) {
            const held = applied(inner, letters.slice(0, inner.arity), above);
            const operands = letters.slice(3, 3 + outer.arity).map((leaf, k) => (k === at ? held : leaf));
            const tree = applied(outer, operands, below);
            const text = print(tree, style);
            expect([text, same(read(text), tree)]).toEqual([text, true]);
          }
        }
      }
    }
  });
});

test('a printed program prints as itself', () => {
  fc.assert(
    fc.property(fc.array(someExpression, { minLength: 1, maxLength: 4 }), (trees) => {
      const text = trees.map((tree, i) => `s${i} = ${print(tree)}`).join('; ');
      const program = parseProgram(text);
      expect(program.ok && printProgram(program.value, '; ')).toBe(text);
    }),
  );
});

test.each([
  [0, '0'],
  [-0, '0'],
  [0.1 + 0.2, '0.30000000000000004'],
  [1e21, '1e21'],
  [-1.5e-7, '-1.5e-7'],
  [Number.MAX_VALUE, '1.7976931348623157e308'],
])('the number %p is printed %s', (value, text) => {
  expect(plainNumber(value)).toBe(text);
  expect(print(number(value))).toBe(text);
});

const [a, b] = [name('a'), name('b')];
const [times, over, plus, minus, power] = ['*', '/', '+', '-', '^'].map((symbol) =>
  knownSign('infix', symbol),
);
const negative = knownSign('prefix', '-');

test.each([
  [apply(times!, derivative('J', 'u'), a), 'dJ/du * a'],
  [apply(over!, derivative('J', 'u'), a), 'dJ/du / a'],
  [apply(plus!, apply(times!, derivative('J', 'u'), a), b), 'dJ/du * a + b'],
  [apply(power!, derivative('J', 'u'), number(2)), 'dJ/du ^ 2'],
  [apply(times!, number(-2), a), '-2*a'],
  [apply(times!, a, number(-2)), 'a*(-2)'],
  [apply(minus!, a, number(-2)), 'a - (-2)'],
  [apply(power!, number(-2), number(2)), '(-2)^2'],
  [apply(negative, number(-2)), '--2'],
  [apply(times!, apply(negative, a), b), '-a*b'],
  [apply(negative, apply(times!, a, b)), '-(a*b)'],
])('case %#: %s', (tree, text) => {
  expect(print(tree as Expression)).toBe(text);
});
