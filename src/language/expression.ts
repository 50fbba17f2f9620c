import type { Matrix, Value } from '../ops/matrix.ts';
import type { Sign } from './spelling.ts';

/** A place in the text that was read: UTF-16 offsets. */
interface Placed {
  readonly from: number;
  readonly to: number;
}

export interface NumberLeaf extends Placed {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
}

/** `[1 2; 3 4]`; one of a single entry is a number. */
export interface MatrixLeaf extends Placed {
  readonly kind: 'matrix';
  readonly value: Matrix;
  /** What stands for it in print, where not all its entries do. */
  readonly text: string;
}

export interface NameLeaf extends Placed {
  readonly kind: 'name';
  readonly name: string;
}

/** `dJ/du`, one word: the derivative of `of` by `by`. */
export interface DerivativeLeaf extends Placed {
  readonly kind: 'derivative';
  readonly of: string;
  readonly by: string;
}

export interface Apply extends Placed {
  readonly kind: 'apply';
  readonly sign: Sign;
  readonly operands: readonly Expression[];
}

export type Leaf = NumberLeaf | MatrixLeaf | NameLeaf | DerivativeLeaf;

/** What stands right of an `=`, as a tree. It may be 100,000 deep: read it with `fold`, never by recursion. */
export type Expression = Leaf | Apply;

/** Reads a tree from its leaves up, operands left to right, with an explicit stack. */
export function fold<T>(
  root: Expression,
  leaf: (leaf: Leaf) => T,
  join: (apply: Apply, operands: readonly T[]) => T,
): T {
  const path: Apply[] = [];
  /** How many operands of each application on the path are done. */
  const counts: number[] = [];
  const done: T[] = [];
  let node = root;
  for (;;) {
    while (node.kind === 'apply') {
      path.push(node);
      counts.push(0);
      node = node.operands[0] as Expression; // an application has an operand
    }
    done.push(leaf(node));
    for (;;) {
      const above = path.at(-1);
      if (!above) return done[0] as T; // the root is joined last
      const count = (counts.pop() as number) + 1; // one for each on the path
      if (count < above.operands.length) {
        counts.push(count);
        node = above.operands[count] as Expression; // count is within operands
        break;
      }
      path.pop();
      done.push(join(above, taken(done, count)));
    }
  }
}

/** Takes the last `count` values off a stack, and gives them in the order in which they were put there. */
export function taken<T>(stack: T[], count: number): T[] {
  // Popped one by one, because `splice` took a third of the time that reading a long program takes.
  const last = stack.pop() as T; // the caller knows how many there are, one at least
  if (count === 1) return [last];
  const before = stack.pop() as T;
  if (count === 2) return [before, last];
  return [...stack.splice(stack.length - count + 2), before, last];
}

/** The leaves of a tree, left to right. */
export function leaves(root: Expression): readonly Leaf[] {
  const found: Leaf[] = [];
  const waiting: Expression[] = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.kind !== 'apply') found.push(next);
    else for (let i = next.operands.length - 1; i >= 0; i--) waiting.push(next.operands[i] as Expression); // i is within operands
  }
  return found;
}

/** A tree in postfix order: its leaves left to right, and each application behind its operands. */
export function inPostfix(root: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const put = (part: Expression): void => {
    found.push(part);
  };
  fold<void>(root, put, put);
  return found;
}

/** The applications in an expression, each behind those inside it. */
export function applicationsIn(root: Expression): readonly Apply[] {
  const found: Apply[] = [];
  fold<void>(
    root,
    () => {},
    (node) => {
      found.push(node);
    },
  );
  return found;
}

/** The tree with every leaf replaced; what `change` gives back unchanged is shared, not copied. */
export function substitute(root: Expression, change: (leaf: Leaf) => Expression): Expression {
  return fold<Expression>(root, change, (apply, operands) =>
    operands.every((operand, i) => operand === apply.operands[i]) ? apply : { ...apply, operands },
  );
}

/** A number that no text spelled: it is printed from its value. */
export const number = (value: number): NumberLeaf => ({ kind: 'number', value, text: '', from: 0, to: 0 });

/** A value that no text spelled. */
export const literal = (value: Value): NumberLeaf | MatrixLeaf =>
  typeof value === 'number' ? number(value) : { kind: 'matrix', value, text: '', from: 0, to: 0 };

/** A name that no text spelled. */
export const name = (text: string): NameLeaf => ({ kind: 'name', name: text, from: 0, to: 0 });

/** The derivative of `of` by `by`, as a word. */
export const derivative = (of: string, by: string): DerivativeLeaf => ({
  kind: 'derivative',
  of,
  by,
  from: 0,
  to: 0,
});

/** A sign put to operands where no text did. */
export const apply = (sign: Sign, ...operands: readonly Expression[]): Apply => ({
  kind: 'apply',
  sign,
  operands,
  from: 0,
  to: 0,
});

/** Whether two trees say the same, whatever text they come from. */
export function same(a: Expression, b: Expression): boolean {
  const pairs: [Expression, Expression][] = [[a, b]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [x, y] = pair;
    if (x === y) continue;
    if (x.kind === 'number' && y.kind === 'number' && x.value === y.value) continue;
    if (x.kind === 'matrix' && y.kind === 'matrix' && sameMatrix(x.value, y.value)) continue;
    if (x.kind === 'name' && y.kind === 'name' && x.name === y.name) continue;
    if (x.kind === 'derivative' && y.kind === 'derivative' && x.of === y.of && x.by === y.by) continue;
    if (x.kind !== 'apply' || y.kind !== 'apply' || x.sign !== y.sign) return false;
    x.operands.forEach((operand, i) => {
      const other = y.operands[i];
      if (other) pairs.push([operand, other]);
    });
    if (x.operands.length !== y.operands.length) return false;
  }
  return true;
}

const sameMatrix = (a: Matrix, b: Matrix): boolean =>
  a.rows === b.rows && a.columns === b.columns && a.entries.every((entry, i) => entry === b.entries[i]);
