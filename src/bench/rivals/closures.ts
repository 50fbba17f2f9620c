import { type BenchPlan, planOps } from '../tasks/plan.ts';

/**
 * An engine in the manner of micrograd (Karpathy, 2020): a node is an object, its rule a closure made when the node is,
 * and backward sorts the nodes before it runs their closures. Here the sort keeps a stack of its own, since the original's
 * recursion overflows at some thousand nodes in a row.
 */
export class ClosureValue {
  data: number;
  grad = 0;
  readonly previous: Set<ClosureValue>;
  pass: () => void = () => {};

  constructor(data: number, previous: readonly ClosureValue[] = []) {
    this.data = data;
    this.previous = new Set(previous);
  }

  add(other: ClosureValue): ClosureValue {
    const out = new ClosureValue(this.data + other.data, [this, other]);
    out.pass = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  subtract(other: ClosureValue): ClosureValue {
    const out = new ClosureValue(this.data - other.data, [this, other]);
    out.pass = () => {
      this.grad += out.grad;
      other.grad -= out.grad;
    };
    return out;
  }

  multiply(other: ClosureValue): ClosureValue {
    const out = new ClosureValue(this.data * other.data, [this, other]);
    out.pass = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  negate(): ClosureValue {
    const out = new ClosureValue(-this.data, [this]);
    out.pass = () => {
      this.grad -= out.grad;
    };
    return out;
  }

  square(): ClosureValue {
    const out = new ClosureValue(this.data * this.data, [this]);
    out.pass = () => {
      this.grad += 2 * this.data * out.grad;
    };
    return out;
  }

  relu(): ClosureValue {
    const out = new ClosureValue(Math.max(this.data, 0), [this]);
    out.pass = () => {
      if (this.data > 0) this.grad += out.grad;
    };
    return out;
  }

  backward(): void {
    const order = sorted(this);
    this.grad = 1;
    for (let i = order.length - 1; i >= 0; i--) order[i]!.pass();
  }
}

/** What a node depends on, then the node: micrograd's order, without its recursion. */
function sorted(root: ClosureValue): ClosureValue[] {
  const order: ClosureValue[] = [];
  const seen = new Set<ClosureValue>([root]);
  const open: { node: ClosureValue; rest: Iterator<ClosureValue> }[] = [
    { node: root, rest: root.previous.values() },
  ];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const next = top.rest.next();
    if (next.done) {
      order.push(top.node);
      open.pop();
    } else if (!seen.has(next.value)) {
      seen.add(next.value);
      open.push({ node: next.value, rest: next.value.previous.values() });
    }
  }
  return order;
}

/** The same as micrograd writes it: a call a node. */
export function sortedByRecursion(root: ClosureValue): ClosureValue[] {
  const order: ClosureValue[] = [];
  const seen = new Set<ClosureValue>();
  const visit = (node: ClosureValue): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const before of node.previous) visit(before);
    order.push(node);
  };
  visit(root);
  return order;
}

/** The plan as objects, a slot each; values are computed as it is built. */
export function builtOfObjects(plan: BenchPlan): ClosureValue[] {
  const values: ClosureValue[] = [];
  for (let slot = 0; slot < plan.size; slot++) {
    const op = planOps[plan.op[slot] ?? 0] ?? 'leaf';
    const left = values[plan.left[slot]!]!;
    const right = values[plan.right[slot]!]!;
    if (op === 'leaf') values.push(new ClosureValue(plan.value[slot]!));
    else if (op === 'negate' || op === 'square' || op === 'relu') values.push(left[op]());
    else values.push(left[op](right));
  }
  return values;
}
