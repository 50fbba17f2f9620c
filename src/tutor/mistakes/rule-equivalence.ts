import { kinds, opAt, operandsAt } from '../../engine/graph/graph.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { type Expression, leaves, name, substitute } from '../../language/expression.ts';
import { everyEntry, isZero, type Matrix, type Value } from '../../ops/matrix.ts';
import { constants, givesA } from '../../ops/table.ts';
import { namesIn, upstreamOf } from '../../symbolic/link.ts';
import { ruleOf } from '../../symbolic/rule.ts';
import { leafValue } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { counterfactualValue, ofNumbers, usesNumbersOf } from './counterfactual.ts';
import { allEqual } from './equality.ts';
import type { Candidates } from './equivalence-classes.ts';
import { gatesByDatum, gatesRightly } from './gates/gates.ts';
import { independently } from './own-start.ts';
import { redraws } from './redraw.ts';

const around = new WeakMap<Candidates, Candidates>();
/** The same question at values that leave the data as they are: a reason need only hold for the data at hand. */
export function atTheseData(question: Question, sights: Candidates): Candidates {
  const known = around.get(sights);
  if (known) return known;
  const worlds = sights.sameData();
  const views = question.plain ? worlds.map((world) => sights.redraw(world)) : [];
  const { here, view, sameData, redraw, truth } = sights;
  const found = { here, view, worlds, views, sameData, redraw, truth };
  around.set(sights, found);
  return found;
}

/**
 * Whether an answer that is right here is right for the right reason: an expression made of names must be the derivative
 * at other values too. Plain numbers, and expressions that hold a number of the graph, are taken as they are.
 */
export function usesRightRule(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  expression: Expression,
): boolean {
  if (isArithmetic(lesson, expression)) return true;
  const worlds = sights.sameData();
  const [here] = worlds;
  if (!here || worlds.length < 2 || usesNumbersOf(here, expression)) return true;
  if (holdsEverywhere(sights, question, expression)) return true;
  const readings = [
    withNames(here, lesson, question, expression),
    withUpstream(lesson, question, expression),
  ];
  return readings.some((each) => each !== null && holdsEverywhere(sights, question, each));
}

/** Whether an expression has no name of the graph: `2*e^0.5` and `12*pi` are as much numbers as `6/2`. */
const isArithmetic = ({ worked }: Lesson, expression: Expression): boolean =>
  ofNumbers(expression) ||
  leaves(expression).every(
    (leaf) =>
      leaf.kind === 'number' ||
      leaf.kind === 'matrix' ||
      (leaf.kind === 'name' && constants.has(leaf.name) && !worked.slots.has(leaf.name)),
  );

/**
 * The data without whose value an answer would be wrong: it speaks of them, and is the derivative only where they are what
 * they are here, as `dz*x` for the derivative of a bias where x is 1. Null where there are none; labels may be what they are.
 */
export function luckyDatum({ worked }: Lesson, question: Question, expression: Expression): string | null {
  const spoken = [
    ...new Set(leaves(expression).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : []))),
  ].filter((text) => {
    const slot = worked.slots.get(text);
    return slot !== undefined && worked.graph.kind[slot] === kinds.data && !marksAnswers(worked, slot);
  });
  const isLucky = (text: string): boolean =>
    hangsOn(worked, worked.slots.get(text) ?? -1, question, expression);
  return spoken.find(isLucky) ?? null;
}

/** Whether an expression is the derivative here, and not with another value of some data. */
function hangsOn(worked: Evaluation, slot: number, question: Question, expression: Expression): boolean {
  const moved = [worked, ...redraws(worked, new Set([slot]))];
  return (
    isRight(moved.slice(0, 1), question, expression) &&
    (!isRight(moved, question, expression) || gatesByDatum(worked, question, expression, slot))
  );
}

/**
 * The label, a 0 or 1, that an answer does not speak of although its rule would be another with another label: `a` for `a - y`
 * where y is 0. It is right, for labels may be what they are; but it should not be taken for the rule.
 */
export function labelPassedOver(
  { worked }: Lesson,
  question: Question,
  expression: Expression,
): { readonly name: string; readonly value: number } | null {
  const spoken = new Set(namesIn(expression));
  if (spoken.size === 0) return null;
  for (const [name, slot] of worked.slots) {
    const value = valueOfSlot(worked, slot);
    const isLabel = worked.graph.kind[slot] === kinds.data && typeof value === 'number' && isBinary(value);
    if (isLabel && !spoken.has(name) && hangsOn(worked, slot, question, expression)) return { name, value };
  }
  return null;
}

/**
 * Whether data are labels, of whose values a rule may make use: a matrix of 0s and 1s, or of shares that add up to 1 in
 * each row or column; or a 0 or 1 that comes in behind a probability.
 */
function marksAnswers(worked: Evaluation, slot: number): boolean {
  const value = valueOfSlot(worked, slot);
  if (typeof value !== 'number' && (areShares(value) || isBinary(value))) return true;
  return isBinary(value) && isBehindProbability(worked, slot);
}

