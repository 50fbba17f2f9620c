import type { PyExpression, Subscript } from '../../text/syntax.ts';
import {
  Broken,
  deepestExpression,
  expect,
  isNext,
  type OctaveWords,
  peek,
  placeFrom,
  placeSince,
  take,
} from './words.ts';

/**
 * Octave's signs between two operands from the loosest to the tightest, and what each is called in the tree: the products of
 * matrices have names of their own, those entry by entry are Python's.
 */
const levels: readonly Readonly<Record<string, string>>[] = [
  { '||': 'or' },
  { '&&': 'and' },
  { '|': '|' },
  { '&': '&' },
  { '<': '<', '<=': '<=', '==': '==', '!=': '!=', '~=': '!=', '>=': '>=', '>': '>' },
  { ':': ':' },
  { '+': '+', '-': '-' },
  { '*': 'm*', '/': 'm/', '\\': 'm\\', '.*': '*', './': '/', '.\\': '.\\' },
];
const ranges = 5;

/** Reads an expression; throws `Broken` where there is none. */
export function readOctave(words: OctaveWords): PyExpression {
  if (words.depth >= deepestExpression) throw new Broken(peek(words).from);
  words.depth++;
  try {
    return readLevel(words, 0);
  } finally {
    words.depth--;
  }
}

function readLevel(words: OctaveWords, level: number): PyExpression {
  const signs = levels[level];
  if (!signs) return readSigned(words);
  let left = readLevel(words, level + 1);
  if (level === ranges) return readRange(words, left);
  for (;;) {
    const { kind, text } = peek(words);
    const sign = kind === 'sign' && Object.hasOwn(signs, text) ? signs[text] : undefined;
    if (sign === undefined) return left;
    words.at++;
    const right = readLevel(words, level + 1);
    const sides = sign === '.\\' ? { left: right, right: left } : { left, right };
    left = { ...placeSince(words, left), kind: 'binary', sign: sign === '.\\' ? '/' : sign, ...sides };
  }
}

/** `a:b` and `a:step:b`; a colon that closes an index is none. */
function readRange(words: OctaveWords, start: PyExpression): PyExpression {
  if (!isNext(words, ':')) return start;
  words.at++;
  const second = readLevel(words, ranges + 1);
  const third = take(words, ':') ? readLevel(words, ranges + 1) : null;
  return {
    ...placeSince(words, start),
    kind: 'range',
    start,
    step: third ? second : null,
    stop: third ?? second,
  };
}

function readSigned(words: OctaveWords): PyExpression {
  const { kind, text, from } = peek(words);
  if (kind !== 'sign' || !/^(?:[-+!~]|\+\+|--)$/.test(text)) return readPower(words);
  if (words.depth >= deepestExpression) throw new Broken(from);
  words.at++;
  words.depth++;
  const operand = readSigned(words);
  words.depth--;
  return { ...placeFrom(words, from), kind: 'unary', sign: text === '~' ? '!' : text, operand };
}

/** Powers bind tighter than a sign in front, and go from left to right; their exponent may have a sign. */
function readPower(words: OctaveWords): PyExpression {
  let base = readPostfix(words);
  while (isNext(words, '^', '.^', '**')) {
    const sign = peek(words).text === '.^' ? '**' : 'm^';
    words.at++;
    const { kind, text, from } = peek(words);
    const signed = kind === 'sign' && /^[-+!~]$/.test(text);
    if (signed) words.at++;
    const bare = readPostfix(words);
    const right: PyExpression = signed
      ? { ...placeFrom(words, from), kind: 'unary', sign: text === '~' ? '!' : text, operand: bare }
      : bare;
    base = { ...placeSince(words, base), kind: 'binary', sign, left: base, right };
  }
  return base;
}

