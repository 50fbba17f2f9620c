import { sizeOf } from '../../ops/matrix.ts';
import { placeAt, shapeAt } from '../graph/graph.ts';
import type { Evaluation } from '../passes/evaluate.ts';
import { backward } from '../passes/tape.ts';
import { clearanceOf, hasOneSlope, jumps, kinkedSteps, standsAtKink } from './kinks.ts';

/**
 * The single numbers, among some slots, at which corners cancel: the slope is the same on both sides, so that it is the
 * derivative, and the rules of the ops, each with its own convention, give another number. `relu(x) - relu(-x)` is `x`, and
 * at 0 the rules give 0. A number for each such slot: its slope.
 */
export function cancellingCorners(
  { graph, tape }: Evaluation,
  slots: readonly number[],
): ReadonlyMap<number, number> {
  const kinked = kinkedSteps(graph);
  const found = new Map<number, number>();
  if (kinked.length < 2 || !standsAtKink(graph, tape.value, kinked)) return found;
  const byRules = backward(tape);
  for (const slot of slots) {
    if (sizeOf(shapeAt(graph, slot)) !== 1) continue;
    const clearance = clearanceOf(graph, { slot, entry: 0 }, tape.value, kinked);
    if (clearance.kind === 'clear' || jumps(clearance.corner)) continue;
    const { left, right } = clearance.corner;
    const key = byRules[placeAt(graph, slot)] ?? Number.NaN;
    if (hasOneSlope({ left, right }) && !hasOneSlope({ left, right: key }))
      found.set(slot, Number(left.toPrecision(9)) + 0);
  }
  return found;
}

/** An answer key whose derivatives at these slots are the slopes that they have, each on the scale on which it is asked. */
export function withSlopes(worked: Evaluation, slopes: ReadonlyMap<number, number>): Evaluation {
  if (slopes.size === 0) return worked;
  const gradients = worked.gradients.slice();
  for (const [slot, slope] of slopes)
    gradients[placeAt(worked.graph, slot)] = slope * (worked.scales?.get(slot) ?? 1);
  return { ...worked, gradients };
}
