import type { FunctionParameter, PyExpression } from '../../text/syntax.ts';
import { readOctave } from './expressions.ts';
import { Broken, isNext, type OctaveWords, peek, placeFrom, take } from './words.ts';

/** What stands left of a `=`: a name, a part, or several between brackets; null where the line stores nothing. */
export function readTargets(words: OctaveWords): PyExpression | null {
  const start = words.at;
  const { from } = peek(words);
  try {
    const target = readOctave(words);
    if (!isNext(words, '=')) {
      words.at = start;
      return null;
    }
    if (target.kind === 'table')
      return { ...placeFrom(words, from), kind: 'sequence', of: 'tuple', items: target.rows.flat() };
    if (!/^(?:name|applied|attribute)$/.test(target.kind)) throw new Broken(from);
    return target;
  } catch (problem) {
    // `[~, p] = max(A)` has a target that is no expression.
    if (!(problem instanceof Broken)) throw problem;
    words.depth = 0;
    words.at = start;
    return readNames(words, from);
  }
}

/** `[~, p]`, in front of a `=`; null where that is not what stands here. */
function readNames(words: OctaveWords, from: number): PyExpression | null {
  const start = words.at;
  const items: PyExpression[] = [];
  if (!take(words, '[')) return null;
  while (!take(words, ']')) {
    const { kind, text, from: at } = peek(words);
    if (kind === 'stop') break;
    words.at++;
    if (kind === 'name' || text === '~')
      items.push({ ...placeFrom(words, at), kind: 'name', name: kind === 'name' ? text : '_' });
    else if (text !== ',') break;
  }
  if (isNext(words, '=')) return { ...placeFrom(words, from), kind: 'sequence', of: 'tuple', items };
  words.at = start;
  return null;
}

/** `function [J, grad] = f(x, y)`, up to the end of its line. */
export function functionHead(words: OctaveWords): {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly parameters: readonly FunctionParameter[];
} {
  words.at++;
  const head: string[] = [];
  while (peek(words).text !== '\n' && !(peek(words).kind === 'stop' && peek(words).text === ';')) {
    head.push(peek(words).text);
    words.at++;
  }
  const [, listed, single, name = '', given = ''] =
    /^(?:\[([\w ,~]*)\] =|(\w+) =)? ?([\w.]+) ?(?:\(([^)]*)\))?/.exec(head.join(' ')) ?? [];
  const named = (list: string): readonly string[] => list.split(/[ ,]+/).filter((word) => /^\w+$/.test(word));
  return {
    name,
    outputs: named(listed ?? single ?? ''),
    parameters: named(given).map((word) => ({ name: word, fallback: null })),
  };
}
