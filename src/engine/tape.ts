import { type Graph, kinds } from './graph.ts';

/** The values of one forward pass, a slot each. */
export interface Tape {
  readonly graph: Graph;
  readonly value: Float64Array;
}

/** Computes every node from left to right; `changed` puts other values into leaves, as a nudge does. */
export function forward(graph: Graph, changed: Iterable<readonly [slot: number, value: number]> = []): Tape {
  const value = graph.start.slice(0, graph.size);
  for (const [slot, other] of changed) value[slot] = other;
  graph.kernel.forward(graph.size, graph.code, graph.left, graph.right, value);
  return { graph, value };
}

/**
 * The derivative of the output with respect to every slot; NaN where it does not exist, 0 for literals and data. Whoever
 * makes many passes may hand in the array of an earlier one, which is written over.
 */
export function backward({ graph, value }: Tape, into?: Float64Array): Float64Array {
  const gradient = into?.fill(0) ?? new Float64Array(graph.size);
  gradient[graph.output] = 1;
  graph.kernel.backward(graph.output, graph.code, graph.left, graph.right, value, gradient);
  return gradient;
}

/** The first step, in computing order, whose value is not a finite number; null where all are. */
export function firstBroken({ graph, value }: Tape): number | null {
  for (let slot = 0; slot < graph.size; slot++) {
    if (graph.kind[slot] === kinds.step && !Number.isFinite(value[slot])) return slot;
  }
  return null;
}
