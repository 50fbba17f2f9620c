import type { BenchPlan } from '../tasks/plan.ts';

/** A builder as one would write it by hand for ops of at most two operands, by numbers: five arrays that double. */
class ByHand {
  size = 0;
  op = new Uint8Array(16);
  wanted = new Uint8Array(16);
  left = new Int32Array(16);
  right = new Int32Array(16);
  value = new Float64Array(16);

  leaf(value: number): number {
    if (this.size === this.op.length) this.grow();
    this.value[this.size] = value;
    this.wanted[this.size] = 1;
    return this.size++;
  }

  step(op: number, left: number, right: number): number {
    if (this.size === this.op.length) this.grow();
    this.op[this.size] = op;
    this.wanted[this.size] = this.wanted[left]! | this.wanted[right]!;
    this.left[this.size] = left;
    this.right[this.size] = right;
    return this.size++;
  }

  grow(): void {
    this.op = twice(this.op, new Uint8Array(2 * this.size));
    this.wanted = twice(this.wanted, new Uint8Array(2 * this.size));
    this.left = twice(this.left, new Int32Array(2 * this.size));
    this.right = twice(this.right, new Int32Array(2 * this.size));
    this.value = twice(this.value, new Float64Array(2 * this.size));
  }
}

function twice<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** The plan, built by hand. */
export function builtByHand({ size, op, left, right, value }: BenchPlan): ByHand {
  const builder = new ByHand();
  for (let slot = 0; slot < size; slot++) {
    const number = op[slot]!;
    if (number === 0) builder.leaf(value[slot]!);
    else builder.step(number, left[slot]!, right[slot]!);
  }
  return builder;
}
