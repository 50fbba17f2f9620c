import { ok, type Result, refuse } from '../diagnostic.ts';
import { apply, type Expression, number } from '../expression.ts';
import {
  innermostOpen,
  type OpenBlock,
  type ParserState,
  popOpen,
  pushBlock,
  tokenAt,
  tokenBefore,
} from '../parser-state.ts';
import { knownSign, type Sign } from '../spelling.ts';
import { isSymbol, type Token } from '../tokenize.ts';
import { emptyRow, missingAfter, missingBefore } from './brackets.ts';

/** The sign that puts matrices together in brackets. */
const bracketSign = knownSign('brackets', '[');

/** The result of a step that read a token, and of one that leaves it to the rest of the parser. */
const taken: Result<boolean> = ok(true);
const left: Result<boolean> = ok(false);

/** Opens brackets that hold more than numbers; the token that is read next is the `[`. */
export const openBlock = (state: ParserState, here: Token): void => pushBlock(state, here.from);

/**
 * Reads a token where brackets are open and no parenthesis inside them: a comma or a blank begins the next part of a row,
 * a semicolon or a new line the next row. As between numbers, a sign that clings to what follows it begins a part:
 * `[A -B]` has two, and `[A - B]` and `[A-B]` have one. Whether the token was read here.
 */
export function readInBlock(state: ParserState, block: OpenBlock, here: Token): Result<boolean> {
  if (here.kind === 'end') return left;
  const separator = separatorOf(here);
  if (state.expecting) return separator ? readEmpty(state, block, here, separator) : left;
  if (!separator) {
    if (beginsPart(state, here)) endPart(state, block);
    return left;
  }
  endPart(state, block);
  block.comma = separator === ',' ? here : null;
  if (separator !== ',') endRow(block);
  if (separator === ']') return ok(closeBlock(state, block));
  state.at++;
  return taken;
}

function separatorOf(token: Token): ',' | ';' | '\n' | ']' | null {
  if (token.kind === 'break') return token.text;
  if (isSymbol(token, ',')) return ',';
  return isSymbol(token, ']') ? ']' : null;
}

/**
 * Reads a separator where a part should stand: it is allowed where a new line ends a row, and before the closing
 * bracket.
 */
function readEmpty(state: ParserState, block: OpenBlock, here: Token, separator: string): Result<boolean> {
  const before = tokenBefore(state);
  const waits = state.waiting.at(-1)?.kind === 'apply';
  if (separator === '\n' && !waits) {
    state.at++;
    return taken;
  }
  if (waits || before === null) return left;
  if (block.comma) return refuse(missingAfter, block.comma.from, block.comma.to);
  if (separator === ',') return refuse(missingBefore, here.from, here.to);
  if (separator === ';' || block.rows.length === 0) return refuse(emptyRow, here.from, here.to);
  return ok(closeBlock(state, block));
}

/** Whether a token after an operand begins the next part of a row, because a blank stands before it. */
function beginsPart(state: ParserState, here: Token): boolean {
  if (tokenBefore(state)?.to === here.from) return false;
  if (here.kind !== 'symbol') return true;
  if (here.text === '(' || here.text === '[') return true;
  const next = tokenAt(state, state.at + 1);
  return (here.text === '-' || here.text === '+') && next.from === here.to && separatorOf(next) === null;
}

function endPart(state: ParserState, block: OpenBlock): void {
  innermostOpen(state);
  const [part] = state.operands.splice(-1);
  if (part) block.row.push(part);
  block.comma = null;
  state.expecting = true;
}

function endRow(block: OpenBlock): void {
  if (block.row.length > 0) block.rows.push(block.row);
  block.row = [];
}

/** Closes the brackets, and puts one expression for all they hold in their place. */
function closeBlock(state: ParserState, block: OpenBlock): true {
  const { from = 0 } = popOpen(state) ?? {};
  const { to } = tokenAt(state, state.at - 1);
  const [only] = block.rows;
  // `[[a, b], [c, d]]` are rows, as between numbers.
  const nested = block.rows.length === 1 && only?.every((part) => isRow(block, part));
  const rows = nested && only ? only.map((part) => [part]) : block.rows;
  const joined = (dimension: 1 | 2, parts: readonly Expression[]): Expression =>
    parts.reduce((before, part) => ({ ...apply(bracketSign, before, part, number(dimension)), from, to }));
  const whole = joined(
    1,
    rows.map((row) => joined(2, row)),
  );
  if (rows.length === 1) block.closedRows.add(whole);
  state.operands.push(whole);
  state.expecting = false;
  state.rewritten ||= nested || block.rows.every((row) => row.length === 1 && rows.length === 1);
  return true;
}

/** A call of the function that is also written in brackets, `concat(A, B, 1)`, as it is written there; null for any other. */
export function asBrackets(
  sign: Sign,
  given: readonly Expression[],
  from: number,
  to: number,
): Expression | null {
  if (!sign.ops.some((op) => bracketSign.ops.includes(op))) return null;
  const operands = given.length > sign.arity ? given : [...given, number(2)];
  return { ...apply(bracketSign, ...operands), from, to };
}

/** Whether a part of a row was written as a row of its own, in brackets. */
const isRow = ({ closedRows }: OpenBlock, part: Expression): boolean =>
  closedRows.has(part) ||
  (part.kind === 'matrix' && part.value.rows === 1) ||
  (part.kind === 'number' && part.text === '');
