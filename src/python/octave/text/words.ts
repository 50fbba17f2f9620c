import type { PyExpression, PythonPlace } from '../../text/syntax.ts';
import type { OctaveToken } from './tokens.ts';

/** How far the reading of a text's words has come, and where its lines begin. */
export interface OctaveWords {
  readonly tokens: readonly OctaveToken[];
  readonly starts: readonly number[];
  at: number;
  /** How deep the expression that is read lies in others. */
  depth: number;
  /** In how many blocks the statement that is read stands. */
  blocks: number;
}

/** Expressions and blocks that lie deeper in one another are not read: nobody writes them. */
export const deepestExpression = 60;

/** A word that does not belong where it stands. */
export class Broken extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('this is no Octave');
    this.offset = offset;
  }
}

/** The word that is read next; behind the last one a line ends. */
export const peek = ({ tokens, at }: OctaveWords): OctaveToken =>
  tokens[Math.min(at, tokens.length - 1)] as OctaveToken; // a text has one stop at least

/** Whether the next word is this one; a text between quotes is no sign. */
export const isNext = (words: OctaveWords, ...texts: readonly string[]): boolean => {
  const { kind, text } = peek(words);
  return kind !== 'text' && texts.includes(text);
};

/** Takes the next word if it is this one, and says whether it was. */
export function take(words: OctaveWords, text: string): boolean {
  if (!isNext(words, text)) return false;
  words.at++;
  return true;
}

/** Takes the next word, which has to be this one. */
export function expect(words: OctaveWords, text: string): void {
  if (!take(words, text)) throw new Broken(peek(words).from);
}

/** The line of an offset, from 1. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** From an offset to the end of the last word that was taken. */
export function placeFrom({ tokens, starts, at }: OctaveWords, from: number): PythonPlace {
  const to = tokens[at - 1]?.to ?? from;
  return { from, to: Math.max(from, to), line: lineAt(starts, from) };
}

/** From where an expression begins to the end of the last word that was taken. */
export const placeSince = (words: OctaveWords, { from }: PyExpression): PythonPlace => placeFrom(words, from);
