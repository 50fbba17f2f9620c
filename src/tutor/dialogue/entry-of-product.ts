import { operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { isMatrixProduct } from '../../engine/kernels/rules.ts';
import { isSingle } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Question } from '../lesson/question.ts';
import { math, plainEdge, statementOf, type Words } from '../lesson/words.ts';
import type { Lead } from './parts.ts';

/** The word of the entry that is asked by itself: `dW(1,1)`. */
export const entryWord = ({ name }: Question): string => `d${name}(1,1)`;

/**
 * A smaller question about a factor of a product of matrices: which entries one entry of its derivative is made of. Null where
 * the step is no such product, or its other factor has no name.
 */
export function entryOfProduct(words: Words, question: Question): Lead | null {
  const { worked } = words.lesson;
  const [link, another] = question.links ?? [];
  const [nearest, ...above] = link?.path ?? [];
  if (!link || !nearest || another || !above.every(plainEdge) || link.to === worked.graph.output) return null;
  const beside = operandsAt(worked.graph, nearest.step)[1 - nearest.operand] ?? -1;
  const other = worked.names[beside];
  if (!isMatrixProduct(nearest.op) || !other || !worked.own.has(beside)) return null;
  if ([question.slot, beside, link.to].some((slot) => isSingle(shapeAt(worked.graph, slot)))) return null;
  const upstream = math(wordAt(worked, link.to));
  const line = nearest.operand === 0 ? 'row' : 'column';
  const entry = math(`${question.name}(1,1)`);
  const where = math(statementOf(words, link.to));
  const asks = entryWord(question);
  return {
    kind: 'smaller',
    says: `Take one entry. In ${where}, ${entry} meets the first ${line} of ${other}, and the products land in the first ${line} of ${worked.names[link.to]}. So what do the first ${line} of ${upstream} and the first ${line} of ${other} make of ${math(asks)}? Type ${math(asks)}, or the whole answer.`,
    asks,
  };
}
