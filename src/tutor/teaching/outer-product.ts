import { apply, type Expression, fold } from '../../language/expression.ts';
import { dotTimesSign, timesSign } from '../../language/operators.ts';
import { print } from '../../language/print.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { math } from '../lesson/words.ts';
import { counterfactualValue } from '../mistakes/counterfactual.ts';

const isColumn = (value: Value | null): boolean =>
  value !== null && typeof value !== 'number' && value.columns === 1 && value.rows > 1;
const isRow = (value: Value | null): boolean =>
  value !== null && typeof value !== 'number' && value.rows === 1 && value.columns > 1;

/**
 * Said beside a right answer in which `.*` stands between a column and a row: it spreads both, and gives what their product
 * gives, but only with one example. Nothing where it does not.
 */
export function outerProductSaid({ worked }: Lesson, expression: Expression): readonly Block[] {
  const products: string[] = [];
  fold<Expression>(
    expression,
    (leaf) => leaf,
    (node, operands) => {
      const [left, right] = operands;
      if (node.sign === dotTimesSign && left && right) {
        const [one, other] = [left, right].map((each) => counterfactualValue(worked, each)) as [
          Value | null,
          Value | null,
        ]; // as many as operands
        if (isColumn(one) && isRow(other)) products.push(print(apply(timesSign, left, right)));
        if (isRow(one) && isColumn(other)) products.push(print(apply(timesSign, right, left)));
      }
      return { ...node, operands };
    },
  );
  const [product] = products;
  if (product === undefined) return [];
  return [
    line(
      'note',
      `Between a column and a row, ${math('.*')} gives what their product gives, ${math(product)}. With many examples only the product does.`,
    ),
  ];
}
