import { type Block, line } from '../lesson/block.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { type Mistake, mistakeMessages } from '../mistakes/messages.ts';
import { explanation } from '../teaching/explain.ts';
import { isOtherKind, whyOtherKind } from './other-kinds.ts';
import { isTold, mayBeSaid, type Session, untouched, wordsAt } from './state.ts';

/**
 * What `:why` says: of a question that was tried and is open, the mistake in more words; else the reasons behind the last
 * one that was closed. Null where a hint says more: after a miss that nothing explains.
 */
export function whyText(session: Session, question: Question): readonly Block[] | null {
  const { tries, mistake } = session.turns.get(question.key) ?? untouched;
  if (tries > 0) return mistake && [line('note', ofMistake(mistake))];
  const before = session.turns.get(session.settled.at(-1) ?? -1);
  if (before?.outcome === 'wrong') {
    const none = `The last answer was not right, and a question that was missed is not explained here; ${math('?')} gives a hint to this one.`;
    return [line('note', before.mistake ? ofMissed(before.mistake) : none)];
  }
  const last = session.settled.findLast((key) => isTold(session.turns.get(key)));
  if (last === undefined) {
    const says = `No question is closed yet, and ${math(':why')} explains those that are; ${math('?')} gives a hint.`;
    return [line('note', says)];
  }
  const explained = questionOf(session.words.lesson, last);
  const words = wordsAt(session, explained);
  const why = isOtherKind(explained)
    ? whyOtherKind(words, explained)
    : explanation(words, explained, mayBeSaid(session));
  return why.map((text) => line('plain', text));
}

const ofMissed = ({ id }: Mistake): string =>
  `The last answer looks like this mistake: ${mistakeMessages[id].means}. ${math('?')} gives a hint to this question.`;

const ofMistake = ({ id }: Mistake): string =>
  `The last answer looks like this mistake: ${mistakeMessages[id].means}. ${math('?')} gives a hint; once the question is closed, ${math(':why')} gives its reasons.`;
