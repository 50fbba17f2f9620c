import { computed, opOf } from '../engine/rules.ts';
import { meaningOf } from '../engine/shapes.ts';
import { madeBy } from '../engine/values.ts';
import { type Apply, apply, type Expression, fold, type Leaf, number } from '../language/expression.ts';
import { knownSign } from '../language/spelling.ts';
import { isSingle, type Shape, single } from '../ops/matrix.ts';
import { table } from '../ops/table.ts';

const plus = knownSign('infix', '+');
const minus = knownSign('infix', '-');
const times = knownSign('infix', '*');
const over = knownSign('infix', '/');
const dotTimes = knownSign('infix', '.*');
const dotOver = knownSign('infix', './');
const negative = knownSign('prefix', '-');

/** What shape a name or a derivative has. */
export type ShapeOf = (leaf: Leaf) => Shape;

/** In a program of single numbers every leaf is one. */
export const allSingle: ShapeOf = () => single;

/** A product taken apart: `top/bottom` times the factors above over the factors below the stroke. */
interface Product {
  readonly top: number;
  readonly bottom: number;
  readonly above: readonly Factor[];
  readonly below: readonly Factor[];
  readonly shape: Shape;
}

interface Factor {
  readonly expression: Expression;
  readonly shape: Shape;
}

/**
 * A composed rule as a lecturer would write it: `1*x` is x, `x^1` is x, two minus signs cancel, numbers are folded
 * into one in front, all divisions go under one stroke, and products entry by entry have their dot where both sides are
 * matrices. Its value is the same wherever it has one.
 */
export function tidy(expression: Expression, shapes: ShapeOf = allSingle): Expression {
  return written(
    fold<Product>(
      expression,
      (leaf) => {
        if (leaf.kind === 'number') return scalar(leaf.value);
        return alone(leaf, leaf.kind === 'matrix' ? leaf.value : shapes(leaf));
      },
      join,
    ),
  );
}

/** The product of two expressions, entry by entry, tidied. */
export const product = (a: Expression, b: Expression, shapes: ShapeOf = allSingle): Expression =>
  tidy(apply(dotTimes, a, b), shapes);

/** The sum of expressions, tidied; 0 for none. */
export const sum = (terms: readonly Expression[], shapes: ShapeOf = allSingle): Expression =>
  terms.length === 0
    ? number(0)
    : tidy(
        terms.reduce((left, right) => apply(plus, left, right)),
        shapes,
      );

/** The shape of an expression's value; a clash of shapes is a bug of the caller. */
export function shapeIn(expression: Expression, shapes: ShapeOf): Shape {
  return fold<Shape>(
    expression,
    (leaf) => (leaf.kind === 'number' ? single : leaf.kind === 'matrix' ? leaf.value : shapes(leaf)),
    (node, operands) => {
      const made = madeBy(node);
      if (made) return made.shape;
      const meaning = meaningOf(node, operands, () => ['', '']);
      if (typeof meaning === 'string') throw new Error(`a rule that does not fit: ${meaning}`);
      return meaning.shape;
    },
  );
}

const scalar = (value: number): Product => ({ top: value, bottom: 1, above: [], below: [], shape: single });
const alone = (expression: Expression, { rows, columns }: Shape): Product => {
  const shape = { rows, columns };
  return { top: 1, bottom: 1, above: [{ expression, shape }], below: [], shape };
};

function join(node: Expression & { kind: 'apply' }, parts: readonly Product[]): Product {
  const [a, b] = parts;
  if (!a) throw new Error('an operation without operands');
  const { op, shape } = meant(node, parts);
  const row = table[op];
  if (row.kind === 'structural') return pulled(node, parts, shape);
  if (parts.every(isNumber) && row.kind === 'elementwise' && op !== 'divide') {
    const value = short(computed(op, parts.map(numberOf)));
    const whole = parts.every((part) => Number.isInteger(numberOf(part)));
    const fraction = parts.some((part) => part.bottom !== 1);
    if (value !== null && (Number.isInteger(value) || !(whole || fraction))) return scalar(value);
  }
  if (node.sign === negative) return { ...a, top: -a.top };
  if (!b || row.kind === 'maker') return alone(rebuilt(node, parts), shape);
  if (op === 'multiply') return multiplied(a, b, shape);
  if (op === 'divide' && b.top !== 0)
    return multiplied(a, { ...b, top: b.bottom, bottom: b.top, above: b.below, below: b.above }, shape);
  if (op === 'pow' && isNumber(b) && numberOf(b) === 1) return a;
  if (node.sign === plus || node.sign === minus) {
    const right = node.sign === minus ? { ...b, top: -b.top } : b;
    // A 0 that makes a sum larger than its other term is no 0 to drop.
    if (a.top === 0 && sameSize(right.shape, shape)) return right;
    if (right.top === 0 && sameSize(a.shape, shape)) return a;
    return alone(
      right.top * right.bottom < 0
        ? apply(minus, written(a), written({ ...right, top: -right.top }))
        : apply(plus, written(a), written(right)),
      shape,
    );
  }
  return alone(rebuilt(node, parts), shape);
}

