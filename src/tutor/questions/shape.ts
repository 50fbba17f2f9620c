import { shapeAt } from '../../engine/graph/graph.ts';
import { isSingle, type Shape, sameShape, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { math } from '../lesson/words.ts';
import { type KindOfQuestion, unreadTake, wrongTake } from './kind.ts';

/** Reads a shape as people write one: `(3,2)`, `3x2`, `3 by 2`, `[3 2]`; `()` and the word for a single number. */
export function readShape(text: string): Shape | null {
  const match = /^[([]?\s*(\d{1,9})\s*(?:,|x|×|\*|by|\s)\s*(\d{1,9})\s*[)\]]?$/iu.exec(text.trim());
  if (match) return { rows: Number(match[1]), columns: Number(match[2]) };
  return /^\(?\s*\)?$|^(?:a\s+)?(?:number|scalar)$/iu.test(text.trim()) ? { rows: 1, columns: 1 } : null;
}

/** The question for a derivative's shape, which is that of its variable. */
export const shapeKind: KindOfQuestion = {
  applies: ({ worked }, slot) => !isSingle(shapeAt(worked.graph, slot)),
  word: ({ lesson }, { slot }) => `shape of ${wordAt(lesson.worked, slot)}`,
  shows: () => null,
  take(_, { name, exact }, text) {
    const typed = readShape(text.replace(/^[^=]*=/u, ''));
    if (typed === null) return unreadTake('A shape is rows and columns, as in `(3,2)` or `3x2`.');
    const right = shapeOf(exact);
    if (sameShape(typed, right)) return { kind: 'right', value: null };
    const turned = sameShape(typed, { rows: right.columns, columns: right.rows });
    return wrongTake(
      turned
        ? `It is the other way round: rows come first, and ${math(`d${name}`)} has the same shape as ${name}.`
        : `Not ${math(writtenShape(typed))}. Look at ${name} itself: a derivative has the same shape as its variable.`,
    );
  },
  hints: (_, { name }) => [
    `A derivative has the same shape as its variable: one entry for each entry of ${name}. How many rows and columns does ${name} have?`,
  ],
  told: (_, { name, exact }) =>
    `${math(`d${name}`)} is ${math(writtenShape(shapeOf(exact)))}, as ${name} is.`,
};
