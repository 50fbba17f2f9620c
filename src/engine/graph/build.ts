import { ok, type Refusal, type Result, refuse } from '../../language/diagnostic.ts';
import { type Apply, type Expression, type Leaf, taken } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import type { Program, Statement } from '../../language/program.ts';
import {
  isFiniteValue,
  isSingle,
  mostEntries,
  type Shape,
  shapeOf,
  single,
  type Value,
  writtenShape,
} from '../../ops/matrix.ts';
import type { Settings } from '../../ops/row.ts';
import { constants, identityOp, type OpName, table } from '../../ops/table.ts';
import { buildPlain } from './build-plain.ts';
import { bindGivens, brokenNumber, dataOf, type GivenValue, givensOf, unknownValues } from './givens.ts';
import { GraphBuilder, type Kind, kinds, mostNodes } from './graph.ts';
import { type NamedGraph, nameTheRest, noName, slotSet, withTheRest } from './names.ts';
import { opForShapes, opOfSingles, outgrown, placeOfTwoSingles } from './shapes.ts';
import { appliedTo, shapeWordFor } from './values.ts';

/** A graph while it is built: only the functions here see it. */
interface State {
  readonly builder: GraphBuilder;
  readonly slots: Map<string, number>;
  readonly names: (string | null)[];
  readonly sources: (Expression | null)[];
  /** The slots that the program names itself: its inputs, and the steps that have a name. */
  readonly own: number[];
  /** The warnings about rows that meet columns entry by entry. */
  readonly spread: Set<string>;
}

/** A part of a statement on its way into the graph: a slot, or a part made of numbers alone. */
type Operand = number | Numbers;

interface Numbers {
  readonly value: Value;
  readonly expression: Expression;
}

const isNumbers = (operand: Operand): operand is Numbers => typeof operand === 'object';

const isSlot = (operand: Operand): operand is number => typeof operand === 'number';

const isMatrix = (operand: Operand): boolean => isNumbers(operand) && typeof operand.value === 'object';

type GivenKind = Exclude<Kind, typeof kinds.step>;

/** Puts values to a program's names and lays out its graph; nothing is computed yet but parts made of numbers alone. */
export function build(program: Program, setting: GivenValue): Result<NamedGraph> {
  const plain = buildPlain(program, setting);
  return plain ? ok(plain) : buildInFull(program, setting);
}

/** The same for any program, from its trees. */
export function buildInFull(program: Program, setting: GivenValue): Result<NamedGraph> {
  const givens = givensOf(program);
  const bound = bindGivens(program, givens, setting);
  if (!bound.ok) return bound;
  const data = dataOf(program, givens, setting);
  if (!data.ok) return data;
  const { output, values, strangers } = bound.value;
  const state: State = {
    builder: new GraphBuilder(),
    slots: new Map(),
    names: [],
    sources: [],
    own: [],
    spread: new Set(),
  };
  const kindOf = (name: string): GivenKind => (data.value.has(name) ? kinds.data : kinds.given);
  // Givens come first, in the order in which the text names them, so that every list starts with them.
  let next = 0;
  for (const name of givens.keys()) {
    const value = values[next++];
    // A constant such as `pi` is only a given if somebody gave it a value.
    if (value !== undefined) addGiven(state, kindOf(name), name, value);
  }
  for (const statement of program.statements) {
    const refused = givens.has(statement.name) ? null : addStatement(state, statement);
    if (refused) return refused;
  }
  for (const name of strangers) {
    const value = setting.values.get(name);
    if (value !== undefined) addGiven(state, kindOf(name), name, value);
  }
  const unknown = strangers.map((name) => unknownValues(name, [...givens.keys()]));
  return finished(state, program, output, unknown);
}

function addGiven(state: State, kind: GivenKind, name: string, value: Value): void {
  const slot = state.builder.leaf(kind, value);
  state.names.push(name);
  state.sources.push(null);
  state.slots.set(name, slot);
  // Whoever lists the values of a program, for a file or a second witness, finds its inputs here.
  state.own.push(slot);
}

/** Adds the steps of one statement; the refusal if they have no value or are too many. */
function addStatement(state: State, statement: Statement): Refusal | null {
  const { builder, names } = state;
  /** What was added and waits for the application that reads it. */
  const waiting: Operand[] = [];
  for (const part of statement.postfix) {
    const added =
      part.kind === 'apply' ? addPart(state, statement.name, part, waiting) : operandOf(state, part);
    if (typeof added === 'object' && 'ok' in added) return added;
    waiting.push(added);
  }
  const root = waiting[0] as Operand; // the whole expression stands last
  // A bare name is a step of its own: `J = w` copies.
  const slot =
    typeof root === 'number' && names[root] === noName
      ? root
      : addStep(state, identityOp, [root], statement.expression, shapeFor(state, root));
  state.slots.set(statement.name, slot);
  names[slot] = statement.name;
  state.own.push(slot);
  if (builder.size <= mostNodes && builder.entries <= mostEntries) return null;
  const most = builder.size > mostNodes ? `${mostNodes} nodes` : `${mostEntries} entries of matrices`;
  return refuse(`the program makes more than ${most}; make it smaller`, statement.from, statement.to);
}

