import { entriesOf, mapped, type Value } from '../ops/matrix.ts';
import { type Graph, kinds, placeAt, valueIn } from './graph.ts';
import { forward } from './tape.ts';

/** One number of a graph: an entry of a slot, which is 0 where the slot is a single number. */
export interface Site {
  readonly slot: number;
  readonly entry: number;
}

/** The number that stands at a site. */
export const numberThere = (graph: Graph, { slot, entry }: Site, at: Float64Array): number =>
  at[placeAt(graph, slot) + entry] ?? Number.NaN;

/**
 * The witness that shares no rule with the engine: the slope of the output by one number, from forward passes alone.
 * Central differences at three nudges, the error terms of the larger ones cancelled (Richardson), so that smooth
 * graphs agree to about 1e-9. A step is nudged by recomputing all that follows it.
 */
export function slopeByNudging(
  graph: Graph,
  slot: number,
  at: Float64Array,
  entry = 0,
  size = usualNudge(numberThere(graph, { slot, entry }, at)),
): number {
  const site = { slot, entry };
  const rough = centralDifference(graph, site, at, size);
  const finer = centralDifference(graph, site, at, size / 2);
  const finest = centralDifference(graph, site, at, size / 4);
  const once = (4 * finer - rough) / 3;
  const again = (4 * finest - finer) / 3;
  return (16 * again - once) / 15;
}

/** The slopes of the output by every entry of a slot, in its shape: a pair of forward passes and more for each. */
export const slopesByNudging = (graph: Graph, slot: number, at: Float64Array): Value =>
  mapped(valueIn(graph, at, slot), (_, entry) => slopeByNudging(graph, slot, at, entry));

/** The largest of the three nudges, for a number of this size. */
export const usualNudge = (value: number): number => Math.max(Math.abs(value), 1) * 1e-3;

/** How far the output moves, per unit, between a nudge of -h and one of +h at a site. */
export function centralDifference(graph: Graph, site: Site, at: Float64Array, h: number): number {
  const here = numberThere(graph, site, at);
  const nudged = (to: number): number => outputWith(graph, site.slot, movedTo(graph, site, at, to));
  return (nudged(here + h) - nudged(here - h)) / (here + h - (here - h));
}

/** A slot's value with the number at a site changed. */
export const movedTo = (graph: Graph, { slot, entry }: Site, at: Float64Array, to: number): Value =>
  mapped(valueIn(graph, at, slot), (each, i) => (i === entry ? to : each));

/** The output when one slot is held at a value, whatever would have been computed there. */
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
