import { ok, type Result, refuse } from '../diagnostic.ts';
import { noSuchFunction } from '../expected.ts';
import { apply, type Expression, type NameLeaf, type NumberLeaf, number } from '../expression.ts';
import { type ParserState, pushOperand, tokenAt, tokenBefore } from '../parser-state.ts';
import { knownSign } from '../spelling.ts';
import { isSymbol } from '../tokenize.ts';

/** The sign of what picks rows and columns out of a matrix. */
const pickSign = knownSign('index', '(');

/** An end of a range: a number counted from 1, 0 for all there are, or in a formula of the table a letter. */
type Bound = NumberLeaf | NameLeaf;

/**
 * The inside of parentheses that may pick places: the first and the last place of rows and of columns, and the index
 * of the token after them.
 */
interface PickedPlaces {
  readonly sides: readonly (readonly [Bound, Bound])[];
  readonly next: number;
}

/** An entry, a row, a column or a block of a named matrix: `W(2,1)`, `W(2,:)`, `W(1:2,:)`. */
export function readIndex(state: ParserState, here: NameLeaf): Result<null> {
  const places = placesAt(state, state.at + 2);
  // `J(2) = ...` is the header of an output, not an entry.
  if (places === null || isSymbol(tokenAt(state, places.next), '=') || here.name === 'randn')
    return refuse(noSuchFunction(here.name), here.from, here.to);
  const picked = pickedOut(here, places);
  if (!picked) return refuse(noSuchFunction(here.name, true), here.from, here.to);
  state.postfix = null;
  pushOperand(state, picked);
  state.at = places.next;
  return ok(null);
}

/** Picks rows and columns out of the operand before a parenthesis, as in `(A + B)(1,:)`; whether it holds places. */
export function readPicked(state: ParserState): boolean {
  const places = tokenBefore(state)?.kind === 'number' ? null : placesAt(state, state.at + 1);
  const operand = state.operands.at(-1);
  const picked = places && operand && pickedOut(operand, places);
  if (!picked) return false;
  state.postfix = null;
  state.operands[state.operands.length - 1] = picked;
  state.at = places.next;
  return true;
}

/** The places that parentheses pick, read from after the opening one; null if something else stands in them. */
function placesAt(state: ParserState, from: number): PickedPlaces | null {
  const sides: (readonly [Bound, Bound])[] = [];
  let at = from;
  for (;;) {
    const side = sideAt(state, at);
    if (!side) return null;
    sides.push(side.ends);
    const sign = tokenAt(state, side.next);
    at = side.next + 1;
    if (isSymbol(sign, ')')) return { sides, next: at };
    if (!isSymbol(sign, ',')) return null;
  }
}

/** Reads the places of rows, or of columns: a colon for all, one place, or two with a colon between them. */
function sideAt(state: ParserState, at: number) {
  const here = tokenAt(state, at);
  if (isSymbol(here, ':')) {
    const all = { ...number(0), from: here.from, to: here.to };
    return { ends: [all, all] as const, next: at + 1 };
  }
  const first = boundAt(state, at);
  if (!first) return null;
  const last = isSymbol(tokenAt(state, at + 1), ':') ? boundAt(state, at + 2) : null;
  return { ends: [first, last ?? first] as const, next: at + (last ? 3 : 1) };
}

function boundAt(state: ParserState, at: number): Bound | null {
  const here = tokenAt(state, at);
  if (here.kind === 'name') return state.allow.inTable ? here : null;
  return here.kind === 'number' && Number.isInteger(here.value) && here.value > 0 ? here : null;
}

/** What rows and columns pick out of an operand; null where there are not exactly two of these. */
function pickedOut(operand: Expression, { sides }: PickedPlaces): Expression | null {
  const [rows, columns, more] = sides;
  if (!rows || !columns || more) return null;
  return { ...apply(pickSign, operand, ...rows, ...columns), from: operand.from, to: operand.to };
}
