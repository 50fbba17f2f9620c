import { line } from '../lesson/block.ts';
import { questionOf } from '../lesson/question.ts';
import { counted, math } from '../lesson/words.ts';
import { askedWord } from '../questions/kinds.ts';
import { type Session, type Stepped, stay } from '../session/state.ts';

/** A line of a file of answers: `dv = 3`, and what stands behind it where the answer was shown. */
const answerLine = /^\s*(?:d|∂)([^\s=/]+)\s*=\s*([^#]*?)\s*(#\s*revealed)?\s*$/u;

/**
 * Answers the open questions from a file that `:save` wrote, each by `answer`, in the order in which they are asked. What
 * is not in the file stays open, and what can't be read or is wrong is said by the quiz as if it had been typed.
 */
export function loadAnswers(
  before: Session,
  text: string,
  answer: (session: Session, typed: string) => Stepped,
): Stepped {
  const lines = new Map<string, string>();
  for (const each of text.split(/\r?\n/)) {
    const [, name = '', typed = '', revealed] = answerLine.exec(each) ?? [];
    if (typed !== '') lines.set(name, revealed === undefined ? typed : ':answer');
  }
  let session = before;
  let taken = 0;
  for (const key of before.queue) {
    const { lesson } = session.words;
    const question = questionOf(lesson, key);
    const typed = question.kind === 'value' ? lines.get(question.name) : undefined;
    if (typed === undefined || session.over) continue;
    const others = session.queue.filter((each) => each !== key);
    const stepped = answer({ ...session, queue: [key, ...others] }, typed);
    taken++;
    // The questions that are left keep their order.
    const open = new Set(stepped.session.queue);
    session = { ...stepped.session, queue: session.queue.filter((each) => open.has(each)) };
  }
  if (taken === 0)
    return stay(
      before,
      line('trouble', `No open question is answered in that file; its lines read ${math('dv = 3')}.`),
    );
  const [next] = session.queue;
  const right = before.queue.length - session.queue.length;
  const rest =
    next === undefined
      ? ''
      : ` Go on with ${math(askedWord(session.words, questionOf(session.words.lesson, next)))}.`;
  return stay(session, line('note', `${counted(taken, 'answer')} read, ${right} taken.${rest}`));
}
