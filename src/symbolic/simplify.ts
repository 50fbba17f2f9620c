import { opForShapes } from '../engine/graph/shapes.ts';
import { madeBy } from '../engine/graph/values.ts';
import { computed, opOf } from '../engine/kernels/rules.ts';
import { type Apply, apply, type Expression, fold, type Leaf, number } from '../language/expression.ts';
import {
  divideSign,
  dotPowerSign,
  dotTimesSign,
  minusSign,
  negativeSign,
  onesSign,
  plusSign,
  primeSign,
  signMeans,
  timesSign,
} from '../language/operators.ts';
import { isSingle, type Shape, sameShape, single } from '../ops/matrix.ts';
import { table } from '../ops/table.ts';
import {
  alone,
  inverse,
  isNumber,
  multiplied,
  numberOf,
  type Rational,
  rounded,
  scalar,
  short,
  written,
} from './rational.ts';

/** A rule whose sizes do not go together: that of a right rule is a bug, a wrong one that was made from it is no rule. */
class RuleMisfit extends Error {
  constructor(why: string) {
    super(`a rule that does not fit: ${why}`);
  }
}

/** A wrong rule; null where what it passes back has a size with which the steps behind it can't go on. */
export function whereItFits<Found>(rule: () => Found | null): Found | null {
  try {
    return rule();
  } catch (misfit) {
    if (misfit instanceof RuleMisfit) return null;
    throw misfit;
  }
}

/** What shape a name or a derivative has. */
export type ShapeOf = (leaf: Leaf) => Shape;

/** In a program of single numbers every leaf is one. */
const allSingle: ShapeOf = () => single;

/**
 * A composed rule as a lecturer would write it: `1*x` is x, `x^1` is x, two minus signs cancel, numbers are folded
 * into one in front, all divisions go under one stroke, and products entry by entry have their dot where both sides are
 * matrices. Its value is the same wherever it has one.
 */
