import type { Program } from '../../language/program.ts';
import { noPart, type Plain, partWidth, statementWidth } from '../../language/statements/plain.ts';
import { partKinds, shortSigns } from '../../language/statements/short-signs.ts';
import type { Value } from '../../ops/matrix.ts';
import { identityOp, type OpName } from '../../ops/table.ts';
import { placeOfOp } from '../kernels/op-codes.ts';
import { computed } from '../kernels/rules.ts';
import type { GivenValue } from './givens.ts';
import { GraphBuilder, kinds } from './graph.ts';
import { type NamedGraph, nameTheRest, noName, slotSet, withTheRest } from './names.ts';
import { opOfSingles } from './shapes.ts';

/** A graph while it is built: only the functions here see it. */
interface State {
  readonly plain: Plain;
  readonly builder: GraphBuilder;
  readonly values: GivenValue['values'];
  /** By a name's place in the program: its slot, or `noSlot`. */
  readonly slotOf: number[];
  readonly names: (string | null)[];
  /** By slot: the part that it was made from, or `noPart`. */
  readonly partOf: number[];
  readonly own: number[];
  /** What waits for the sign that reads it: a slot, or below 0 a part made of numbers alone, as `literal` writes it. */
  readonly waiting: number[];
  /** The values of parts between numbers alone. */
  readonly folded: Map<number, number>;
}

const noSlot = -1;

/** A part made of numbers alone among slots; and the part again. */
const literal = (part: number): number => -1 - part;

/**
 * Lays out the graph of a plain program whose values are single numbers, from its parts; null where something is not
 * as usual, and has to be looked at, named or refused as in any program.
 */
export function buildPlain(program: Program, setting: GivenValue): NamedGraph | null {
  const { plain } = program;
  if (!plain) return null;
  const state: State = {
    plain,
    builder: new GraphBuilder(),
    values: setting.values,
    slotOf: new Array<number>(plain.names.length).fill(noSlot),
    names: [],
    partOf: [],
    own: [],
    waiting: [],
    folded: new Map(),
  };
  if (!addGivens(state, new Set(setting.data)) || !addStatements(state)) return null;
  const output = outputOf(state, setting);
  return output === null ? null : finished(state, program, output);
}

/** Adds the givens in the order in which the text names them; false where one has no value that is a single number. */
function addGivens(state: State, data: ReadonlySet<string>): boolean {
  const { plain, builder, values } = state;
  const { names, givens } = plain;
  const valueFor = byTurns(values);
  let given = 0;
  let marked = 0;
  for (let at = 0; at < givens.length; at += 2) {
    const id = givens[at] as number; // a place in the names, and a part, by turns
    const name = names[id] as string;
    const said = valueFor(name);
    const own = ownValue(plain, givens[at + 1] as number);
    const value = said ?? own;
    if (typeof value !== 'number' || own === null) return false;
    const isData = data.size > 0 && data.has(name);
    if (said !== undefined) given++;
    if (isData) marked++;
    const slot = added(state, builder.leaf(isData ? kinds.data : kinds.given, value), noPart);
    named(state, slot, id);
  }
  return given === values.size && marked === data.size;
}

/** Looks values up by name: names that come in the order of the values, as most do, are not searched for. */
function byTurns(values: State['values']): (name: string) => Value | undefined {
  const turns = values.entries();
  let next = turns.next();
  return (name) => {
    if (next.done || next.value[0] !== name) return values.get(name);
    const value = next.value[1];
    next = turns.next();
    return value;
  };
}

/** The number that a statement gives its name, as `-3` or `1/2`; undefined without a statement, null where it has no value. */
function ownValue(plain: Plain, part: number): number | null | undefined {
  if (part === noPart) return undefined;
  return isNumber(plain, part) ? writtenAt(plain, part) : workedOut(plain, part);
}

const isNumber = ({ parts }: Plain, part: number): boolean => parts[part * partWidth] === partKinds.number;

/** A number as it is written. */
const writtenAt = ({ parts, numbers }: Plain, part: number): number =>
  Number(numbers[parts[part * partWidth + 1] as number]); // every part is among them

/** What a sign means between single numbers; undefined for a leaf, null where shapes must tell. */
const meaningAt = ({ parts }: Plain, part: number): (typeof meanings)[number] | undefined =>
  meanings[(parts[part * partWidth] as number) - partKinds.firstSign];

/** The value of what ends with a part and is made of numbers alone; null where a part of it has none. */
function workedOut(plain: Plain, last: number): number | null {
  let first = last + 1;
  for (let wanted = 1; wanted > 0; ) {
    first--;
    const meant = meaningAt(plain, first);
    if (meant === null) return null;
    wanted += meant === undefined ? -1 : meant.two ? 1 : 0;
  }
  const waiting: number[] = [];
  for (let part = first; part <= last; part++) {
    const meant = meaningAt(plain, part);
    const value = meant ? computed(meant.op, waiting.splice(meant.two ? -2 : -1)) : writtenAt(plain, part);
    if (!Number.isFinite(value)) return null;
    waiting.push(value);
  }
  return waiting[0] ?? null;
}

