import { shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { isMatrixProduct } from '../../engine/kernels/rules.ts';
import { isSingle } from '../../ops/matrix.ts';
import { batchOf, batchSize, scaleOf, wordAt } from '../../symbolic/convention.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { math, statementOf, type Words } from '../lesson/words.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { askedOutput } from '../teaching/matrix-ladder.ts';
import { entryOfProduct } from './entry-of-product.ts';
import { type Lead, leadSaying } from './parts.ts';
import { pieceOf } from './pieces.ts';

/** A miss at a question about matrices: the mistake behind it, where one explains it. */
interface MissedMatrix {
  readonly words: Words;
  readonly question: Question;
  readonly mistake: Mistake | null;
}

/**
 * Where to look for a mean over the examples that was forgotten, or taken twice, in an answer or before there is one; null
 * for other mistakes.
 */
export function whereOfMean({ words, question, mistake }: MissedMatrix, typed = true): string | null {
  const { worked } = words.lesson;
  const examples = batchSize(worked);
  const id = mistake?.id;
  if (examples === null || (id !== 'mean-forgotten' && id !== 'mean-twice')) return null;
  // A derivative of the sum itself has no mean in it.
  if (scaleOf(worked, question.slot) !== 1) return null;
  const divides = typed ? 'does your answer divide' : 'does your answer have to divide';
  const readers = readersOf(question).filter((slot) => slot !== worked.graph.output);
  const [reader] = readers;
  const word = reader === undefined ? null : math(wordAt(worked, reader));
  const summed = reader !== undefined && scaleOf(worked, reader) !== 1;
  const { output } = worked;
  if (id === 'mean-forgotten')
    return summed
      ? `${word} is the derivative of the sum over the ${examples} examples, and ${output} is that sum divided by ${examples}. Where ${divides}?`
      : `${output} is the sum over the examples divided by ${examples}. Where ${divides}?`;
  return word && !summed
    ? `The division by ${examples} is in ${word} already, and everything built on it has it, too.`
    : `${output} divides the sum over the examples by ${examples} once. How often ${divides}?`;
}

/**
 * The sentence on what would be true if an answer with a wrong mean were right; it only says what holds for all
 * numbers.
 */
export function contrastOfMean({ words, question, mistake }: MissedMatrix): string | null {
  const { worked } = words.lesson;
  const { output } = worked;
  // With twice as many examples, what has a column for each is another matrix.
  if (batchOf(worked)?.steps.has(question.slot)) return null;
  const twice = `If every example were there twice, the mean ${output} would be the same, and so would its derivatives.`;
  switch (mistake?.id) {
    case 'mean-forgotten':
      return `${twice} Yours would be twice as large.`;
    case 'mean-twice':
      return `${twice} Yours would be half as large.`;
    default:
      return null;
  }
}

/** A smaller question about matrices: one entry of the product where a product went wrong, else one entry of what is asked. */
export function smallerOfMatrices(missed: MissedMatrix): Lead | null {
  const piece = missed.mistake && pieceOf(missed.mistake.id);
  const ofProduct = piece === 'which transpose' || piece === 'kind of product' || piece === 'local';
  const product = ofProduct ? entryOfProduct(missed.words, missed.question) : null;
  return product ?? leadSaying('smaller', oneEntry(missed));
}

/** The named steps that read what is asked, each once, whether they are asked or skipped. */
export const nextSteps = ({ lesson: { worked } }: Words, { links }: Question): readonly number[] => [
  ...new Set((links ?? []).map(({ path, to }) => path.find(({ step }) => worked.own.has(step))?.step ?? to)),
];

/** A smaller question about matrices: one entry of what is asked, and what it moves in the only step that reads it. */
export function oneEntry({ words, question, mistake }: MissedMatrix): string | null {
  // Of a mean no entry tells anything.
  if (mistake?.id === 'mean-forgotten' || mistake?.id === 'mean-twice') return null;
  const { worked } = words.lesson;
  const { graph } = worked;
  const [reader, another] = nextSteps(words, question);
  if (reader === undefined || another !== undefined || isSingle(shapeAt(graph, question.slot))) return null;
  const { rows, columns } = shapeAt(graph, question.slot);
  const entry =
    rows === 1 || columns === 1
      ? `the first entry of ${question.name}`
      : `the entry of ${question.name} in the first row and first column`;
  const name = reader === graph.output ? askedOutput(words, question) : nameAt(worked, reader);
  const moved = isSingle(shapeAt(graph, reader))
    ? `by how many ${math('ε')} does ${name} move`
    : `which entries of ${name} move, and by how many ${math('ε')} each`;
  return `Take ${entry} by itself, in ${math(statementOf(words, reader))}. If only that goes up by a tiny ${math('ε')}, ${moved}?`;
}

/** Rules that only give a value because the sizes here happen to allow it, or lose a sum over the examples. */
const ofSizes: ReadonlySet<Mistake['id']> = new Set<Mistake['id']>([
  'transpose-dropped',
  'transpose-added',
  'transposed-answer',
  'factors-swapped',
]);

/** What would be true if an answer whose shapes went wrong were right: it holds for all sizes. */
export function contrastOfShapes({ words, question, mistake }: MissedMatrix): string | null {
  if (mistake === null) return null;
  const { worked } = words.lesson;
  const edges = (question.links ?? []).flatMap(({ path }) => path);
  if (ofSizes.has(mistake.id))
    return edges.some(({ op }) => isMatrixProduct(op))
      ? `If all the sizes were different, your product would have another shape than ${question.name}, or none at all. Write the shape under each factor.`
      : `If all the sizes were different, your answer would have another shape than ${question.name}.`;
  const [reader, another] = readersOf(question);
  if (mistake.id !== 'sum-left-out' || reader === undefined || another !== undefined) return null;
  const [small, large] = [shapeAt(worked.graph, question.slot), shapeAt(worked.graph, reader)];
  const along = small.columns < large.columns ? 'columns' : small.rows < large.rows ? 'rows' : null;
  return along === null
    ? null
    : `With twice as many ${along} in ${nameAt(worked, reader)}, ${question.name} would be as large as before, but your answer would be larger. What makes one contribution of many?`;
}
