import { againSaid, isRepeated, type Miss, missNamed } from '../dialogue/repeated.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Question } from '../lesson/question.ts';
import type { QuestionKind } from '../lesson/question-kind.ts';
import { math, stopped, type Words } from '../lesson/words.ts';
import { kindsOfQuestion } from '../questions/kinds.ts';
import { knownIn } from '../session/in-hand.ts';
import { wordsAt } from '../session/question-block.ts';
import {
  closeQuestion,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';
import { sweeping } from '../session/swept.ts';
import { waysOn } from '../teaching/misses.ts';

/** A question of another kind than that for a derivative's value. */
export type OtherKind = Question & { readonly kind: Exclude<QuestionKind, 'value'> };

/** Whether a question is of another kind. */
export const isOtherKind = (question: Question): question is OtherKind => question.kind !== 'value';

/** Takes a line typed at a question of another kind. */
export function answerOtherKind(session: Session, question: OtherKind, text: string): Stepped {
  const asking = kindsOfQuestion[question.kind];
  const words = wordsAt(session, question);
  const taken = asking.take(words, question, text, knownIn(session));
  const answer = text.trim();
  if (taken.kind === 'unread') {
    const said: Block = line('trouble', stopped(taken.says));
    const shown: readonly Block[] =
      taken.from === null
        ? [said]
        : [said, { kind: 'place', source: text, from: taken.from, to: taken.to ?? taken.from }];
    if (session.manner === 'prompt') return stay(session, ...shown);
    return closeQuestion(session, question, { outcome: 'unreadable', answer, value: null }, shown);
  }
  const turn = session.turns.get(question.key) ?? untouched;
  const tries = turn.tries + 1;
  const { value } = taken;
  if (taken.kind === 'right') {
    const after = withQuestionState(session, question.key, { ...turn, tries });
    const told = line('right', asking.told(words, question));
    const before = session.manner === 'piped' ? null : missNamed(turn.misses);
    const recovered = before === null ? [] : [line('note', before)];
    return closeQuestion(after, question, { outcome: 'correct', answer, value }, [told, ...recovered]);
  }
  const { mistake } = taken;
  const miss: Miss = { value, text: answer, mistake };
  const misses = [...turn.misses, miss];
  const swept = sweeping(session, misses, mistake !== null);
  const repeated = isRepeated(turn.misses, miss);
  const rung = repeated ? nextRung(session, question) : null;
  // What is said of any number that nothing explains is said once.
  const { says } = taken;
  const plainly = mistake === null && taken.offer === null && turn.heard.has(says) ? 'Not yet.' : says;
  const after = withQuestionState(session, question.key, {
    ...turn,
    tries,
    mistake,
    misses,
    swept: turn.swept || swept !== null,
    heard: new Set([...turn.heard, says, ...(rung === null ? [] : [rung])]),
  });
  if (session.manner === 'piped')
    return closeQuestion(after, question, { outcome: 'wrong', answer, value }, [line('wrong', taken.says)]);
  // What was said of it once is not said again, whether or not there is a hint left.
  const again = repeated
    ? `${againSaid(turn.misses, value, answer, session.words.digits)} ${rung ?? 'It is still not right: read the question once more.'}`
    : null;
  return stay(
    after,
    line('wrong', again ?? joinedWords(plainly, taken.offer)),
    ...(swept === null ? [] : [line('note', swept)]),
    ...waysOn(session.words.lesson.choice, tries),
  );
}

const joinedWords = (says: string, offer: string | null): string =>
  offer === null ? says : `${says} ${offer}`;

/** The next hint that was not heard; null where there is none, or hints are off. */
function nextRung(session: Session, question: OtherKind): string | null {
  if (session.words.lesson.choice.hints === false) return null;
  const { heard } = session.turns.get(question.key) ?? untouched;
  const rungs = kindsOfQuestion[question.kind].hints(wordsAt(session, question), question);
  return rungs.find((rung) => rung !== '' && !heard.has(rung)) ?? null;
}

/** Said where the last hint has been given. */
export const noMoreHints = `No more hints for this one. ${math(':answer')} shows the solution.`;

/** One rung more of the ladder of a question of another kind. */
export function hintOtherKind(session: Session, question: OtherKind): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const rung = nextRung(session, question);
  const after = withQuestionState(session, question.key, {
    ...turn,
    hints: turn.hints + 1,
    heard: rung === null ? turn.heard : new Set([...turn.heard, rung]),
  });
  return stay(after, line('hint', rung ?? noMoreHints));
}

/** Shows what a question of another kind asks for. */
export const revealOtherKind = (session: Session, question: OtherKind): Stepped =>
  closeQuestion(session, question, { outcome: 'revealed', answer: null, value: null }, [
    line('told', kindsOfQuestion[question.kind].told(wordsAt(session, question), question)),
  ]);

/** The reason behind a question of another kind that has been answered. */
export function whyOtherKind(words: Words, question: OtherKind): readonly string[] {
  const asking = kindsOfQuestion[question.kind];
  return asking.why?.(words, question) ?? [asking.told(words, question)];
}
