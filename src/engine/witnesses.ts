import type { OpName } from '../ops/table.ts';
import { slopeByNudging } from './differences.ts';
import { opAt, operandsAt } from './graph.ts';
import { nameAt } from './named.ts';
import { elementwiseRow, evaluate, formula } from './rules.ts';
import type { Worked } from './work.ts';

/** A derivative by another engine, or null where that engine can't follow. */
export type SecondEngine = (worked: Worked, name: string) => number | null;

/** What independent witnesses say of one derivative. */
export interface Testimony {
  readonly name: string;
  readonly derivative: number;
  /** By forward passes alone; null within a nudge of a corner, where no difference can tell. */
  readonly nudged: number | null;
  /** By an engine that shares no rule with ours; null where it can't follow. */
  readonly second: number | null;
  readonly agrees: boolean;
}

/** Witnesses may differ by this share of the derivative, and by as much absolutely near 0: differences are no exact art. */
const tolerance = 1e-6;

/** A corner nearer than this, relative to what it is measured on, is within the reach of a nudge. */
const reach = 2e-3;

/** Lets nudging, and a second engine where it can follow, testify to the derivatives of some slots. */
export function testimonies(
  worked: Worked,
  slots: readonly number[],
  second: SecondEngine,
): readonly Testimony[] {
  const cornered = nearCorner(worked);
  const scale = Math.abs(worked.value[worked.graph.output] ?? 0);
  return slots.map((slot) => {
    const derivative = (worked.gradient[slot] ?? Number.NaN) + 0;
    const nudged = cornered ? null : slopeByNudging(worked.graph, slot, worked.value) + 0;
    // The second engine knows the names of the text; steps inside a statement have none there.
    const other = worked.own.has(slot) ? second(worked, nameAt(worked, slot)) : null;
    const agrees = [nudged, other].every((witness) => witness === null || near(witness, derivative, scale));
    return {
      name: nameAt(worked, slot),
      derivative,
      nudged,
      second: other === null ? null : other + 0,
      agrees,
    };
  });
}

/** A large output leaves a difference fewer digits. */
const near = (a: number, b: number, scale: number): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b), 1e-3 * scale);

/** Whether some step stands so near a corner that a nudge could cross it. */
function nearCorner({ graph, value }: Worked): boolean {
  for (let step = 0; step <= graph.output; step++) {
    const op: OpName | null = opAt(graph, step);
    if (!op) continue;
    const { kink, operands } = elementwiseRow(op);
    if (kink === undefined) continue;
    const numbers = operandsAt(graph, step).map((slot) => value[slot] ?? Number.NaN);
    const at = evaluate(formula(kink), (letter) => numbers[operands.indexOf(letter)]);
    if (Math.abs(at) <= reach * Math.max(1, ...numbers.map(Math.abs))) return true;
  }
  return false;
}
