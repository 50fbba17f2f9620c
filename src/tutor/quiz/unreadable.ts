import { wordAt } from '../../symbolic/convention.ts';
import type { Assessment } from '../answers/assess.ts';
import type { Reading } from '../answers/reading.ts';
import { spokenIn } from '../answers/suspicion/suspects.ts';
import { againSaid, type Miss, nextLead } from '../dialogue/repeated.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { math, quoted, stopped } from '../lesson/words.ts';
import {
  closeQuestion,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';
import { waysOn } from '../teaching/misses.ts';
import { leadsAt, sameElsewhere } from './hint.ts';

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

/**
 * An answer whose number is right although its rule is not, if it starts from an earlier answer that has no value: the true
 * one stood in its place, perhaps in another convention than the learner's, so that nobody knows whether it is luck. Null for
 * any other. `asked`: the lesson as it was asked; where the learner keeps to it, an answer that was left out is the true one.
 */
export function withoutStart(
  session: Session,
  question: Question,
  { expression, body }: Reading & { kind: 'read' },
  { mistake }: Assessment,
  asked: Lesson | null = null,
): Stepped | null {
  const { turns, manner, words } = session;
  const { lesson } = words;
  if (manner !== 'piped' || mistake?.id !== 'right-number-wrong-reason') return null;
  const keptTo = asked === null || asked.choice.convention === lesson.choice.convention;
  for (const slot of spokenIn(lesson, expression)) {
    const { outcome = null, value = null } = turns.get(slot) ?? {};
    if (!lesson.order.includes(slot) || value !== null || (outcome === null && keptTo)) continue;
    const why =
      outcome === null ? 'was not given' : outcome === 'unreadable' ? 'could not be read' : 'has no value';
    const says = `this uses ${math(wordAt((asked ?? lesson).worked, slot))}, which ${why}, so that it can't be told whether this is right`;
    return unreadable(session, question, body, [line('trouble', stopped(says))]);
  }
  return null;
}

const products = '`*` is the product of matrices, and `.*` goes entry by entry.';

/** An answer whose shapes clash has no value: if its form shows a mistake it is wrong, else it is unreadable. */
export function clashed(
  session: Session,
  question: Question,
  text: string,
  reading: Reading & { kind: 'clash' },
  { mistake, evidence }: Assessment,
): Stepped {
  const place: Block = { kind: 'place', source: text, from: reading.from, to: reading.to };
  const said = stopped(quoted(reading.message));
  // Of one shape twice: a named mistake asks for the other product by itself; where there is none, somebody has to speak of it.
  const advice = / is (\(\d+,\d+\)) and .* is \1; the inner sizes/.test(said) ? ` ${products}` : '';
  if (!mistake) return unreadable(session, question, text, [line('trouble', said + advice), place]);
  const turn = session.turns.get(question.key) ?? untouched;
  const { misses, heard } = turn;
  const miss: Miss = { value: null, text: reading.body, mistake };
  const again = misses.some((each) => each.value === null && each.mistake?.message === mistake.message);
  const lead = again ? nextLead(leadsAt(session, question, miss), heard) : null;
  const tried = withQuestionState(session, question.key, {
    ...turn,
    tries: turn.tries + 1,
    mistake,
    evidence,
    misses: [...misses, miss],
    heard: lead ? new Set([...heard, lead.says]) : heard,
    smaller: lead?.asks ?? null,
  });
  if (session.manner === 'prompt') {
    const elsewhere = again ? null : sameElsewhere(session, question, mistake);
    const says = lead
      ? `${againSaid(misses, null, reading.body, session.words.digits)} ${lead.says}`
      : `${said} ${mistake.message}`;
    return stay(
      tried,
      line('wrong', says),
      ...(lead ? [] : [place]),
      ...(elsewhere ? [line('note', elsewhere.says)] : []),
      ...waysOn(session.words.lesson.choice, turn.tries + 1),
    );
  }
  const shown = [line('wrong', `${said} ${mistake.message}`), place];
  return closeQuestion(tried, question, { outcome: 'wrong', answer: reading.body, value: null }, shown);
}
