import { type Apply, type Expression, fold } from '../../language/expression.ts';
import {
  divideSign,
  dotDivideSign,
  dotTimesSign,
  meanSign,
  minusSign,
  negativeSign,
  plusSign,
  primeSign,
  sumSign,
  timesSign,
} from '../../language/operators.ts';
import type { Sign } from '../../language/spelling.ts';
import { everyEntry, mapped, matrixOf, type Shape, sizeOf, type Value, valueFrom } from '../../ops/matrix.ts';
import { type OpName, table } from '../../ops/table.ts';
import { entriesAt } from '../graph/entry-words.ts';
import {
  type Graph,
  kinds,
  opAt,
  operandsAt,
  placeAt,
  settingsAt,
  shapeAt,
  valueIn,
} from '../graph/graph.ts';
import { addFitted, appliedTo, outputOf } from '../graph/values.ts';
import { computed, elementwiseRow, evaluate, localAt, localRule, opOf, passRule } from '../kernels/rules.ts';
import { type Evaluation, gradientAt } from './evaluate.ts';
import { letterAt } from './pass-back.ts';

// What is 0 on paper is seldom 0 in a machine: the terms of a bias ahead of a batch normalization cancel up to 1e-17. Such a
// number says nothing, and how large one may be depends on what it is made of. So both passes are made once more, with sizes
// for numbers: a difference is as large as both of its sides together.

/** A value, and how large it was before anything in it cancelled. */
interface Sized<T extends Value = Value> {
  readonly value: T;
  readonly size: T;
}

const known = new WeakMap<Evaluation, Float64Array>();
const largest = new WeakMap<Evaluation, number>();

/** Only a derivative that is so much smaller than the largest one is looked at: it may be noise. */
const faint = 1e-6;

/**
 * How large each entry of a node's derivative was before anything in it cancelled, in the node's shape: below about 1e-16 of
 * it the digits of a derivative are noise. Where none may be noise, the size is the derivative's own. It takes two passes,
 * once for an evaluation.
 */
export function sizeOfDerivative(worked: Evaluation, slot: number): Value {
  const own = absolute(gradientAt(worked, slot));
  const most =
    largest.get(worked) ?? worked.gradients.reduce((max, each) => Math.max(max, Math.abs(each)), 0);
  largest.set(worked, most);
  if (everyEntry(own, (each) => each === 0 || !(each < faint * most))) return own;
  const sizes = known.get(worked) ?? backwardSizes(worked, forwardSizes(worked));
  known.set(worked, sizes);
  return valueIn(worked.graph, sizes, slot);
}

const absolute = (value: Value): Value => mapped(value, Math.abs);

/** The sizes of all values, as the graph lays them out. */
function forwardSizes({ graph, tape }: Evaluation): Float64Array {
  const sizes = tape.value.map(Math.abs);
  for (let step = 0; step < graph.size; step++) {
    const op = opAt(graph, step);
    if (!op || graph.kind[step] !== kinds.step) continue;
    if (table[op].kind === 'structural') {
      const row = table[op];
      if (!('linear' in row && row.linear)) continue;
      const operands = operandsAt(graph, step).map((slot) => valueIn(graph, sizes, slot));
      put(graph, sizes, step, outputOf(op, operands, shapeAt(graph, step), settingsAt(graph, step)));
      continue;
    }
    const ofOperands = entriesAt(graph, sizes, step);
    let at = placeAt(graph, step);
    for (const { operands, out } of entriesAt(graph, tape.value, step)) {
      sizes[at++] = sizeOfStep(op, operands, ofOperands.next().value?.operands ?? [], out);
    }
  }
  return sizes;
}

/** The size of a step's value: what each operand's size moves it by, taken together. */
function sizeOfStep(op: OpName, operands: readonly number[], sizes: readonly number[], out: number): number {
  if (elementwiseRow(op).compares) return Math.abs(out);
  const size = operands.reduce(
    (total, _, k) => total + Math.abs(localAt(op, k, operands, out)) * (sizes[k] ?? 0),
    0,
  );
  return Number.isFinite(size) ? Math.max(size, Math.abs(out)) : Math.abs(out);
}

/** The sizes of all derivatives, as the graph lays them out. */
function backwardSizes({ graph, tape }: Evaluation, forward: Float64Array): Float64Array {
  const sizes = new Float64Array(tape.value.length);
  sizes[placeAt(graph, graph.output)] = 1;
  for (let step = graph.output; step >= 0; step--) {
    const op = opAt(graph, step);
    if (!op) continue;
    for (const [k, operand] of operandsAt(graph, step).entries()) {
      if (graph.kind[operand] === kinds.literal) continue;
      const passed =
        table[op].kind === 'structural'
          ? structuralSize(graph, tape.value, sizes, step, op, k)
          : entrywiseSize(graph, tape.value, forward, sizes, step, op, k);
      addFitted(matrixOf(passed), matrixAt(graph, sizes, operand));
    }
  }
  return sizes;
}

