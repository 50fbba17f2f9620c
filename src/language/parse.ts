import { binding } from '../ops/row.ts';
import { operandCountFault } from './call.ts';
import { ok, type Result, refuse } from './diagnostic.ts';
import { missing, twoSideBySide, underStroke } from './expected.ts';
import { apply, type Expression } from './expression.ts';
import { asBrackets, openBlock, readInBlock } from './matrices/blocks.ts';
import { neverClosed as matrixNeverClosed } from './matrices/brackets.ts';
import { readIndex, readPicked } from './matrices/places.ts';
import {
  type Allowed,
  called,
  innermostBlock,
  innermostOpen,
  type ParserState,
  popOpen,
  pushOpen,
  pushOperand,
  pushOperator,
  putDown,
  reduce,
  startAt,
  tokenAt,
  tokenBefore,
} from './parser-state.ts';
import { compares, knownSign, reserved, type Sign, signFor } from './spelling.ts';
import { isSymbol, type Token } from './tokenize.ts';

/** Said of two equals signs where a value gets its name. */
export const comparesOnly = "'==' compares; write a single '=' to name a value";

/** Said of a word that means something else. */
export const notAName = (word: string): string => `'${word}' can't be a name; choose another`;

/** An expression, the index of the token that ended it, and whether it was spelled as the tutor would not. */
export interface Parsed {
  readonly expression: Expression;
  /** The expression in postfix order, where the parser knows it. */
  readonly postfix: readonly Expression[] | null;
  readonly next: number;
  readonly rewritten: boolean;
}

type Of<Kind extends Token['kind']> = Extract<Token, { readonly kind: Kind }>;

/** The result of a step of the parser that found nothing to refuse. */
const going: Result<null> = ok(null);

const times = knownSign('infix', '*');

/**
 * Reads one expression from `start` up to the end of its statement: operator precedence with an explicit stack, so
 * that nesting has no limit. How tightly a sign binds stands in its row of the table. Comparisons are for answers and
 * formulas.
 */
export function parseExpression(tokens: readonly Token[], start: number, allow: Allowed): Result<Parsed> {
  const state = startAt(tokens, start, allow);
  for (;;) {
    const here = tokenAt(state, state.at);
    const block = innermostBlock(state);
    const inside = block && readInBlock(state, block, here);
    if (inside && !inside.ok) return inside;
    if (inside?.value) continue;
    if (!block && here.kind === 'break' && here.text === '\n' && state.depth > 0) {
      state.at++;
      continue;
    }
    if (!state.expecting && (here.kind === 'break' || here.kind === 'end')) return ended(state);
    const read = state.expecting ? readOperand(state, here) : readOperator(state, here);
    if (!read.ok) return read;
  }
}

/** Ends the expression where its statement ends; what is still open is refused. */
function ended(state: ParserState): Result<Parsed> {
  reduce(state, 0, false);
  const open = state.waiting.findLast((frame) => frame.kind === 'open');
  if (open) return refuse(neverClosed(open.block !== null), open.from, open.from + 1);
  const { operands, postfix, at: next, rewritten } = state;
  return ok({ expression: operands[0] as Expression, postfix, next, rewritten }); // one operand is left
}

/** Reads a token where an operand comes: a leaf, or what may stand before one. */
function readOperand(state: ParserState, here: Token): Result<null> {
  switch (here.kind) {
    case 'number':
    case 'matrix':
    case 'derivative':
      pushOperand(state, here);
      return going;
    case 'name':
      return readName(state, here);
    case 'symbol':
      return readPrefix(state, here);
    case 'break':
    case 'end':
      return refuse(missing(tokenBefore(state), here), here.from, here.to);
  }
}

/** A name stands for a value, or calls a function. */
function readName(state: ParserState, here: Of<'name'>): Result<null> {
  const plain = state.allow.plainNames === true;
  const sign = plain ? undefined : signFor('call', here.name);
  const next = tokenAt(state, state.at + 1);
  // In brackets a blank after a name ends a part.
  const called = isSymbol(next, '(') && !(!sign && next.from > here.to && innermostBlock(state));
  if (called) {
    if (!sign) return readIndex(state, here);
    pushOpen(state, sign, here.from, 2);
    return going;
  }
  if (sign && !state.allow.asName?.(here.name))
    return refuse(`'${here.name}' is a function; write ${here.name}(x)`, here.from, here.to);
  if (!plain && reserved.has(here.name)) {
    return refuse(notAName(here.name), here.from, here.to);
  }
  pushOperand(state, here);
  return going;
}

