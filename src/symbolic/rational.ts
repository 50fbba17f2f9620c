import { type Apply, apply, type Expression, number } from '../language/expression.ts';
import { divideSign, dotDivideSign, dotTimesSign, negativeSign, timesSign } from '../language/operators.ts';
import { isSingle, type Shape, single } from '../ops/matrix.ts';

/** A product taken apart: `top/bottom` times the factors above over the factors below the stroke. */
export interface Rational {
  readonly top: number;
  readonly bottom: number;
  readonly above: readonly RationalFactor[];
  readonly below: readonly RationalFactor[];
  readonly shape: Shape;
}

/** A factor of a product that is not a number. */
export interface RationalFactor {
  readonly expression: Expression;
  readonly shape: Shape;
}

/** A number. */
export const scalar = (value: number): Rational => ({
  top: value,
  bottom: 1,
  above: [],
  below: [],
  shape: single,
});
/** An expression that is left in one piece. */
export const alone = (expression: Expression, { rows, columns }: Shape): Rational => {
  const shape = { rows, columns };
  return { top: 1, bottom: 1, above: [{ expression, shape }], below: [], shape };
};

/** Whether there is nothing but a number. */
export const isNumber = (part: Rational): boolean => part.above.length === 0 && part.below.length === 0;
/** The number in front of all factors. */
export const numberOf = (part: Rational): number => part.top / part.bottom;

/** The reciprocal: numerator and denominator change places. */
export const inverse = ({ top, bottom, above, below, shape }: Rational): Rational => ({
  top: bottom,
  bottom: top,
  above: below,
  below: above,
  shape,
});

/** The product of two, with its numbers in lowest terms. */
export function multiplied(a: Rational, b: Rational, shape: Shape): Rational {
  if ((a.top === 0 || b.top === 0) && isSingle(shape)) return scalar(0);
  let top = rounded(a.top * b.top);
  let bottom = rounded(a.bottom * b.bottom);
  // Numbers that overflow together stay apart.
  if (top === 0 || bottom === 0 || !Number.isFinite(top / bottom))
    return { ...a, above: [...a.above, { expression: written(b), shape: b.shape }], shape };
  if (bottom < 0) [top, bottom] = [-top, -bottom];
  const shared = Number.isInteger(top) && Number.isInteger(bottom) ? divisor(Math.abs(top), bottom) : 0;
  const quotient = rounded(top / bottom);
  if (shared > 0) [top, bottom] = [top / shared, bottom / shared];
  else if (digitsOf(quotient) <= 3) [top, bottom] = [quotient, 1];
  return { top, bottom, above: [...a.above, ...b.above], below: [...a.below, ...b.below], shape };
}

/** Removes the rounding error of a machine's product: 0.1*3 is 0.3. */
export const rounded = (value: number): number =>
  Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(15));

/** A number that is no longer than a lecturer would write it; null for 0.6931471805599453, which is log(2). */
export function short(value: number): number | null {
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
export function written({ top, bottom, above, below, shape }: Rational): Expression {
  const size = Math.abs(top);
  if (top === 0 && isSingle(shape)) return number(0);
  const leading = above.filter(({ expression }) => expression.kind === 'derivative');
  const rest = above.filter(({ expression }) => expression.kind !== 'derivative');
  const coefficient = size === 1 && above.length > 0 ? [] : [factor(number(size))];
  // In front of matrices a number stands first, 2*dZ .* A, and the rest in its order, W'*dz; among numbers dJ/du * 2.
  const numerators = isSingle(shape) ? [...leading, ...coefficient, ...rest] : [...coefficient, ...above];
  const denominators = [...(bottom === 1 ? [] : [factor(number(bottom))]), ...below];
  const numerator = numerators.reduce(timesBeside);
  const signed = (expression: Expression): Expression => (top > 0 ? expression : firstNegative(expression));
  if (denominators.length === 0) return signed(numerator.expression);
  const denominator = denominators.reduce(timesBeside);
  const sign = isSingle(denominator.shape) ? divideSign : dotDivideSign;
  return signed(apply(sign, numerator.expression, denominator.expression));
}

const factor = (expression: Expression): RationalFactor => ({ expression, shape: single });

/** Two factors entry by entry: a dot where both are matrices. */
function timesBeside(a: RationalFactor, b: RationalFactor): RationalFactor {
  const dotted = !isSingle(a.shape) && !isSingle(b.shape);
  const shape = {
    rows: Math.max(a.shape.rows, b.shape.rows),
    columns: Math.max(a.shape.columns, b.shape.columns),
  };
  return { expression: apply(dotted ? dotTimesSign : timesSign, a.expression, b.expression), shape };
}

/** The minus sign goes to the first factor, where it is written: `-y/a`, which reads as (-y)/a. */
function firstNegative(expression: Expression): Expression {
  const spine: Apply[] = [];
  let first = expression;
  while (first.kind === 'apply' && first.sign.form === 'infix' && first.sign.binds === timesSign.binds) {
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
  const [inside] = factor.kind === 'apply' && factor.sign === negativeSign ? factor.operands : [];
  return inside ?? apply(negativeSign, factor);
}
