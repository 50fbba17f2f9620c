import { type Graph, placeAt } from '../../engine/graph/graph.ts';
import { type Objective, type Passes, passesOver } from './objective.ts';

/** Examples in rows, and which of their columns each of the data leaves gets, one below the other. */
export interface Examples {
  readonly count: number;
  readonly width: number;
  readonly entries: Float64Array;
  readonly feeds: readonly { readonly slot: number; readonly columns: readonly number[] }[];
}

/** Which examples each step sees. */
export interface Batches {
  /** The number of batches in an epoch. */
  readonly count: number;
  /** The examples of a step, counted from 0. */
  readonly at: (step: number) => Int32Array;
}

/**
 * Cuts examples into batches of a size; the last one of an epoch may be smaller. Several batches are shuffled anew in
 * every epoch. Each epoch has random numbers of its own, so that any step can be repeated by itself.
 */
export function batchesOf(
  examples: number,
  size: number,
  randomIn: (epoch: number) => () => number,
): Batches {
  const count = Math.ceil(examples / size);
  const order = Int32Array.from({ length: examples }, (_, i) => i);
  let shuffled = -1;
  return {
    count,
    at(step) {
      const epoch = Math.floor(step / count);
      if (count > 1 && shuffled !== epoch) {
        for (let i = 0; i < examples; i++) order[i] = i;
        shuffle(order, randomIn(epoch));
        shuffled = epoch;
      }
      const from = (step % count) * size;
      return order.subarray(from, Math.min(examples, from + size));
    },
  };
}

/** Fisher and Yates: every order is as likely as any other. */
function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!]; // both lie in the array
  }
}

/**
 * The objective of a program that takes one example: its output is computed for each example of a batch, and the mean
 * is taken.
 */
export function oneByOne(
  graph: Graph,
  slots: readonly number[],
  examples: Examples,
  batches: Batches,
): Objective {
  const passes = passesOver(graph, slots);
  const all = Int32Array.from({ length: examples.count }, (_, i) => i);
  let one = new Float64Array(0);
  const mean = (batch: Int32Array, parameters: Float64Array, gradient: Float64Array | null): number => {
    if (one.length !== parameters.length) one = new Float64Array(parameters.length);
    let total = 0;
    gradient?.fill(0);
    for (const example of batch) {
      for (const { slot, columns } of examples.feeds)
        passes.start[slot] = examples.entries[example * examples.width + (columns[0] ?? 0)] ?? Number.NaN;
      total += passes.run(parameters, gradient && one);
      if (gradient) for (let p = 0; p < one.length; p++) gradient[p]! += one[p]! / batch.length;
    }
    return total / batch.length;
  };
  return {
    batches: batches.count,
    slope: (step, parameters, gradient) => mean(batches.at(step), parameters, gradient),
    whole: (parameters) => mean(all, parameters, null),
  };
}

/**
 * The objective of a program over matrices: the examples of a batch are columns, and the program itself takes a mean
 * or a sum. `graphFor` gives its graph for a number of examples; slots are the same in all of these graphs.
 */
export function examplesSideBySide(
  graphFor: (examples: number) => Graph,
  slots: readonly number[],
  examples: Examples,
  batches: Batches,
): Objective {
  const known = new Map<number, { readonly graph: Graph; readonly passes: Passes }>();
  const all = Int32Array.from({ length: examples.count }, (_, i) => i);
  const run = (batch: Int32Array, parameters: Float64Array, gradient: Float64Array | null): number => {
    const { graph, passes } = known.get(batch.length) ?? made(batch.length);
    for (const { slot, columns } of examples.feeds) {
      let to = placeAt(graph, slot);
      for (const column of columns)
        for (const example of batch)
          passes.start[to++] = examples.entries[example * examples.width + column] ?? Number.NaN;
    }
    return passes.run(parameters, gradient);
  };
  const made = (count: number): { readonly graph: Graph; readonly passes: Passes } => {
    const graph = graphFor(count);
    const both = { graph, passes: passesOver(graph, slots) };
    known.set(count, both);
    return both;
  };
  return {
    batches: batches.count,
    slope: (step, parameters, gradient) => run(batches.at(step), parameters, gradient),
    whole: (parameters) => run(all, parameters, null),
  };
}
