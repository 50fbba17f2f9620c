import fc from 'fast-check';
import { apply, type Expression, name, number } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { knownSign } from '../language/spelling.ts';
import type { Values } from './solved.testing.ts';

/** For tests: a program's text and values at which it has a value. */
export interface Trial {
  readonly text: string;
  readonly values: Values;
}

const givens = ['a', 'b', 'c', 'x'];

const call = (symbol: string, ...operands: readonly Expression[]) =>
  apply(knownSign('call', symbol), ...operands);
const infix = (left: Expression, symbol: string, right: Expression) =>
  apply(knownSign('infix', symbol), left, right);
const one = number(1);

type Way = (s: Expression, t: Expression) => Expression;

/** Ways to write a step that has a value, and every derivative, whatever its operands are. */
const smooth: readonly Way[] = [
  (s, t) => infix(s, '+', t),
  (s, t) => infix(s, '-', t),
  (s, t) => infix(s, '*', t),
  (s, t) => infix(s, '.*', t),
  (s, t) => infix(s, '/', infix(one, '+', call('square', t))),
  (s, t) => infix(s, './', infix(number(2), '+', call('cos', t))),
  (s) => apply(knownSign('prefix', '-'), s),
  (s) => call('sin', s),
  (s) => call('cos', s),
  (s) => call('tanh', s),
  (s) => call('sigmoid', s),
  (s) => call('softplus', s),
  (s) => call('exp', call('sin', s)),
  (s) => call('ln', infix(one, '+', call('softplus', s))),
  (s) => call('sqrt', infix(one, '+', call('square', s))),
  (s) => infix(s, '^', number(2)),
  (s) => infix(s, '.^', number(3)),
  (s, t) => infix(infix(one, '+', call('softplus', s)), '^', call('sin', t)),
  (s, t) => infix(call('exp', call('cos', s)), '^', apply(knownSign('prefix', '-'), call('sigmoid', t))),
];

const kinked: readonly Way[] = [
  (s) => call('relu', s),
  (s) => call('abs', s),
  (s, t) => call('max', s, t),
  (s, t) => call('min', s, t),
  (s) => call('max', number(0), s),
];

function programs(ways: readonly Way[]): fc.Arbitrary<Trial> {
  const expression = (known: readonly string[]): fc.Arbitrary<Expression> =>
    fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...known).map(name) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }).map((n) => number(n / 4)) },
        ),
        fc.tuple(fc.constantFrom(...ways), tie('tree'), tie('tree')).map(([way, s, t]) => way(s, t)),
      ),
    })).tree;
  const value = fc.integer({ min: -80, max: 80 }).map((n) => n / 40);
  return fc.integer({ min: 1, max: 5 }).chain((size) =>
    fc
      .tuple(
        fc.tuple(
          ...Array.from({ length: size }, (_, i) => expression([...givens, ...names(i), ...names(i)])),
        ),
        fc.tuple(...givens.map(() => value)),
      )
      .map(([trees, numbers]) => ({
        // The last statement reads the first given, so that the program computes something.
        text: trees
          .map(
            (tree, i) => `${i === size - 1 ? 'J' : `s${i}`} = ${print(tree)}${i === size - 1 ? ' + a' : ''}`,
          )
          .join('; '),
        values: Object.fromEntries(givens.map((given, i) => [given, numbers[i] ?? 0])),
      })),
  );
}

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `s${i}`);

/** For tests: programs of one to five statements without a kink. */
export const smoothPrograms = programs(smooth);

/** For tests: programs with relu, abs, max and min among the rest. */
export const kinkedPrograms = programs([...smooth, ...kinked, ...kinked]);
