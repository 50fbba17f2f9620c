import { type Graph, operandsAt } from '../engine/graph/graph.ts';

/** One reading of a slot: the step that reads it, and as which operand. */
export interface Reader {
  readonly step: number;
  readonly operand: number;
}

/** The steps that read a slot, in computing order; only steps that lead to the output count. */
export interface Readers {
  readonly of: (slot: number) => readonly Reader[];
  readonly reaches: (slot: number) => boolean;
}

/** Turns a graph around: from each slot to its readers. Linear in the graph. */
export function readersOfAll(graph: Graph): Readers {
  const reached = new Uint8Array(graph.size);
  const count = new Int32Array(graph.size + 1);
  reached[graph.output] = 1;
  const total = { uses: 0 };
  for (let step = graph.output; step >= 0; step--) {
    if (!reached[step]) continue;
    for (const operand of operandsAt(graph, step)) {
      reached[operand] = 1;
      count[operand] = (count[operand] ?? 0) + 1;
      total.uses++;
    }
  }
  // Each slot's uses lie together: filled from the last place down, they end up in computing order.
  const end = new Int32Array(graph.size + 1);
  for (let slot = 0; slot < graph.size; slot++) end[slot + 1] = (end[slot] ?? 0) + (count[slot] ?? 0);
  const place = end.slice(1);
  const steps = new Int32Array(total.uses);
  const operand = new Uint8Array(total.uses);
  for (let step = graph.output; step >= 0; step--) {
    if (!reached[step]) continue;
    const operands = operandsAt(graph, step);
    for (let k = operands.length - 1; k >= 0; k--) {
      const slot = operands[k] ?? 0;
      const at = (place[slot] ?? 0) - 1;
      place[slot] = at;
      steps[at] = step;
      operand[at] = k;
    }
  }
  return {
    reaches: (slot) => reached[slot] === 1,
    of: (slot) => {
      const found: Reader[] = [];
      const until = end[slot + 1] ?? 0;
      for (let at = end[slot] ?? 0; at < until; at++)
        found.push({ step: steps[at] ?? 0, operand: operand[at] ?? 0 });
      return found;
    },
  };
}
