import { type Corner, clearanceOf, kinkedSteps } from './corners.ts';
import { slopeByNudging } from './differences.ts';
import { nameAt } from './named.ts';
import type { Worked } from './work.ts';

/** A derivative by another engine, or null where that engine can't follow. */
export type SecondEngine = (worked: Worked, name: string) => number | null;

/** What independent witnesses say of one derivative. */
export interface Testimony {
  readonly name: string;
  readonly derivative: number;
  /** By forward passes alone; null at a corner, where no difference can tell. */
  readonly nudged: number | null;
  /** By an engine that shares no rule with ours; null where it can't follow. */
  readonly second: number | null;
  /** The corner that is in the way of every nudge; there the derivative is a convention, and any slope between will do. */
  readonly corner: Corner | null;
  /** How far off the witness is that differs most, as a share of the derivative (of `smallest` where that is less). */
  readonly error: number;
  readonly agrees: boolean;
}

/** Witnesses may differ by this share of the derivative, and by as much absolutely near 0: differences are no exact art. */
const tolerance = 1e-6;

/** Of a derivative nearer to 0 than this no share is taken. */
export const smallest = 1e-3;

/** Lets nudging, and a second engine where it can follow, testify to the derivatives of some slots. */
export function testimonies(
  worked: Worked,
  slots: readonly number[],
  second: SecondEngine,
): readonly Testimony[] {
  const { graph, value } = worked;
  const kinked = kinkedSteps(graph);
  const scale = Math.abs(value[graph.output] ?? 0);
  return slots.map((slot) => {
    const derivative = (worked.gradient[slot] ?? Number.NaN) + 0;
    const clearance = clearanceOf(graph, slot, value, kinked);
    const corner = clearance.kind === 'corner' ? clearance.corner : null;
    const nudged =
      clearance.kind === 'clear' ? slopeByNudging(graph, slot, value, clearance.nudge) + 0 : null;
    // The second engine knows the names of the text; steps inside a statement have none there.
    const other = worked.own.has(slot) ? second(worked, nameAt(worked, slot)) : null;
    const witnesses = [nudged, other].filter((witness) => witness !== null);
    // At a corner any slope from the one side's to the other's is a fair convention.
    const beside = corner ? [within(derivative, corner.left, corner.right)] : [];
    return {
      name: nameAt(worked, slot),
      derivative,
      nudged,
      second: other === null ? null : other + 0,
      corner,
      error: Math.max(0, ...witnesses.map((witness) => off(witness, derivative))),
      agrees: [...witnesses, ...beside].every((witness) => near(witness, derivative, scale)),
    };
  });
}

const within = (value: number, a: number, b: number): number =>
  Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));

const off = (witness: number, derivative: number): number =>
  Math.abs(witness - derivative) / Math.max(Math.abs(derivative), smallest);

/** A large output leaves a difference fewer digits. */
const near = (a: number, b: number, scale: number): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b), 1e-3 * scale);
