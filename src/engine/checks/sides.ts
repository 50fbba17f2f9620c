import { entryWalk } from '../graph/entry-words.ts';
import { type Graph, opAt } from '../graph/graph.ts';
import { kinkFunction } from '../kernels/entry-functions.ts';

// Asked at one set of values after the other: where the kinks of a graph stand depends on no value.
const kinked = new WeakMap<Graph, readonly Kinked[]>();

/** Tells where each entry of a step stands beside its kink. */
type Kinked = (value: Float64Array, tell: (at: number) => void) => void;

function kinkedIn(graph: Graph): readonly Kinked[] {
  const known = kinked.get(graph);
  if (known) return known;
  const found: Kinked[] = [];
  for (let step = 0; step < graph.size; step++) {
    const op = opAt(graph, step);
    const stands = op && kinkFunction(op);
    if (!stands) continue;
    const walk = entryWalk(graph, step);
    found.push((value, tell) => walk(value, (operands, out) => tell(stands(operands, out))));
  }
  kinked.set(graph, found);
  return found;
}

/** On which side of its kink each entry of each step stands, at these values; 0 for one that is on it, or as near as `width`. */
export function sidesOf(graph: Graph, value: Float64Array, width = 0): readonly number[] {
  const sides: number[] = [];
  for (const each of kinkedIn(graph))
    each(value, (at) => sides.push(Math.abs(at) <= width ? 0 : Math.sign(at)));
  return sides;
}

/** The same step by step, of the steps that have a kink. */
export const sidesByStep = (graph: Graph, value: Float64Array): readonly (readonly number[])[] =>
  kinkedIn(graph).map((each) => {
    const sides: number[] = [];
    each(value, (at) => sides.push(Math.sign(at)));
    return sides;
  });
