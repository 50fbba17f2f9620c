import type { PyExpression, PyStatement } from '../../text/syntax.ts';
import { readOctave } from './expressions.ts';
import { functionHead, readTargets } from './targets.ts';
import {
  Broken,
  deepestExpression,
  expect,
  isNext,
  lineAt,
  type OctaveWords,
  peek,
  placeFrom,
  take,
} from './words.ts';

/** What statements need to know of the function that they stand in, and where what is broken is kept. */
interface Within {
  /** What the function gives back, by name. */
  readonly outputs: readonly string[];
  readonly broken: Set<number>;
}

const ends = /^(?:end|end_?(?:if|for|while|function|switch|parfor|try_catch|unwind_protect))$/;
const parts = /^(?:else|elseif|case|otherwise|catch|until|unwind_protect_cleanup)$/;

/** OctaveWords at the beginning of a line that compute nothing here: `clc`, `close all`, `hold on`. */
const commands =
  /^(?:clc|clear|clearvars|close|hold|more|pkg|format|warning|figure|graphics_toolkit|global|persistent|load|save|drawnow|disp|printf|fprintf|display|plot|xlabel|ylabel|title|legend|axis|pause|assert|tic|toc|rng|input|keyboard|error|print_usage|fflush|colormap|imagesc)$/;

/** Reads the statements of a whole text; lines that are none are added to `broken`. */
export function readScript(words: OctaveWords, broken: Set<number>): readonly PyStatement[] {
  const body: PyStatement[] = [];
  while (words.at < words.tokens.length) {
    body.push(...readBody(words, { outputs: [], broken }));
    // An `end` that ends nothing, as behind a function of a file that has none for the others.
    if (words.at < words.tokens.length) words.at++;
  }
  // A function is known in the whole file, also above the line that defines it.
  const isFunction = ({ kind }: PyStatement): boolean => kind === 'function';
  return [...body.filter(isFunction), ...body.filter((each) => !isFunction(each))];
}

/** Statements up to the word that ends their block, which is left to the caller. */
function readBody(words: OctaveWords, within: Within): readonly PyStatement[] {
  words.blocks++;
  const body = words.blocks > deepestExpression ? [] : readLines(words, within);
  words.blocks--;
  return body;
}

function readLines(words: OctaveWords, within: Within): readonly PyStatement[] {
  const body: PyStatement[] = [];
  for (;;) {
    skipStops(words);
    if (words.at >= words.tokens.length) return body;
    const { kind, text, from } = peek(words);
    const assigned = words.tokens[words.at + 1]?.text === '=';
    if (kind === 'name' && !assigned && (ends.test(text) || parts.test(text))) return body;
    if (kind === 'name' && text === 'function' && within.outputs.length > 0) return body;
    const at = words.at;
    try {
      body.push(...readStatement(words, within));
      const ended = words.tokens[words.at - 1]?.kind === 'stop' || peek(words).kind === 'stop';
      if (!ended && !endsBlock(words)) throw new Broken(peek(words).from);
    } catch (problem) {
      if (!(problem instanceof Broken)) throw problem;
      words.depth = 0;
      within.broken.add(lineAt(words.starts, from));
      words.at = Math.max(at + 1, words.at);
      if (words.tokens[words.at - 1]?.text === '\n') words.at--;
      while (peek(words).text !== '\n' && words.at < words.tokens.length) words.at++;
    }
  }
}

function skipStops(words: OctaveWords): void {
  while (peek(words).kind === 'stop' && words.at < words.tokens.length) words.at++;
}

const endsBlock = (words: OctaveWords): boolean => {
  const { kind, text } = peek(words);
  return kind === 'name' && (ends.test(text) || parts.test(text));
};

function readStatement(words: OctaveWords, within: Within): readonly PyStatement[] {
  const { kind, text, from } = peek(words);
  if (kind === 'name') {
    const block = readKeyword(words, text, from, within);
    if (block) return block;
  }
  const target = readTargets(words);
  if (target) {
    words.at++;
    const value = readOctave(words);
    const all: PyExpression =
      target.kind === 'sequence' && value.kind === 'applied' ? { ...value, all: true } : value;
    return [{ ...placeFrom(words, from), kind: 'assign', targets: [target], value: all }];
  }
  const value = readOctave(words);
  const sign =
    /^([-+*/])=$/.exec(peek(words).text)?.[1] ?? /^(\+)\+$|^(-)-$/.exec(peek(words).text)?.[0]?.[0];
  if (sign === undefined) return [{ ...placeFrom(words, from), kind: 'expression', value }];
  // `x += y` is `x = x + y`: nothing of Octave's is changed where it lies.
  const counts = /^(?:\+\+|--)$/.test(peek(words).text);
  words.at++;
  const right: PyExpression = counts
    ? { ...placeFrom(words, from), kind: 'number', value: 1, whole: false }
    : readOctave(words);
  const whole = placeFrom(words, from);
  const joined = { '*': 'm*', '/': 'm/' }[sign] ?? sign;
  const sum: PyExpression = { ...whole, kind: 'binary', sign: joined, left: value, right };
  return [{ ...whole, kind: 'assign', targets: [value], value: sum }];
}

