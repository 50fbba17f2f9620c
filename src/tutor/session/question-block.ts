import type { Block } from '../lesson/block.ts';
import { hiddenSteps, lessonAt, type Question, questionOf, readersOf } from '../lesson/question.ts';
import type { Words } from '../lesson/words.ts';
import { askedWord, kindsOfQuestion } from '../questions/kinds.ts';
import { questionBlock, valueTexts } from '../teaching/question-screen.ts';
import { known } from './in-hand.ts';
import type { Session } from './state.ts';

/** The words in which one question is spoken of. */
export const wordsAt = ({ words }: Session, question: Question): Words => ({
  ...words,
  lesson: lessonAt(words.lesson, question),
});

/** The steps that the question at hand is about: what there is to draw of a graph that is too large for the screen. */
export function partInHand({ queue, words }: Session): ReadonlySet<number> {
  const question = questionOf(words.lesson, queue[0] ?? -1);
  const between = hiddenSteps(words.lesson, question).filter((slot) => words.lesson.visible.has(slot));
  return new Set([...readersOf(question), ...between]);
}

/** A question as it is to be shown now. */
export function blockOf(session: Session, question: Question): Block & { kind: 'question' } {
  const { lesson } = session.words;
  const asked = lesson.asked.filter((key) => !session.extra.has(key));
  const number = asked.indexOf(question.key) + 1;
  const place = session.extra.has(question.key) ? 'opened step' : `${number} of ${asked.length}`;
  const words = wordsAt(session, question);
  const block = questionBlock(words, question, place, known(session));
  if (question.kind === 'value') return block;
  const shows = kindsOfQuestion[question.kind].shows(words, question);
  const beside = {
    ...block,
    ways: [],
    asks: askedWord(words, question),
    ...(shows && { statements: shows }),
  };
  // What has been found would tell which line of a worked pass is not that.
  return question.kind === 'wrong-line'
    ? {
        ...beside,
        lead: 'which line is wrong, if any?',
        values: valueTexts(words),
        found: [],
        needs: [],
        more: { statements: 0, values: 0, found: 0 },
      }
    : beside;
}
