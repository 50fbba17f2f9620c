import { endOfName, isDigit, numberTextAt } from './characters.ts';
import { ok, type Result, refuse } from './diagnostic.ts';
import type { Leaf } from './expression.ts';
import { numberReadTwoWays, strangerAt } from './foreign-syntax.ts';
import { bracketsOfExpressions } from './matrices/bracket-spans.ts';
import { readBrackets } from './matrices/brackets.ts';
import { axisAt } from './numpy/in-part.ts';
import { meansMore } from './spelling.ts';
import { ownSymbol, type ReadSymbol, symbolAt } from './unicode-symbols.ts';

/** A word of the language, with its place in the text; some have the form of an expression's leaf. */
export type Token =
  | Leaf
  | { readonly kind: 'symbol'; readonly text: string; readonly from: number; readonly to: number }
  /** The end of a statement: `;`, or a new line outside parentheses. */
  | { readonly kind: 'break'; readonly text: ';' | '\n'; readonly from: number; readonly to: number }
  | { readonly kind: 'end'; readonly from: number; readonly to: number };

/** Whether a token is this symbol. */
export const isSymbol = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'symbol' && token.text === text;

/** A text taken apart. `rewritten`: it was spelled in a way that is read, but not how the tutor writes it. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly { readonly text: string; readonly from: number }[];
  readonly rewritten: boolean;
  /** Whether no name in it is a function's, or a word that means something else. */
  readonly plainNames: boolean;
}

/** Decides whether `dA/dB` is one word: never in a program, and in an answer where A and B are known. */
export type IsDerivative = (of: string, by: string) => boolean;

const patterns = {
  blank: /[^\S\n]+/uy,
  comment: /#[^\r\n]*/uy,
  power: /[^\S\n]*(?:\.?\^|\*\*|[²³])/uy,
};

/** How far the reading of one text has come: the tokenizer's functions change it, and nobody else sees it. */
interface State {
  readonly text: string;
  readonly isDerivative: IsDerivative;
  /** In a formula of the table letters may stand for the places that are picked: `G(top:bottom,:)`. */
  readonly inTable: boolean;
  /** Whether the text has no accents; with accents, names are made the same however these are typed. */
  readonly plain: boolean;
  readonly tokens: Token[];
  readonly comments: { readonly text: string; readonly from: number }[];
  rewritten: boolean;
  plainNames: boolean;
  at: number;
  /** Where the brackets stand that hold more than numbers; null until one is met that can't be read as numbers. */
  blocks: ReadonlySet<number> | null;
  /** How many of these are open. */
  open: number;
}

/** The result of a step that read something. */
const going: Result<null> = ok(null);

/**
 * Takes a text apart into words; the last one is `end`. ASCII is read a character at a time, and patterns only where
 * something else stands: they are slower, and take milliseconds to make. `inTable`: a formula of the table.
 */
export function tokenize(
  text: string,
  isDerivative: IsDerivative = () => false,
  inTable = false,
): Result<Tokens> {
  const plain = !/[^\x00-\x7f]/.test(text);
  const state: State = {
    text,
    isDerivative,
    inTable,
    plain,
    tokens: [],
    comments: [],
    rewritten: false,
    plainNames: true,
    at: 0,
    blocks: null,
    open: 0,
  };
  while (state.at < text.length) {
    if (readSpace(state)) continue;
    const read = readWord(state);
    if (!read.ok) return read;
  }
  state.tokens.push({ kind: 'end', from: text.length, to: text.length });
  return ok(state);
}

function match(pattern: RegExp, { text, at }: State): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads what lies between words: blanks, a comment, the end of a statement. Gives whether it read anything. */
function readSpace(state: State): boolean {
  const { text, at: from } = state;
  const char = text[from] ?? '';
  if (char === ' ') {
    state.at++;
    return true;
  }
  if (char === '\n' || char === ';') {
    state.tokens.push({ kind: 'break', text: char, from, to: ++state.at });
    return true;
  }
  const blank = char < ' ' || char > '~' ? match(patterns.blank, state) : null;
  if (blank) {
    state.at += blank[0].length;
    return true;
  }
  const comment = char === '#' ? match(patterns.comment, state) : null;
  if (!comment) return false;
  state.at += comment[0].length;
  state.comments.push({ text: comment[0], from });
  return true;
}

