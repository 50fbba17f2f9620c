import type { Reading } from './answer.ts';
import { line } from './block.ts';
import { consider } from './consider.ts';
import { judged } from './judged.ts';
import type { Lesson } from './lesson.ts';
import { type Question, questionOf } from './question.ts';
import { type Session, startSession } from './turn.ts';
import { clashed, unread } from './unread.ts';
import { quoted, stopped } from './words.ts';

/** An answer that was handed in: how it was read, and the text that was. */
export interface Handed {
  readonly reading: Reading;
  readonly text: string;
}

/**
 * Answers that were handed in all at once, judged as a piped quiz judges lines: in the order of the questions, each once,
 * by the same function. A question without an answer stays open.
 */
export function handIn(lesson: Lesson, digits: number, answers: ReadonlyMap<number, Handed>): Session {
  // Shapes are asked in a quiz; in code they show.
  let session: Session = { ...startSession(lesson, 'piped', digits), queue: lesson.order };
  for (const slot of lesson.order) {
    const handed = answers.get(slot);
    // An answer in the lecture's convention has those after it judged by it.
    const question = questionOf(session.words.lesson, slot);
    session = handed
      ? settled(session, question, handed)
      : { ...session, queue: session.queue.slice(1), over: session.queue.length === 1 };
  }
  return session;
}

function settled(session: Session, question: Question, { reading, text }: Handed): Session {
  if (reading.kind === 'unreadable')
    return unread(session, question, text, [line('trouble', stopped(quoted(reading.message)))]).session;
  const { lesson, digits } = session.words;
  const considered = consider(lesson, question, reading, digits);
  if (reading.kind === 'clash') return clashed(session, question, text, reading, considered).session;
  return judged(
    session,
    question,
    reading,
    considered,
    reading.remark ? [line('note', `${reading.remark}.`)] : [],
  ).session;
}
