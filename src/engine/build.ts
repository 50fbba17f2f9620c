import {
  type Apply,
  type Expression,
  fold,
  leaves,
  type NameLeaf,
  name as nameLeaf,
} from '../language/expression.ts';
import { print } from '../language/print.ts';
import type { Program, Statement } from '../language/program.ts';
import { suggest } from '../language/suggest.ts';
import { ok, type Result, refuse } from '../language/trouble.ts';
import { constants, type OpName } from '../ops/table.ts';
import { type Graph, GraphBuilder, kinds, mostNodes, operandsAt } from './graph.ts';
import { computed, evaluate, needOf, opOf } from './rules.ts';

/** A graph that remembers the program it was built from: the names and the writing of its slots. */
export interface NamedGraph {
  readonly program: Program;
  readonly graph: Graph;
  /** Slot of every named node, the program's own names and `t1, t2, ...`. */
  readonly slots: Slots;
  /** Name of every slot but the literals'. */
  readonly names: readonly (string | null)[];
  /** What a slot was made from: a step's application, a literal's digits; null for givens. */
  readonly sources: readonly (Expression | null)[];
  /** The slots whose names stand in the program, rather than being `t1, t2, ...`. */
  readonly own: ReadonlySet<number>;
  /** What a user may want to know about the values: names that the program lacks. */
  readonly notes: readonly string[];
}

/** Slots by name. */
export type Slots = Pick<ReadonlyMap<string, number>, 'get' | 'has' | 'keys' | typeof Symbol.iterator>;

/** What stands beside a program: its values, and choices that override the program's own. */
export interface Setting {
  readonly values: ReadonlyMap<string, number>;
  readonly output?: string | null;
  readonly data?: readonly string[];
}

/** Puts values to a program's names and lays out its graph; nothing is computed yet but parts made of numbers alone. */
export function build(program: Program, setting: Setting): Result<NamedGraph> {
  const givens = givensOf(program);
  const bound = bind(program, givens, setting);
  if (!bound.ok) return bound;
  const { output } = bound.value;
  const data = dataOf(program, givens, setting);
  if (!data.ok) return data;

  const builder = new GraphBuilder();
  const slots = new Map<string, number>();
  const names: (string | null)[] = [];
  const sources: (Expression | null)[] = [];
  const own = new Set<number>();

  const given = (name: string): void => {
    const value = bound.value.valueFor(name);
    // A constant that nobody gave another value is no given.
    if (value === undefined) return;
    const slot = builder.leaf(data.value.has(name) ? kinds.data : kinds.given, value);
    names.push(name);
    sources.push(null);
    slots.set(name, slot);
    own.add(slot);
  };

  // Givens come first, in the order in which the text names them, so that every list starts with them.
  for (const name of givens.keys()) given(name);
  let trouble: Refusal | null = null;
  for (const statement of program.statements) {
    if (givens.has(statement.name)) continue;
    const root = fold<Operand>(
      statement.expression,
      (leaf) => {
        if (leaf.kind === 'number') return { value: leaf.value, expression: leaf };
        if (leaf.kind === 'derivative') throw new Error('a program holds no derivative words');
        const slot = slots.get(leaf.name);
        if (slot !== undefined) return slot;
        const value = constants.get(leaf.name);
        if (value === undefined) throw new Error(`${leaf.name} was never bound`);
        return { value, expression: leaf };
      },
      (apply, operands) => {
        const op = opOf(apply.sign);
        if (!operands.every(isNumbers)) return step(op, operands, apply);
        const values = operands.map((operand) => operand.value);
        const value = computed(op, values);
        if (!Number.isFinite(value)) trouble ??= brokenNumber(statement.name, apply, values);
        return { value, expression: apply };
      },
    );
    if (trouble) return trouble;
    // A bare name is a step of its own: `J = w` copies.
    const slot =
      typeof root === 'number' && names[root] === unnamed ? root : step('copy', [root], statement.expression);
    slots.set(statement.name, slot);
    names[slot] = statement.name;
    own.add(slot);
    if (builder.size > mostNodes) {
      return refuse(
        `the program makes more than ${mostNodes} nodes; make it smaller`,
        statement.from,
        statement.to,
      );
    }
  }
  for (const name of bound.value.strangers) given(name);
  nameTheRest(names, slots.keys());
  const outputSlot = slots.get(output);
  if (outputSlot === undefined) throw new Error(`${output} was checked and is not there`);
  const strangers = bound.value.strangers.map((name) => strange(name, [...givens.keys()]));
  return ok({
    program,
    graph: builder.graph(outputSlot),
    slots: withTheRest(slots, names),
    names,
    sources,
    own,
    notes: strangers,
  });

  function step(op: OpName, operands: readonly Operand[], source: Expression): number {
    const [left, right] = operands;
    if (left === undefined) throw new Error(`${op} without operands`);
    const leftSlot = slotOf(left);
    const slot = builder.step(op, leftSlot, right === undefined ? undefined : slotOf(right));
    names.push(unnamed);
    sources.push(source);
    return slot;
  }

  function slotOf(operand: Operand): number {
    if (typeof operand === 'number') return operand;
    const slot = builder.leaf(kinds.literal, operand.value);
    names.push(null);
    sources.push(operand.expression);
    return slot;
  }
}

