import { entriesOf, mapped, type Value } from '../../ops/matrix.ts';
import { type Graph, kinds, placeAt, valueIn } from '../graph/graph.ts';
import { forward } from '../passes/tape.ts';

/** One number of a graph: an entry of a slot, which is 0 where the slot is a single number. */
export interface Site {
  readonly slot: number;
  readonly entry: number;
}

/** The number that stands at a site. */
export const numberThere = (graph: Graph, { slot, entry }: Site, at: Float64Array): number =>
  at[placeAt(graph, slot) + entry] ?? Number.NaN;

/** A slope by nudging, with an estimate of its error; Infinity where it can't be told. */
export interface Measured {
  readonly slope: number;
  readonly error: number;
}

/** A slope whose estimated error is within this share is taken; else smaller nudges are tried. */
const fineEnough = 1e-9;

/** The number of sizes of nudges that are tried, each an eighth of the one before. */
const mostSizes = 7;

/**
 * The witness that shares no rule with the engine: the slope of the output by one number, from forward passes alone.
 * A step is nudged by recomputing all that follows it. Where the output bends so much that the usual nudge can't tell
 * its slope, or has no value so far away, smaller ones are tried; the one that is surest counts.
 */
export function slopeMeasured(
  graph: Graph,
  slot: number,
  at: Float64Array,
  entry = 0,
  size = usualNudge(numberThere(graph, { slot, entry }, at)),
): Measured {
  const site = { slot, entry };
  const nudged = (to: number): number => outputWith(graph, slot, movedTo(graph, site, at, to));
  return measuredSlope(nudged, numberThere(graph, site, at), size);
}

/** The slope of a function of one number, by nudges of at most a size. */
export function measuredSlope(nudged: (to: number) => number, here: number, size: number): Measured {
  let best: Measured = { slope: Number.NaN, error: Infinity };
  for (let k = 0; k < mostSizes; k++) {
    const next = extrapolated(nudged, here, size / 8 ** k);
    if (next.error < best.error) best = next;
    // Below the best size rounding takes over, and errors only grow.
    else if (best.error < Infinity) break;
    if (best.error <= fineEnough * Math.max(1, Math.abs(best.slope))) break;
  }
  return best;
}

/** The slope of the output by one number. */
export const slopeByNudging = (...site: Parameters<typeof slopeMeasured>): number =>
  slopeMeasured(...site).slope;

/** Central differences at three nudges, the error terms of the larger ones cancelled (Richardson). */
function extrapolated(nudged: (to: number) => number, here: number, size: number): Measured {
  const rough = centralDifference(nudged, here, size);
  const finer = centralDifference(nudged, here, size / 2);
  const finest = centralDifference(nudged, here, size / 4);
  const once = (4 * finer - rough) / 3;
  const again = (4 * finest - finer) / 3;
  const slope = (16 * again - once) / 15;
  const error = Math.abs(slope - again);
  return Number.isFinite(error) ? { slope, error } : { slope: Number.NaN, error: Infinity };
}

/**
 * The slopes of the output with respect to every entry of a slot, in its shape; each takes a pair of forward passes
 * or more.
 */
export const slopesByNudging = (graph: Graph, slot: number, at: Float64Array): Value =>
  mapped(valueIn(graph, at, slot), (_, entry) => slopeByNudging(graph, slot, at, entry));

/** The largest of the three nudges, for a number of this size. */
export const usualNudge = (value: number): number => Math.max(Math.abs(value), 1) * 1e-3;

/** How far a function moves, per unit, between a nudge of -h and one of +h. */
function centralDifference(nudged: (to: number) => number, here: number, h: number): number {
  return (nudged(here + h) - nudged(here - h)) / (here + h - (here - h));
}

/** A slot's value with the number at a site changed. */
export const movedTo = (graph: Graph, { slot, entry }: Site, at: Float64Array, to: number): Value =>
  mapped(valueIn(graph, at, slot), (each, i) => (i === entry ? to : each));

/** The output when one slot is held at a value, instead of the value that the program computes there. */
export const outputWith = (graph: Graph, slot: number, value: Value): number =>
  valuesWith(graph, slot, value)[placeAt(graph, graph.output)] ?? Number.NaN;

/** Every entry when one slot is held at a value. */
export function valuesWith(graph: Graph, slot: number, value: Value): Float64Array {
  // A step that is held becomes a leaf: same graph, one code changed.
  const code = graph.code.slice();
  const kind = graph.kind.slice();
  code[slot] = 0;
  kind[slot] = kinds.given;
  const place = placeAt(graph, slot);
  const held = Array.from(entriesOf(value), (entry, i): [number, number] => [place + i, entry]);
  return forward({ ...graph, code, kind }, held).value;
}
