import { computed, opOf } from '../engine/rules.ts';
import { apply, type Expression, fold, number } from '../language/expression.ts';
import { knownSign } from '../language/spelling.ts';
import { table } from '../ops/table.ts';

const plus = knownSign('infix', '+');
const minus = knownSign('infix', '-');
const times = knownSign('infix', '*');
const over = knownSign('infix', '/');
const negative = knownSign('prefix', '-');

/** A product taken apart: `top/bottom` times the factors above over the factors below the stroke. */
interface Product {
  readonly top: number;
  readonly bottom: number;
  readonly above: readonly Expression[];
  readonly below: readonly Expression[];
}

/**
 * A composed rule as a lecturer would write it: `1*x` is x, `x^1` is x, two minus signs cancel, numbers are folded
 * into one in front, all divisions go under one stroke. Its value is the same wherever it has one.
 */
export function tidy(expression: Expression): Expression {
  return written(
    fold<Product>(expression, (leaf) => (leaf.kind === 'number' ? scalar(leaf.value) : single(leaf)), join),
  );
}

/** The product of two expressions, tidied. */
export const product = (a: Expression, b: Expression): Expression => tidy(apply(times, a, b));

/** The sum of expressions, tidied; 0 for none. */
export const sum = (terms: readonly Expression[]): Expression =>
  terms.length === 0 ? number(0) : tidy(terms.reduce((left, right) => apply(plus, left, right)));

const scalar = (value: number): Product => ({ top: value, bottom: 1, above: [], below: [] });
const single = (factor: Expression): Product => ({ top: 1, bottom: 1, above: [factor], below: [] });

function join(node: Expression & { kind: 'apply' }, parts: readonly Product[]): Product {
  const [a, b] = parts;
  if (!a) throw new Error('an operation without operands');
  const op = opOf(node.sign);
  if (parts.every(isNumber) && table[op].kind === 'elementwise' && op !== 'divide') {
    const value = short(computed(op, parts.map(numberOf)));
    const whole = parts.every((part) => Number.isInteger(numberOf(part)));
    const fraction = parts.some((part) => part.bottom !== 1);
    if (value !== null && (Number.isInteger(value) || !(whole || fraction))) return scalar(value);
  }
  if (node.sign === negative) return { ...a, top: -a.top };
  if (!b) return single(rebuilt(node, parts));
  if (op === 'multiply') return multiplied(a, b);
  if (op === 'divide' && b.top !== 0)
    return multiplied(a, { top: b.bottom, bottom: b.top, above: b.below, below: b.above });
  if (op === 'pow' && isNumber(b) && numberOf(b) === 1) return a;
  if (node.sign === plus || node.sign === minus) {
    const right = node.sign === minus ? { ...b, top: -b.top } : b;
    if (a.top === 0) return right;
    if (right.top === 0) return a;
    return single(
      right.top * right.bottom < 0
        ? apply(minus, written(a), written({ ...right, top: -right.top }))
        : apply(plus, written(a), written(right)),
    );
  }
  return single(rebuilt(node, parts));
}

const isNumber = (part: Product): boolean => part.above.length === 0 && part.below.length === 0;
const numberOf = (part: Product): number => part.top / part.bottom;

const rebuilt = (node: Expression & { kind: 'apply' }, parts: readonly Product[]): Expression => ({
  ...node,
  operands: parts.map(written),
});

function multiplied(a: Product, b: Product): Product {
  if (a.top === 0 || b.top === 0) return scalar(0);
  let top = rounded(a.top * b.top);
  let bottom = rounded(a.bottom * b.bottom);
  // Numbers that overflow together stay apart.
  if (top === 0 || bottom === 0 || !Number.isFinite(top / bottom))
    return { ...a, above: [...a.above, written(b)] };
  if (bottom < 0) [top, bottom] = [-top, -bottom];
  const shared = Number.isInteger(top) && Number.isInteger(bottom) ? divisor(Math.abs(top), bottom) : 0;
  const quotient = rounded(top / bottom);
  if (shared > 0) [top, bottom] = [top / shared, bottom / shared];
  else if (digitsOf(quotient) <= 3) [top, bottom] = [quotient, 1];
  return { top, bottom, above: [...a.above, ...b.above], below: [...a.below, ...b.below] };
}

/** Without what a machine's product is off by: 0.1*3 is 0.3. */
const rounded = (value: number): number =>
  Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(15));

/** A number that is no longer than a lecturer would write it; null for 0.6931471805599453, which is log(2). */
function short(value: number): number | null {
  const near = rounded(value);
  if (!Number.isFinite(near)) return null;
  return Number.isSafeInteger(value) || digitsOf(near) <= 9 ? near : null;
}

/** How many significant digits a number is written with. */
const digitsOf = (value: number): number =>
  value.toExponential().replace(/e.*/, '').replace(/\D/g, '').length;

function divisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

/** The product put together again: the derivative first, then the number, then the rest, over one stroke. */
function written({ top, bottom, above, below }: Product): Expression {
  const size = Math.abs(top);
  const leading = above.filter((factor) => factor.kind === 'derivative');
  const rest = above.filter((factor) => factor.kind !== 'derivative');
  const coefficient = size === 1 && above.length > 0 ? [] : [number(size)];
  const numerators = [...leading, ...coefficient, ...rest];
  const denominators = [...(bottom === 1 ? [] : [number(bottom)]), ...below];
  const numerator = numerators.reduce((left, right) => apply(times, left, right));
  if (top === 0) return number(0);
  const signed = (expression: Expression): Expression => {
    if (top > 0) return expression;
    return firstNegative(expression);
  };
  if (denominators.length === 0) return signed(numerator);
  const denominator = denominators.reduce((left, right) => apply(times, left, right));
  return signed(apply(over, numerator, denominator));
}

/** The minus sign goes to the first factor, where it is written: `-y/a`, which reads as (-y)/a. */
function firstNegative(expression: Expression): Expression {
  const spine: (Expression & { kind: 'apply' })[] = [];
  let first = expression;
  while (first.kind === 'apply' && (first.sign === times || first.sign === over)) {
    spine.push(first);
    first = first.operands[0] as Expression; // infix: it has two operands
  }
  const start = negated(first);
  return spine.reduceRight<Expression>(
    (left, node) => ({ ...node, operands: [left, ...node.operands.slice(1)] }),
    start,
  );
}

function negated(factor: Expression): Expression {
  if (factor.kind === 'number') return number(-factor.value);
  const [inside] = factor.kind === 'apply' && factor.sign === negative ? factor.operands : [];
  return inside ?? apply(negative, factor);
}