function operandOf({ slots }: State, leaf: Leaf): Operand {
  if (leaf.kind === 'number' || leaf.kind === 'matrix') return { value: leaf.value, expression: leaf };
  if (leaf.kind === 'derivative') throw new Error('a program holds no derivative words');
  const slot = slots.get(leaf.name);
  if (slot !== undefined) return slot;
  const value = constants.get(leaf.name);
  if (value === undefined) throw new Error(`${leaf.name} was never bound`);
  return { value, expression: leaf };
}

/**
 * Adds a part of a statement, whose operands are the last that wait: most are a sign between two single numbers of the
 * graph, and take the shortest way.
 */
function addPart(state: State, statement: string, apply: Apply, waiting: Operand[]): Operand | Refusal {
  const { length } = apply.operands;
  const left = waiting.at(-2);
  const right = waiting.at(-1);
  if (length === 2 && typeof left === 'number' && typeof right === 'number' && state.builder.ofSingles) {
    const place = placeOfTwoSingles(apply);
    if (place) {
      waiting.pop();
      waiting.pop();
      return named(state, state.builder.stepOf(place, left, right), apply);
    }
  }
  const operands = taken(waiting, length);
  return operands.every(isNumbers) ? numbersOf(statement, apply, operands) : addOp(state, apply, operands);
}

/** A part made of numbers alone is worked out at once, and is no step of the graph. */
function numbersOf(statement: string, apply: Apply, operands: readonly Numbers[]): Numbers | Refusal {
  const values = operands.map((operand) => operand.value);
  const value = appliedTo(apply, values);
  if (typeof value === 'string') return refuse(value, apply.from, apply.to);
  return isFiniteValue(value) ? { value, expression: apply } : brokenNumber(statement, apply, values);
}

/** Adds the step that a sign means between its operands' shapes. */
function addOp(state: State, apply: Apply, operands: readonly Operand[]): number | Refusal {
  const plain = state.builder.ofSingles ? opOfSingles(apply.sign, apply.operands.length) : null;
  if (plain && !operands.some(isMatrix)) return addStep(state, plain, operands, apply);
  const shapes = operands.map((operand) => shapeFor(state, operand));
  const meaning = opForShapes(apply, shapes, () => apply.operands.map(shapeWordFor));
  if (typeof meaning === 'string') return refuse(meaning, apply.from, apply.to);
  const { op, shape, settings } = meaning;
  if (table[op].kind === 'elementwise' && outgrown(shapes, shape))
    state.spread.add(crossed(apply, shapes, shape));
  return addStep(state, op, operands.slice(0, table[op].operands.length), apply, shape, settings);
}

function addStep(
  state: State,
  op: OpName,
  operands: readonly Operand[],
  source: Expression,
  shape: Shape = single,
  settings: Settings = [],
): number {
  const slots = operands.every(isSlot) ? operands : operands.map((operand) => slotOf(state, operand));
  return named(state, state.builder.step(op, slots, shape, settings), source);
}

/** A new step, which has no name yet, and what it was made from. */
function named({ names, sources }: State, slot: number, source: Expression): number {
  names.push(noName);
  sources.push(source);
  return slot;
}

function slotOf(state: State, operand: Operand): number {
  if (typeof operand === 'number') return operand;
  const slot = state.builder.leaf(kinds.literal, operand.value);
  state.names.push(null);
  state.sources.push(operand.expression);
  return slot;
}

const shapeFor = ({ builder }: State, operand: Operand): Shape =>
  typeof operand === 'number' ? builder.shape(operand) : shapeOf(operand.value);

/** The graph with all its names, if its output is one number. */
function finished(
  { builder, slots, names, sources, own, spread }: State,
  program: Program,
  output: string,
  unknown: readonly string[],
): Result<NamedGraph> {
  nameTheRest(names, slots.keys());
  const slot = slots.get(output);
  if (slot === undefined) throw new Error(`${output} was checked and is not there`);
  const shape = builder.shape(slot);
  if (!isSingle(shape)) return noScalar(program, output, shape);
  return ok({
    program,
    graph: builder.graph(slot),
    slots: withTheRest({ get: (name) => slots.get(name), all: () => slots }, names),
    names,
    sources,
    own: slotSet(own),
    notes: [...unknown, ...spread],
  });
}

/** The refusal of an output that is a matrix: a derivative is that of one number. */
function noScalar(program: Program, output: string, shape: Shape): Refusal {
  const place = program.statements.find(({ name }) => name === output);
  return refuse(
    `${output} is ${writtenShape(shape)}, but the output of a program must be a single number; sum it up: L = sum(${output})`,
    place?.from ?? null,
    place?.to,
  );
}

/** The warning where a row meets a column entry by entry: the language allows it, but people hardly ever mean it. */
function crossed(node: Apply, shapes: readonly Shape[], shape: Shape): string {
  const text = print(node);
  const [left, right] = shapes.map(writtenShape);
  return `a row meets a column in ${text.length > 40 ? 'a part of the program' : text}: ${left} and ${right} make ${writtenShape(shape)}; if you don't mean that, transpose one of the two`;
}
