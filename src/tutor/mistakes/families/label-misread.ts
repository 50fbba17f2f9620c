import { type Graph, kinds, opAt, operandsAt, placeAt, shapeAt } from '../../../engine/graph/graph.ts';
import { type Evaluation, gradientAt, numberAt, valueOfSlot } from '../../../engine/passes/evaluate.ts';
import { backward, firstBroken, forwardFilled } from '../../../engine/passes/tape.ts';
import { minusSign, signMeans } from '../../../language/operators.ts';
import { entriesOf, everyEntry, isSingle, sizeOf, type Value } from '../../../ops/matrix.ts';
import { scaled } from '../../../symbolic/convention.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue, ofNumbers } from '../counterfactual.ts';
import { allEqual, sameInThreeDigits, sameValue, significant } from '../equality.ts';
import type { Candidates, MistakeClass } from '../equivalence-classes.ts';
import { isBehindProbability } from '../rule-equivalence.ts';
import { seenAs } from './as-a-whole.ts';
import type { Suspected } from './tiers.ts';

/** In a longer graph, or with more entries, labels are not tried one after the other. */
const mostSteps = 2000;
const mostEntries = 64;

/** Some entries of a given, each a 0 or 1, that somebody read as the other of the two; and how that is written: `y = 1`. */
interface Misreading {
  readonly slot: number;
  readonly entries: readonly number[];
  readonly written: string;
}

/**
 * A label that was read as its other value: the formula of `y = 1` where y is 0. It is a 0 or 1 that comes in behind the
 * prediction, so that it only chooses which part of the rule counts.
 */
export function labelMisread(
  { here, sameData }: Candidates,
  question: Question,
  { value, expression, rounded }: Suspected,
): MistakeClass | null {
  if (value === null || here.graph.size > mostSteps) return null;
  const numbers = ofNumbers(expression);
  if (numbers && digitsOf(value) < 3) return null;
  const worlds = numbers ? [here] : sameData();
  const found = misreadings(here, question).filter((each) => {
    const theirs = worlds.map((world) => misread(world, each, question.slot));
    if (numbers)
      return sameValue(value, theirs[0] ?? null, rounded) || sameInThreeDigits(value, theirs[0] ?? null);
    const written = worlds.map((world) => counterfactualValue(steady(world, each.slot), expression));
    return allEqual(written, theirs);
  });
  const [only, another] = found;
  if (!only) return null;
  return seenAs({ id: 'label-misread', op: null, ...(!another && { intruder: only.written }) }, value);
}

const digitsOf = (value: Value): number =>
  Array.from(entriesOf(value)).reduce((sum, entry) => sum + significant(entry), 0);

/** Every way of reading the labels of a program wrongly: one of them, or all of one given. */
function misreadings(worked: Evaluation, { slot: asked }: Question): readonly Misreading[] {
  const { graph, names } = worked;
  const found: Misreading[] = [];
  for (const slot of leavesOf(graph)) {
    const [name, value] = [names[slot], valueOfSlot(worked, slot)];
    const entries = Array.from(entriesOf(value));
    const isLabel = everyEntry(value, (entry) => entry === 0 || entry === 1) && chooses(worked, slot);
    if (!name || slot === asked || entries.length > mostEntries || !isLabel) continue;
    const [{ columns }, single] = [shapeAt(graph, slot), isSingle(shapeAt(graph, slot))];
    for (const [at, entry] of entries.entries()) {
      const place = single ? '' : `(${Math.floor(at / columns) + 1},${(at % columns) + 1})`;
      found.push({ slot, entries: [at], written: `${name}${place} = ${1 - entry}` });
    }
    if (entries.length > 1) found.push({ slot, entries: [...entries.keys()], written: `1 - ${name}` });
  }
  return found;
}

/** Whether a given comes in behind the probabilities of a program, or stands there beside what it leaves of 1. */
const chooses = (worked: Evaluation, slot: number): boolean =>
  isBehindProbability(worked, slot) ||
  Array.from({ length: worked.graph.size }, (_, step) => step).some((step) => {
    const [first = -1, second] = operandsAt(worked.graph, step);
    const isRest = second === slot && signMeans(minusSign, opAt(worked.graph, step));
    return isRest && worked.graph.kind[first] === kinds.literal && numberAt(worked, first) === 1;
  });

const read = new WeakMap<Evaluation, Map<string, Float64Array | null>>();

/** The derivative at a slot for somebody who reads some labels as their other value; null where the graph breaks. */
function misread(world: Evaluation, { slot, entries, written }: Misreading, asked: number): Value | null {
  const known = read.get(world) ?? new Map<string, Float64Array | null>();
  read.set(world, known);
  let gradients = known.get(written);
  if (gradients === undefined) {
    const { graph, scales } = world;
    const tape = withLabel(world, slot, (value, place) => {
      for (const at of entries) value[place + at] = 1 - (graph.start[place + at] ?? 0);
    });
    gradients = firstBroken(tape) === null ? scaled(graph, scales, backward(tape)) : null;
    known.set(written, gradients);
  }
  return gradients && gradientAt({ ...world, gradients }, asked);
}

/** A world with a label as the lesson has it, where others may have been drawn. */
function steady(world: Evaluation, slot: number): Evaluation {
  const { graph, scales } = world;
  if (graph.kind[slot] === kinds.data) return world;
  const tape = withLabel(world, slot, () => {});
  return { ...world, tape, gradients: scaled(graph, scales, backward(tape)) };
}

/** The forward pass of a world with the lesson's own value of a label, changed in some way. */
const withLabel = (
  { graph, tape }: Evaluation,
  label: number,
  change: (value: Float64Array, place: number) => void,
) =>
  forwardFilled(graph, (value) => {
    for (const slot of leavesOf(graph)) {
      const place = placeAt(graph, slot);
      if (slot !== label) value.set(tape.value.subarray(place, place + sizeOf(shapeAt(graph, slot))), place);
    }
    change(value, placeAt(graph, label));
  });

const leavesOf = (graph: Graph): readonly number[] =>
  Array.from({ length: graph.size }, (_, slot) => slot).filter(
    (slot) => graph.kind[slot] === kinds.given || graph.kind[slot] === kinds.data,
  );