/** Whether data come in behind a probability of the program, and have no part in any. */
export function isBehindProbability({ graph }: Evaluation, slot: number): boolean {
  const probabilities = Array.from({ length: graph.size }, (_, step) => step).filter((step) => {
    const op = opAt(graph, step);
    return givesA('probability', op) || givesA('distribution', op);
  });
  const from = new Set([slot]);
  for (let step = slot + 1; step < graph.size; step++)
    if (operandsAt(graph, step).some((operand) => from.has(operand))) from.add(step);
  return probabilities.length > 0 && !probabilities.some((step) => from.has(step));
}

const isBinary = (value: Value): boolean => everyEntry(value, (entry) => entry === 0 || entry === 1);

/** Whether the entries of each row add up to 1, or those of each column. */
function areShares({ rows, columns, entries }: Matrix): boolean {
  const sums = { row: new Float64Array(rows), column: new Float64Array(columns) };
  for (const [at, entry] of entries.entries()) {
    sums.row[Math.floor(at / columns)] = (sums.row[Math.floor(at / columns)] ?? 0) + entry;
    sums.column[at % columns] = (sums.column[at % columns] ?? 0) + entry;
  }
  return Object.values(sums).some((each) => each.every((sum) => Math.abs(sum - 1) < 1e-9));
}

/** Whether an expression is the derivative at other values of the parameters as well, and behind a relu that is off. */
export function holdsEverywhere(sights: Candidates, question: Question, expression: Expression): boolean {
  const worlds = sights.sameData();
  return (
    isRight(worlds, question, expression) &&
    isRight(freed(worlds, question, expression), question, expression) &&
    isRightlyGated(sights, question, expression)
  );
}

/** Whether a rule that names a gate goes by the quantity that opens it. */
export const isRightlyGated = ({ here }: Candidates, question: Question, expression: Expression): boolean =>
  gatesRightly(here, question, expression, spokenReaders(here, question, expression));

/** The readers whose derivatives an expression names. */
const spokenReaders = (
  world: Evaluation | undefined,
  question: Question,
  expression: Expression,
): readonly number[] => readersOf(question).filter((slot) => speaksOf(world, slot, expression));

/**
 * Whether an expression is the right rule whatever the derivatives are that it starts from: then it is right on any start,
 * even on one that proves nothing.
 */
export function isRule(sights: Candidates, question: Question, expression: Expression): boolean {
  const started = spokenReaders(sights.here, question, expression);
  if (started.length === 0) return false;
  const worlds = sights.sameData();
  if (worlds.length < 2) return false;
  const free = worlds.map((world) => independently(world, question, started));
  return (
    isRight(worlds, question, expression) &&
    isRight(free, question, expression) &&
    gatesRightly(sights.here, question, expression, started)
  );
}

const isRight = (worlds: readonly Evaluation[], question: Question, expression: Expression): boolean =>
  allEqual(
    worlds.map((world) => counterfactualValue(world, expression)),
    worlds.map((world) => gradientAt(world, question.slot)),
  );

/**
 * The same worlds, with other numbers for upstream derivatives that are 0 in all of them, as behind a relu that is off:
 * a 0 forgives whatever it is multiplied with.
 */
function freed(
  worlds: readonly Evaluation[],
  question: Question,
  expression: Expression,
): readonly Evaluation[] {
  const silent = spokenReaders(worlds[0], question, expression).filter((slot) =>
    worlds.every((world) => isZero(gradientAt(world, slot))),
  );
  return silent.length === 0 ? worlds : worlds.map((world) => independently(world, question, silent));
}

/** Whether an expression names a node's derivative, as `dJ/du` or `du`. */
function speaksOf(world: Evaluation | undefined, slot: number, expression: Expression): boolean {
  return leaves(expression).some((leaf) => {
    const by =
      leaf.kind === 'derivative'
        ? leaf.by
        : leaf.kind === 'name' && !world?.slots.has(leaf.name) && leaf.name.startsWith('d')
          ? leaf.name.slice(1)
          : null;
    return by !== null && world?.slots.get(by) === slot;
  });
}

/** `du*2` with c for its 2, where c is 2 and the rule speaks of c: whoever fills a number in means the name. Null if nothing is filled in. */
function withNames(
  here: Evaluation,
  { worked, visible }: Lesson,
  { links }: Question,
  expression: Expression,
): Expression | null {
  const meant = new Map<number, string>();
  for (const link of links ?? [])
    for (const text of namesIn(ruleOf(worked, visible, link))) {
      const value = leafValue(here, name(text));
      if (typeof value === 'number' && !meant.has(value)) meant.set(value, text);
    }
  let filled = false;
  const named = substitute(expression, (leaf) => {
    const text = leaf.kind === 'number' ? meant.get(leaf.value) : undefined;
    filled ||= text !== undefined;
    return text === undefined ? leaf : name(text);
  });
  return filled ? named : null;
}

/** `2*a1` with dJ/dt2 for its 2, where that is what was found: it stands on the screen as a 2. Null if nothing is filled in. */
function withUpstream({ worked }: Lesson, { links }: Question, expression: Expression): Expression | null {
  let filled = false;
  const named = substitute(expression, (leaf) => {
    if (leaf.kind !== 'number') return leaf;
    const link = links?.find(({ to }) => gradientAt(worked, to) === leaf.value);
    filled ||= link !== undefined;
    return link === undefined ? leaf : upstreamOf(worked, link);
  });
  return filled ? named : null;
}