/** Reads one word: a number, a matrix, a name, a derivative or a symbol. */
function readWord(state: State): Result<null> {
  const { text, at } = state;
  const char = text[at] ?? '';
  const number = isDigit(text.charCodeAt(at)) || char === '.' ? numberTextAt(text, at) : null;
  if (number !== null) return readNumber(state, number);
  if (char === '[') return readMatrix(state);
  if (char === ']' && state.open > 0) {
    state.open--;
    return readSymbol(state, closing);
  }
  if ((char === 'd' || char === '∂') && readDerivative(state)) return going;
  const end = endOfName(text, at);
  if (end > at) return readName(state, end);
  if (char === ':' && picks(state)) return readSymbol(state, colon);
  const symbol = symbolAt(text, at);
  return symbol ? readSymbol(state, symbol) : unreadable(state);
}

/** Whether a colon here can pick rows and columns, as in `A(1:2,:)`; anywhere else it is not part of the language. */
function picks({ tokens, inTable }: State): boolean {
  const [open, before] = tokens.slice(-2);
  const last = before ?? open;
  const begins = (token: Token | undefined): boolean =>
    token?.kind === 'symbol' && (token.text === '(' || token.text === ',');
  return begins(last) || ((last?.kind === 'number' || (inTable && last?.kind === 'name')) && begins(open));
}

const [opening, closing, colon] = [ownSymbol('['), ownSymbol(']'), ownSymbol(':')];

function readNumber(state: State, number: string): Result<null> {
  const { text, at: from } = state;
  const to = from + number.length;
  state.at = to;
  const twoWays = numberReadTwoWays(number, text.slice(to, endOfName(text, to)));
  if (twoWays) return refuse(twoWays, from, to + 1);
  const value = Number(number);
  if (!Number.isFinite(value)) {
    return refuse('this is larger than the largest number (about 1.8e308); write a smaller one', from, to);
  }
  state.tokens.push({ kind: 'number', value, text: number, from, to });
  return going;
}

function readMatrix(state: State): Result<null> {
  const { at: from } = state;
  const read = readBrackets(state.text, from);
  if (!read.ok) {
    state.blocks ??= bracketsOfExpressions(state.text);
    if (!state.blocks.has(from)) return read;
    state.open++;
    return readSymbol(state, opening);
  }
  const { value, to } = read.value;
  state.at = to;
  state.tokens.push(
    typeof value === 'number'
      ? { kind: 'number', value, text: '', from, to }
      : { kind: 'matrix', value, text: '', from, to },
  );
  return going;
}

/** Reads `dA/dB` if it begins here and is one word, and gives whether it was. */
function readDerivative(state: State): boolean {
  const { text, at: from } = state;
  const slash = endOfName(text, from + 1);
  if (slash === from + 1 || text[slash] !== '/' || !/[d∂]/.test(text[slash + 1] ?? '')) return false;
  const to = endOfName(text, slash + 2);
  if (to === slash + 2) return false;
  const of = composed(state, from + 1, slash);
  const by = composed(state, slash + 2, to);
  if (!state.isDerivative(of, by)) return false;
  state.at = to;
  state.tokens.push({ kind: 'derivative', of, by, from, to });
  return true;
}

const composed = ({ text, plain }: State, from: number, to: number): string =>
  plain ? text.slice(from, to) : text.slice(from, to).normalize('NFC');

function readName(state: State, to: number): Result<null> {
  const { at: from } = state;
  const last = state.tokens.at(-1);
  const axis = last?.kind === 'symbol' ? axisAt(state.text, from, last.text) : null;
  if (axis) return refuse(axis.says, from, axis.to);
  const name = composed(state, from, to);
  state.at = to;
  if (meansMore(name)) state.plainNames = false;
  state.tokens.push({ kind: 'name', name, from, to });
  return going;
}

function readSymbol(state: State, symbol: ReadSymbol): Result<null> {
  const { at: from } = state;
  const to = from + symbol.text.length;
  state.at = to;
  if (symbol.own) {
    state.tokens.push({ kind: 'symbol', text: symbol.text, from, to });
    return going;
  }
  state.rewritten = true;
  const again = symbol.means.length > 1 ? match(patterns.power, state) : null;
  if (again) {
    return refuse(
      'a power of a power can be read two ways; write parentheses: (x^2)^3 or x^(2^3)',
      to,
      to + again[0].length,
    );
  }
  for (const sign of symbol.means) {
    if (isDigit(sign.charCodeAt(0)))
      state.tokens.push({ kind: 'number', value: Number(sign), text: sign, from, to });
    else state.tokens.push({ kind: 'symbol', text: sign, from, to });
  }
  return going;
}

/** Refuses a character that no word begins with. */
function unreadable({ text, tokens, at }: State): Result<null> {
  const before = tokens.at(-1);
  const { says, from, to } = strangerAt(text, at, before?.kind === 'name' ? before : null);
  return refuse(says, from, to);
}
