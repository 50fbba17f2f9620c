import type { Reading } from './answer.ts';
import { line } from './block.ts';
import { type Considered, consider } from './consider.ts';
import { judge } from './judge.ts';
import { judged } from './judged.ts';
import type { Lesson } from './lesson.ts';
import { type Question, questionOf } from './question.ts';
import { measureOf } from './rounding.ts';
import { type Session, settle, startSession } from './turn.ts';
import { quoted, stopped } from './words.ts';

/** Whether an expression that gives the right number for a wrong reason is right. */
export type Reason = 'required' | 'ignored';

/** An answer that was handed in: how it was read, and the text that was. */
export interface Handed {
  readonly reading: Reading;
  readonly text: string;
}

/**
 * Answers that were handed in all at once, judged as a piped quiz judges lines: in the order of the questions, each once,
 * by the same function. A question without an answer stays open.
 */
export function handIn(
  lesson: Lesson,
  digits: number,
  answers: ReadonlyMap<number, Handed>,
  reason: Reason = 'required',
): Session {
  let session = startSession(lesson, 'piped', digits);
  for (const slot of lesson.order) {
    const handed = answers.get(slot);
    const question = questionOf(lesson, slot);
    session = handed
      ? settled(session, question, handed, reason)
      : { ...session, queue: session.queue.slice(1), over: session.queue.length === 1 };
  }
  return session;
}

function settled(session: Session, question: Question, { reading, text }: Handed, reason: Reason): Session {
  if (reading.kind === 'unreadable') {
    const ending = { outcome: 'unreadable', answer: text, value: null } as const;
    return settle(session, question, ending, [line('trouble', stopped(quoted(reading.message)))]).session;
  }
  const { lesson, digits } = session.words;
  const considered = forgiven(
    session,
    question,
    reading,
    consider(lesson, question, reading, digits),
    reason,
  );
  return judged(
    session,
    question,
    reading,
    considered,
    reading.remark ? [line('note', `${reading.remark}.`)] : [],
  ).session;
}

/** The verdict on the number alone, where an assignment does not ask for reasons. */
function forgiven(
  { words: { lesson, digits } }: Session,
  question: Question,
  { value }: Reading & { kind: 'read' },
  considered: Considered,
  reason: Reason,
): Considered {
  if (reason === 'required' || considered.mistake?.id !== 'right-number-wrong-reason') return considered;
  return { verdict: judge(value, measureOf(lesson, question, digits)), mistake: null, either: [] };
}
