import { type Graph, kinds } from './graph.ts';
import { forward } from './tape.ts';

/**
 * The witness that shares no rule with the engine: the slope of the output by one slot, from forward passes alone.
 * Central differences at three nudges, the error terms of the larger ones cancelled (Richardson), so that smooth
 * graphs agree to about 1e-9. A step is nudged by recomputing all that follows it.
 */
export function slopeByNudging(
  graph: Graph,
  slot: number,
  at: Float64Array,
  size = usualNudge(at[slot] ?? 0),
): number {
  const rough = centralDifference(graph, slot, at, size);
  const finer = centralDifference(graph, slot, at, size / 2);
  const finest = centralDifference(graph, slot, at, size / 4);
  const once = (4 * finer - rough) / 3;
  const again = (4 * finest - finer) / 3;
  return (16 * again - once) / 15;
}

/** The largest of the three nudges, for a slot of this value. */
export const usualNudge = (value: number): number => Math.max(Math.abs(value), 1) * 1e-3;

/** How far the output moves, per unit, between a nudge of -h and one of +h at a slot. */
export function centralDifference(graph: Graph, slot: number, at: Float64Array, h: number): number {
  const here = at[slot] ?? 0;
  const up = outputWith(graph, slot, here + h);
  const down = outputWith(graph, slot, here - h);
  return (up - down) / (here + h - (here - h));
}

/** The output when one slot is held at a value, whatever would have been computed there. */
export function outputWith(graph: Graph, slot: number, value: number): number {
  return valuesWith(graph, slot, value)[graph.output] ?? Number.NaN;
}

/** Every value when one slot is held at one. */
export function valuesWith(graph: Graph, slot: number, value: number): Float64Array {
  // A step that is held becomes a leaf: same graph, one code changed.
  const code = graph.code.slice();
  const kind = graph.kind.slice();
  code[slot] = 0;
  kind[slot] = kinds.given;
  const held: Graph = { ...graph, code, kind };
  return forward(held, [[slot, value]]).value;
}
