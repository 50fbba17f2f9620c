import { type Graph, GraphBuilder, kinds } from '../../engine/graph/graph.ts';
import { placeOfOp } from '../../engine/kernels/op-codes.ts';
import { seededNumbers } from '../measure.ts';

/** A graph before any engine has it: every engine is asked to build the same one. The last slot is the output. */
export interface BenchPlan {
  readonly size: number;
  /** 0 for a leaf, else an op by its place in `planOps`. */
  readonly op: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** The leaves' values. */
  readonly value: Float64Array;
}

/** The ops of plans: cheap ones, so that a loop's own cost does not hide behind an exponential's. */
export const planOps = ['leaf', 'add', 'subtract', 'multiply', 'negate', 'square', 'relu'] as const;
const places = { add: 1, multiply: 3, square: 5 } as const;

/**
 * A sum of many small losses: blocks of 16 slots, four leaves and then ops drawn at random over the block, and a last one
 * that adds the block to the sum. Numbers stay in the middle of the doubles: products and squares read leaves.
 */
export function manyLosses(blocks: number, seed: number): BenchPlan {
  const random = seededNumbers(seed);
  const plan = empty(blocks * 16);
  for (let first = 0; first < plan.size; first += 16) {
    for (let slot = first; slot < first + 4; slot++) plan.value[slot] = 0.5 + random();
    for (let slot = first + 4; slot < first + 15; slot++) {
      const op = 1 + Math.floor(random() * (planOps.length - 1));
      plan.op[slot] = op;
      plan.left[slot] = first + Math.floor(random() * (op === places.square ? 4 : slot - first));
      plan.right[slot] = first + Math.floor(random() * (op === places.multiply ? 4 : slot - first));
    }
    const last = first + 15;
    plan.op[last] = places.add;
    plan.left[last] = first === 0 ? 14 : first - 1;
    plan.right[last] = last - 1;
  }
  return plan;
}

/** The lecture's count, spelled out: so many sums of ten products w*x, added up. All the sums read the same ten x. */
export function sumsOfProducts(sums: number, seed: number): BenchPlan {
  const random = seededNumbers(seed);
  const products = sums * 10;
  const plan = empty(10 + 3 * products - 1);
  let slot = 0;
  const leaf = (): number => {
    plan.value[slot] = random() - 0.5;
    return slot++;
  };
  const step = (op: number, left: number, right: number): number => {
    plan.op[slot] = op;
    plan.left[slot] = left;
    plan.right[slot] = right;
    return slot++;
  };
  const x = Array.from({ length: 10 }, leaf);
  let total = -1;
  for (let sum = 0; sum < sums; sum++) {
    let inner = -1;
    for (const each of x) {
      const product = step(places.multiply, leaf(), each);
      inner = inner < 0 ? product : step(places.add, inner, product);
    }
    total = total < 0 ? inner : step(places.add, total, inner);
  }
  return plan;
}

const empty = (size: number): BenchPlan => ({
  size,
  op: new Uint8Array(size),
  left: new Int32Array(size),
  right: new Int32Array(size),
  value: new Float64Array(size),
});

const opPlaces = planOps.map((op) => (op === 'leaf' ? null : placeOfOp(op)));
/** From this place on ops have one operand. */
const firstOfOne = planOps.indexOf('negate');

/** The plan as a graph of ours; slots are the plan's. */
export function built({ size, op, left, right, value }: BenchPlan): Graph {
  const builder = new GraphBuilder();
  for (let slot = 0; slot < size; slot++) {
    const number = op[slot]!;
    const place = opPlaces[number];
    if (!place) builder.leaf(kinds.given, value[slot]!);
    else if (number >= firstOfOne) builder.stepOf(place, left[slot]!);
    else builder.stepOf(place, left[slot]!, right[slot]!);
  }
  return builder.graph(size - 1);
}
