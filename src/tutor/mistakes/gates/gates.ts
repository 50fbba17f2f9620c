import { sidesByStep, sidesOf } from '../../../engine/checks/sides.ts';
import { kinds } from '../../../engine/graph/graph.ts';
import { opOf } from '../../../engine/kernels/rules.ts';
import { type Evaluation, gradientAt } from '../../../engine/passes/evaluate.ts';
import { type Apply, applicationsIn, type Expression, leaves } from '../../../language/expression.ts';
import { compares } from '../../../language/spelling.ts';
import { entriesOf, everyEntry, isZero, sameShape, shapeOf, type Value } from '../../../ops/matrix.ts';
import type { Row } from '../../../ops/row.ts';
import { table } from '../../../ops/table.ts';
import { labelsIn } from '../../../symbolic/one-hot.ts';
import type { Question } from '../../lesson/question.ts';
import { seeded } from '../../lesson/random.ts';
import { counterfactualValue } from '../counterfactual.ts';
import { independently } from '../own-start.ts';
import { drawnOnce } from './drawn-once.ts';

/** A world in which kinks may be on other sides than here: which steps have changed theirs. */
interface Elsewhere {
  readonly world: Evaluation;
  readonly crossed: readonly number[];
}

/** So wide draws turn the signs of most values and derivatives around. */
const reach = 2.5;
const most = 40;

const known = new WeakMap<Evaluation, readonly Elsewhere[]>();

/** Whether an expression lets something through or not: it compares, or has a corner of its own. */
export const hasGates = (expression: Expression): boolean =>
  applicationsIn(expression).some(({ sign }) => {
    const row: Row = table[opOf(sign)];
    return row.kind !== 'maker' && row.kink !== undefined;
  });

/**
 * Whether the gates that a rule names open and close by the right quantity, as `z > 0` does behind a relu. `da*(da > 0)` may
 * give the derivative here and at values near by; so the signs of everything else are turned around. A gate that is not
 * named may be open here: `da` is not asked to hold behind a relu that is off. `started`: the readers of which it speaks.
 */
export function gatesRightly(
  worked: Evaluation,
  question: Question,
  expression: Expression,
  started: readonly number[],
): boolean {
  if (!hasGates(expression)) return true;
  const sides = sidesByStep(worked.graph, worked.tape.value).flat();
  // Where nothing has a corner, nothing is to be gated, and a condition is how somebody writes what holds here.
  if (sides.length === 0 || sides.includes(0)) return true;
  const isOff = (world: Evaluation): boolean => isFarOff(world, question, expression);
  if (started.length > 0)
    for (const sign of [1, -1] as const)
      if (isOff(independently(worked, question, started, sign))) return false;
  const gates = gatesOf(worked, expression);
  const worlds = elsewhere(worked);
  const switched = (gate: Expression, { world }: Elsewhere): boolean =>
    farApart(counterfactualValue(world, gate), counterfactualValue(worked, gate));
  const off = worlds.filter(({ world }) => isOff(world));
  // What is 0 here is shut, which no gate that was left out explains.
  const isShut = isZero(gradientAt(worked, question.slot));
  const blamed = off.some(
    (each) =>
      each.crossed.length === 0 ||
      (each.crossed.length === 1 && (isShut || gates.some((gate) => switched(gate, each)))),
  );
  if (blamed) return false;
  // A gate that never closes is none. It shows only where all kinks were seen on both sides.
  const crossed = new Set(worlds.flatMap((each) => each.crossed));
  const isSeen = sidesByStep(worked.graph, worked.tape.value).every((_, step) => crossed.has(step));
  return off.length === 0 || !isSeen || gates.every((gate) => worlds.some((each) => switched(gate, each)));
}

/** Whether a gate of a rule hangs on some data: with others the rule is wrong, though all kinks are on the sides where they are here. */
export function gatesByDatum(
  worked: Evaluation,
  question: Question,
  expression: Expression,
  datum: number,
): boolean {
  if (!hasGates(expression)) return false;
  const { graph } = worked;
  const random = seeded(graph.size + 2);
  const sides = sidesOf(graph, worked.tape.value);
  const stays = (value: Float64Array): boolean =>
    sidesOf(graph, value).every((side, i) => side !== 0 && side === sides[i]);
  const moved = [...givensOf(worked), datum];
  for (let tries = 0; tries < 2 * most; tries++) {
    const world = drawnOnce(worked, moved, reach, random, stays);
    if (world && isFarOff(world, question, expression)) return true;
  }
  return false;
}

/** What may be moved: labels are not. */
const givensOf = (worked: Evaluation): readonly number[] =>
  Array.from({ length: worked.graph.size }, (_, slot) => slot).filter(
    (slot) => worked.graph.kind[slot] === kinds.given && labelsIn(worked, slot) === null,
  );

const isFarOff = (world: Evaluation, question: Question, expression: Expression): boolean =>
  farApart(counterfactualValue(world, expression), gradientAt(world, question.slot));

/** The comparisons in an expression, but for those of data alone: labels are compared, too. */
function gatesOf({ graph, slots }: Evaluation, expression: Expression): readonly Apply[] {
  const isFixed = (leaf: ReturnType<typeof leaves>[number]): boolean =>
    leaf.kind === 'number' ||
    leaf.kind === 'matrix' ||
    (leaf.kind === 'name' && graph.kind[slots.get(leaf.name) ?? -1] === kinds.data);
  return applicationsIn(expression).filter((each) => compares(each.sign) && !leaves(each).every(isFixed));
}

/** The graph with parameters far from where they are, the data unchanged, and no number at a corner. */
function elsewhere(worked: Evaluation): readonly Elsewhere[] {
  const before = known.get(worked);
  if (before) return before;
  const { graph } = worked;
  const random = seeded(graph.size + 1);
  const givens = givensOf(worked);
  const sides = sidesByStep(graph, worked.tape.value);
  const found: Elsewhere[] = [];
  for (let tries = 0; tries < 2 * most && found.length < most; tries++) {
    const world = drawnOnce(worked, givens, reach, random, () => true);
    if (!world) continue;
    const there = sidesByStep(graph, world.tape.value);
    if (there.flat().includes(0)) continue;
    const crossed = there.flatMap((each, step) =>
      each.every((side, at) => side === sides[step]?.[at]) ? [] : [step],
    );
    found.push({ world, crossed });
  }
  known.set(worked, found);
  return found;
}

/** Whether two values differ by more than what cancels far from where they were meant: a gate lets through all or nothing. */
function farApart(a: Value | null, b: Value | null): boolean {
  if (a === null || b === null || !sameShape(shapeOf(a), shapeOf(b))) return false;
  const [one, other] = [entriesOf(a), entriesOf(b)];
  let largest = 0;
  for (let at = 0; at < other.length; at++) largest = Math.max(largest, Math.abs(other[at] ?? 0));
  return !everyEntry(a, (_, at) => {
    const [x = 0, y = 0] = [one[at], other[at]];
    const off = Math.abs(x - y);
    return !(off > 0.01 * Math.max(Math.abs(x), Math.abs(y)) && off > 1e-6 * largest);
  });
}
