import { type Shape, sameShape, shapeOf, writtenShape } from '../ops/matrix.ts';
import { type Block, line } from './block.ts';
import type { Question } from './question.ts';
import { type Session, type Stepped, settle, stay, untouched, withTurn } from './turn.ts';
import { math } from './words.ts';

/** Reads a shape as people write one: `(3,2)`, `3x2`, `3 by 2`, `[3 2]`; one number alone is no shape but a number's. */
export function readShape(text: string): Shape | null {
  const match = /^[([]?\s*(\d{1,9})\s*(?:,|x|×|\*|by|\s)\s*(\d{1,9})\s*[)\]]?$/iu.exec(text.trim());
  if (match) return { rows: Number(match[1]), columns: Number(match[2]) };
  return /^\(?\s*\)?$|^(?:a\s+)?(?:number|scalar)$/iu.test(text.trim()) ? { rows: 1, columns: 1 } : null;
}

/** `dW2 is (1,3), as W2 is`: what is said of a shape that was found. */
export const shapeFound = ({ name, exact }: Question): string =>
  `${math(`d${name}`)} is ${math(writtenShape(shapeOf(exact)))}, as ${name} is.`;

/** What helps with a shape: the one rule there is, and where to look. */
export const shapeHint = ({ name }: Question): string =>
  `A derivative has the shape of what it is taken by, so that each entry of ${name} has its own. How many rows and columns has ${name}?`;

/** Takes a line typed at a question about a shape. */
export function shapeAnswered(session: Session, question: Question, text: string): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const typed = readShape(text.replace(/^[^=]*=/u, ''));
  const body = text.trim();
  if (typed === null) {
    const says = line('trouble', 'A shape is rows and columns, as in `(3,2)` or `3x2`.');
    if (session.manner === 'prompt') return stay(session, says);
    return settle(session, question, { outcome: 'unreadable', answer: body, value: null }, [says]);
  }
  const tried = withTurn(session, question.key, { ...turn, tries: turn.tries + 1 });
  const right = sameShape(typed, shapeOf(question.exact));
  const ending = { outcome: right ? 'correct' : 'wrong', answer: body, value: null } as const;
  const shown: readonly Block[] = [
    right ? line('right', shapeFound(question)) : line('wrong', missed(question, typed)),
  ];
  if (right || session.manner === 'piped') return settle(tried, question, ending, shown);
  return stay(tried, ...shown);
}

/** What is said of a wrong shape, which does not tell the right one. */
function missed({ name, exact }: Question, typed: Shape): string {
  const shape = shapeOf(exact);
  const turned = sameShape(typed, { rows: shape.columns, columns: shape.rows });
  if (turned)
    return `The other way round: rows come first, and ${math(`d${name}`)} is no transpose of ${name}.`;
  return `Not ${math(writtenShape(typed))}. Look at ${name} itself: a derivative has the shape of what it is taken by.`;
}
