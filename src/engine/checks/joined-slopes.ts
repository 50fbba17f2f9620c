import type { OpName } from '../../ops/table.ts';
import { type Graph, opAt, operandsAt } from '../graph/graph.ts';
import { kinkFunction, valueFunction } from '../kernels/entry-functions.ts';
import { type Measured, measuredSlope, usualNudge } from './differences.ts';

/** The slopes of a graph's output by all its numbers, found by nudging each step alone; null where that can't tell one. */
export type JoinedSlopes = (slot: number) => Measured | null;

/** Slots beyond which a number is not nudged through all that follows it: for all numbers that takes the square of the slots. */
const mostNudgedThrough = 2000;

/** A joined slope whose estimated error is within this share is taken. */
const fineEnough = 1e-7;

/**
 * The second way to nudge, for large graphs of single numbers: each operand of each step is nudged, and what that does to the
 * step alone is joined from right to left by the chain rule. It shares no local derivative with the engine, and takes
 * time in proportion to the graph. Where a step stands at a corner, or has a slope that no difference can tell, all that leads there is
 * told by none. Null for a graph that is small enough to be nudged through, or has matrices.
 */
export function joinedSlopes(graph: Graph, at: Float64Array): JoinedSlopes | null {
  if (graph.layout || graph.size <= mostNudgedThrough) return null;
  const slopes = new Float64Array(graph.size);
  const errors = new Float64Array(graph.size);
  slopes[graph.output] = 1;
  for (let slot = graph.output; slot >= 0; slot--) {
    const op = opAt(graph, slot);
    const [slope = 0, error = 0] = [slopes[slot], errors[slot]];
    // What does not move the output has no part in it, whatever its value.
    if (!op || (slope === 0 && error === 0)) continue;
    const operands = operandsAt(graph, slot);
    const values = operands.map((operand) => at[operand] ?? Number.NaN);
    for (const [k, operand] of operands.entries()) {
      const local = localSlope(op, values, k);
      slopes[operand] = (slopes[operand] ?? 0) + local.slope * slope;
      errors[operand] =
        (errors[operand] ?? 0) + local.error * Math.abs(slope) + Math.abs(local.slope) * error;
    }
  }
  return (slot) => {
    const [slope = Number.NaN, error = Number.NaN] = [slopes[slot], errors[slot]];
    return error <= fineEnough * Math.max(1, Math.abs(slope)) ? { slope, error } : null;
  };
}

/** How often a nudge that crosses the step's corner is made ten times smaller. */
const shrinkings = 3;

/** The slope of one step with respect to its k-th operand; an infinite error where it stands at its corner. */
function localSlope(op: OpName, values: readonly number[], k: number): Measured {
  const value = valueFunction(op);
  const kink = kinkFunction(op);
  const operands = values.slice();
  const here = values[k] ?? Number.NaN;
  const moved = (to: number): readonly number[] => {
    operands[k] = to;
    return operands;
  };
  const sideAt = (to: number): number => (kink ? Math.sign(kink(moved(to), value(operands, 0))) : 0);
  let size = usualNudge(here);
  const side = sideAt(here);
  const crosses = (): boolean => sideAt(here - size) !== side || sideAt(here + size) !== side;
  for (let times = 0; times < shrinkings && crosses(); times++) size /= 10;
  if (crosses()) return { slope: Number.NaN, error: Infinity };
  return measuredSlope((to) => value(moved(to), 0), here, size);
}
