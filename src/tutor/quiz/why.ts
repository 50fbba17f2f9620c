import { type Block, line } from '../lesson/block.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { type Mistake, mistakeMessages } from '../mistakes/messages.ts';
import { isTold, mayBeSaid } from '../session/in-hand.ts';
import { wordsAt } from '../session/question-block.ts';
import { type Session, untouched } from '../session/state.ts';
import { explanation } from '../teaching/explain.ts';
import { isOtherKind, whyOtherKind } from './other-kinds.ts';

const looksLike = (id: Mistake['id']): string =>
  `The last answer looks like this mistake: ${mistakeMessages[id].means}.`;

/**
 * What `:why` says: of a question that was tried and is open, the mistake in more words; else the reasons behind the last
 * one that was closed. Null where a hint says more: after a miss that nothing explains.
 */
export function whyText(session: Session, question: Question): readonly Block[] | null {
  const { tries, mistake } = session.turns.get(question.key) ?? untouched;
  if (tries > 0) return mistake && [line('note', ofMistake(mistake))];
  const before = session.turns.get(session.settled.at(-1) ?? -1);
  if (before?.outcome === 'wrong') {
    const none = `The last answer was wrong, and only right answers are explained here; ${math('?')} gives a hint for this question.`;
    return [line('note', before.mistake ? ofMissed(before.mistake) : none)];
  }
  return whyClosed(session, '');
}

/** The reasons behind a question that is closed: the last one, or the one about a name, as in `:why b`. */
export function whyClosed(session: Session, typed: string): readonly Block[] {
  const { lesson } = session.words;
  const told = session.settled.filter((key) => isTold(session.turns.get(key)));
  const name = typed.trim().replace(/^[d∂](?:[^/]*\/[d∂])?(?=.)/u, '');
  const about = (wanted: string): number | undefined =>
    told.findLast((key) => questionOf(lesson, key).name === wanted);
  const last = typed.trim() === '' ? told.at(-1) : (about(typed.trim()) ?? about(name));
  if (last === undefined) {
    const says =
      told.length === 0
        ? `Nothing to explain yet. ${math(':why')} works after you have answered; ${math('?')} gives a hint now.`
        : `No answered question is about ${math(shortenedWord(typed))}.`;
    return [line('note', says)];
  }
  const explained = questionOf(lesson, last);
  const words = wordsAt(session, explained);
  const why = isOtherKind(explained)
    ? whyOtherKind(words, explained)
    : explanation(words, explained, mayBeSaid(session));
  return why.map((text) => line('plain', text));
}

const ofMissed = ({ id }: Mistake): string => `${looksLike(id)} ${math('?')} gives a hint for this question.`;

const ofMistake = ({ id }: Mistake): string =>
  `${looksLike(id)} ${math('?')} gives a hint; after you have answered, ${math(':why')} explains it.`;

const shortenedWord = (typed: string): string =>
  typed
    .replaceAll(/[\p{C}`]/gu, ' ')
    .trim()
    .slice(0, 20);