/** A part of a statement on its way into the graph: a slot, or a part made of numbers alone. */
type Operand = number | Numbers;

interface Numbers {
  readonly value: number;
  readonly expression: Expression;
}

const isNumbers = (operand: Operand): operand is Numbers => typeof operand === 'object';

/** What a step is called until its statement names it, or all the unnamed are numbered. */
const unnamed = '';

/** Every name that the program does not compute, with the number that its text gives it, in order of appearance. */
function givensOf(program: Program): Map<string, number | null> {
  const givens = new Map<string, number | null>();
  const steps = new Set<string>();
  for (const statement of program.statements) {
    let computes = false;
    for (const leaf of leaves(statement.expression)) {
      if (leaf.kind !== 'name') continue;
      computes = true;
      if (!steps.has(leaf.name) && !givens.has(leaf.name)) givens.set(leaf.name, null);
    }
    if (computes) steps.add(statement.name);
    else
      givens.set(
        statement.name,
        evaluate(statement.expression, () => undefined),
      );
  }
  return givens;
}

interface Bound {
  readonly valueFor: (name: string) => number | undefined;
  /** Names that were given a value and do not stand in the program. */
  readonly strangers: readonly string[];
  readonly output: string;
}

function bind(program: Program, givens: ReadonlyMap<string, number | null>, setting: Setting): Result<Bound> {
  const computing = program.statements.filter((statement) => !givens.has(statement.name));
  for (const statement of program.statements) {
    const broken = givens.has(statement.name) ? brokenGiven(statement) : null;
    if (broken) return broken;
  }
  const output = outputOf(computing, givens, setting);
  if (!output.ok) return output;
  const valueFor = (name: string): number | undefined =>
    setting.values.get(name) ?? givens.get(name) ?? undefined;
  const steps = new Map(computing.map((statement) => [statement.name, statement]));
  const strangers: string[] = [];
  for (const name of setting.values.keys()) {
    const statement = steps.get(name);
    if (statement) {
      return refuse(
        `${name} is computed by the program and can't be given; take ${name}=... away`,
        statement.from,
        statement.to,
      );
    }
    if (!givens.has(name)) strangers.push(name);
  }
  const missing = [...givens.keys()].filter(
    (name) => valueFor(name) === undefined && constants.get(name) === undefined,
  );
  if (missing.length > 0) return noValue(program, missing, strangers);
  return ok({ valueFor, strangers, output: output.value });
}

function outputOf(
  computing: readonly Statement[],
  givens: ReadonlyMap<string, number | null>,
  { output }: Setting,
): Result<string> {
  const last = computing.at(-1);
  if (!last) return refuse('the program computes nothing; write what depends on its numbers, as in J = 3*a');
  if (output === undefined || output === null) return ok(last.name);
  if (computing.some((statement) => statement.name === output)) return ok(output);
  if (givens.has(output)) return refuse(`${output} is given, not computed; --output names a computed step`);
  return refuse(
    `the program has no ${output} for --output;${didYouMean(
      output,
      computing.map((statement) => statement.name),
    )} it computes ${listed(computing.map((statement) => statement.name))}`,
  );
}

function dataOf(
  program: Program,
  givens: ReadonlyMap<string, number | null>,
  { data = [], values }: Setting,
): Result<ReadonlySet<string>> {
  const named = new Set([...program.data, ...data]);
  for (const name of named) {
    if (givens.has(name) || values.has(name)) continue;
    const says = program.statements.some((statement) => statement.name === name)
      ? `${name} is computed; only a given can be data`
      : `${name} is called data, and the program has no ${name};${didYouMean(name, givens.keys())} take it away or correct it`;
    return refuse(says);
  }
  const { header } = program;
  if (!header) return ok(named);
  for (const parameter of header.parameters) {
    if (!givens.has(parameter)) {
      const says = program.statements.some((statement) => statement.name === parameter)
        ? `${parameter} is computed; ${header.output}(...) lists givens`
        : `${header.output}(...) lists ${parameter}, and the program has no ${parameter}`;
      return refuse(says);
    }
    if (named.has(parameter))
      return refuse(`${parameter} is called data and listed as a parameter of ${header.output}; choose one`);
  }
  return ok(new Set([...named, ...[...givens.keys()].filter((name) => !header.parameters.includes(name))]));
}

