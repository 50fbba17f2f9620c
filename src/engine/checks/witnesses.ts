import { entriesOf, mapped, shapeOf, sizeOf, type Value, valueFrom } from '../../ops/matrix.ts';
import { shapeAt } from '../graph/graph.ts';
import { nameAt } from '../graph/names.ts';
import { type Evaluation, gradientAt, numberAt } from '../passes/evaluate.ts';
import { type Measured, slopeMeasured } from './differences.ts';
import { joinedSlopes } from './joined-slopes.ts';
import { clearanceOf, hasOneSlope, jumps, type Kink, kinkedSteps } from './kinks.ts';

/** A derivative by another engine, or null where that engine can't follow. */
export type SecondEngine = (worked: Evaluation, name: string) => number | null;

/** What independent witnesses say about one derivative. */
export interface Testimony {
  readonly name: string;
  readonly derivative: Value;
  /** The derivative by forward passes alone, entry by entry; null at a corner, and where no difference can tell it. */
  readonly nudged: Value | null;
  /** The derivative by an engine that shares no rule with ours; null where it can't follow. */
  readonly second: number | null;
  /**
   * The corner that every nudge crosses; there the derivative is a convention, and any slope between its two sides is
   * accepted.
   */
  readonly corner: Kink | null;
  /** The largest difference of a witness, as a share of the derivative (of `smallest` where the derivative is less). */
  readonly error: number;
  readonly agrees: boolean;
}

/**
 * What a derivative has behind it. It is confirmed only where a witness spoke, and none against it; at a corner of which no
 * witness speaks it is a convention; where no witness could speak at all it is unwitnessed.
 */
export type Standing = 'confirmed' | 'disputed' | 'convention' | 'unwitnessed';

/** The one policy on when a key may be called confirmed. */
export function standingOf({ agrees, nudged, second, corner }: Omit<Testimony, 'name'>): Standing {
  if (!agrees) return 'disputed';
  if (nudged !== null || second !== null) return 'confirmed';
  return corner ? 'convention' : 'unwitnessed';
}

/**
 * The share of the derivative by which witnesses may differ, and the absolute difference near 0: differences are
 * never exact.
 */
const tolerance = 1e-6;

/** Nudging whose estimated error is a larger share than this is not used. */
const sureEnough = 1e-3;

/** Errors of derivatives nearer to 0 than this are given as a share of this. */
const smallest = 1e-3;

/**
 * Where a graph is so large that its steps are nudged alone, so many of the slots are nudged through the whole of it all the same:
 * they would tell if the steps were joined wrongly.
 */
const nudgedThrough = 100;

/** Compares the derivatives of some slots with nudging, and with a second engine where that can compute them. */
export function testimonies(
  worked: Evaluation,
  slots: readonly number[],
  second: SecondEngine,
): readonly Testimony[] {
  const { graph } = worked;
  const kinked = kinkedSteps(graph);
  const joined = joinedSlopes(graph, worked.tape.value);
  const eachOf = Math.ceil(slots.length / nudgedThrough);
  const scale = Math.abs(numberAt(worked, graph.output));
  return slots.map((slot, k) => {
    const derivative = mapped(gradientAt(worked, slot), (each) => each + 0);
    const exact = Array.from(entriesOf(derivative));
    const alone = k % eachOf === 0 ? null : (joined?.(slot) ?? null);
    const { nudged, errors, corners } = alone
      ? { nudged: [alone.slope + 0], errors: [alone.error], corners: [] }
      : nudgedAt(worked, slot, kinked);
    // The second engine knows the names of the text; steps inside a statement have none there.
    const other = worked.own.has(slot) ? second(worked, nameAt(worked, slot)) : null;
    const witnesses = [
      ...(nudged ? [{ said: nudged, errors }] : []),
      ...(other === null ? [] : [{ said: [other], errors: [0] }]),
    ];
    const [first] = corners;
    return {
      name: nameAt(worked, slot),
      derivative,
      nudged: nudged && valueFrom(shapeOf(derivative), Float64Array.from(nudged)),
      second: other === null ? null : other + 0,
      corner: first?.corner ?? null,
      error: Math.max(
        0,
        ...witnesses.flatMap(({ said }) => exact.map((each, i) => off(said[i] ?? Number.NaN, each))),
      ),
      agrees:
        witnesses.every((witness) =>
          exact.every((each, i) => near(witness.said[i] ?? Number.NaN, each, scale, witness.errors[i])),
        ) &&
        // At a corner any slope from the one side's to the other's is a fair convention.
        corners.every(({ entry, corner }) => {
          const each = exact[entry] ?? Number.NaN;
          // Where the output jumps it has no slope to hold a convention against.
          return jumps(corner) || near(within(each, corner.left, corner.right), each, scale);
        }),
    };
  });
}

/** The slopes of a slot's entries by nudging, null where a corner is in the way of one or one can't be told, and those corners. */
function nudgedAt({ graph, tape }: Evaluation, slot: number, kinked: readonly number[]) {
  const corners: { readonly entry: number; readonly corner: Kink }[] = [];
  const measured = Array.from({ length: sizeOf(shapeAt(graph, slot)) }, (_, entry): Measured => {
    const clearance = clearanceOf(graph, { slot, entry }, tape.value, kinked);
    if (clearance.kind === 'clear') return slopeMeasured(graph, slot, tape.value, entry, clearance.nudge);
    const { corner } = clearance;
    // Where corners cancel both sides have one slope, and nudging has found it.
    if (!jumps(corner) && hasOneSlope(corner)) return { slope: tidied(corner.left), error: 0 };
    corners.push({ entry, corner });
    return { slope: Number.NaN, error: Infinity };
  });
  const sure = measured.every(({ slope, error }) => error <= sureEnough * Math.max(1, Math.abs(slope)));
  return {
    nudged: sure ? measured.map(({ slope }) => slope + 0) : null,
    errors: measured.map(({ error }) => error),
    corners,
  };
}

/** A slope by one-sided differences, without the noise of its last digits. */
const tidied = (slope: number): number => Number(slope.toPrecision(9));

const within = (value: number, a: number, b: number): number =>
  Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));

const off = (witness: number, derivative: number): number =>
  Math.abs(witness - derivative) / Math.max(Math.abs(derivative), smallest);

/**
 * Whether two derivatives agree: a large output leaves a difference fewer digits, and a witness may be off by its own
 * estimate.
 */
const near = (a: number, b: number, scale: number, error = 0): boolean =>
  Math.abs(a - b) <= Math.max(tolerance * Math.max(1, Math.abs(b), 1e-3 * scale), 10 * error);
