import {
  type Apply,
  applicationsIn,
  apply,
  type Expression,
  fold,
  number,
} from '../../language/expression.ts';
import { dotTimesSign, meanSign, primeSign, sumSign, timesSign } from '../../language/operators.ts';
import { isSingle } from '../../ops/matrix.ts';
import { type ShapeOf, shapeIn } from '../../symbolic/simplify.ts';

/** What goes wrong in writing a rule of matrices down, whatever op it comes from. */
export type RewriteId =
  | 'transpose-dropped'
  | 'transpose-added'
  | 'factors-swapped'
  | 'entrywise-for-product'
  | 'product-for-entrywise'
  | 'sum-left-out'
  | 'summed-the-other-way'
  | 'summed-too-little'
  | 'summed-too-much'
  | 'mean-for-sum'
  | 'transposed-answer';

/** A mistake that appears together with another, by the id that it has where it appears alone. */
export type SecondMistake =
  | 'opposite-sign'
  | 'local-only'
  | 'first-path-only'
  | 'last-path-only'
  | 'link-skipped'
  | 'upstream-twice'
  | 'added-instead-of-multiplied'
  | 'mean-forgotten'
  | 'mean-twice'
  | 'another-slope'
  | 'arithmetic-slip'
  | Extract<
      RewriteId,
      'transposed-answer' | 'factors-swapped' | 'entrywise-for-product' | 'summed-the-other-way'
    >;

/** A rule with something in it written wrongly. */
export interface Rewriting {
  readonly id: RewriteId;
  readonly rule: Expression;
}

/** Every wrong way of writing a rule: each of its signs changed by itself, and transposes that move from one factor to the other. */
export function rewritings(right: Expression, shapes: ShapeOf): readonly Rewriting[] {
  const found: Rewriting[] = [];
  const put = (id: RewriteId, node: Apply, other: Expression): void => {
    found.push({ id, rule: exchanged(right, node, other) });
  };
  for (const node of applicationsIn(right)) {
    const [left, second] = node.operands;
    if (!left) continue;
    if (node.sign === primeSign) put('transpose-dropped', node, left);
    if (node.sign === timesSign && second && left.kind !== 'number' && second.kind !== 'number') {
      // A number may stand on either side.
      if (![left, second].some((factor) => isSingle(shapeIn(factor, shapes)))) {
        put('factors-swapped', node, apply(timesSign, second, left));
        put('factors-swapped', node, apply(timesSign, bare(second), bare(left)));
      }
      put('transpose-dropped', node, apply(timesSign, bare(left), bare(second)));
      put('transpose-added', node, apply(timesSign, turned(left), turned(second)));
      put('transpose-added', node, apply(timesSign, turned(left), second));
      put('transpose-added', node, apply(timesSign, left, turned(second)));
      put('entrywise-for-product', node, apply(dotTimesSign, left, second));
      put('entrywise-for-product', node, apply(dotTimesSign, bare(left), bare(second)));
    }
    if (node.sign === dotTimesSign && second) {
      put('product-for-entrywise', node, apply(timesSign, left, second));
      // A chain of products is read from the left: the first dot may be the one that got lost.
      put('product-for-entrywise', node, apply(timesSign, left, turned(second)));
    }
    if (node.sign === sumSign) for (const [id, other] of otherSums(node, left, shapes)) put(id, node, other);
  }
  return [...found, { id: 'transposed-answer', rule: turned(right) }];
}

/** A sum left out, or taken along the wrong dimension, along one of two, or along both where one is wanted. */
function otherSums(
  { operands: [, dimension] }: Apply,
  what: Expression,
  shapes: ShapeOf,
): readonly (readonly [RewriteId, Expression])[] {
  const along = (by: 1 | 2): Expression => apply(sumSign, what, number(by));
  if (dimension?.kind === 'number')
    return [
      ['sum-left-out', what],
      ['summed-the-other-way', along(dimension.value === 1 ? 2 : 1)],
      // Laid out as the answer has to be: where there are as many examples as units, the shapes tell nothing.
      ['summed-the-other-way', apply(primeSign, along(dimension.value === 1 ? 2 : 1))],
      ['summed-too-much', apply(sumSign, what)],
    ];
  const { rows, columns } = shapeIn(what, shapes);
  const left: readonly (readonly [RewriteId, Expression])[] = [['sum-left-out', what]];
  // A row or a column has one dimension to sum along: along that one the sum is right, along the other it stays as it is.
  if (rows === 1) return [...left, ['summed-the-other-way', along(1)]];
  if (columns === 1) return [...left, ['summed-the-other-way', along(2)]];
  return [...left, ['summed-too-little', along(1)], ['summed-too-little', along(2)]];
}

/** A mean where a sum belongs. */
export const meansForSums = (right: Expression): readonly Rewriting[] =>
  applicationsIn(right)
    .filter(({ sign }) => sign === sumSign)
    .map((node) => ({ id: 'mean-for-sum', rule: exchanged(right, node, { ...node, sign: meanSign }) }));

const bare = (expression: Expression): Expression =>
  expression.kind === 'apply' && expression.sign === primeSign
    ? (expression.operands[0] ?? expression)
    : expression;

const turned = (expression: Expression): Expression =>
  expression.kind === 'apply' && expression.sign === primeSign
    ? bare(expression)
    : apply(primeSign, expression);

/** An expression with one application in it exchanged for something else. */
export function exchanged(expression: Expression, node: Apply, other: Expression): Expression {
  return fold<Expression>(
    expression,
    (leaf) => leaf,
    (each, operands) => (each === node ? other : { ...each, operands }),
  );
}