function noValue(program: Program, missing: readonly string[], strangers: readonly string[]): Result<never> {
  const first = program.statements
    .flatMap((statement) => leaves(statement.expression))
    .find((leaf): leaf is NameLeaf => leaf.kind === 'name' && leaf.name === missing[0]);
  const guess = strangers.map((stranger) => suggest(stranger, missing)).find((near) => near !== null);
  const stranger = guess && strangers.find((candidate) => suggest(candidate, missing) === guess);
  const hint = guess ? ` (you gave ${stranger}: did you mean ${guess}?)` : '';
  return refuse(
    `${listed(missing)} ${missing.length === 1 ? 'has' : 'have'} no value${hint}; add ${missing.map((name) => `${name}=...`).join(' ')}`,
    first?.from ?? null,
    first?.to,
  );
}

function strange(name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  return `${name} is not in the program, so its derivative is 0${near ? `; did you mean ${near}?` : ''}`;
}

const didYouMean = (word: string, known: Iterable<string>): string => {
  const near = suggest(word, known);
  return near ? ` did you mean ${near}?` : '';
};

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

type Refusal = Result<never> & { readonly ok: false };

/** The refusal of a step between numbers alone that has no value. */
function brokenNumber(name: string, part: Apply, operands: readonly number[]): Refusal {
  const text = print(part);
  const need = needOf(opOf(part.sign), operands);
  const operand = need && part.operands[need.operand];
  const says = operand
    ? `has no value: it needs ${print(operand)} to be ${need.says}; correct it`
    : 'is larger than the largest number (about 1.8e308); make it smaller';
  return refuse(
    `${text.length > 40 ? 'a part made of numbers' : text} in ${name} ${says}`,
    part.from,
    part.to,
  );
}

/** The refusal of a given whose own digits have no value; null where they have. */
function brokenGiven({ name, expression }: Statement): Refusal | null {
  let broken: Refusal | null = null;
  fold<number>(
    expression,
    (leaf) => (leaf.kind === 'number' ? leaf.value : Number.NaN),
    (apply, operands) => {
      const value = computed(opOf(apply.sign), operands);
      if (!Number.isFinite(value)) broken ??= brokenNumber(name, apply, operands);
      return value;
    },
  );
  return broken;
}

/** Names the unnamed steps t1, t2, ... in computing order, skipping what the user has as tN or dtN. */
function nameTheRest(names: (string | null)[], known: Iterable<string>): void {
  const taken = new Set<number>();
  for (const name of known) {
    const number = /^d?t([1-9]\d*)$/.exec(name)?.[1];
    if (number !== undefined) taken.add(Number(number));
  }
  let count = 0;
  for (let slot = 0; slot < names.length; slot++) {
    if (names[slot] !== unnamed) continue;
    do count++;
    while (taken.has(count));
    names[slot] = `t${count}`;
  }
}

/** The slots by name. Those of `t1, t2, ...` are entered when the first is looked for: a long sum has 100,000. */
function withTheRest(slots: Map<string, number>, names: readonly (string | null)[]): Slots {
  let entered = false;
  const all = (): Map<string, number> => {
    if (!entered) for (const [slot, name] of names.entries()) if (name !== null) slots.set(name, slot);
    entered = true;
    return slots;
  };
  return {
    get: (name) => slots.get(name) ?? all().get(name),
    has: (name) => slots.has(name) || all().has(name),
    keys: () => all().keys(),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}

/** How a step is written with its operands' names: `b * c`, `1/2 * t4`; a given has no writing. */
export function writingAt(named: NamedGraph, slot: number): Expression | null {
  const source = named.sources[slot];
  if (!source || named.graph.kind[slot] !== kinds.step) return null;
  const operands = operandsAt(named.graph, slot).map((operand) => termAt(named, operand));
  const [only] = operands;
  if (source.kind !== 'apply' || source.operands.length !== operands.length) return only ?? null;
  return { ...source, operands };
}

/** What stands for a slot in writing: its name, or a literal's digits. */
export function termAt(named: NamedGraph, slot: number): Expression {
  const name = named.names[slot];
  const source = named.sources[slot];
  if (name === null && source) return source;
  if (name === null || name === undefined) throw new Error(`slot ${slot} has no name`);
  return nameLeaf(name);
}

/** The name of a node; asking for a literal's is a bug. */
export function nameAt(named: NamedGraph, slot: number): string {
  const name = named.names[slot];
  if (!name) throw new Error(`slot ${slot} has no name`);
  return name;
}
