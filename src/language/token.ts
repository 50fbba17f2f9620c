import { operatorSymbols } from './spelling.ts';
import { ok, type Result, refuse } from './trouble.ts';

/** A word of the language, with its place in the text. */
export type Token =
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly text: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'name'; readonly text: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'derivative';
      readonly of: string;
      readonly by: string;
      readonly from: number;
      readonly to: number;
    }
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

const letters = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
const patterns = {
  blank: /[^\S\n]+/uy,
  comment: /#[^\n]*/uy,
  // `5.*x` is a product, not 5. followed by *x: a point belongs to the number unless an operator makes use of it.
  number: /(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy,
  name: new RegExp(letters, 'uy'),
  derivative: new RegExp(`[d∂](${letters})/[d∂](${letters})`, 'uy'),
};

/** Spellings that slides and keyboards have for signs that the table spells otherwise. */
const otherSigns: Readonly<Record<string, readonly string[]>> = {
  '**': ['^'],
  '×': ['*'],
  '·': ['*'],
  '⋅': ['*'],
  '÷': ['/'],
  '−': ['-'],
  '–': ['-'],
  '²': ['^', '2'],
  '³': ['^', '3'],
  '≥': ['>='],
  '≤': ['<='],
  '≠': ['!='],
};

/** Every symbol that is read, by its first character, longest first. */
const symbolsBy = new Map<string, readonly string[]>();
for (const symbol of [...operatorSymbols, ...Object.keys(otherSigns), '(', ')', ',', '=']) {
  const first = symbol.charAt(0);
  const known = symbolsBy.get(first) ?? [];
  symbolsBy.set(
    first,
    [...known, symbol].sort((a, b) => b.length - a.length),
  );
}

/** Characters that mean something elsewhere, and what to write here. */
const strangers: Readonly<Record<string, string>> = {
  '"': 'text in quotes has no place in a program; write names and numbers only',
  "'": 'a quote has no meaning between single numbers; leave it out',
  '`': 'text in quotes has no place in a program; write names and numbers only',
  '[': 'an array stands where a number belongs; write a statement for each of its numbers',
  ']': 'an array stands where a number belongs; write a statement for each of its numbers',
  '{': 'an object has no place in a program; write names and numbers only',
  '}': 'an object has no place in a program; write names and numbers only',
  '.': "a point joins no names: nothing here has properties; spell the name without it, as in 'w_x'",
  '|': 'bars are not read; write abs(x)',
  '√': 'the root sign is not read; write sqrt(x)',
  '%': 'a percent sign is not read; divide by 100',
  '!': "'!' is not read; a product spelled out is",
  '@': "'@' is not read; write *",
  ':': "':' is not read; write = to name a value, / to divide",
  '?': "'?' is not read; relu(x), max(a,b) and abs(x) choose between values",
  '&': "'&' is not read; a program computes numbers and decides nothing",
  '~': "'~' is not read; a minus is -",
  '∂': 'a derivative has no place here; name it as dJ/dx where an answer is asked',
  $: "'$' is not read; write the formula as you would type it: 3*(a+b*c)",
  '\\': "'\\' is not read; write the formula as you would type it: 3*(a+b*c)",
};

/** Takes a text apart into words; the last one is `end`. */
export function tokenize(text: string, isDerivative: IsDerivative = () => false): Result<Tokens> {
  const tokens: Token[] = [];
  const comments: { text: string; from: number }[] = [];
  let rewritten = false;
  let at = 0;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  while (at < text.length) {
    const from = at;
    const char = text[at] ?? '';
    if (char === '\n' || char === ';') {
      at++;
      tokens.push({ kind: 'break', text: char, from, to: at });
      continue;
    }
    const blank = char > '~' || char <= ' ' ? match(patterns.blank) : null;
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
    const number = char <= '9' ? match(patterns.number) : null;
    if (number) {
      at += number[0].length;
      const after = text.slice(at, at + 2);
      if (/^[xXbBoO][\da-fA-F]/.test(after) && number[0] === '0') {
        return refuse('numbers are written in tens here; write the decimal number', from, at + 2);
      }
      if (/^[eE]($|[^\p{L}\p{Nd}_])/u.test(after)) {
        return refuse(
          `'${number[0]}${after[0]}' can be read two ways; write ${number[0]}*e for a product, or ${number[0]}e3 for a power of ten`,
          from,
          at + 1,
        );
      }
      tokens.push({ kind: 'number', value: Number(number[0]), text: number[0], from, to: at });
      continue;
    }
    const word = char === 'd' || char === '∂' ? match(patterns.derivative) : null;
    if (word?.[1] && word[2]) {
      const of = word[1].normalize('NFC');
      const by = word[2].normalize('NFC');
      if (isDerivative(of, by)) {
        at += word[0].length;
        tokens.push({ kind: 'derivative', of, by, from, to: at });
        continue;
      }
    }
    const name = char >= 'A' ? match(patterns.name) : null;
    if (name) {
      at += name[0].length;
      tokens.push({ kind: 'name', text: name[0].normalize('NFC'), from, to: at });
      continue;
    }
    const symbol = symbolsBy
      .get(char)
      ?.find((candidate) => candidate.length === 1 || text.startsWith(candidate, at));
    if (symbol) {
      at += symbol.length;
      const other = otherSigns[symbol];
      if (other) rewritten = true;
      for (const sign of other ?? [symbol]) {
        if (sign >= '0' && sign <= '9')
          tokens.push({ kind: 'number', value: Number(sign), text: sign, from, to: at });
        else tokens.push({ kind: 'symbol', text: sign, from, to: at });
      }
      continue;
    }
    const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const advice = strangers[whole] ?? `${visible(whole)} is not part of the language; leave it out`;
    return refuse(advice, from, from + whole.length);
  }
  tokens.push({ kind: 'end', from: text.length, to: text.length });
  return ok({ tokens, comments, rewritten });
}

/** A character as it can be shown: control characters by their number, so that no message carries one. */
function visible(char: string): string {
  return /[\p{C}\p{Z}]/u.test(char)
    ? `the character U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `'${char}'`;
}
