import { type Expression, name as nameLeaf } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import { isSingle } from '../../ops/matrix.ts';
import { type Graph, kinds, operandsAt, shapeAt } from './graph.ts';

/** A graph that remembers the program it was built from: the names and the writing of its slots. */
export interface NamedGraph {
  readonly program: Program;
  readonly graph: Graph;
  /** Slot of every named node, the program's own names and `t1, t2, ...`. */
  readonly slots: Slots;
  /** Name of every slot but the literals'. */
  readonly names: readonly (string | null)[];
  /** What a slot was made from: a step's application, a literal's digits; null for givens. */
  readonly sources: SlotSources;
  /** The slots whose names stand in the program, inputs among them, rather than being `t1, t2, ...`. */
  readonly own: OwnSlots;
  /** What a user may want to know about the values: names that the program lacks. */
  readonly notes: readonly string[];
}

/** What stands in the program, by slot: trees may be made when somebody asks. */
export interface SlotSources {
  readonly at: (slot: number) => Expression | null | undefined;
}

/** Slots by name. */
export type Slots = Pick<ReadonlyMap<string, number>, 'get' | 'has' | 'keys' | typeof Symbol.iterator>;

/** Slots, each once. */
export type OwnSlots = Pick<ReadonlySet<number>, 'has' | typeof Symbol.iterator>;

/** The slots of a list as a set, which is made when somebody asks: a long sum may have 100,000 inputs. */
export function slotSet(list: readonly number[]): OwnSlots {
  let made: ReadonlySet<number> | null = null;
  const all = (): ReadonlySet<number> => {
    made ??= new Set(list);
    return made;
  };
  return { has: (slot) => all().has(slot), [Symbol.iterator]: () => all()[Symbol.iterator]() };
}

/** How a step is written with its operands' names: `b * c`, `1/2 * t4`; a given has no writing. */
export function writingAt(named: NamedGraph, slot: number): Expression | null {
  const source = named.sources.at(slot);
  if (!source || named.graph.kind[slot] !== kinds.step) return null;
  const operands = operandsAt(named.graph, slot).map((operand) => termAt(named, operand));
  const [only] = operands;
  return withOperands(source, operands) ?? only ?? null;
}

/** An application with other operands, and the settings that stand behind them kept; null for what is no application of so many. */
export function withOperands(source: Expression, operands: readonly Expression[]): Expression | null {
  if (source.kind !== 'apply' || source.operands.length < operands.length) return null;
  return { ...source, operands: [...operands, ...source.operands.slice(operands.length)] };
}

/** How a slot is written: its name, or a literal's digits. */
export function termAt(named: NamedGraph, slot: number): Expression {
  const name = named.names[slot];
  const source = named.sources.at(slot);
  if (name === null && source) return source;
  if (name === null || name === undefined) throw new Error(`slot ${slot} has no name`);
  return nameLeaf(name);
}

/** The name of a node. A literal has none, so a caller that asks for one has a bug. */
export function nameAt(named: NamedGraph, slot: number): string {
  const name = named.names[slot];
  if (!name) throw new Error(`slot ${slot} has no name`);
  return name;
}

/** One number's name: that of its node, and of a matrix the row and column behind it, from 1: `W(2,1)`. */
export function siteName(
  named: NamedGraph,
  { slot, entry }: { readonly slot: number; readonly entry: number },
): string {
  const shape = shapeAt(named.graph, slot);
  if (isSingle(shape)) return nameAt(named, slot);
  return `${nameAt(named, slot)}(${Math.floor(entry / shape.columns) + 1},${(entry % shape.columns) + 1})`;
}

/** What a step is called until its statement names it, or all the unnamed are numbered. */
export const noName = '';

/** Names the unnamed steps t1, t2, ... in computing order, skipping what the user has as tN or dtN. */
export function nameTheRest(names: (string | null)[], known: Iterable<string>): void {
  const taken = new Set<number>();
  for (const name of known) {
    if (!name.startsWith('t') && !name.startsWith('dt')) continue;
    const number = /^d?t([1-9]\d*)$/.exec(name)?.[1];
    if (number !== undefined) taken.add(Number(number));
  }
  let count = 0;
  for (let slot = 0; slot < names.length; slot++) {
    if (names[slot] !== noName) continue;
    do count++;
    while (taken.has(count));
    names[slot] = `t${count}`;
  }
}

/** The slots that a program names itself: one at a time, or all. */
interface KnownSlots {
  readonly get: (name: string) => number | undefined;
  readonly all: () => Map<string, number>;
}

/** The slots by name. Those of `t1, t2, ...` are entered when the first is looked for: a long sum has 100,000. */
export function withTheRest(known: KnownSlots, names: readonly (string | null)[]): Slots {
  let entered: Map<string, number> | null = null;
  const all = (): Map<string, number> => {
    if (entered) return entered;
    entered = known.all();
    for (const [slot, name] of names.entries()) if (name !== null) entered.set(name, slot);
    return entered;
  };
  return {
    get: (name) => known.get(name) ?? all().get(name),
    has: (name) => known.get(name) !== undefined || all().has(name),
    keys: () => all().keys(),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}
