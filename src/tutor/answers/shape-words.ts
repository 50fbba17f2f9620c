import { isSingle, type Shape, shapeOf, writtenShape } from '../../ops/matrix.ts';
import type { Question } from '../lesson/question.ts';
import { sameShapeAs } from '../lesson/words.ts';

/** `4 of 6 entries are not right; the first is in row 1, column 2`; null for a single number. */
export function offAt(off: readonly number[], shape: Shape): string | null {
  const [first] = off;
  if (first === undefined || isSingle(shape)) return null;
  const count = shape.rows * shape.columns;
  const where = `row ${Math.floor(first / shape.columns) + 1}, column ${(first % shape.columns) + 1}`;
  const which = off.length === 1 ? `, in ${where}` : `; the first is in ${where}`;
  if (off.length === count) return `None of the ${count} entries is right.`;
  return `${off.length} of ${count} entries ${off.length === 1 ? 'is' : 'are'} not right${which}.`;
}

/** The sentence about a wrong shape, before any number is compared. */
export function misshapen({ name, asks, exact }: Question, shape: Shape): string {
  return `${sameShapeAs(`${name} is ${inWords(shapeOf(exact))}`)} Your \`${asks}\` is ${inWords(shape)}.`;
}

/** What is said of a wrong shape where the rule about shapes has been said. */
export const stillMisshapen = ({ asks, exact }: Question, shape: Shape): string =>
  `Your \`${asks}\` is ${inWords(shape)}, not ${inWords(shapeOf(exact))}.`;

const inWords = (shape: Shape): string => (isSingle(shape) ? 'a single number' : writtenShape(shape));
