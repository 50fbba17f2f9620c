import { outputWith, usualNudge, valuesWith } from './differences.ts';
import { type Graph, opAt, operandsAt } from './graph.ts';
import { elementwiseRow, evaluate, formula } from './rules.ts';

/** A step that has a corner just where a slot stands, and the output's slopes by that slot on either side of it. */
export interface Corner {
  readonly step: number;
  readonly left: number;
  readonly right: number;
}

/** What nudging can say about a slot: how large a nudge stays on one side of every corner, or which corner is in its way. */
export type Clearance =
  | { readonly kind: 'clear'; readonly nudge: number }
  | { readonly kind: 'corner'; readonly corner: Corner };

/** A nudge that crosses a corner is made ten times smaller, so often; what is nearer than that is at the corner. */
const shrinkings = 3;

/** The largest nudge of a slot, up and down, that crosses no corner of any step. */
export function clearanceOf(
  graph: Graph,
  slot: number,
  at: Float64Array,
  kinked = kinkedSteps(graph),
): Clearance {
  let nudge = usualNudge(at[slot] ?? 0);
  let crossed = firstCrossed(graph, kinked, slot, at, nudge);
  for (let times = 0; crossed !== null && times < shrinkings; times++) {
    nudge /= 10;
    crossed = firstCrossed(graph, kinked, slot, at, nudge);
  }
  if (crossed === null) return { kind: 'clear', nudge };
  return { kind: 'corner', corner: { step: crossed, ...slopesBeside(graph, slot, at) } };
}

/** The first step whose corner lies between two passes over a graph, or is touched by just one of them; null for none. */
export function cornerBetween(
  graph: Graph,
  before: Float64Array,
  after: Float64Array,
  kinked = kinkedSteps(graph),
): number | null {
  return kinked.find((step) => sideOf(graph, step, before) !== sideOf(graph, step, after)) ?? null;
}

/** The steps up to the output whose op has a corner somewhere. */
export function kinkedSteps(graph: Graph): readonly number[] {
  const found: number[] = [];
  for (let step = 0; step <= graph.output; step++) {
    const op = opAt(graph, step);
    if (op && elementwiseRow(op).kink !== undefined) found.push(step);
  }
  return found;
}

function firstCrossed(
  graph: Graph,
  kinked: readonly number[],
  slot: number,
  at: Float64Array,
  nudge: number,
): number | null {
  if (kinked.length === 0) return null;
  const here = at[slot] ?? 0;
  return [here - nudge, here + nudge]
    .map((there) => cornerBetween(graph, at, valuesWith(graph, slot, there), kinked))
    .reduce((first, other) => first ?? other);
}

/** On which side of its corner a step stands: -1, 0 or 1. */
function sideOf(graph: Graph, step: number, value: Float64Array): number {
  const op = opAt(graph, step);
  const row = op && elementwiseRow(op);
  if (row?.kink === undefined) throw new Error('only a step with a corner has sides');
  const slots = operandsAt(graph, step);
  return Math.sign(evaluate(formula(row.kink), (letter) => value[slots[row.operands.indexOf(letter)] ?? -1]));
}

/** The slopes on either side of where a slot stands, by one-sided differences, the error terms of the larger ones cancelled. */
function slopesBeside(graph: Graph, slot: number, at: Float64Array): Omit<Corner, 'step'> {
  const here = at[slot] ?? 0;
  const start = at[graph.output] ?? Number.NaN;
  const beside = (size: number): number => {
    const slope = (part: number): number =>
      (outputWith(graph, slot, here + size / part) - start) / (size / part);
    const once = 2 * slope(2) - slope(1);
    const again = 2 * slope(4) - slope(2);
    return (4 * again - once) / 3;
  };
  const size = usualNudge(here);
  return { left: beside(-size), right: beside(size) };
}