/** What stands behind an operand: `A(1)`, `C{1}`, `s.W1`, `A'`. */
function readPostfix(words: OctaveWords): PyExpression {
  let of = readOperand(words);
  for (;;) {
    if (isNext(words, "'", ".'")) {
      words.at++;
      of = { ...placeSince(words, of), kind: 'attribute', of, name: 'T' };
    } else if (isNext(words, '(', '{')) {
      const braces = peek(words).text === '{';
      words.at++;
      const parts = readParts(words, braces ? '}' : ')');
      of = { ...placeSince(words, of), kind: 'applied', of, parts, braces };
    } else if (isNext(words, '.')) {
      words.at++;
      const { kind, text } = peek(words);
      if (kind !== 'name') throw new Broken(peek(words).from);
      words.at++;
      of = { ...placeSince(words, of), kind: 'attribute', of, name: text };
    } else return of;
  }
}

/** What stands between brackets behind an operand; a colon alone is a whole dimension. */
function readParts(words: OctaveWords, close: ')' | '}'): readonly Subscript[] {
  const parts: Subscript[] = [];
  while (!take(words, close)) {
    const colon = isNext(words, ':') && /^[,)}]$/.test(words.tokens[words.at + 1]?.text ?? '');
    if (colon) {
      words.at++;
      parts.push({ kind: 'slice', start: null, stop: null, step: null });
    } else parts.push({ kind: 'index', value: readOctave(words) });
    if (!isNext(words, close)) expect(words, ',');
  }
  return parts;
}

function readOperand(words: OctaveWords): PyExpression {
  const { kind, text, from } = peek(words);
  words.at++;
  switch (kind) {
    case 'number': {
      const value = Number(text.replace(/[dD]/, 'e'));
      const place = placeFrom(words, from);
      return Number.isFinite(value)
        ? { ...place, kind: 'number', value, whole: false }
        : { ...place, kind: 'unread', construct: text };
    }
    case 'text':
      return { ...placeFrom(words, from), kind: 'text', value: text.slice(1, -1) };
    case 'name':
      return { ...placeFrom(words, from), kind: 'name', name: text };
    case 'stop':
      throw new Broken(from);
    case 'sign':
      return readBracketed(words, text, from);
  }
}

function readBracketed(words: OctaveWords, sign: string, from: number): PyExpression {
  switch (sign) {
    case '(': {
      const inner = readOctave(words);
      expect(words, ')');
      return { ...inner, ...placeFrom(words, from) };
    }
    case '[':
      return { ...tableRows(words, ']'), ...placeFrom(words, from), kind: 'table' };
    case '{': {
      const items = tableRows(words, '}').rows.flat();
      return { ...placeFrom(words, from), kind: 'sequence', of: 'list', items };
    }
    case '@':
      return readHandle(words, from);
    default:
      throw new Broken(from);
  }
}

/** The rows of a matrix, up to its closing bracket. */
function tableRows(
  words: OctaveWords,
  close: ']' | '}',
): { readonly rows: readonly (readonly PyExpression[])[] } {
  const rows: PyExpression[][] = [[]];
  while (!take(words, close)) {
    if (take(words, ';')) rows.push([]);
    else if (!take(words, ',')) rows.at(-1)?.push(readOctave(words));
  }
  return { rows: rows.filter((row) => row.length > 0) };
}

/** `@(z) 1 ./ (1 + exp(-z))`, or `@sigmoid`, which is what the name means. */
function readHandle(words: OctaveWords, from: number): PyExpression {
  if (!take(words, '(')) {
    const { kind, text } = peek(words);
    if (kind !== 'name') throw new Broken(from);
    words.at++;
    return { ...placeFrom(words, from), kind: 'name', name: text };
  }
  const parameters: { name: string; fallback: null }[] = [];
  while (!take(words, ')')) {
    const { kind, text } = peek(words);
    if (kind !== 'name' && text !== '~') throw new Broken(from);
    words.at++;
    parameters.push({ name: text, fallback: null });
    take(words, ',');
  }
  const body = readOctave(words);
  return { ...placeFrom(words, from), kind: 'lambda', parameters, body };
}
