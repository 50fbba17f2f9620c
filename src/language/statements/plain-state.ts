import { meansMore } from '../spelling.ts';
import { type PlainParts, partWidth } from './plain.ts';
import { partKinds, signs } from './short-signs.ts';

/** What waits on the stack of signs in the place of an open parenthesis. */
export const openMark = 0;

/** How far the reading of one text has come: the functions here change it, and nobody else sees it. */
export interface PlainState extends PlainParts {
  readonly names: string[];
  readonly idOf: Map<string, number>;
  readonly numbers: string[];
  readonly statements: number[];
  readonly givens: number[];
  /** By a name's place in `names`: whether it was read, or has its statement. */
  readonly roles: number[];
  /** Signs that were read and wait for their right operand, and open parentheses; and where each stands. */
  readonly waiting: number[];
  readonly places: number[];
  readonly size: number;
  at: number;
  /** How many parts there are. */
  count: number;
  depth: number;
  /** Whether an operand comes next. */
  expecting: boolean;
  /** Whether a name was read in the statement. */
  named: boolean;
}

/** What is known of a name so far. */
export const plainRoles = { none: 0, read: 1, assigned: 2 } as const;

/** The state before the first character of a text. */
export const plainStart = (source: string): PlainState => ({
  source,
  names: [],
  idOf: new Map(),
  numbers: [],
  // A part has a character at least.
  parts: new Int32Array(partWidth * source.length),
  statements: [],
  givens: [],
  roles: [],
  waiting: [],
  places: [],
  size: source.length,
  at: 0,
  count: 0,
  depth: 0,
  expecting: true,
  named: false,
});

/** The place of a name in `names`; below 0 for a word that means something else. */
export function idOfName({ names, idOf, roles: known }: PlainState, name: string): number {
  const id = idOf.get(name);
  if (id !== undefined) return id;
  if (meansMore(name)) return -1;
  idOf.set(name, names.length);
  known.push(plainRoles.none);
  return names.push(name) - 1;
}

/** Lets a sign of one character, or an open parenthesis, wait; an operand comes next. */
export function pushSign(state: PlainState, sign: number): void {
  state.waiting.push(sign);
  state.places.push(state.at++);
  state.expecting = true;
}

/** Puts a name or a number down; an operator comes next. */
export function putLeaf(state: PlainState, kind: number, which: number, from: number): boolean {
  state.expecting = false;
  putPart(state, kind, which, from);
  return true;
}

/** Puts a part down that has all its operands. */
export function putPart(state: PlainState, what: number, which: number, from: number): void {
  const { parts } = state;
  const at = partWidth * state.count++;
  parts[at] = what;
  parts[at + 1] = which;
  parts[at + 2] = from;
}

/** Applies the waiting signs that bind tighter than the next one, back to the last open parenthesis. */
export function reducePlain(state: PlainState, binds: number, rightward: boolean): void {
  const { waiting, places } = state;
  for (let top = waiting.at(-1); top !== undefined && top !== openMark; top = waiting.at(-1)) {
    const before = signs[top - partKinds.firstSign]?.binds ?? 0;
    if (before < binds || (before === binds && rightward)) return;
    waiting.pop();
    putPart(state, top, 0, places.pop() ?? 0);
  }
}
