import type { Assessment } from '../answers/assess.ts';
import type { Reading } from '../answers/reading.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Question } from '../lesson/question.ts';
import { quoted, stopped } from '../lesson/words.ts';
import {
  closeQuestion,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';

/** An unreadable line: at a prompt it costs nothing, piped it was the question's only line. */
export function unreadable(
  session: Session,
  question: Question,
  text: string,
  shown: readonly Block[],
): Stepped {
  if (session.manner === 'prompt') return stay(session, ...shown);
  return closeQuestion(session, question, { outcome: 'unreadable', answer: text.trim(), value: null }, shown);
}

const products = '`*` is the product of matrices, and `.*` goes entry by entry.';

/** An answer whose shapes clash has no value: if its form shows a mistake it is wrong, else it is unreadable. */
export function clashed(
  session: Session,
  question: Question,
  text: string,
  reading: Reading & { kind: 'clash' },
  { mistake }: Assessment,
): Stepped {
  const place: Block = { kind: 'place', source: text, from: reading.from, to: reading.to };
  const said = stopped(quoted(reading.message));
  // Of one shape twice: a named mistake asks for the other product by itself; where there is none, somebody has to speak of it.
  const advice = / is (\(\d+,\d+\)) and .* is \1; the inner sizes/.test(said) ? ` ${products}` : '';
  if (!mistake) return unreadable(session, question, text, [line('trouble', said + advice), place]);
  const turn = session.turns.get(question.key) ?? untouched;
  const tried = withQuestionState(session, question.key, { ...turn, tries: turn.tries + 1, mistake });
  const shown = [line('wrong', `${said} ${mistake.message}`), place];
  if (session.manner === 'prompt') return stay(tried, ...shown);
  return closeQuestion(tried, question, { outcome: 'wrong', answer: reading.body, value: null }, shown);
}
