import type { Expression } from '../../language/expression.ts';
import { entriesOf } from '../../ops/matrix.ts';
import { entriesAt } from '../graph/entry-words.ts';
import { type Graph, opAt, operandsAt, placeAt, settingsAt, shapeAt, valueIn } from '../graph/graph.ts';
import { evaluateAll, outputOf } from '../graph/values.ts';
import { kinkFunction } from '../kernels/entry-functions.ts';
import { differentiable, evaluate, parseFormula } from '../kernels/rules.ts';
import { letterAt } from '../passes/pass-back.ts';
import { movedTo, numberThere, outputWith, type Site, usualNudge, valuesWith } from './differences.ts';

/** A step that has a kink exactly at a number's value, and the output's slopes with respect to that number on both sides. */
export interface Kink {
  readonly step: number;
  readonly left: number;
  readonly right: number;
}

/** Whether the output jumps at a kink, or is vertical beside it, so that it has no slope there. */
export const jumps = ({ left, right }: Pick<Kink, 'left' | 'right'>): boolean =>
  !Number.isFinite(left) || !Number.isFinite(right);

/** Slopes nearer to each other than this share are one slope: they are found by differences. */
const same = 1e-6;

/** Whether the slope is the same on both sides of a kink, so that it is the derivative. */
export const hasOneSlope = ({ left, right }: Pick<Kink, 'left' | 'right'>): boolean =>
  Math.abs(left - right) <= same * Math.max(1, Math.abs(left));

/** What nudging can tell about a number: the largest nudge that stays on one side of every kink, or the kink that is in the way. */
export type Clearance =
  | { readonly kind: 'clear'; readonly nudge: number }
  | { readonly kind: 'corner'; readonly corner: Kink };

/**
 * How often a nudge that crosses a corner is made ten times smaller; a number that is nearer than that is at the
 * corner.
 */
const shrinkings = 3;

/** The largest nudge of a number, up and down, that crosses no corner of any step. */
export function clearanceOf(
  graph: Graph,
  site: Site,
  at: Float64Array,
  kinked = kinkedSteps(graph),
): Clearance {
  let nudge = usualNudge(numberThere(graph, site, at));
  let crossed = firstCrossed(graph, kinked, site, at, nudge);
  for (let times = 0; crossed !== null && times < shrinkings; times++) {
    nudge /= 10;
    crossed = firstCrossed(graph, kinked, site, at, nudge);
  }
  if (crossed === null) return { kind: 'clear', nudge };
  return { kind: 'corner', corner: { step: crossed, ...slopesBeside(graph, site, at) } };
}

/** The first step whose kink lies between two passes over a graph, or is touched by exactly one of them; null if there is none. */
export function kinkBetween(
  graph: Graph,
  before: Float64Array,
  after: Float64Array,
  kinked = kinkedSteps(graph),
): number | null {
  const isCrossed = (step: number): boolean =>
    graph.layout
      ? sidesOf(graph, step, before) !== sidesOf(graph, step, after)
      : sideOf(graph, step, before) !== sideOf(graph, step, after);
  return kinked.find(isCrossed) ?? null;
}

/** The steps up to the output whose op has a corner somewhere. */
export function kinkedSteps(graph: Graph): readonly number[] {
  const found: number[] = [];
  for (let step = 0; step <= graph.output; step++) {
    const op = opAt(graph, step);
    const row = op && differentiable(op);
    if (row?.kink !== undefined) found.push(step);
  }
  return found;
}

/** Whether some number of the graph stands exactly where an op has its corner. */
export const standsAtKink = (graph: Graph, at: Float64Array, kinked = kinkedSteps(graph)): boolean =>
  kinked.some((step) => sidesOf(graph, step, at).split(',').includes('0'));

function firstCrossed(
  graph: Graph,
  kinked: readonly number[],
  site: Site,
  at: Float64Array,
  nudge: number,
): number | null {
  if (kinked.length === 0) return null;
  const here = numberThere(graph, site, at);
  return [here - nudge, here + nudge]
    .map((there) =>
      kinkBetween(graph, at, valuesWith(graph, site.slot, movedTo(graph, site, at, there)), kinked),
    )
    .reduce((first, other) => first ?? other);
}

/** On which side of its corner a step of single numbers stands: -1, 0 or 1. */
function sideOf(graph: Graph, step: number, value: Float64Array): number {
  const op = opAt(graph, step);
  const kink = op && kinkFunction(op);
  if (!kink) throw new Error('only a step with a corner has a side');
  const operands = operandsAt(graph, step).map((operand) => value[operand] ?? Number.NaN);
  return Math.sign(kink(operands, Number.NaN));
}

/** On which side of its corner each entry of a step stands: -1, 0 or 1, one after the other. */
function sidesOf(graph: Graph, step: number, value: Float64Array): string {
  const op = opAt(graph, step);
  const row = op && differentiable(op);
  if (row?.kink === undefined) throw new Error('only a step with a corner has sides');
  if (row.kind === 'structural') return sidesOfMatrix(graph, step, value, parseFormula(row.kink));
  const kink = parseFormula(row.kink);
  const sides: number[] = [];
  for (const { operands } of entriesAt(graph, value, step))
    sides.push(Math.sign(evaluate(kink, (letter) => operands[row.operands.indexOf(letter)])));
  return sides.join();
}

/**
 * A slope that grows by more than this factor when the step is 64 times smaller has no bound: the output jumps, or is
 * vertical.
 */
const unbounded = 6;

/**
 * The slopes on either side of where a number stands, by one-sided differences, the error terms of the larger ones
 * cancelled; infinite on a side where the output jumps.
 */
function slopesBeside(graph: Graph, site: Site, at: Float64Array): Omit<Kink, 'step'> {
  const here = numberThere(graph, site, at);
  const start = at[placeAt(graph, graph.output)] ?? Number.NaN;
  const beside = (size: number): number => {
    const slope = (part: number): number =>
      (outputWith(graph, site.slot, movedTo(graph, site, at, here + size / part)) - start) / (size / part);
    if (Math.abs(slope(64)) > unbounded * Math.abs(slope(1)) + 1) return slope(1) * Infinity;
    const once = 2 * slope(2) - slope(1);
    const again = 2 * slope(4) - slope(2);
    return (4 * again - once) / 3;
  };
  const size = usualNudge(here);
  return { left: beside(-size), right: beside(size) };
}

/** The same for an op on whole matrices. */
function sidesOfMatrix(graph: Graph, step: number, value: Float64Array, kink: Expression): string {
  const op = opAt(graph, step);
  if (!op) throw new Error('only a step has an op');
  const operands = operandsAt(graph, step).map((slot) => valueIn(graph, value, slot));
  const settings = settingsAt(graph, step);
  // The output is computed from its operands, because the step itself may be held at another value.
  const applied = { op, operands, out: outputOf(op, operands, shapeAt(graph, step), settings), settings };
  const found = evaluateAll(kink, (leaf) =>
    leaf.kind === 'name' ? letterAt(applied, leaf.name, 0) : undefined,
  );
  if (!found.ok) throw new Error(`the corner of ${op} does not fit: ${found.trouble.message}`);
  return Array.from(entriesOf(found.value), Math.sign).join();
}