const sameSize = (a: Shape, b: Shape): boolean => a.rows === b.rows && a.columns === b.columns;

/** What a sign means here, and the shape of what comes out. */
function meant(node: Expression & { kind: 'apply' }, parts: readonly Product[]) {
  const made = madeBy(node);
  if (made) return { op: opOf(node.sign), shape: made.shape };
  const meaning = meaningOf(
    node,
    parts.map((part) => part.shape),
    () => ['', ''],
  );
  if (typeof meaning === 'string') throw new Error(`a rule that does not fit: ${meaning}`);
  return meaning;
}

/** A product of matrices, a transpose, a sum: numbers come out in front; a transpose undoes another. */
function pulled(node: Expression & { kind: 'apply' }, parts: readonly Product[], shape: Shape): Product {
  const linear = node.sign.ops.some(
    (op) => op === 'matmul' || op === 'transpose' || op === 'sum' || op === 'mean',
  );
  if (!linear) return alone(rebuilt(node, parts), shape);
  const operands = parts.slice(0, node.sign.arity);
  const [only] = operands;
  if (only && isTranspose(node) && isSingle(only.shape)) return only;
  const bare = parts.map((part, i) =>
    i < node.sign.arity ? { ...part, top: Math.sign(part.top) === 0 ? 0 : 1, bottom: 1 } : part,
  );
  const inner = turnedInside(rebuilt(node, bare));
  const top = operands.reduce((left, part) => rounded(left * part.top), 1);
  const bottom = operands.reduce((left, part) => rounded(left * part.bottom), 1);
  return { ...alone(inner, shape), top, bottom };
}

/** A transpose undoes another, and that of a product is the product of the transposes in the other order, where that is shorter. */
function turnedInside(node: Expression): Expression {
  const [inside] = node.kind === 'apply' && isTranspose(node) ? node.operands : [];
  if (inside?.kind !== 'apply') return node;
  if (isTranspose(inside)) return inside.operands[0] ?? node;
  const [left, right] = inside.operands;
  if (!inside.sign.ops.includes('matmul') || !left || !right) return node;
  const turned = (factor: Expression): Expression => turnedInside({ ...(node as Apply), operands: [factor] }); // a transpose, as found above
  const fewer = [left, right].filter((factor) => factor.kind === 'apply' && isTranspose(factor)).length > 0;
  return fewer ? { ...inside, operands: [turned(right), turned(left)] } : node;
}

const isTranspose = (node: Apply): boolean => node.sign.ops.includes('transpose');

const isNumber = (part: Product): boolean => part.above.length === 0 && part.below.length === 0;
const numberOf = (part: Product): number => part.top / part.bottom;

const rebuilt = (node: Expression & { kind: 'apply' }, parts: readonly Product[]): Expression => ({
  ...node,
  operands: parts.map(written),
});

function multiplied(a: Product, b: Product, shape: Shape): Product {
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
function written({ top, bottom, above, below, shape }: Product): Expression {
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
  const sign = isSingle(denominator.shape) ? over : dotOver;
  return signed(apply(sign, numerator.expression, denominator.expression));
}

const factor = (expression: Expression): Factor => ({ expression, shape: single });

/** Two factors entry by entry: a dot where both are matrices. */
function timesBeside(a: Factor, b: Factor): Factor {
  const dotted = !isSingle(a.shape) && !isSingle(b.shape);
  const shape = {
    rows: Math.max(a.shape.rows, b.shape.rows),
    columns: Math.max(a.shape.columns, b.shape.columns),
  };
  return { expression: apply(dotted ? dotTimes : times, a.expression, b.expression), shape };
}

/** The minus sign goes to the first factor, where it is written: `-y/a`, which reads as (-y)/a. */
function firstNegative(expression: Expression): Expression {
  const spine: (Expression & { kind: 'apply' })[] = [];
  let first = expression;
  while (first.kind === 'apply' && first.sign.form === 'infix' && first.sign.binds === times.binds) {
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
