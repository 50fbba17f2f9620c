import { batchSize, type Convention } from '../../symbolic/convention.ts';
import type { Reading } from '../answers/reading.ts';
import { type Block, line } from '../lesson/block.ts';
import { inConvention } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import {
  closeQuestion,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';

/**
 * Takes an answer that is right under the other convention. It is no mistake: at a prompt it costs no try, and in a
 * pipe it counts under that convention.
 */
export function meantOtherwise(
  session: Session,
  question: Question,
  { value, body }: Reading & { kind: 'read' },
  meant: Convention,
  remark: readonly Block[],
): Stepped {
  const { words } = session;
  const { worked } = words.lesson;
  const { said, here, again } = sayingOf(meant, question, worked.output, `${batchSize(worked) ?? 1} times`);
  if (session.manner === 'prompt') return stay(session, ...remark, line('trouble', `${said}. ${here}`));
  const turn = session.turns.get(question.key) ?? untouched;
  // What follows is built on it, and judged by the same convention.
  const theirs = { ...session, words: { ...words, lesson: inConvention(words.lesson, meant) } };
  const after = withQuestionState(theirs, question.key, { ...turn, tries: turn.tries + 1 });
  const noted = [...session.turns.values()].some(({ message }) => message.endsWith(taken));
  return closeQuestion(after, question, { outcome: 'correct', answer: body, value }, [
    ...remark,
    line('right', noted ? again : said + taken),
  ]);
}

/** The end of the sentence about an answer that counts under its own convention. */
const taken = '; it counts as right.';

/** What is said of an answer that is right under the other convention: what it is, what is asked, and in brief the next time. */
function sayingOf(meant: Convention, { name, asks }: Question, output: string, times: string) {
  switch (meant) {
    case 'lecture':
      return {
        said: `That is the lecture's ${math(`d${name}`)}: the derivative of the summed loss, which is ${times} ${math(asks)}`,
        here: `This quiz asks for ${math(asks)}, of the mean ${output}; ${math(':convention lecture')} asks for the lecture's.`,
        again: `The lecture's ${math(`d${name}`)}.`,
      };
    case 'dvar': {
      const mean = math(`d${output}/d${name}`);
      return {
        said: `That is ${mean}, of the mean ${output}; the lecture's ${math(asks)}, of the summed loss, is ${times} as much`,
        here: `This quiz asks for the lecture's; ${math(':convention dvar')} asks for ${mean}.`,
        again: `${mean}, of the mean ${output}.`,
      };
    }
  }
}
