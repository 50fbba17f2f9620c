import { type Expression, leaves } from '../../language/expression.ts';
import { formatNumber } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { isSingle, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { binding } from '../../ops/row.ts';
import { shapesIn } from '../../symbolic/rule.ts';
import { type ShapeOf, shapeIn } from '../../symbolic/simplify.ts';
import type { Question } from '../lesson/question.ts';
import { inChain, type Words } from '../lesson/words.ts';

/**
 * `dL/dW2 (1,3) = dL/dz2 (1,4) * A1' (4,3) / 4`: a rule about matrices with the shape of each of its factors, so that a
 * reader sees how they fit. Where nothing is a matrix, the rule alone.
 */
export function shapedRule({ lesson, digits }: Words, { asks, exact }: Question, rule: Expression): string {
  const shapes = shapesIn(lesson.worked);
  const whole = shapeOf(exact);
  const matrices = leaves(rule).some((leaf) => leaf.kind !== 'number' && !isSingle(shapeIn(leaf, shapes)));
  if (!matrices) return `${asks} = ${inChain(rule)}`;
  const parts = factorsIn(rule);
  const shown =
    parts.filter(({ factor }) => factor.kind !== 'number').length === 1 ||
    // Entry by entry everything has the one shape, which stands on the left.
    !parts.some(({ sign }) => sign === ' * ')
      ? inChain(rule)
      : parts.map(({ sign, factor }) => sign + withShape(factor, shapes)).join('');
  // A number needs no shape; it fits in the line itself.
  return isSingle(whole)
    ? [`${asks} = ${shown}`, ...(typeof exact === 'number' ? [formatNumber(exact, digits)] : [])].join(' = ')
    : `${asks} ${writtenShape(whole)} = ${shown}`;
}

interface Part {
  /** The sign in front, with the air around it; empty at the first. */
  readonly sign: string;
  readonly factor: Expression;
}

/** The factors of a product, from left to right. */
function factorsIn(rule: Expression): readonly Part[] {
  const parts: Part[] = [];
  let rest = rule;
  while (rest.kind === 'apply' && rest.sign.form === 'infix' && rest.sign.binds === binding.product) {
    const [left, right] = rest.operands;
    if (!left || !right) break;
    parts.unshift({ sign: ` ${rest.sign.symbol} `, factor: right });
    rest = left;
  }
  return [{ sign: '', factor: rest }, ...parts];
}

/** `A1' (4,3)`; a number has no shape worth a word. */
function withShape(factor: Expression, shapes: ShapeOf): string {
  const held = factor.kind === 'apply' && factor.sign.form === 'infix' ? `(${print(factor)})` : print(factor);
  const shape = shapeIn(factor, shapes);
  return factor.kind === 'number' || isSingle(shape) ? held : `${held} ${writtenShape(shape)}`;
}
