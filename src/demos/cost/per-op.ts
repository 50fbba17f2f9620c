import { type Graph, kinds, operandsAt, placeAt, shapeAt } from '../../engine/graph/graph.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { forward } from '../../engine/passes/tape.ts';
import { sizeOf } from '../../ops/matrix.ts';
import { type Jacobians, jacobiansInto } from './jacobians.ts';
import type { Sweepable } from './sweepable.ts';

/**
 * A program's graph, taken op by op and entry by entry: the entries of its steps are the nodes, and those of its
 * givens (but for data) the parameters, as far as they lead to the output. `places` says where the parameters lie.
 */
export interface PerOp extends Sweepable {
  readonly places: Int32Array;
}

/** How many nodes and parameters a graph has when it is taken op by op; nothing else is worked out. */
export interface Sizes {
  readonly nodes: number;
  readonly parameters: number;
}

/** Counts a program's graph op by op and entry by entry. */
export function sizesOf({ graph }: Evaluation): Sizes {
  const { steps, givens } = partsOf(graph);
  const entries = (slots: readonly number[]): number =>
    slots.reduce((total, slot) => total + sizeOf(shapeAt(graph, slot)), 0);
  return { nodes: entries(steps), parameters: entries(givens) };
}

/** A program with its local derivatives worked out, ready for a sweep from either end; null if it is too large for that. */
export function perOp({ graph, tape: { value } }: Evaluation): PerOp | null {
  const { steps, givens } = partsOf(graph);
  const arrows = jacobiansInto(graph, value, steps);
  if (!arrows) return null;
  const places = Int32Array.from(
    givens.flatMap((slot) =>
      Array.from({ length: sizeOf(shapeAt(graph, slot)) }, (_, entry) => placeAt(graph, slot) + entry),
    ),
  );
  const derivative = new Float64Array(graph.layout?.length ?? graph.size);
  const output = placeAt(graph, graph.output);

  return {
    nodes: arrows.entry.length,
    parameters: places.length,
    places,
    backward(derivatives) {
      derivative.fill(0);
      derivative[output] = 1;
      let finished = sweepBack(arrows, derivative);
      for (let p = 0; p < places.length; p++) {
        derivatives[p] = derivative[places[p]!]!;
        finished++;
      }
      return finished;
    },
    forward(parameter, derivatives) {
      derivative.fill(0);
      derivative[places[parameter]!] = 1;
      const finished = sweepOn(arrows, derivative);
      derivatives[parameter] = derivative[output]!;
      return finished;
    },
    nudged(parameter, by) {
      const place = places[parameter]!;
      return forward(graph, [[place, value[place]! + by]]).value[output] ?? Number.NaN;
    },
  };
}

/** The steps and the givens from which the output is reached, in computing order. */
function partsOf(graph: Graph): { readonly steps: readonly number[]; readonly givens: readonly number[] } {
  const reached = new Uint8Array(graph.size);
  reached[graph.output] = 1;
  for (let step = graph.output; step >= 0; step--) {
    if (reached[step]) for (const operand of operandsAt(graph, step)) reached[operand] = 1;
  }
  const all = Array.from({ length: graph.output + 1 }, (_, slot) => slot).filter((slot) => reached[slot]);
  return {
    steps: all.filter((slot) => graph.kind[slot] === kinds.step),
    givens: all.filter((slot) => graph.kind[slot] === kinds.given),
  };
}

/** Sweeps from the output back: what has arrived at an entry is its derivative, and goes on along its arrows. */
function sweepBack({ entry, first, from, by }: Jacobians, derivative: Float64Array): number {
  let finished = 0;
  for (let i = entry.length - 1; i >= 0; i--) {
    const upstream = derivative[entry[i]!]!;
    finished++;
    const end = first[i + 1]!;
    for (let k = first[i]!; k < end; k++) derivative[from[k]!]! += upstream * by[k]!;
  }
  return finished;
}

/** Sweeps from the givens on: an entry moves by the sum of what arrives along the arrows into it. */
function sweepOn({ entry, first, from, by }: Jacobians, derivative: Float64Array): number {
  let finished = 0;
  for (let i = 0; i < entry.length; i++) {
    let moved = 0;
    const end = first[i + 1]!;
    for (let k = first[i]!; k < end; k++) moved += derivative[from[k]!]! * by[k]!;
    derivative[entry[i]!] = moved;
    finished++;
  }
  return finished;
}
