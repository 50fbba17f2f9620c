import type { Assessment } from '../answers/assess.ts';
import { admissible } from '../answers/near-misses.ts';
import type { Reading } from '../answers/reading.ts';
import { onHiddenStart } from '../answers/suspicion/hidden-start.ts';
import { assessAnswer } from '../answers/suspicion/slipped-chain.ts';
import { line } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { quoted, stopped } from '../lesson/words.ts';
import { startOf } from '../session/in-hand.ts';
import { noSessions } from '../session/kept-sessions.ts';
import type { KeptVerdicts } from '../session/kept-verdicts.ts';
import { readingWord } from '../session/reading-word.ts';
import { type Session, type Stepped, startSession } from '../session/state.ts';
import { holdsAtOtherValues } from './other-values.ts';
import { asPageReads } from './page-answers.ts';
import { respond } from './respond.ts';
import { clashed, unreadable, withoutStart } from './unreadable.ts';

/** An answer that was handed in: how it was read, and the text that was. */
export interface JudgedSubmission {
  readonly reading: Reading;
  readonly text: string;
}

/** Answers by their questions, as they read at the values of one lesson. */
export type AnswerSource = ReadonlyMap<number, JudgedSubmission>;

/**
 * Answers that were handed in all at once, judged as a piped quiz judges lines: in the order of the questions, each once,
 * by the same function. A question without an answer stays open. `further`: the same answers at further values.
 */
export const judgeSubmission = (...handed: Parameters<typeof judgedAlone>): Session =>
  asPageReads(judgedAlone(...handed));

/** The same, each answer judged by itself and by those before it. `kept`: the verdicts of a class. */
export function judgedAlone(
  lesson: Lesson,
  digits: number,
  answers: AnswerSource,
  further: readonly { readonly lesson: Lesson; readonly answers: AnswerSource }[] = [],
  kept: KeptVerdicts | null = null,
): Session {
  // Only a quiz asks for shapes; in code they are visible.
  const others = further.map((other) => other.lesson);
  const begin = (): Session => ({ ...startSession(lesson, 'piped', digits, others), queue: lesson.order });
  const sessions = kept?.sessions ?? noSessions;
  let at = sessions.start(lesson, digits, begin);
  for (const slot of lesson.order) {
    const handed = answers.get(slot);
    const there = further.map((other) => other.answers.get(slot));
    const { session } = at;
    const word = kept === null ? null : handedWord([handed, ...there]);
    at = sessions.after(at, word, () => settledAt(lesson, session, slot, handed, there, kept));
  }
  return at.session;
}

/** The session after one answer, or after none, here and at the further values. */
function settledAt(
  lesson: Lesson,
  session: Session,
  slot: number,
  handed: JudgedSubmission | undefined,
  there: readonly (JudgedSubmission | undefined)[],
  kept: KeptVerdicts | null,
): Session {
  if (!handed) return { ...session, queue: session.queue.slice(1), over: session.queue.length === 1 };
  return holdsAtOtherValues(session, slot, settled(session, slot, handed, lesson, kept), (other, k) => {
    const own = there[k];
    return own ? settled(other, slot, own, lesson).session : other;
  }).session;
}

/** The same answer here and at the further values, as a text; null where there is none that tells it from all others. */
function handedWord(all: readonly (JudgedSubmission | undefined)[]): string | null {
  const words = all.map((handed) => {
    if (!handed) return '';
    const word = readingWord(handed.reading);
    return word === null ? null : `${word} ${handed.text}`;
  });
  return words.includes(null) ? null : words.join('\n');
}

function settled(
  session: Session,
  slot: number,
  handed: JudgedSubmission,
  asked: Lesson,
  kept: KeptVerdicts | null = null,
): Stepped {
  const { lesson, digits } = session.words;
  // An answer in the other convention has those after it judged by it.
  const question = questionOf(lesson, slot);
  const reading = admissible(lesson, handed.reading);
  if (reading.kind === 'unreadable')
    return unreadable(session, question, handed.text, [line('trouble', stopped(quoted(reading.message)))]);
  const start = startOf(session);
  const judge = (): Assessment => assessAnswer(lesson, question, reading, digits, start);
  const alone = kept ? kept.of({ lesson, question, reading, digits, start }, judge) : judge();
  const considered =
    alone.verdict === 'wrong' ? onHiddenStart(lesson, question, reading, alone, start, digits) : alone;
  if (reading.kind === 'clash') return clashed(session, question, handed.text, reading, considered);
  const unsure = considered.mistake && withoutStart(session, question, reading, considered, asked);
  if (unsure) return unsure;
  const remark = reading.remark ? [line('note', `${reading.remark}.`)] : [];
  return respond(session, question, reading, considered, remark);
}
