import type { PyExpression } from '../text/syntax.ts';

/** What a difference is called where it is kept under names. */
const sides = /plus|minus|pos|neg|up|down|high|low|right|left|forward|backward|[pm]$/i;
const steps = /^(eps|epsilon|h|delta|d|step|e)$/i;

const names = (of: PyExpression): readonly string[] => {
  if (of.kind === 'name') return [of.name];
  if (of.kind === 'binary') return [...names(of.left), ...names(of.right)];
  return of.kind === 'unary' ? names(of.operand) : [];
};

/** Whether an expression is a derivative by differences, `(f(w + eps) - f(w - eps)) / (2*eps)`. */
export function isDifference(of: PyExpression): boolean {
  if (of.kind !== 'binary' || of.sign !== '/' || of.left.kind !== 'binary' || of.left.sign !== '-')
    return false;
  const below = names(of.right);
  if (!below.some((name) => steps.test(name)) && below.length > 0) return false;
  const { left, right } = of.left;
  if (left.kind === 'call' && right.kind === 'call')
    return (
      left.callee.kind === 'name' && right.callee.kind === 'name' && left.callee.name === right.callee.name
    );
  return left.kind === 'name' && right.kind === 'name' && below.length > 0
    ? sides.test(left.name) || sides.test(right.name)
    : false;
}
