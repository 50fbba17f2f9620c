import { entriesOf, mapped, type Value } from '../ops/matrix.ts';
import type { OpName } from '../ops/table.ts';
import { slopesByNudging } from './differences.ts';
import { entriesAt } from './entries.ts';
import { opAt } from './graph.ts';
import { nameAt } from './named.ts';
import { differentiable, evaluate, formula } from './rules.ts';
import { gradientAt, numberAt, type Worked } from './work.ts';

/** A derivative by another engine, or null where that engine can't follow. */
export type SecondEngine = (worked: Worked, name: string) => number | null;

/** What independent witnesses say of one derivative. */
export interface Testimony {
  readonly name: string;
  readonly derivative: Value;
  /** By forward passes alone; null within a nudge of a corner, where no difference can tell. */
  readonly nudged: Value | null;
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
  const scale = Math.abs(numberAt(worked, worked.graph.output));
  return slots.map((slot) => {
    const derivative = mapped(gradientAt(worked, slot), (each) => each + 0);
    const nudged = cornered
      ? null
      : mapped(slopesByNudging(worked.graph, slot, worked.tape.value), (each) => each + 0);
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
function near(a: Value, b: Value, scale: number): boolean {
  const others = entriesOf(b);
  return Array.from(entriesOf(a)).every((each, i) => {
    const other = others[i] ?? Number.NaN;
    return Math.abs(each - other) <= tolerance * Math.max(1, Math.abs(other), 1e-3 * scale);
  });
}

/** Whether some step stands so near a corner that a nudge could cross it. */
function nearCorner({ graph, tape }: Worked): boolean {
  for (let step = 0; step <= graph.output; step++) {
    const op: OpName | null = opAt(graph, step);
    if (!op) continue;
    const row = differentiable(op);
    if (row.kind === 'structural' || row.kink === undefined) continue;
    for (const { operands } of entriesAt(graph, tape.value, step)) {
      const at = evaluate(formula(row.kink), (letter) => operands[row.operands.indexOf(letter)]);
      if (Math.abs(at) <= reach * Math.max(1, ...operands.map(Math.abs))) return true;
    }
  }
  return false;
}