/** A statement that begins with a word of Octave's own; null where the word is a name. */
function readKeyword(
  words: OctaveWords,
  word: string,
  from: number,
  within: Within,
): readonly PyStatement[] | null {
  const next = words.tokens[words.at + 1];
  if (next?.text === '=') return null;
  switch (word) {
    case 'function':
      return [readFunction(words, from, within)];
    case 'for':
    case 'parfor':
      return [readFor(words, from, within)];
    case 'while':
      return [readWhile(words, from, within)];
    case 'if':
      return [readIf(words, from, within)];
    case 'switch':
      return [readSwitch(words, from, within)];
    case 'try':
    case 'unwind_protect':
      return [readTry(words, from, within)];
    case 'return':
      words.at++;
      return [returned(words, from, within)];
    case 'break':
    case 'continue':
      words.at++;
      return [{ ...placeFrom(words, from), kind: 'leave', how: word }];
    default:
      if (!commands.test(word)) return null;
      while (peek(words).text !== '\n' && peek(words).text !== ';') words.at++;
      return [{ ...placeFrom(words, from), kind: 'nothing' }];
  }
}

/** What a function gives where it ends: its outputs by their names. It has no text of its own. */
function returned(words: OctaveWords, from: number, { outputs }: Within): PyStatement {
  const place = { from, to: from, line: placeFrom(words, from).line };
  const names = outputs.map((name): PyExpression => ({ ...place, kind: 'name', name }));
  const [only] = names;
  const value: PyExpression | null =
    names.length === 1 ? (only ?? null) : { ...place, kind: 'sequence', of: 'tuple', items: names };
  return { ...place, kind: 'return', value: outputs.length === 0 ? null : value };
}

function readFunction(words: OctaveWords, from: number, within: Within): PyStatement {
  const { name, outputs, parameters } = functionHead(words);
  const own: Within = { outputs: outputs.length > 0 ? outputs : ['ans'], broken: within.broken };
  const body = readBody(words, own);
  const end = returned(words, words.tokens[words.at - 1]?.from ?? from, own);
  if (isNext(words, 'end', 'endfunction')) words.at++;
  return { ...placeFrom(words, from), kind: 'function', name, parameters, body: [...body, end] };
}

function readFor(words: OctaveWords, from: number, within: Within): PyStatement {
  words.at++;
  const bracket = take(words, '(');
  const { kind, text } = peek(words);
  if (kind !== 'name') throw new Broken(from);
  words.at++;
  const target: PyExpression = { ...placeFrom(words, from), kind: 'name', name: text };
  expect(words, '=');
  const over = readOctave(words);
  if (bracket) expect(words, ')');
  const body = readBlock(words, within);
  return { ...placeFrom(words, from), kind: 'for', target, over, body };
}

function readWhile(words: OctaveWords, from: number, within: Within): PyStatement {
  words.at++;
  const test = readOctave(words);
  return { kind: 'while', test, body: readBlock(words, within), ...placeFrom(words, from) };
}

/** A body and the word that ends it. */
function readBlock(words: OctaveWords, within: Within): readonly PyStatement[] {
  const body = readBody(words, within);
  endOf(words, within);
  return body;
}

/** Takes the word that ends a block. Where there is another one, its line is broken, and what was read stays. */
function endOf(words: OctaveWords, { broken }: Within): void {
  if (words.at < words.tokens.length && ends.test(peek(words).text)) words.at++;
  else broken.add(lineAt(words.starts, peek(words).from));
}

function readIf(words: OctaveWords, from: number, within: Within): PyStatement {
  const branches: { test: PyExpression | null; body: readonly PyStatement[] }[] = [];
  let test: PyExpression | null;
  do {
    const last = peek(words).text === 'else';
    words.at++;
    // `else if` is an `if` of its own.
    test = last ? null : readOctave(words);
    branches.push({ test, body: readBody(words, within) });
  } while (isNext(words, 'elseif', 'else'));
  endOf(words, within);
  return { ...placeFrom(words, from), kind: 'if', branches };
}

/** `switch x, case 1, ...` is an `if` that compares. */
function readSwitch(words: OctaveWords, from: number, within: Within): PyStatement {
  words.at++;
  const of = readOctave(words);
  skipStops(words);
  const branches: { test: PyExpression | null; body: readonly PyStatement[] }[] = [];
  while (isNext(words, 'case', 'otherwise')) {
    const other = peek(words).text === 'otherwise';
    words.at++;
    const value = other ? null : readOctave(words);
    const test: PyExpression | null = value && {
      ...value,
      kind: 'binary',
      sign: '==',
      left: of,
      right: value,
    };
    branches.push({ test, body: readBody(words, within) });
  }
  endOf(words, within);
  return { ...placeFrom(words, from), kind: 'if', branches };
}

/** `try` and `unwind_protect` are gone through as if nothing failed. */
function readTry(words: OctaveWords, from: number, within: Within): PyStatement {
  words.at++;
  const body = [...readBody(words, within)];
  if (take(words, 'catch')) readBody(words, within);
  if (take(words, 'unwind_protect_cleanup')) body.push(...readBody(words, within));
  endOf(words, within);
  return { ...placeFrom(words, from), kind: 'block', opened: [], body };
}
