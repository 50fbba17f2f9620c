import type { PyExpression } from '../../text/syntax.ts';
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
