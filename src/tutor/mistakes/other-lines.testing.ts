import { type Apply, apply, type Expression, number } from '../../language/expression.ts';
import { primeSign, sumSign, timesSign } from '../../language/operators.ts';

// For tests: lines in which something is written otherwise.

/** A line with one of its applications written otherwise, in every way. */
export function otherwise(
  line: Expression,
  change: (node: Apply) => readonly Expression[],
): readonly Expression[] {
  if (line.kind !== 'apply') return [];
  const inside = line.operands.flatMap((operand, k) =>
    otherwise(operand, change).map(
      (other): Expression => ({
        ...line,
        operands: line.operands.map((each, i) => (i === k ? other : each)),
      }),
    ),
  );
  return [...change(line), ...inside];
}

/** The same, done once or twice. */
export const onceOrTwice = (
  line: Expression,
  change: (node: Apply) => readonly Expression[],
): readonly Expression[] => {
  const once = otherwise(line, change);
  return [...once, ...once.flatMap((each) => otherwise(each, change))];
};

export const isPrime = (each: Expression): each is Apply => each.kind === 'apply' && each.sign === primeSign;
export const bare = (each: Expression): Expression => (isPrime(each) ? (each.operands[0] ?? each) : each);
const turned = (each: Expression): Expression => (isPrime(each) ? bare(each) : apply(primeSign, each));

const both = (node: Apply): readonly [Expression, Expression] | null => {
  const [left, second] = node.operands;
  return left && second ? [left, second] : null;
};

/** A product's factors, each as it stands or transposed. */
export const layouts = (node: Apply): readonly (readonly [Expression, Expression])[] => {
  const pair = both(node);
  if (!pair) return [];
  const [a, b] = pair;
  return [
    [a, b],
    [turned(a), b],
    [a, turned(b)],
    [turned(a), turned(b)],
  ];
};

export const isProduct = ({ sign }: Apply): boolean => sign === timesSign;

/** The sums of a line, of which each is one of its entries. */
export const sumsOf = (line: Expression): readonly Expression[] => [
  apply(sumSign, line),
  apply(sumSign, line, number(1)),
  apply(sumSign, line, number(2)),
];
