import { evaluateAll } from '../../engine/graph/values.ts';
import { computed, opOf } from '../../engine/kernels/rules.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { derivative, type Expression, fold, leaves, name, substitute } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';
import { batchSize, scaleOf } from '../../symbolic/convention.ts';
import { leafValue } from '../lesson/as-shown.ts';
import { allEqual, significant } from './equality.ts';

/**
 * The value of an expression, in the names that the reader knows, at the values of a world; null where its shapes
 * clash.
 */
export function counterfactualValue(world: Evaluation, expression: Expression): Value | null {
  const found = evaluateAll(expression, (leaf) => leafValue(world, leaf));
  return found.ok ? found.value : null;
}

/** The value of an expression at any world. It keeps the expression alone, not the worlds at which it was found. */
export const valueAnywhere =
  (expression: Expression) =>
  (world: Evaluation): Value | null =>
    counterfactualValue(world, expression);

/** The most readings of one expression that are tried, and the most steps of a graph in which numbers are looked up. */
const mostReadings = 64;
const mostSearched = 2000;

/**
 * What an expression gives in several worlds. Where it holds a number that stands in the graph, it may mean that number or
 * what stands there, so it has several readings. None where it is made of numbers alone.
 */
export function counterfactualValues(
  worlds: readonly Evaluation[],
  expression: Expression,
): readonly (readonly (Value | null)[])[] {
  const [here] = worlds;
  if (!here || ofNumbers(expression)) return [];
  return readingsOf(here, expression).map((each) => worlds.map((world) => counterfactualValue(world, each)));
}

/** An expression as it is, and with names or derivatives for the numbers that it may have taken from the graph. */
function readingsOf(here: Evaluation, expression: Expression): readonly Expression[] {
  if (!usesNumbersOf(here, expression) || here.graph.size > mostSearched) return [expression];
  let readings: readonly Expression[] = [expression];
  for (const leaf of leaves(expression)) {
    if (leaf.kind !== 'number' || leaf.value <= 2) continue;
    const meant = [leaf, ...meaningsOf(here, leaf.value)];
    readings = readings
      .flatMap((reading) =>
        meant.map((meaning) => substitute(reading, (each) => (each === leaf ? meaning : each))),
      )
      .slice(0, mostReadings);
  }
  return readings;
}

/** What stands in the graph with a certain value: names, and derivatives. */
function meaningsOf(here: Evaluation, value: number): readonly Expression[] {
  const found: Expression[] = [];
  for (const [text, slot] of here.slots) {
    if (valueOfSlot(here, slot) === value) found.push(name(text));
    if (gradientAt(here, slot) === value)
      found.push(scaleOf(here, slot) === 1 ? derivative(here.output, text) : name(`d${text}`));
  }
  return found.slice(0, 6);
}

/** Whether an expression contains a number of the graph, so that it can't be tried at other values. */
export const usesNumbersOf = (here: Evaluation, expression: Expression): boolean =>
  // 0, 1 and 2 belong to rules as much as to graphs: 1 - a, 2*w; so does the number of examples.
  leaves(expression).some(
    (leaf) =>
      leaf.kind === 'number' &&
      (leaf.value > 2 || significant(leaf.value) > 2) &&
      leaf.value !== batchSize(here) &&
      inGraph(here, leaf.value),
  );

export const ofNumbers = (expression: Expression): boolean =>
  leaves(expression).every((leaf) => leaf.kind === 'number' || leaf.kind === 'matrix');

/** Whether an answer contains names, so that it can be read as a rule. */
export const hasNames = (expression: Expression): boolean => !ofNumbers(expression);

const inGraph = ({ tape, gradients }: Evaluation, value: number): boolean => {
  const digits = significant(value);
  const rounds = (exact: number): boolean =>
    Math.abs(exact - value) < 0.01 * Math.abs(value) && Number(exact.toPrecision(digits)) === value;
  // A number of three digits or more may be one from the screen, where numbers are rounded.
  return digits < 3
    ? tape.value.includes(value) || gradients.includes(value)
    : tape.value.some(rounds) || gradients.some(rounds);
};

/** Whether an expression has one value in all worlds. */
export function staysTheSame(worlds: readonly Evaluation[], expression: Expression): boolean {
  const values = worlds.map((world) => counterfactualValue(world, expression));
  const [first = null] = values;
  return allEqual(
    values,
    values.map(() => first),
  );
}

type Run = (lookup: (letter: string) => number) => number;

// The same few formulas are run at every edge, at all values: they are taken apart once.
const runs = new WeakMap<Expression, Run>();

/** A formula to be run with the numbers of its letters. */
export function runOf(local: Expression): Run {
  const known = runs.get(local);
  if (known) return known;
  const run = fold<Run>(
    local,
    (leaf) => {
      switch (leaf.kind) {
        case 'number':
          return () => leaf.value;
        case 'name':
          return (lookup) => lookup(leaf.name);
        case 'derivative':
        case 'matrix':
          return () => Number.NaN;
      }
    },
    ({ sign }, parts) => {
      const op = opOf(sign);
      return (lookup) =>
        computed(
          op,
          parts.map((part) => part(lookup)),
        );
    },
  );
  runs.set(local, run);
  return run;
}
