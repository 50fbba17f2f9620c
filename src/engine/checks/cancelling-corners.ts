import { sizeOf } from '../../ops/matrix.ts';
import { shapeAt } from '../graph/graph.ts';
import { type Evaluation, gradientAt } from '../passes/evaluate.ts';
import { clearanceOf, jumps, kinkedSteps, standsAtKink } from './kinks.ts';

/** Slopes nearer to each other than this share are one slope: they are found by differences. */
const same = 1e-6;

/**
 * The single numbers, among some slots, at which corners cancel: the slope is the same on both sides, so that it is the
 * derivative, and the rules of the ops, each with its own convention, give another number. `relu(x) - relu(-x)` is `x`, and
 * at 0 the rules give 0. A number for each such slot: its slope.
 */
export function cancellingCorners(worked: Evaluation, slots: readonly number[]): ReadonlyMap<number, number> {
  const { graph, tape } = worked;
  const kinked = kinkedSteps(graph);
  const found = new Map<number, number>();
  if (kinked.length < 2 || !standsAtKink(graph, tape.value, kinked)) return found;
  for (const slot of slots) {
    if (sizeOf(shapeAt(graph, slot)) !== 1) continue;
    const clearance = clearanceOf(graph, { slot, entry: 0 }, tape.value, kinked);
    if (clearance.kind === 'clear' || jumps(clearance.corner)) continue;
    const { left, right } = clearance.corner;
    const key = gradientAt(worked, slot);
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= same * Math.max(1, Math.abs(a));
    if (typeof key === 'number' && near(left, right) && !near(left, key))
      found.set(slot, Number(left.toPrecision(9)) + 0);
  }
  return found;
}
