import { endOfAsciiName, endOfDigits, isDigit, isLetter } from '../characters.ts';
import type { Expression } from '../expression.ts';
import { longerSymbol } from '../unicode-symbols.ts';
import { noPart, type Plain, type PlainParts, treesOf } from './plain.ts';
import {
  idOfName,
  openMark,
  type PlainState,
  plainRoles,
  plainStart,
  pushSign,
  putLeaf,
  putPart,
  reducePlain,
} from './plain-state.ts';
import { calls, infix, partKinds, prefix, signs } from './short-signs.ts';

const lastAscii = 127;

const codes = {
  tab: 9,
  line: 10,
  feed: 13,
  blank: 32,
  open: 40,
  close: 41,
  plus: 43,
  point: 46,
  semicolon: 59,
  equals: 61,
  low: 95,
} as const;

/**
 * Reads a program of names, numbers, signs and parentheses alone, at one look at every character. Gives null of any
 * other, and of one that has to be refused: the parser reads it again, and knows what to say. What both read they read
 * alike.
 */
export function readPlain(source: string, defaultOutput: string): Plain | null {
  // Most of the others are told by a character.
  if (/[^\w \t\r\n;=+\-*/^().]/.test(source)) return null;
  const state = plainStart(source);
  while (skipBreaks(state)) if (!readStatement(state, defaultOutput)) return null;
  if (state.statements.length === 0) return null;
  return withTrees(state);
}

/** What was read, without what only the reader needs. */
function withTrees({ source, names, idOf, numbers, parts, statements, givens }: PlainParts): Plain {
  let made: readonly Expression[] | null = null;
  const trees = (): readonly Expression[] => {
    made ??= treesOf({ source, names, idOf, numbers, parts, statements, givens });
    return made;
  };
  return { source, names, idOf, numbers, parts, statements, givens, trees };
}

/** Goes to where the next statement begins; false at the end of the text. */
function skipBreaks(state: PlainState): boolean {
  for (; state.at < state.size; state.at++) {
    const code = state.source.charCodeAt(state.at);
    if (!isBlank(code) && code !== codes.line && code !== codes.semicolon) return true;
  }
  return false;
}

const isBlank = (code: number): boolean => code === codes.blank || code === codes.tab || code === codes.feed;

/** Reads one statement; an expression without a name must be the only statement. */
function readStatement(state: PlainState, defaultOutput: string): boolean {
  const { source, statements, at: from } = state;
  const to = endOfAsciiName(source, from);
  let equals = to;
  while (isBlank(source.charCodeAt(equals))) equals++;
  const named = to > from && source.charCodeAt(equals) === codes.equals;
  if (!named && statements.length > 0) return false;
  if (named) state.at = equals + 1;
  state.named = false;
  if (!readExpression(state)) return false;
  const id = idOfName(state, named ? source.slice(from, to) : defaultOutput);
  if (id < 0 || state.roles[id] !== plainRoles.none || (!named && skipBreaks(state))) return false;
  state.roles[id] = plainRoles.assigned;
  if (!state.named) state.givens.push(id, state.count - 1);
  statements.push(id, from, named ? to : from, state.count);
  return true;
}

/** Reads one expression up to the end of its statement: operator precedence with an explicit stack, as the parser. */
function readExpression(state: PlainState): boolean {
  const { source, size } = state;
  state.expecting = true;
  while (state.at < size) {
    const code = source.charCodeAt(state.at);
    if (isBlank(code) || (code === codes.line && state.depth > 0)) {
      state.at++;
      continue;
    }
    if (state.expecting) {
      if (!readOperand(state, code)) return false;
      continue;
    }
    if (code === codes.line || code === codes.semicolon) break;
    if (!(code === codes.close ? close(state) : readInfix(state, code))) return false;
  }
  if (state.expecting || state.depth > 0) return false;
  reducePlain(state, 0, false);
  return true;
}

/** Reads what comes where an operand does: a name, a number, a parenthesis or a sign before an operand. */
function readOperand(state: PlainState, code: number): boolean {
  if (isLetter(code) || code === codes.low) return readName(state);
  if (isDigit(code)) return readNumber(state);
  if (code === codes.open) {
    pushSign(state, openMark);
    state.depth++;
    return true;
  }
  if (longerSymbol(code, state.source.charCodeAt(state.at + 1))) return false;
  const sign = prefix[code];
  if (code === codes.plus) state.at++;
  else if (sign) pushSign(state, sign);
  else return false;
  return true;
}

/** A name stands for a value, or calls a function. */
function readName(state: PlainState): boolean {
  const { source, at: from } = state;
  const to = endOfAsciiName(source, from);
  let next = to;
  while (isBlank(source.charCodeAt(next))) next++;
  const name = source.slice(from, to);
  if (source.charCodeAt(next) === codes.open) {
    const sign = calls.get(name);
    if (sign === undefined) return false;
    pushSign(state, sign);
    state.at = next;
    return true;
  }
  const id = idOfName(state, name);
  // A letter that is no ASCII may belong to the name.
  if (id < 0 || source.charCodeAt(to) > lastAscii) return false;
  if (state.roles[id] === plainRoles.none) {
    state.roles[id] = plainRoles.read;
    state.givens.push(id, noPart);
  }
  state.named = true;
  state.at = to;
  return putLeaf(state, partKinds.name, id, from);
}

/** A number of digits, with a point between them or none. */
function readNumber(state: PlainState): boolean {
  const { source, at: from } = state;
  let to = endOfDigits(source, from);
  if (source.charCodeAt(to) === codes.point) {
    const whole = to + 1;
    to = endOfDigits(source, whole);
    if (to === whole) return false;
  }
  const after = source.charCodeAt(to);
  const text = source.slice(from, to);
  if (isLetter(after) || after === codes.low || after === codes.point || after > lastAscii) return false;
  if (!Number.isFinite(Number(text))) return false;
  state.at = to;
  return putLeaf(state, partKinds.number, state.numbers.push(text) - 1, from);
}

function readInfix(state: PlainState, code: number): boolean {
  const sign = infix[code];
  const form = signs[(sign ?? 0) - partKinds.firstSign];
  if (!sign || !form || longerSymbol(code, state.source.charCodeAt(state.at + 1))) return false;
  reducePlain(state, form.binds, form.rightward);
  pushSign(state, sign);
  return true;
}

/** Closes a parenthesis, and calls the function that stands before it. */
function close(state: PlainState): boolean {
  reducePlain(state, 0, false);
  const { waiting, places } = state;
  if (waiting.pop() === undefined) return false;
  places.pop();
  state.depth--;
  state.at++;
  const before = waiting.at(-1) ?? openMark;
  if (!signs[before - partKinds.firstSign]?.calls) return true;
  waiting.pop();
  putPart(state, before, 0, places.pop() ?? 0);
  return true;
}
