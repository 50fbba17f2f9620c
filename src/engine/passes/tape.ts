import { sizeOf } from '../../ops/matrix.ts';
import { type Graph, kinds, placeAt, shapeAt } from '../graph/graph.ts';
import { matrixBackward, matrixForward } from './matrix-passes.ts';
import { neededEntries } from './needed.ts';

/** The values of one forward pass: every slot's entries, as the graph lays them out. */
export interface Tape {
  readonly graph: Graph;
  readonly value: Float64Array;
}

/**
 * Computes every node from left to right; `changed` puts other numbers into entries of leaves, as a nudge does. A pass over
 * single numbers in which nothing is changed needs no array of its own: whoever runs it finds the same values.
 */
export function forward(graph: Graph, changed?: Iterable<readonly [entry: number, number: number]>): Tape {
  if (!changed && !graph.layout) return run(graph, graph.start);
  return forwardFilled(graph, (value) => {
    for (const [entry, other] of changed ?? []) value[entry] = other;
  });
}

/** The same where so many entries change that a list of them is dear: `fill` writes them into the values. */
export function forwardFilled(graph: Graph, fill: (value: Float64Array) => void): Tape {
  const value = graph.start.slice(0, graph.layout?.length ?? graph.size);
  fill(value);
  return run(graph, value);
}

/** The same at the values of another pass, with another number in one entry of a leaf. */
export function forwardFrom({ graph, value }: Tape, entry: number, other: number): Tape {
  const moved = value.slice();
  moved[entry] = other;
  return run(graph, moved);
}

/**
 * The same in the graph's own array of leaves, for whoever has a graph to himself and makes pass after pass: what stands
 * at the steps is written over.
 */
export const forwardInPlace = (graph: Graph): Tape => run(graph, graph.start);

function run(graph: Graph, value: Float64Array): Tape {
  if (graph.layout) matrixForward(graph, value);
  else graph.kernel.forward(graph.size, graph.code, graph.left, graph.right, graph.list, value);
  return { graph, value };
}

/**
 * The derivative of the output with respect to every entry; NaN where it does not exist, 0 for literals and data. Whoever
 * makes many passes may hand in the array of an earlier one, which is written over.
 */
export function backward({ graph, value }: Tape, into?: Float64Array): Float64Array {
  const { kernel, layout } = graph;
  const gradient = into?.fill(0) ?? kernel.room?.() ?? new Float64Array(layout?.length ?? graph.size);
  gradient[placeAt(graph, graph.output)] = 1;
  if (layout) matrixBackward(graph, value, gradient);
  else kernel.backward(graph.output, graph.code, graph.left, graph.right, graph.list, value, gradient);
  return gradient;
}

/** The first step, in computing order, whose value is needed and is not a finite number; null where all are. */
export function firstBroken({ graph, value }: Tape): number | null {
  let needed: Uint8Array | null = null;
  for (let slot = 0; slot < graph.size; slot++) {
    if (graph.kind[slot] !== kinds.step) continue;
    const at = placeAt(graph, slot);
    const end = at + sizeOf(shapeAt(graph, slot));
    for (let entry = at; entry < end; entry++) {
      if (Number.isFinite(value[entry])) continue;
      if (graph.selects) needed ??= neededEntries(graph, value);
      if (needed === null || needed[entry] === 1) return slot;
    }
  }
  return null;
}