/** What stands before an operand: a parenthesis, or a sign of its own. */
function readPrefix(state: ParserState, here: Of<'symbol'>): Result<null> {
  if (here.text === '(') {
    pushOpen(state, null, here.from, 1);
    return going;
  }
  if (here.text === '[') {
    openBlock(state, here);
    return going;
  }
  if (here.text !== '+') {
    const sign = signFor('prefix', here.text);
    if (!sign) return refuse(missing(tokenBefore(state), here), here.from, here.to);
    pushOperator(state, sign, here.from, here.to);
  }
  state.at++;
  return going;
}

/** Reads a token after an operand; the caller has seen that the statement does not end here. */
function readOperator(state: ParserState, here: Token): Result<null> {
  if (here.kind === 'number' || here.kind === 'matrix')
    return refuse(twoSideBySide(state.tokens, state.at), here.from, here.to);
  if (here.kind !== 'symbol') return readProduct(state, here);
  switch (here.text) {
    case '(':
      return readPicked(state) ? going : readProduct(state, here);
    case '[':
      return refuse(twoSideBySide(state.tokens, state.at), here.from, here.to);
    case ')':
      return close(state, here);
    case ',':
      return readComma(state, here);
    case '=':
      return refuse("a statement has one '='; put a ';' between two statements", here.from, here.to);
  }
  const infix = signFor('infix', here.text);
  return infix ? readInfix(state, here, infix) : readMark(state, here);
}

/** A product whose sign is left out: `2x`, `a(b + c)`. */
function readProduct(state: ParserState, here: Token): Result<null> {
  const left = state.operands.at(-1);
  if (left?.kind === 'apply' && left.sign.form === 'postfix') {
    return refuse(
      `this product after a transpose can be read two ways; write ${left.sign.symbol}* for the product of matrices or ${left.sign.symbol}.* for entry by entry`,
      here.from,
      here.to,
    );
  }
  reduce(state, binding.implicit, false);
  const before = state.waiting.at(-1);
  if (before?.kind === 'apply' && before.sign.symbol.endsWith('/')) {
    return refuse(underStroke(state, before.sign), before.from, here.to);
  }
  pushOperator(state, times, here.from, here.from);
  state.rewritten = true;
  return going;
}

function close(state: ParserState, here: Of<'symbol'>): Result<null> {
  const open = popOpen(state);
  if (!open) return refuse("this ')' has no '(' before it; remove it, or add a '('", here.from, here.to);
  const { sign } = open;
  if (!sign) return going;
  const given = state.operands.splice(open.base);
  const fault = operandCountFault(sign, given, state.allow.inTable);
  if (fault) return refuse(fault, open.from, here.to);
  const inBrackets = asBrackets(sign, given, open.from, here.to);
  if (inBrackets || (sign.nests && given.length > 2)) {
    state.rewritten = true;
    state.postfix = null;
  }
  putDown(state, inBrackets ?? called(sign, given, open.from));
  return going;
}

/**
 * Reads the comma between the operands of a function; in a plain parenthesis it is refused, because `(1,5)` may be
 * meant as a decimal.
 */
function readComma(state: ParserState, here: Of<'symbol'>): Result<null> {
  if (!innermostOpen(state)?.sign) {
    return refuse(
      "a ',' only separates the inputs of a function; write a decimal with a point, as in 2.5",
      here.from,
      here.to,
    );
  }
  state.at++;
  state.expecting = true;
  return going;
}

function readInfix(state: ParserState, here: Of<'symbol'>, sign: Sign): Result<null> {
  if (compares(sign) && !state.allow.comparisons) {
    const says =
      sign.symbol === '=='
        ? comparesOnly
        : `'${sign.symbol}' compares; write a number or a formula without it, perhaps with relu, max or min`;
    return refuse(says, here.from, here.to);
  }
  reduce(state, sign.binds, sign.rightward);
  const left = state.operands.at(-1);
  if (compares(sign) && left?.kind === 'apply' && compares(left.sign)) {
    return refuse("comparisons can't be chained; compare two numbers at a time", here.from, here.to);
  }
  pushOperator(state, sign, here.from, here.to);
  state.at++;
  return going;
}

/** Reads a sign that stands after its operand: the mark of a transpose. */
function readMark(state: ParserState, here: Of<'symbol'>): Result<null> {
  const mark = signFor('postfix', here.text);
  if (!mark) return refuse(`'${here.text}' can't stand here`, here.from, here.to);
  reduce(state, mark.binds, false);
  const [operand] = state.operands.splice(-1);
  if (operand) putDown(state, { ...apply(mark, operand), from: here.from, to: here.to });
  state.at++;
  return going;
}

const neverClosed = (bracket: boolean): string =>
  bracket ? matrixNeverClosed : "this '(' is never closed; add a ')'";
