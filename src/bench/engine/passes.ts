import { backward, forward } from '../../engine/passes/tape.ts';
import { atLeast, atMost, type Figure, happens, held, ratio, takeTurns } from '../measure.ts';
import { builtOfObjects, type ClosureValue } from '../rivals/closures.ts';
import { backwardByHand, forwardByHand } from '../rivals/loop.ts';
import { type BenchPlan, built, manyLosses, sumsOfProducts } from '../tasks/plan.ts';

/** One million nodes: both passes, as callers get them, against loops that were written by hand for these ops alone. */
export function againstTheLoop(): Figure[] {
  // Ops at random are what a processor can't foresee, sums of products what it foresees best: a loop's own cost shows there.
  const atRandom = [1, 2, 3].map((seed) => manyLosses(62_500, seed));
  const products = [1, 2, 3].map((seed) => sumsOfProducts(33_333, seed));
  return [...passes('ops at random', atRandom), ...passes('sums of products', products)];
}

function passes(kind: string, plans: readonly BenchPlan[]): Figure[] {
  const cases = plans.map((plan) => ({ plan, tape: forward(built(plan)), value: values(plan) }));
  for (const { plan, tape, value } of cases) mustAgree(gradients(plan, value), backward(tape));
  const turn = (round: number) => cases[round % cases.length]!; // there are three
  // The loop by hand gets its arrays as ours does: new ones for every pass.
  const times = takeTurns(30, {
    forward: (round) => forward(turn(round).tape.graph),
    forwardByHand: (round) => values(turn(round).plan),
    backward: (round) => backward(turn(round).tape),
    backwardByHand: (round) => gradients(turn(round).plan, turn(round).value),
  });
  const what = (pass: 'forward' | 'backward'): string => `1,000,000 nodes, ${kind}: ${pass}`;
  return [
    atMost(`${what('forward')} to a loop by hand`, ratio(times.forward, times.forwardByHand), 1.5, 'x'),
    atMost(`${what('backward')} to a loop by hand`, ratio(times.backward, times.backwardByHand), 1.5, 'x'),
  ];
}

function values(plan: BenchPlan): Float64Array {
  const value = plan.value.slice();
  forwardByHand(plan, value);
  return value;
}

function gradients(plan: BenchPlan, value: Float64Array): Float64Array {
  const gradient = new Float64Array(plan.size);
  backwardByHand(plan, value, gradient);
  return gradient;
}

/** The lecture's N = 10,000 and P = 100,000 as scalar nodes, against an engine of objects and closures. */
export function againstClosures(): Figure[] {
  const plans = [1, 2].map((seed) => sumsOfProducts(10_000, seed));
  const plan = (round: number): BenchPlan => plans[round % plans.length] as BenchPlan; // there are two
  const tapes = plans.map((each) => forward(built(each)));
  // A loop that runs so seldom takes dozens of runs until it is compiled for good; their many closures are by then.
  // The objects keep their gradients from one pass to the next; so do the arrays.
  const kept = tapes.map(({ graph }) => new Float64Array(graph.size));
  for (let i = 0; i < 60; i++) backward(tapes[i % tapes.length]!, kept[i % tapes.length]);
  let theirs: ClosureValue[] = [];
  const times = takeTurns(12, {
    all: (round) => backward(forward(built(plan(round)))),
    backward: (round) => backward(tapes[round % plans.length]!, kept[round % plans.length]),
    theirBuild: (round) => {
      theirs = builtOfObjects(plan(round));
    },
    theirBackward: () => theirs.at(-1)?.backward(),
  });
  const lastRound = 12 + 3 - 1;
  mustAgree(
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
export async function memory(): Promise<Figure[]> {
  const what = 'memory a node, graph with values and gradients';
  if (!globalThis.gc)
    return [happens(what, 'not measured: start node with --expose-gc', 'at most 60 B', false)];
  const plan = sumsOfProducts(10_000, 3);
  const before = await held();
  const tape = forward(built(plan));
  const gradient = backward(tape);
  const after = await held();
  if (gradient.length !== tape.graph.size) throw new Error('a gradient a slot');
  // What lies in a memory of WebAssembly is counted by nobody else.
  const { kind, code, left, right } = tape.graph;
  const lying = gradient.buffer === tape.value.buffer ? [kind, code, left, right, tape.value, gradient] : [];
  const apart = lying.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return [atMost(what, (after - before + apart) / plan.size, 60, 'B')];
}

/** A rival that computes something else is no rival. */
export function mustAgree(expected: Float64Array, actual: Float64Array): void {
  if (expected.length !== actual.length)
    throw new Error(`${actual.length} gradients, not ${expected.length}`);
  expected.forEach((number, i) => {
    const off = Math.abs(number - (actual[i] ?? Number.NaN));
    if (!(off <= 1e-9 * Math.max(1, Math.abs(number))))
      throw new Error(`gradient ${i}: ${actual[i]}, not ${number}`);
  });
}
