import { type Graph, placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { backward, forwardInPlace } from '../../engine/passes/tape.ts';
import { sizeOf } from '../../ops/matrix.ts';

/** The function that descent minimises: an output that depends on parameters, whose entries stand in one array, slot after slot. */
export interface Objective {
  /** How many steps see every example once; 1 where each step sees all there is. */
  readonly batches: number;
  /** The output that a step sees (steps count from 0); its derivatives are written into `gradient`. */
  readonly slope: (step: number, parameters: Float64Array, gradient: Float64Array) => number;
  /** The output over all examples. */
  readonly whole: (parameters: Float64Array) => number;
}

/** One entry of a slot, by its place in the array of all parameters. */
export interface Parameter {
  readonly slot: number;
  readonly entry: number;
}

/** The number of entries that some slots have together. */
export const entriesIn = (graph: Graph, slots: readonly number[]): number =>
  slots.reduce((total, slot) => total + sizeOf(shapeAt(graph, slot)), 0);

/** Which entry of which slot stands at a place in the array of all parameters. */
export function parameterAt(graph: Graph, slots: readonly number[], place: number): Parameter {
  let before = 0;
  for (const slot of slots) {
    const size = sizeOf(shapeAt(graph, slot));
    if (place < before + size) return { slot, entry: place - before };
    before += size;
  }
  throw new Error(`there is no parameter ${place}`);
}

/** A slot's part of an array of all parameters; not copied. */
export function partOf(
  graph: Graph,
  slots: readonly number[],
  all: Float64Array,
  slot: number,
): Float64Array {
  const before = entriesIn(graph, slots.slice(0, slots.indexOf(slot)));
  return all.subarray(before, before + sizeOf(shapeAt(graph, slot)));
}

/** A graph that is computed again and again, at parameters that are written over its leaves. */
export interface Passes {
  /** The leaves' entries, where the graph has them. */
  readonly start: Float64Array;
  /** Runs a forward pass at these parameters, and a backward pass unless `gradient` is null; gives the output. */
  readonly run: (parameters: Float64Array, gradient: Float64Array | null) => number;
}

/** Prepares a graph, so that a step costs two passes and a few copies. */
export function passesOver(graph: Graph, slots: readonly number[]): Passes {
  const length = graph.layout?.length ?? graph.size;
  const start = graph.start.slice(0, length);
  const own: Graph = { ...graph, start };
  const all = new Float64Array(length);
  const output = placeAt(graph, graph.output);
  const pieces = piecesOf(graph, slots);
  return {
    start,
    run(parameters, gradient) {
      for (const { from, at, size } of pieces) copy(parameters, from, start, at, size);
      const tape = forwardInPlace(own);
      if (gradient) {
        backward(tape, all);
        for (const { from, at, size } of pieces) copy(all, at, gradient, from, size);
      }
      return tape.value[output] ?? Number.NaN;
    },
  };
}

/** Where a slot's entries stand in the array of all parameters, and where the graph has them. */
interface Piece {
  readonly from: number;
  readonly at: number;
  readonly size: number;
}

function piecesOf(graph: Graph, slots: readonly number[]): readonly Piece[] {
  let next = 0;
  return slots.map((slot) => {
    const size = sizeOf(shapeAt(graph, slot));
    const from = next;
    next += size;
    return { from, at: placeAt(graph, slot), size };
  });
}

/**
 * Copies entries from one array to another, one by one: a view of a part of an array costs more than copying a
 * number.
 */
function copy(source: Float64Array, from: number, target: Float64Array, to: number, size: number): void {
  if (size === 1) target[to] = source[from]!;
  else target.set(source.subarray(from, from + size), to);
}

/** The entries of some slots out of an array of all entries, one slot behind the other. */
export function gathered(graph: Graph, slots: readonly number[], all: Float64Array): Float64Array {
  const into = new Float64Array(entriesIn(graph, slots));
  for (const { from, at, size } of piecesOf(graph, slots)) copy(all, at, into, from, size);
  return into;
}

/** The objective of a program that holds its own data. */
export function ownObjective(graph: Graph, slots: readonly number[]): Objective {
  const passes = passesOver(graph, slots);
  return {
    batches: 1,
    slope: (_, parameters, gradient) => passes.run(parameters, gradient),
    whole: (parameters) => passes.run(parameters, null),
  };
}
