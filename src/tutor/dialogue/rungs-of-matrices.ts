import { shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { isSingle, writtenShape } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { math, statementOf, type Words } from '../lesson/words.ts';
import { spreadSaid } from '../teaching/matrix-rules.ts';
import { entryOfProduct } from './entry-of-product.ts';
import { nextSteps, oneEntry, whereOfMean } from './lead-of-matrices.ts';
import { type Ahead, type Lead, leadSaying, type Parts } from './parts.ts';
import type { Piece } from './pieces.ts';

/** The sentences about the piece that is missing at a question about matrices, where one step reads what is asked. */
export function rungsOfMatrices(ahead: Ahead, piece: Piece): Parts | null {
  const { words, question } = ahead;
  const { worked } = words.lesson;
  const [reader, another] = readersOf(question);
  const [near] = nextSteps(words, question);
  if (reader === undefined || near === undefined || another !== undefined) return null;
  const direct = reader === worked.graph.output;
  switch (piece) {
    case 'upstream':
    case 'which transpose':
    case 'kind of product':
      return direct ? null : ofTheProduct(ahead, piece, reader, near);
    case 'local':
      return pumped(`What does ${math(statementOf(words, near))} do to ${question.name}?`, entryOf(ahead));
    case 'copies': {
      const copied = spreadSaid(words, question.links ?? []).length > 0;
      const pump = `Was ${question.name} copied in ${math(statementOf(words, near))}, too?`;
      return copied ? pumped(pump, entryOf(ahead)) : null;
    }
    case 'mean over examples': {
      const where = whereOfMean({ words, question, mistake: { id: ahead.rule.id, message: '' } }, false);
      return where === null ? null : { ...pumped('Where does the mean come in here?', null), hint: where };
    }
    case 'in a row':
    case 'reader':
    case 'paths':
    case 'slope':
    case 'sign':
    case 'question':
      return null;
  }
}

const pumped = (pump: string, prompt: Lead | null): Parts => ({ pump, hint: null, prompt, assertion: '' });

const entryOf = ({ words, question }: Ahead): Lead | null =>
  leadSaying('smaller', oneEntry({ words, question, mistake: null }));

function ofTheProduct(
  ahead: Ahead,
  piece: 'upstream' | 'which transpose' | 'kind of product',
  reader: number,
  near: number,
): Parts | null {
  const { words, question } = ahead;
  const { worked } = words.lesson;
  const statement = math(statementOf(words, near));
  const product = entryOfProduct(words, question);
  switch (piece) {
    case 'upstream':
      return {
        ...pumped(
          `What comes back to ${nameAt(worked, reader)}, ${near === reader ? `the step that uses ${question.name}` : `where ${question.name} leads`}?`,
          null,
        ),
        hint: `${math(wordAt(worked, reader))} comes back, so it has to stand in your answer.`,
      };
    case 'which transpose':
      return (
        product && {
          ...pumped(
            `Here the step is ${statement}. Which factor is transposed in the backward pass, and on which side does it stand?`,
            product,
          ),
          hint: shapesSaid(words, question, reader),
        }
      );
    case 'kind of product':
      return pumped(
        `In ${statement}, does an entry of ${question.name} move one entry of ${nameAt(worked, near)}, or several?`,
        product ?? entryOf(ahead),
      );
  }
}

/** `dZ1 is (3,4), W1 is (3,2).` */
function shapesSaid({ lesson: { worked } }: Words, question: Question, reader: number): string {
  const said = (slot: number): string => {
    const shape = shapeAt(worked.graph, slot);
    return isSingle(shape) ? 'a single number' : math(writtenShape(shape));
  };
  return `${math(wordAt(worked, reader))} is ${said(reader)}, and your answer has to be ${said(question.slot)}, like ${question.name}.`;
}
