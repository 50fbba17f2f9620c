import { mapped, type Value } from '../ops/matrix.ts';
import { type Graph, kinds, placeAt, valueIn } from './graph.ts';
import { forward } from './tape.ts';

/**
 * The witness that shares no rule with the engine: the slope of the output by one entry of a slot, from forward passes
 * alone. Central differences at three nudges, the error terms of the larger ones cancelled (Richardson), so that smooth
 * graphs agree to about 1e-9. A step is nudged by recomputing all that follows it.
 */
export function slopeByNudging(graph: Graph, slot: number, at: Float64Array, entry = 0): number {
  const size = Math.max(Math.abs(at[placeAt(graph, slot) + entry] ?? 0), 1) * 1e-3;
  const rough = centralDifference(graph, slot, at, size, entry);
  const finer = centralDifference(graph, slot, at, size / 2, entry);
  const finest = centralDifference(graph, slot, at, size / 4, entry);
  const once = (4 * finer - rough) / 3;
  const again = (4 * finest - finer) / 3;
  return (16 * again - once) / 15;
}

/** The slopes of the output by every entry of a slot, in its shape: a pair of forward passes and more for each. */
export const slopesByNudging = (graph: Graph, slot: number, at: Float64Array): Value =>
  mapped(valueIn(graph, at, slot), (_, entry) => slopeByNudging(graph, slot, at, entry));

/** How far the output moves, per unit, between a nudge of -h and one of +h at an entry of a slot. */
export function centralDifference(
  graph: Graph,
  slot: number,
  at: Float64Array,
  h: number,
  entry = 0,
): number {
  const place = placeAt(graph, slot) + entry;
  const here = at[place] ?? 0;
  const nudged = (by: number): number =>
    outputWith(
      graph,
      slot,
      mapped(valueIn(graph, at, slot), (each, i) => (i === entry ? each + by : each)),
    );
  return (nudged(h) - nudged(-h)) / (here + h - (here - h));
}

/** The output when one slot is held at a value, whatever would have been computed there. */
export function outputWith(graph: Graph, slot: number, value: Value): number {
  const place = placeAt(graph, slot);
  const held: [number, number][] =
    typeof value === 'number' ? [[place, value]] : Array.from(value.entries, (each, i) => [place + i, each]);
  return forward(holding(graph, slot), held).value[placeAt(graph, graph.output)] ?? Number.NaN;
}

/** A graph in which a step is a leaf: whatever is put there stays. */
function holding(graph: Graph, slot: number): Graph {
  const code = graph.code.slice();
  const kind = graph.kind.slice();
  code[slot] = 0;
  kind[slot] = kinds.given;
  return { ...graph, code, kind };
}