/** A new slot, which has no name yet, and the part that it was made from. */
function added({ names, partOf }: State, slot: number, part: number): number {
  names.push(noName);
  partOf.push(part);
  return slot;
}

/** Gives a slot the name that the program has for it. */
function named({ plain, names, slotOf, own }: State, slot: number, id: number): void {
  names[slot] = plain.names[id] as string; // a place in the names
  slotOf[id] = slot;
  own.push(slot);
}

/** Adds the steps of all statements; false where a part has no value, or shapes must tell what its sign means. */
function addStatements(state: State): boolean {
  const { plain, slotOf, names, waiting, builder } = state;
  const { statements } = plain;
  let part = 0;
  for (let at = 0; at < statements.length; at += statementWidth) {
    const id = statements[at] as number; // every statement is as wide
    const end = statements[at + 3] as number;
    if (slotOf[id] !== noSlot) {
      part = end;
      continue;
    }
    for (; part < end; part++) if (!addPart(state, part)) return false;
    const root = waiting.pop() as number; // the whole expression is left
    // A bare name is a step of its own: `J = w` copies.
    const slot = names[root] === noName ? root : added(state, builder.stepOf(identity, root), end - 1);
    named(state, slot, id);
  }
  return true;
}

const identity = placeOfOp(identityOp);

/** What the signs mean between single numbers, by their code; null where shapes must tell. */
const meanings = shortSigns.map((sign) => {
  const op = opOfSingles(sign, sign.arity);
  return op && { op, place: placeOfOp(op), two: sign.arity === 2 };
});

function addPart(state: State, part: number): boolean {
  const { plain, slotOf, waiting, builder } = state;
  const what = plain.parts[part * partWidth] as number; // the part is among them
  if (what === partKinds.name) {
    waiting.push(slotOf[plain.parts[part * partWidth + 1] as number] as number);
    return true;
  }
  if (what === partKinds.number) {
    waiting.push(literal(part));
    return true;
  }
  const meant = meaningAt(plain, part);
  if (!meant) return false;
  const right = waiting.pop() as number; // its operands stand before a sign
  const left = meant.two ? (waiting.pop() as number) : right;
  if (left < 0 && right < 0) return fold(state, meant.op, meant.two ? [left, right] : [left], part);
  const first = slotFor(state, left);
  const slot = builder.stepOf(meant.place, first, meant.two ? slotFor(state, right) : undefined);
  waiting.push(added(state, slot, part));
  return true;
}

/** A part between numbers alone is worked out at once, and is no step of the graph; false where it has no value. */
function fold(state: State, op: OpName, operands: readonly number[], part: number): boolean {
  const value = computed(
    op,
    operands.map((operand) => numberOf(state, literal(operand))),
  );
  state.folded.set(part, value);
  state.waiting.push(literal(part));
  return Number.isFinite(value);
}

/** The value of a part made of numbers alone. */
const numberOf = ({ folded, plain }: State, part: number): number =>
  folded.get(part) ?? writtenAt(plain, part);

/** The slot of what waited: one made from a number is made when it is read. */
function slotFor(state: State, waiting: number): number {
  if (waiting >= 0) return waiting;
  const part = literal(waiting);
  const slot = added(state, state.builder.leaf(kinds.literal, numberOf(state, part)), part);
  state.names[slot] = null;
  return slot;
}

/** The slot of the output that is asked for, or of the last step with a name; null where there is no such step. */
function outputOf({ plain, slotOf, own }: State, { output }: GivenValue): number | null {
  const id = output === undefined || output === null ? undefined : (plain.idOf.get(output) ?? noSlot);
  const slot = id === undefined ? own.at(-1) : slotOf[id];
  // The givens come first.
  return slot !== undefined && slot >= plain.givens.length / 2 ? slot : null;
}

/** The graph with all its names. */
function finished(state: State, program: Program, output: number): NamedGraph {
  const { plain, builder, names, partOf, own, slotOf } = state;
  nameTheRest(names, plain.names);
  const known = (name: string): number | undefined => {
    const id = plain.idOf.get(name);
    return id === undefined ? undefined : slotOf[id];
  };
  const all = (): Map<string, number> => new Map(own.map((slot) => [names[slot] as string, slot])); // these have names
  return {
    program,
    graph: builder.graph(output),
    slots: withTheRest({ get: known, all }, names),
    names,
    sources: { at: (slot) => plain.trees()[partOf[slot] ?? noPart] ?? null },
    own: slotSet(own),
    notes: [],
  };
}
