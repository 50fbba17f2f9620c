import type { BenchPlan } from '../tasks/plan.ts';

// Two loops as one would write them by hand for just these ops, over the same kind of arrays as ours. The numbers are
// the places in `planOps`, spelled out, as a hand that wants speed would.

/** Fills `value`, which holds the leaves' values. */
export function forwardByHand({ size, op, left, right }: BenchPlan, value: Float64Array): void {
  for (let i = 0; i < size; i++) {
    switch (op[i]) {
      case 1:
        value[i] = value[left[i]!]! + value[right[i]!]!;
        break;
      case 2:
        value[i] = value[left[i]!]! - value[right[i]!]!;
        break;
      case 3:
        value[i] = value[left[i]!]! * value[right[i]!]!;
        break;
      case 4:
        value[i] = -value[left[i]!]!;
        break;
      case 5:
        value[i] = value[left[i]!]! * value[left[i]!]!;
        break;
      case 6:
        value[i] = Math.max(value[left[i]!]!, 0);
        break;
    }
  }
}

/** Fills `gradient`, which is all zeros. */
export function backwardByHand(
  { size, op, left, right }: BenchPlan,
  value: Float64Array,
  gradient: Float64Array,
): void {
  gradient[size - 1] = 1;
  for (let i = size - 1; i >= 0; i--) {
    const G = gradient[i]!;
    switch (op[i]) {
      case 1:
        gradient[left[i]!]! += G;
        gradient[right[i]!]! += G;
        break;
      case 2:
        gradient[left[i]!]! += G;
        gradient[right[i]!]! -= G;
        break;
      case 3:
        gradient[left[i]!]! += G * value[right[i]!]!;
        gradient[right[i]!]! += G * value[left[i]!]!;
        break;
      case 4:
        gradient[left[i]!]! -= G;
        break;
      case 5:
        gradient[left[i]!]! += G * 2 * value[left[i]!]!;
        break;
      case 6:
        if (value[left[i]!]! > 0) gradient[left[i]!]! += G;
        break;
    }
  }
}
