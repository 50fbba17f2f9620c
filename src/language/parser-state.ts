import { binding } from '../ops/row.ts';
import { type Apply, apply, type Expression, taken } from './expression.ts';
import type { Sign } from './spelling.ts';
import type { Token } from './tokenize.ts';

/** A sign that was read and waits for its right operand, or a parenthesis that waits to be closed. */
type Waiting = Unapplied | Opened;

/** An application as it is put down later, without its operands: a long program has hundreds of thousands of them. */
interface Unapplied extends Omit<Apply, 'operands'> {
  operands: readonly Expression[];
}

const noOperands: readonly Expression[] = [];

/**
 * An open parenthesis, a function's or (with no sign) a plain one; or an open bracket. `base` is the number of
 * operands that were read before it.
 */
interface Opened {
  readonly kind: 'open';
  readonly sign: Sign | null;
  readonly block: OpenBlock | null;
  readonly base: number;
  readonly from: number;
}

/** What has been read of brackets that hold more than numbers. */
export interface OpenBlock {
  readonly rows: Expression[][];
  row: Expression[];
  /** The last comma, as long as no part follows it; else null. */
  comma: Token | null;
  /** What was written as a row in brackets of its own, here or further in. */
  readonly closedRows: Set<Expression>;
}

/** What else an expression may hold, by where it stands. */
export interface Allowed {
  readonly comparisons: boolean;
  /** Whether a function's name that is not called stands for a value. */
  readonly asName?: (name: string) => boolean;
  /** Whether it is known that no name in the text is a function's, or a word that means something else. */
  readonly plainNames?: boolean;
  /** In a formula of the table a setting may be named: its number is put in. */
  readonly inTable?: boolean;
}

/** How far the reading of one expression has come: the parser's functions change it, and nobody else sees it. */
export interface ParserState {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly allow: Allowed;
  readonly operands: Expression[];
  /**
   * All that was put down, in postfix order; null once brackets, places that are picked or a nested call were read,
   * which make more of their operands than one application.
   */
  postfix: Expression[] | null;
  readonly waiting: Waiting[];
  /** How many parentheses are open: a line that ends in one goes on in the next. */
  depth: number;
  /** How many brackets are open that hold more than numbers. */
  blocks: number;
  rewritten: boolean;
  /** The index of the token that is read next. */
  at: number;
  /** Whether an operand comes next, and not an operator. */
  expecting: boolean;
}

/** The state before the first token of an expression. */
export const startAt = (tokens: readonly Token[], start: number, allow: Allowed): ParserState => ({
  tokens,
  start,
  allow,
  operands: [],
  postfix: [],
  waiting: [],
  depth: 0,
  blocks: 0,
  rewritten: false,
  at: start,
  expecting: true,
});

/** The token at an index; past the end it is the last one, `end`. */
export const tokenAt = ({ tokens }: ParserState, index: number): Token =>
  tokens[Math.min(index, tokens.length - 1)] as Token; // the last token is `end`

/** The token before the one that is read next, if the expression has one. */
export const tokenBefore = (state: ParserState): Token | null =>
  state.at === state.start ? null : tokenAt(state, state.at - 1);

/** Puts a part down that has all its operands. */
export function putDown({ operands, postfix }: ParserState, part: Expression): void {
  operands.push(part);
  if (postfix !== null) postfix.push(part);
}

/** Puts an operand down, of one token; an operator comes next. */
export function pushOperand(state: ParserState, operand: Expression): void {
  putDown(state, operand);
  state.at++;
  state.expecting = false;
}

/** Lets a sign wait for its right operand; one that no text spells, as in `2x`, ends where it begins. */
export function pushOperator(state: ParserState, sign: Sign, from: number, to: number): void {
  state.waiting.push({ kind: 'apply', sign, operands: noOperands, from, to });
  state.expecting = true;
}

/** Opens a parenthesis that is so many tokens long: with a function's name it is two. */
export function pushOpen(state: ParserState, sign: Sign | null, from: number, tokens: number): void {
  state.waiting.push({ kind: 'open', sign, block: null, base: state.operands.length, from });
  state.depth++;
  state.at += tokens;
}

/** Opens a bracket that holds more than numbers. */
export function pushBlock(state: ParserState, from: number): void {
  const closedRows = innermostBlock(state)?.closedRows ?? new Set();
  const block: OpenBlock = { rows: [], row: [], comma: null, closedRows };
  state.waiting.push({ kind: 'open', sign: null, block, base: state.operands.length, from });
  state.postfix = null;
  state.depth++;
  state.blocks++;
  state.at++;
}

/** The brackets that are open here, if no parenthesis is open inside them. */
export const innermostBlock = ({ blocks, waiting }: ParserState): OpenBlock | null =>
  (blocks > 0 && waiting.findLast((each): each is Opened => each.kind === 'open')?.block) || null;

/**
 * Applies the waiting operators that bind tighter than the next one, back to the last open parenthesis. Of two that
 * bind equally the left one is applied first, unless they go `rightward`, as powers do.
 */
export function reduce(state: ParserState, binds: number, rightward: boolean): void {
  const { waiting, operands } = state;
  for (let top = waiting.at(-1); top?.kind === 'apply'; top = waiting.at(-1)) {
    const before = top.from === top.to ? binding.implicit : top.sign.binds;
    if (before < binds || (before === binds && rightward)) return;
    waiting.pop();
    top.operands = taken(operands, top.sign.arity);
    putDown(state, top);
  }
}

/** Closes the last open parenthesis, and takes it off the stack; null if none is open. */
export function popOpen(state: ParserState): Opened | null {
  reduce(state, 0, false);
  const open = state.waiting.pop();
  if (open?.kind !== 'open') return null;
  state.depth--;
  if (open.block) state.blocks--;
  state.at++;
  return open;
}

/** The last open parenthesis, with all that stands in it applied; null if none is open. */
export function innermostOpen(state: ParserState): Opened | null {
  reduce(state, 0, false);
  const open = state.waiting.at(-1);
  return open?.kind === 'open' ? open : null;
}

/** A call with its operands; `max(a,b,c)` is nested in calls of two. */
export function called(sign: Sign, given: readonly Expression[], from: number): Apply {
  const place = { from, to: from + sign.symbol.length };
  if (!sign.nests || given.length === 1) return { ...apply(sign, ...given), ...place };
  return given.reduce((left, right): Apply => ({ ...apply(sign, left, right), ...place })) as Apply; // two operands at least
}
