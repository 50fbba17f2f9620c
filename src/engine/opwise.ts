import { kinds, opAt, operandsAt } from './graph.ts';
import { localAt } from './rules.ts';
import type { Sweepable } from './sweeps.ts';
import { forward } from './tape.ts';
import { numberAt, type Worked } from './work.ts';

/**
 * A program's graph, taken op by op: its steps are the nodes, the givens that are no data the parameters, as far as the
 * output is reached from them. `slots` holds the parameters' slots.
 */
export interface Opwise extends Sweepable {
  readonly slots: Int32Array;
}

/** A worked program with its local derivatives worked out, to be swept from either end. */
export function opwise(worked: Worked): Opwise {
  const { graph } = worked;
  const reached = reachedFrom(worked);
  const all = Array.from({ length: graph.output + 1 }, (_, slot) => slot).filter((slot) => reached[slot]);
  const steps = Int32Array.from(all.filter((slot) => graph.kind[slot] === kinds.step));
  const slots = Int32Array.from(all.filter((slot) => graph.kind[slot] === kinds.given));
  // One place more than there are slots takes what nobody wants: what would be passed into literals and data.
  const nowhere = graph.size;
  const edges: Edges = {
    step: steps,
    left: new Int32Array(steps.length).fill(nowhere),
    right: new Int32Array(steps.length).fill(nowhere),
    byLeft: new Float64Array(steps.length),
    byRight: new Float64Array(steps.length),
  };
  for (const [i, step] of steps.entries()) layEdges(worked, edges, i, step);
  const derivative = new Float64Array(graph.size + 1);
  const start = Float64Array.from(slots, (slot) => numberAt(worked, slot));

  return {
    nodes: steps.length,
    parameters: slots.length,
    slots,
    backward(derivatives) {
      derivative.fill(0);
      derivative[graph.output] = 1;
      let finished = sweepBack(edges, derivative);
      for (let p = 0; p < slots.length; p++) {
        derivatives[p] = derivative[slots[p]!]!;
        finished++;
      }
      return finished;
    },
    forward(parameter, derivatives) {
      const slot = slots[parameter]!;
      derivative.fill(0);
      derivative[slot] = 1;
      const finished = sweepOn(edges, derivative);
      derivatives[parameter] = derivative[graph.output]!;
      return finished;
    },
    nudged: (parameter, by) =>
      forward(graph, [[slots[parameter]!, start[parameter]! + by]]).value[graph.output] ?? Number.NaN,
  };
}

/** The arrows into every step, with the local derivatives along them. */
interface Edges {
  readonly step: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly byLeft: Float64Array;
  readonly byRight: Float64Array;
}

function layEdges(
  { graph, tape: { value } }: Worked,
  { left, right, byLeft, byRight }: Edges,
  i: number,
  step: number,
): void {
  const op = opAt(graph, step);
  if (!op) throw new Error('only a step has arrows into it');
  const operands = operandsAt(graph, step);
  const numbers = operands.map((slot) => value[slot] ?? Number.NaN);
  for (const [k, slot] of operands.entries()) {
    const kind = graph.kind[slot];
    if (kind !== kinds.step && kind !== kinds.given) continue;
    const [to, by] = k === 0 ? [left, byLeft] : [right, byRight];
    to[i] = slot;
    by[i] = localAt(op, k, numbers, value[step] ?? Number.NaN);
  }
}

function reachedFrom({ graph }: Worked): Uint8Array {
  const reached = new Uint8Array(graph.size);
  reached[graph.output] = 1;
  for (let step = graph.output; step >= 0; step--) {
    if (reached[step]) for (const operand of operandsAt(graph, step)) reached[operand] = 1;
  }
  return reached;
}

/** From the output back: what has come to a step is its derivative, and goes on along its arrows. */
function sweepBack({ step, left, right, byLeft, byRight }: Edges, derivative: Float64Array): number {
  let finished = 0;
  for (let i = step.length - 1; i >= 0; i--) {
    const upstream = derivative[step[i]!]!;
    finished++;
    derivative[left[i]!]! += upstream * byLeft[i]!;
    derivative[right[i]!]! += upstream * byRight[i]!;
  }
  return finished;
}

/** From the givens on: how far a step moves is what comes along the arrows into it. */
function sweepOn({ step, left, right, byLeft, byRight }: Edges, derivative: Float64Array): number {
  let finished = 0;
  for (let i = 0; i < step.length; i++) {
    derivative[step[i]!] = derivative[left[i]!]! * byLeft[i]! + derivative[right[i]!]! * byRight[i]!;
    finished++;
  }
  return finished;
}
