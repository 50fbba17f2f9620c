import { readBrackets } from './brackets.ts';
import { ok, type Result, refuse } from './diagnostic.ts';
import type { Leaf } from './expression.ts';
import { foreignSyntaxAdvice } from './foreign-syntax.ts';
import { axisAt, numpyAdviceAt } from './numpy/in-part.ts';
import { wholeLine } from './numpy/whole-line.ts';
import { symbolAt } from './unicode-symbols.ts';

/** A word of the language, with its place in the text. What is a leaf of an expression is one from the start. */
export type Token =
  | Leaf
  | { readonly kind: 'symbol'; readonly text: string; readonly from: number; readonly to: number }
  /** The end of a statement: `;`, or a new line outside parentheses. */
  | { readonly kind: 'break'; readonly text: ';' | '\n'; readonly from: number; readonly to: number }
  | { readonly kind: 'end'; readonly from: number; readonly to: number };

/** A text taken apart. `rewritten`: it was spelled in a way that is read, but not how the tutor writes it. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly { readonly text: string; readonly from: number }[];
  readonly rewritten: boolean;
}

/** Decides whether `dA/dB` is one word here; in a program it never is, in an answer it is where A and B are known. */
export type IsDerivative = (of: string, by: string) => boolean;

const patterns = {
  blank: /[^\S\n]+/uy,
  comment: /#[^\r\n]*/uy,
  // `5.*x` is a product, not 5. followed by *x: a point belongs to the number unless an operator makes use of it.
  number: /(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy,
  power: /[^\S\n]*(?:\.?\^|\*\*|[²³])/uy,
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Where the ASCII digits that begin at an offset end. */
function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** The raised T is a letter, and a transpose: `wᵀ` is not one name. Made when it is first needed, since that takes long. */
const nameOfLetters = (): RegExp => /(?!ᵀ)[\p{L}_](?:(?!ᵀ)[\p{L}\p{M}\p{Nd}₀-₉_])*/uy;

/** Where the name that begins at an offset ends; the offset itself if none begins there. */
function endOfName(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  if (isDigit(code)) return from;
  while (isLetter(code) || isDigit(code) || code === 95) code = text.charCodeAt(++at);
  if (!(code >= 128)) return at;
  const name = nameOfLetters();
  name.lastIndex = from;
  return name.test(text) ? name.lastIndex : from;
}

/**
 * Takes a text apart into words; the last one is `end`. What is plain is read a character at a time, and the patterns
 * take their turn where it ends in something else: they are slower, and those of all the world's letters cost
 * every start some milliseconds.
 */
export function tokenize(text: string, isDerivative: IsDerivative = () => false): Result<Tokens> {
  const tokens: Token[] = [];
  const comments: { text: string; from: number }[] = [];
  // Names are one name in whatever way their accents are typed; without accents there is nothing to ask.
  const plain = !/[^\x00-\x7f]/.test(text);
  const composed = (word: string): string => (plain ? word : word.normalize('NFC'));
  let rewritten = false;
  let at = 0;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  const numberAt = (code: number): string | null => {
    if (!isDigit(code) && code !== 46) return null;
    const end = endOfDigits(text, at);
    const after = text.charCodeAt(end);
    const whole = after !== 46 && after !== 69 && after !== 101;
    return whole ? text.slice(at, end) : (match(patterns.number)?.[0] ?? null);
  };

  /** The slash and the end of `dA/dB`, if that begins here. */
  const derivativeAt = (): { slash: number; end: number } | null => {
    const slash = endOfName(text, at + 1);
    if (slash === at + 1 || text[slash] !== '/' || !/[d∂]/.test(text[slash + 1] ?? '')) return null;
    const end = endOfName(text, slash + 2);
    return end > slash + 2 ? { slash, end } : null;
  };

  while (at < text.length) {
    const from = at;
    const char = text[at] ?? '';
    const code = text.charCodeAt(at);
    if (char === '\n' || char === ';') {
      at++;
      tokens.push({ kind: 'break', text: char, from, to: at });
      continue;
    }
    if (char === ' ') {
      at++;
      continue;
    }
    const blank = code < 32 || code > 126 ? match(patterns.blank) : null;
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const comment = char === '#' ? match(patterns.comment) : null;
    if (comment) {
      at += comment[0].length;
      comments.push({ text: comment[0], from });
      continue;
    }
    const number = numberAt(code);
    if (number !== null) {
      at += number.length;
      const after = text.slice(at, endOfName(text, at));
      if (number === '0' && /^[xXbBoO]/.test(after)) {
        return refuse(
          `'0${after[0]}' can be read two ways; write 0*${after} for a product, or the number in tens`,
          from,
          at + 1,
        );
      }
      if (after === 'e' || after === 'E') {
        return refuse(
          `'${number}${after}' can be read two ways; write ${number}*e for a product, or ${number}e3 for a power of ten`,
          from,
          at + 1,
        );
      }
      const value = Number(number);
      if (!Number.isFinite(value)) {
        return refuse(
          'this is larger than the largest number (about 1.8e308); write a smaller one',
          from,
          at,
        );
      }
      tokens.push({ kind: 'number', value, text: number, from, to: at });
      continue;
    }
    if (char === '[') {
      const read = readBrackets(text, from);
      if (!read.ok) return read;
      const { value, to } = read.value;
      at = to;
      tokens.push(
        typeof value === 'number'
          ? { kind: 'number', value, text: '', from, to }
          : { kind: 'matrix', value, text: '', from, to },
      );
      continue;
    }
    const word = char === 'd' || char === '∂' ? derivativeAt() : null;
    if (word) {
      const of = composed(text.slice(from + 1, word.slash));
      const by = composed(text.slice(word.slash + 2, word.end));
      if (isDerivative(of, by)) {
        at = word.end;
        tokens.push({ kind: 'derivative', of, by, from, to: at });
        continue;
      }
    }
    at = endOfName(text, from);
    if (at > from) {
      const last = tokens.at(-1);
      const axis = last?.kind === 'symbol' ? axisAt(text, from, last.text) : null;
      if (axis) return refuse(axis.says, from, axis.to);
      tokens.push({ kind: 'name', name: composed(text.slice(from, at)), from, to: at });
      continue;
    }
    const symbol = symbolAt(text, at);
    if (symbol) {
      at += symbol.text.length;
      if (symbol.means[0] !== symbol.text) rewritten = true;
      const again = symbol.means.length > 1 ? match(patterns.power) : null;
      if (again) {
        return refuse(
          'a power of a power can be read two ways; write parentheses: (x^2)^3 or x^(2^3)',
          at,
          at + again[0].length,
        );
      }
      for (const sign of symbol.means) {
        if (isDigit(sign.charCodeAt(0)))
          tokens.push({ kind: 'number', value: Number(sign), text: sign, from, to: at });
        else tokens.push({ kind: 'symbol', text: sign, from, to: at });
      }
      continue;
    }
    const before = tokens.at(-1);
    const numpy = char === '.' ? numpyAdviceAt(text, at, before?.kind === 'name' ? before.name : null) : null;
    const here = numpy || char === '@' ? wholeLine(lineAt(text, from)) : null;
    if (numpy) return refuse(inWhole(numpy.says, here), before?.kind === 'name' ? before.from : at, numpy.to);
    const stranger = String.fromCodePoint(text.codePointAt(at) ?? 0);
    return refuse(inWhole(foreignSyntaxAdvice(stranger), here), from, from + stranger.length);
  }
  tokens.push({ kind: 'end', from: text.length, to: text.length });
  return ok({ tokens, comments, rewritten });
}

/** The line that holds an offset. */
const lineAt = (text: string, at: number): string =>
  text.slice(text.lastIndexOf('\n', at - 1) + 1).split(/[\n;#]/u, 1)[0] ?? '';

/** What is said of a piece of numpy's, and the whole line as it is written here: one piece at a time would take as many tries. */
const inWhole = (says: string, here: string | null): string =>
  here === null ? says : `${says.split('; ', 1)[0]}; all of this is written ${here} here`;
