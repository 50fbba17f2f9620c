import { batchSize, scaleOf, wordAt } from '../../symbolic/convention.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { math, type Words } from '../lesson/words.ts';
import type { Mistake } from '../mistakes/messages.ts';

/** A miss at a question about matrices: the mistake behind it, where one explains it. */
interface MissedMatrix {
  readonly words: Words;
  readonly question: Question;
  readonly mistake: Mistake | null;
}

/** Where to look for a mean over the examples that was forgotten, or taken twice; null for other mistakes. */
export function whereOfMean({ words, question, mistake }: MissedMatrix): string | null {
  const { worked } = words.lesson;
  const examples = batchSize(worked);
  const id = mistake?.id;
  if (examples === null || (id !== 'mean-forgotten' && id !== 'mean-twice')) return null;
  const readers = readersOf(question).filter((slot) => slot !== worked.graph.output);
  const [reader] = readers;
  const word = reader === undefined ? null : math(wordAt(worked, reader));
  const summed = reader !== undefined && scaleOf(worked, reader) !== 1;
  const { output } = worked;
  if (id === 'mean-forgotten')
    return summed
      ? `${word} is the derivative of the sum over the ${examples} examples, and ${output} is that sum divided by ${examples}. Where does your answer divide?`
      : `${output} is the sum over the examples divided by ${examples}. Where does your answer divide?`;
  return word && !summed
    ? `The division by ${examples} is in ${word} already, and everything built on it has it, too.`
    : `${output} divides the sum over the examples by ${examples} once. How often does your answer divide?`;
}

/**
 * The sentence on what would be true if an answer with a wrong mean were right; it only says what holds for all
 * numbers.
 */
export function contrastOfMean({ words, mistake }: MissedMatrix): string | null {
  const { output } = words.lesson.worked;
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
