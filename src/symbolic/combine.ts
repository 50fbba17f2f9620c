import { opOf } from '../engine/kernels/rules.ts';
import { type Apply, apply, type Expression, fold, number } from '../language/expression.ts';
import {
  divideSign,
  dotDivideSign,
  dotTimesSign,
  minusSign,
  negativeSign,
  plusSign,
  signMeans,
  timesSign as star,
} from '../language/operators.ts';
import { print } from '../language/print.ts';
import { isSingle, type Shape, sameShape, single } from '../ops/matrix.ts';
import { type ShapeOf, shapeIn, simplify } from './simplify.ts';

/** A number times some factors, in the order in which they were met. */
interface Term {
  readonly top: number;
  readonly bottom: number;
  readonly factors: readonly Factor[];
}

interface Factor {
  readonly text: string;
  readonly expression: Expression;
  /** Whether it stands under the stroke. */
  readonly below: boolean;
}

/** A rule that multiplies out into more terms than this is left as it is. */
const mostTerms = 24;

/**
 * The rule over a skipped step as the lecture writes it: what stands above and below a stroke is cancelled, the rest is
 * multiplied out, and what adds up to nothing goes. Thus `-y/a*a*(1-a) + (1-y)/(1-a)*a*(1-a)` is `a - y`. Null where that
 * makes it no shorter.
 */
export function combine(rule: Expression, shapes: ShapeOf): Expression | null {
  const terms = multipliedOut(rule, shapes);
  if (terms === null || terms.length === 0) return null;
  const shape = shapeIn(rule, shapes);
  const short = written(terms, shapes);
  if (!sameShape(shapeIn(short, shapes), shape)) return null;
  return print(short).length < print(rule).length ? short : null;
}

/** A sum of products of numbers and names, entry by entry; null for what has too many terms. */
function multipliedOut(rule: Expression, shapes: ShapeOf): readonly Term[] | null {
  const alone = (expression: Expression): readonly Term[] => [
    { top: 1, bottom: 1, factors: [{ text: print(expression), expression, below: false }] },
  ];
  return fold<readonly Term[] | null>(
    cancelled(rule, shapes),
    (leaf) => (leaf.kind === 'number' ? [{ top: leaf.value, bottom: 1, factors: [] }] : alone(leaf)),
    (node, parts) => {
      const [a, b] = parts;
      if (!a || b === null) return null;
      if (node.sign === negativeSign) return a.map((term) => ({ ...term, top: -term.top }));
      if (!b || parts.length > 2) return alone(node);
      if (node.sign === plusSign) return gathered([...a, ...b]);
      if (node.sign === minusSign) return gathered([...a, ...b.map((term) => ({ ...term, top: -term.top }))]);
      if (isEntrywiseProduct(node, shapes))
        return gathered(a.flatMap((left) => b.map((right) => times(left, right))));
      if (!signMeans(divideSign, opOf(node.sign))) return alone(node);
      const [, divisor] = node.operands;
      const [under] = b.length === 1 || !divisor ? b : alone(divisor);
      return under ? gathered(a.map((term) => times(term, inverse(under)))) : alone(node);
    },
  );
}

function isEntrywiseProduct(node: Apply, shapes: ShapeOf): boolean {
  if (node.sign === dotTimesSign) return true;
  if (node.sign !== star) return false;
  return node.operands.some((operand) => isSingle(shapeIn(operand, shapes)));
}

/** The product of two terms, in which nothing stands both above and below the stroke. */
function times(a: Term, b: Term): Term {
  const factors = [...a.factors];
  for (const factor of b.factors) {
    const at = factors.findIndex(({ text, below }) => text === factor.text && below !== factor.below);
    if (at < 0) factors.push(factor);
    else factors.splice(at, 1);
  }
  return { top: a.top * b.top, bottom: a.bottom * b.bottom, factors };
}

const inverse = ({ top, bottom, factors }: Term): Term => ({
  top: bottom,
  bottom: top,
  factors: factors.map((factor) => ({ ...factor, below: !factor.below })),
});

/** Adds up like terms and drops those that cancel; null if there are too many. */
function gathered(terms: readonly Term[]): readonly Term[] | null {
  const known = new Map<string, Term>();
  for (const term of terms) {
    const key = term.factors
      .map(({ text, below }) => (below ? `/ ${text}` : text))
      .sort()
      .join(' ');
    const other = known.get(key);
    const top = (other?.top ?? 0) * term.bottom + term.top * (other?.bottom ?? 1);
    known.set(key, { ...(other ?? term), top, bottom: (other?.bottom ?? 1) * term.bottom });
  }
  const left = [...known.values()].filter(({ top }) => top !== 0);
  return left.length > mostTerms ? null : left;
}

/** Terms as one expression: positive ones first, over a stroke that they share. */
function written(terms: readonly Term[], shapes: ShapeOf): Expression {
  const bottoms = new Set(terms.map(({ top, bottom }) => Math.abs(bottom / top)));
  const [shared = 1] = bottoms;
  const common = bottoms.size === 1 && shared !== 1 && Number.isInteger(shared) ? shared : null;
  const ordered = terms.toSorted((a, b) => Number(a.top / a.bottom < 0) - Number(b.top / b.bottom < 0));
  const sum = ordered
    .map((term): Expression => {
      const { top, bottom, factors } =
        common === null ? term : { ...term, top: Math.sign(term.top / term.bottom), bottom: 1 };
      const side = (below: boolean): Expression =>
        factors
          .filter((factor) => factor.below === below)
          .reduce<Expression>(
            (left, { expression }) => apply(dotTimesSign, left, expression),
            number(below ? bottom : top),
          );
      return apply(dotDivideSign, side(false), side(true));
    })
    .reduce((left, right) => apply(plusSign, left, right));
  return simplify(common === null ? sum : apply(divideSign, sum, number(common)), shapes);
}

/** A rule in which no factor stands both above and below a stroke. */
function cancelled(rule: Expression, shapes: ShapeOf): Expression {
  return fold<Expression>(
    rule,
    (leaf) => leaf,
    (node, operands) => {
      const whole = { ...node, operands };
      const [above, below] = operands;
      if (!above || !below || !signMeans(divideSign, opOf(node.sign))) return whole;
      const tops = factorsOf(above, shapes);
      const bottoms = factorsOf(below, shapes);
      const kept: Expression[] = [];
      for (const factor of tops) {
        const at = bottoms.findIndex((other) => print(other) === print(factor));
        if (at < 0) kept.push(factor);
        else bottoms.splice(at, 1);
      }
      if (kept.length === tops.length) return whole;
      const product = (factors: readonly Expression[]): Expression =>
        factors.reduce<Expression>((left, right) => apply(dotTimesSign, left, right), number(1));
      const short = simplify(apply(dotDivideSign, product(kept), product(bottoms)), shapes);
      return sameShape(shapeOr(short, shapes), shapeOr(whole, shapes)) ? short : whole;
    },
  );
}

const shapeOr = (expression: Expression, shapes: ShapeOf): Shape =>
  expression.kind === 'number' ? single : shapeIn(expression, shapes);

/** The factors of a product entry by entry; a minus sign is the factor -1. */
function factorsOf(product: Expression, shapes: ShapeOf): Expression[] {
  const found: Expression[] = [];
  const waiting = [product];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.kind === 'apply' && isEntrywiseProduct(next, shapes))
      waiting.push(...[...next.operands].reverse());
    else if (next.kind === 'apply' && next.sign === negativeSign) waiting.push(...next.operands, number(-1));
    else found.push(next);
  }
  return found;
}
