import { type Apply, apply, type Expression, fold, number } from '../../language/expression.ts';
import { knownSign } from '../../language/spelling.ts';

/** What goes wrong in writing a rule of matrices down, whatever op it comes from. */
export type RewriteId =
  | 'transpose-dropped'
  | 'transpose-added'
  | 'factors-swapped'
  | 'entrywise-for-product'
  | 'product-for-entrywise'
  | 'sum-left-out'
  | 'summed-the-other-way'
  | 'transposed-answer';

/** A rule with something in it written wrongly. */
export interface Rewriting {
  readonly id: RewriteId;
  readonly rule: Expression;
}

const product = knownSign('infix', '*');
const dotted = knownSign('infix', '.*');
const mark = knownSign('postfix', "'");
const sum = knownSign('call', 'sum');

/** Every wrong way of writing a rule: each of its signs changed by itself, and transposes that move from one factor to the other. */
export function rewritings(right: Expression): readonly Rewriting[] {
  const found: Rewriting[] = [];
  const put = (id: RewriteId, node: Apply, other: Expression): void => {
    found.push({ id, rule: exchanged(right, node, other) });
  };
  for (const node of nodesOf(right)) {
    const [left, second] = node.operands;
    if (!left) continue;
    if (node.sign === mark) put('transpose-dropped', node, left);
    if (node.sign === product && second && left.kind !== 'number' && second.kind !== 'number') {
      put('factors-swapped', node, apply(product, second, left));
      put('factors-swapped', node, apply(product, bare(second), bare(left)));
      put('transpose-dropped', node, apply(product, bare(left), bare(second)));
      put('transpose-added', node, apply(product, turned(left), turned(second)));
      put('transpose-added', node, apply(product, turned(left), second));
      put('transpose-added', node, apply(product, left, turned(second)));
      put('entrywise-for-product', node, apply(dotted, left, second));
      put('entrywise-for-product', node, apply(dotted, bare(left), bare(second)));
    }
    if (node.sign === dotted && second) {
      put('product-for-entrywise', node, apply(product, left, second));
      // A chain of products is read from the left: the first dot may be the one that got lost.
      put('product-for-entrywise', node, apply(product, left, turned(second)));
    }
    if (node.sign === sum) {
      put('sum-left-out', node, left);
      if (second?.kind === 'number') {
        put('summed-the-other-way', node, apply(sum, left, number(second.value === 1 ? 2 : 1)));
        put('summed-the-other-way', node, apply(sum, left));
      } else {
        put('summed-the-other-way', node, apply(sum, left, number(1)));
        put('summed-the-other-way', node, apply(sum, left, number(2)));
      }
    }
  }
  return [...found, { id: 'transposed-answer', rule: turned(right) }];
}

const bare = (expression: Expression): Expression =>
  expression.kind === 'apply' && expression.sign === mark
    ? (expression.operands[0] ?? expression)
    : expression;

const turned = (expression: Expression): Expression =>
  expression.kind === 'apply' && expression.sign === mark ? bare(expression) : apply(mark, expression);

/** The applications in an expression. */
export function nodesOf(expression: Expression): readonly Apply[] {
  const nodes: Apply[] = [];
  fold<void>(
    expression,
    () => {},
    (node) => {
      nodes.push(node);
    },
  );
  return nodes;
}

/** An expression with one application in it exchanged for something else. */
export function exchanged(expression: Expression, node: Apply, other: Expression): Expression {
  return fold<Expression>(
    expression,
    (leaf) => leaf,
    (each, operands) => (each === node ? other : { ...each, operands }),
  );
}
