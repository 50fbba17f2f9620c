import { backward, forward } from '../engine/tape.ts';
import { atLeast, atMost, type Figure, happens, median, ratio, takeTurns } from './measure.ts';
import { built, manyLosses, type Plan, sumsOfProducts } from './plan.ts';
import { builtOfObjects, type Value } from './rivals/closures.ts';
import { backwardByHand, forwardByHand } from './rivals/loop.ts';

/** One million nodes: both passes, as callers get them, against loops that were written by hand for these ops alone. */
export function againstTheLoop(): Figure[] {
  const plans = [1, 2, 3].map((seed) => manyLosses(62_500, seed));
  const graphs = plans.map(built);
  const tapes = graphs.map((graph) => forward(graph));
  const turn = <T>(list: readonly T[], round: number): T => list[round % list.length] as T; // none is empty
  // The loop by hand gets its arrays as we do, new ones for every pass.
  const rivals = plans.map((plan) => ({ plan, value: values(plan) }));
  const times = takeTurns(30, {
    forward: (round) => forward(turn(graphs, round)),
    forwardByHand: (round) => values(turn(plans, round)),
    backward: (round) => backward(turn(tapes, round)),
    backwardByHand: (round) => gradients(turn(rivals, round).plan, turn(rivals, round).value),
  });
  plans.forEach((plan, i) => {
    agree(gradients(plan, values(plan)), backward(tapes[i]!)); // a tape a plan
  });
  const perNode = (list: readonly number[]): string => `${((median(list) * 1e6) / 1e6).toFixed(1)} ns a node`;
  return [
    atMost(
      `1,000,000 nodes: forward (${perNode(times.forward)}) to a loop by hand`,
      ratio(times.forward, times.forwardByHand),
      1.5,
      'x',
    ),
    atMost(
      `1,000,000 nodes: backward (${perNode(times.backward)}) to a loop by hand`,
      ratio(times.backward, times.backwardByHand),
      1.5,
      'x',
    ),
    atMost('1,000,000 nodes: backward to forward', ratio(times.backward, times.forward), 1.5, 'x'),
  ];
}

function values(plan: Plan): Float64Array {
  const value = plan.value.slice();
  forwardByHand(plan, value);
  return value;
}

function gradients(plan: Plan, value: Float64Array): Float64Array {
  const gradient = new Float64Array(plan.size);
  backwardByHand(plan, value, gradient);
  return gradient;
}

/** The lecture's N = 10,000 and P = 100,000 as scalar nodes, against an engine of objects and closures. */
export function againstClosures(): Figure[] {
  const plans = [1, 2].map((seed) => sumsOfProducts(10_000, seed));
  const plan = (round: number): Plan => plans[round % plans.length] as Plan; // there are two
  const tapes = plans.map((each) => forward(built(each)));
  let theirs: Value[] = [];
  const times = takeTurns(12, {
    all: (round) => backward(forward(built(plan(round)))),
    backward: (round) => backward(tapes[round % plans.length]!),
    theirBuild: (round) => {
      theirs = builtOfObjects(plan(round));
    },
    theirBackward: () => theirs.at(-1)?.backward(),
  });
  const lastRound = 12 + 3 - 1;
  agree(
    Float64Array.from(theirs, (value) => value.grad),
    backward(tapes[lastRound % plans.length]!),
  );
  const theirAll = times.theirBuild.map((time, round) => time + times.theirBackward[round]!);
  const size = plans[0]!.size.toLocaleString('en');
  return [
    atLeast(
      `${size} nodes: backward, objects and closures to ours`,
      ratio(times.theirBackward, times.backward),
      50,
      'x',
    ),
    atLeast(
      `${size} nodes: build and both passes, objects and closures to ours`,
      ratio(theirAll, times.all),
      10,
      'x',
    ),
  ];
}

/** What a graph with both passes done holds on to. */
export function memory(): Figure[] {
  const what = 'memory a node, graph with values and gradients';
  if (!globalThis.gc)
    return [happens(what, 'not measured: start node with --expose-gc', 'at most 60 B', false)];
  const plan = sumsOfProducts(10_000, 3);
  const before = held();
  const tape = forward(built(plan));
  const gradient = backward(tape);
  const after = held();
  if (gradient.length !== tape.graph.size) throw new Error('a gradient a slot');
  return [atMost(what, (after - before) / plan.size, 60, 'B')];
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** A rival that computes something else is no rival. */
export function agree(expected: Float64Array, actual: Float64Array): void {
  if (expected.length !== actual.length)
    throw new Error(`${actual.length} gradients, not ${expected.length}`);
  expected.forEach((number, i) => {
    const off = Math.abs(number - (actual[i] ?? Number.NaN));
    if (!(off <= 1e-9 * Math.max(1, Math.abs(number))))
      throw new Error(`gradient ${i}: ${actual[i]}, not ${number}`);
  });
}