/** What an entrywise step passes back to its k-th operand, in the shape of the step. */
function entrywiseSize(
  graph: Graph,
  value: Float64Array,
  forward: Float64Array,
  sizes: Float64Array,
  step: number,
  op: OpName,
  k: number,
): Value {
  const ofParts = entriesAt(graph, forward, step);
  let at = placeAt(graph, step);
  const passed: number[] = [];
  for (const { operands, out } of entriesAt(graph, value, step)) {
    const part = ofParts.next().value;
    const upstream = sizes[at++] ?? 0;
    passed.push(
      upstream === 0 ? 0 : upstream * localSize(op, k, { operands, out }, part ?? { operands, out }),
    );
  }
  return valueFrom(shapeAt(graph, step), Float64Array.from(passed));
}

/** The size of an op's local derivative at an entry; 0 where it does not exist. */
function localSize(
  op: OpName,
  k: number,
  at: { readonly operands: readonly number[]; readonly out: number },
  sizes: { readonly operands: readonly number[]; readonly out: number },
): number {
  const { operands: letters } = elementwiseRow(op);
  const from = (of: typeof at, name: string) =>
    name === 'out' ? of.out : of.operands[letters.indexOf(name)];
  const { local, except } = localRule(op, k);
  const excepted = except && evaluate(except.when, (name) => from(at, name)) !== 0;
  const { size } = fold<Sized<number>>(
    excepted ? except.local : local,
    (leaf) => {
      const value =
        leaf.kind === 'name' ? (from(at, leaf.name) ?? 0) : Number('value' in leaf ? leaf.value : 0);
      return { value, size: Math.abs(leaf.kind === 'name' ? (from(sizes, leaf.name) ?? 0) : value) };
    },
    (node, parts) => {
      const numbers = parts.map(({ value }) => value);
      const value = computed(opOf(node.sign), numbers);
      return {
        value,
        size: sizeOfStep(
          opOf(node.sign),
          numbers,
          parts.map((part) => part.size),
          value,
        ),
      };
    },
  );
  return Number.isFinite(size) ? size : 0;
}

/** What an op on whole matrices passes back to its k-th operand: its rule, with sizes for numbers. */
function structuralSize(
  graph: Graph,
  value: Float64Array,
  sizes: Float64Array,
  step: number,
  op: OpName,
  k: number,
): Value {
  const operands = operandsAt(graph, step).map((slot) => valueIn(graph, value, slot));
  const settings = settingsAt(graph, step);
  const applied = { op, operands, out: valueIn(graph, value, step), settings };
  const upstream = valueIn(graph, sizes, step);
  return sizedRule(passRule(op, k, settings), (letter) => letterAt(applied, letter, upstream) ?? 0);
}

function sizedRule(rule: Expression, letter: (name: string) => Value): Value {
  return fold<Sized>(
    rule,
    (leaf) => {
      const value =
        leaf.kind === 'name' ? letter(leaf.name) : leaf.kind === 'derivative' ? Number.NaN : leaf.value;
      return { value, size: absolute(value) };
    },
    (node, parts) => {
      const value = joined(
        node,
        parts.map((part) => part.value),
      );
      const ofParts = parts.map((part) => part.size);
      const [only = 0] = ofParts;
      if (node.sign === negativeSign) return { value, size: only };
      if (node.sign === minusSign) return { value, size: joined({ ...node, sign: plusSign }, ofParts) };
      if (!keepsSizes.has(node.sign)) return { value, size: absolute(value) };
      const [over = 0, under = 0] = parts.map((part) => part.size);
      const divides = node.sign === divideSign || node.sign === dotDivideSign;
      const below = absolute(parts[1]?.value ?? under);
      return { value, size: joined(node, divides ? [over, below] : ofParts) };
    },
  ).size;
}

/** Signs whose result is as large as what they join allows. */
const keepsSizes: ReadonlySet<Sign> = new Set([
  plusSign,
  timesSign,
  dotTimesSign,
  divideSign,
  dotDivideSign,
  primeSign,
  sumSign,
  meanSign,
]);

function joined(node: Apply, operands: readonly Value[]): Value {
  const found = appliedTo(node, operands);
  if (typeof found === 'string') throw new Error(`a rule does not fit: ${found}`);
  return found;
}

const matrixAt = (graph: Graph, entries: Float64Array, slot: number) => {
  const shape: Shape = shapeAt(graph, slot);
  const at = placeAt(graph, slot);
  return { ...shape, entries: entries.subarray(at, at + sizeOf(shape)) };
};

/** Puts sizes in a slot's place, none of them less than what is there. */
function put(graph: Graph, sizes: Float64Array, slot: number, value: Value): void {
  const { entries } = matrixAt(graph, sizes, slot);
  const { entries: found } = matrixOf(value);
  for (const [i, entry] of entries.entries()) entries[i] = Math.max(entry, found[i] ?? 0);
}