export function simplify(expression: Expression, shapes: ShapeOf = allSingle): Expression {
  return written(
    fold<Rational>(
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
export const productOf = (a: Expression, b: Expression, shapes: ShapeOf = allSingle): Expression =>
  simplify(apply(dotTimesSign, a, b), shapes);

/** An expression in a larger shape: as it is where something in it has that shape, else times as many ones. */
export function spread(expression: Expression, shape: Shape, shapes: ShapeOf): Expression {
  if (isSingle(shape) || sameShape(shapeIn(expression, shapes), shape)) return expression;
  return productOf(expression, apply(onesSign, number(shape.rows), number(shape.columns)), shapes);
}

/** The sum of expressions, tidied; 0 for none. */
export function sumOf(terms: readonly Expression[], shapes: ShapeOf = allSingle): Expression {
  const sum = plainSum(terms);
  return sum === null ? number(0) : simplify(sum, shapes);
}

/** The sum of expressions as they stand, from left to right; null for none. */
export const plainSum = (terms: readonly Expression[]): Expression | null =>
  terms.length === 0 ? null : terms.reduce((left, right) => apply(plusSign, left, right));

/** The shape of an expression's value; a clash of shapes is a bug of the caller. */
export function shapeIn(expression: Expression, shapes: ShapeOf): Shape {
  return fold<Shape>(
    expression,
    (leaf) => (leaf.kind === 'number' ? single : leaf.kind === 'matrix' ? leaf.value : shapes(leaf)),
    (node, operands) => meant(node, operands).shape,
  );
}

function join(node: Apply, parts: readonly Rational[]): Rational {
  const [a, b] = parts;
  if (!a) throw new Error('an operation without operands');
  const { op, shape } = meant(
    node,
    parts.map((part) => part.shape),
  );
  const row = table[op];
  if (row.kind === 'structural')
    return row.linear ? pulled(node, parts, shape) : alone(rebuilt(node, parts), shape);
  if (parts.every(isNumber) && row.kind === 'elementwise' && !row.compares && !signMeans(divideSign, op)) {
    const value = short(computed(op, parts.map(numberOf)));
    const whole = parts.every((part) => Number.isInteger(numberOf(part)));
    const fraction = parts.some((part) => part.bottom !== 1);
    if (value !== null && (Number.isInteger(value) || !(whole || fraction))) return scalar(value);
  }
  if (node.sign === negativeSign) return { ...a, top: -a.top };
  if (!b || row.kind === 'maker') return alone(rebuilt(node, parts), shape);
  if (signMeans(dotTimesSign, op)) return multiplied(a, b, shape);
  if (signMeans(divideSign, op) && b.top !== 0) return multiplied(a, inverse(b), shape);
  if (signMeans(dotPowerSign, op) && isNumber(b) && numberOf(b) === 1) return a;
  if (node.sign === plusSign || node.sign === minusSign) {
    const right = node.sign === minusSign ? { ...b, top: -b.top } : b;
    // A 0 that makes a sum larger than its other term is no 0 to drop.
    if (a.top === 0 && sameShape(right.shape, shape)) return right;
    if (right.top === 0 && sameShape(a.shape, shape)) return a;
    return alone(
      right.top * right.bottom < 0
        ? apply(minusSign, written(a), written({ ...right, top: -right.top }))
        : apply(plusSign, written(a), written(right)),
      shape,
    );
  }
  return alone(rebuilt(node, parts), shape);
}

/** What a sign means between operands of these shapes, and the shape of what comes out. */
function meant(node: Apply, operands: readonly Shape[]) {
  const made = madeBy(node);
  if (made) return { op: opOf(node.sign), shape: made.shape };
  const meaning = opForShapes(node, operands, () => ['', '']);
  if (typeof meaning === 'string') throw new RuleMisfit(meaning);
  return meaning;
}

/** Moves numbers to the front of a linear sign (matrix product, transpose, sum), and removes a double transpose. */
function pulled(node: Apply, parts: readonly Rational[], shape: Shape): Rational {
  const operands = parts.slice(0, node.sign.arity);
  const [only] = operands;
  if (only && isTranspose(node) && isSingle(only.shape)) return only;
  const bare = parts.map((part, i) =>
    i < node.sign.arity ? { ...part, top: Math.sign(part.top) === 0 ? 0 : 1, bottom: 1 } : part,
  );
  const whole = rebuilt(node, bare);
  const inner = node.sign.form === 'index' ? pickedInside(whole, shape) : turnedInside(whole);
  const top = operands.reduce((left, part) => rounded(left * part.top), 1);
  const bottom = operands.reduce((left, part) => rounded(left * part.bottom), 1);
  return { ...alone(inner, shape), top, bottom };
}

/** What is picked from what was picked is picked at once, all there is is not picked, and of ones so many are picked. */
function pickedInside(node: Apply, { rows, columns }: Shape): Expression {
  const [from, ...places] = node.operands;
  const ends = places.map((place) => (place.kind === 'number' ? place.value : 0));
  if (!from) return node;
  if (ends.every((end) => end === 0)) return from;
  if (from.kind !== 'apply') return node;
  if (madeBy(from)) return { ...from, operands: [number(rows), number(columns)] };
  if (from.sign !== node.sign) return node;
  const [inner, ...before] = from.operands;
  if (!inner) return node;
  const starts = before.map((place) => (place.kind === 'number' ? place.value : 0));
  const sides = [0, 2].flatMap((side) => {
    const [start = 0, last = 0] = starts.slice(side);
    const [first = 0, end = 0] = ends.slice(side);
    if (first === 0) return [start, last];
    const moved = Math.max(start, 1) - 1;
    return [first + moved, end + moved];
  });
  return { ...node, operands: [inner, ...sides.map(number)] };
}

/** A transpose undoes another, and that of a product is the product of the transposes in the other order, where that is shorter. */
function turnedInside(node: Expression): Expression {
  const [inside] = node.kind === 'apply' && isTranspose(node) ? node.operands : [];
  if (inside?.kind !== 'apply') return node;
  if (isTranspose(inside)) return inside.operands[0] ?? node;
  const [left, right] = inside.operands;
  if (inside.sign !== timesSign || !left || !right) return node;
  const turned = (factor: Expression): Expression => turnedInside({ ...(node as Apply), operands: [factor] }); // a transpose, as found above
  const fewer = [left, right].filter((factor) => factor.kind === 'apply' && isTranspose(factor)).length > 0;
  return fewer ? { ...inside, operands: [turned(right), turned(left)] } : node;
}

/** Whether a sign is the transpose's mark, or its name: `A'`, `transpose(A)`. */
export const isTranspose = ({ sign }: Apply): boolean => primeSign.ops.some((op) => sign.ops.includes(op));

const rebuilt = (node: Apply, parts: readonly Rational[]): Apply => ({
  ...node,
  operands: parts.map(written),
});
