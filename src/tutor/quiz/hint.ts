import { inWords } from '../../engine/graph/givens.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { showsAt } from '../diagnosis/page.ts';
import { leadsFrom } from '../dialogue/lead.ts';
import { kept, type Lead, leadSaying } from '../dialogue/parts.ts';
import { goBackTo, type Miss, nextLead, shapeWasSaid } from '../dialogue/repeated.ts';
import { type Rungs, rungsFrom } from '../dialogue/rungs.ts';
import { line } from '../lesson/block.ts';
import type { Question } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { math } from '../lesson/words.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { mayBeSaid } from '../session/in-hand.ts';
import { blockOf, wordsAt } from '../session/question-block.ts';
import { type Session, type Stepped, stay, untouched, withQuestionState } from '../session/state.ts';
import { ladder } from '../teaching/hint.ts';
import { textOf } from '../teaching/question-screen.ts';
import { hintOtherKind, isOtherKind, noMoreHints } from './other-kinds.ts';
import { pageReading } from './page-answers.ts';

/**
 * One rung more: of the ladder that starts from the last mistake that has a name, or from the last miss if it has one; else of
 * the one that starts from a rule which is held by the other answers; else of the question's own.
 */
export function hint(session: Session, question: Question, from: 'named' | 'last'): Stepped {
  if (session.words.lesson.choice.hints === false)
    return stay(session, line('note', 'This assignment gives no hints; ask whoever set it.'));
  if (isOtherKind(question)) return hintOtherKind(session, question);
  const turn = session.turns.get(question.key) ?? untouched;
  const { leads, about } = rungsAt(session, question, from);
  const lead = nextLead(leads, turn.heard);
  const hints = turn.hints + 1;
  if (lead === null)
    return stay(
      withQuestionState(session, question.key, { ...turn, hints, smaller: null }),
      line('hint', noMoreHints),
    );
  const heard = new Set([...turn.heard, lead.says]);
  return stay(
    withQuestionState(session, question.key, { ...turn, hints, heard, smaller: lead.asks }),
    line('hint', about?.leads.includes(lead) ? `${goBackTo(about.miss)} ${lead.says}` : lead.says),
  );
}

/** The rungs of a ladder, and those of them that speak of an answer which was not the last one. */
interface Ladder {
  readonly leads: readonly Lead[];
  readonly about: { readonly miss: Miss; readonly leads: readonly Lead[] } | null;
}

/** The rungs of a question's ladder as they stand after what was typed, here and at other questions. */
function rungsAt(session: Session, question: Question, from: 'named' | 'last'): Ladder {
  const { misses } = session.turns.get(question.key) ?? untouched;
  const onScreen = textOf(blockOf(session, question));
  const [pointing, ...rungs] = ladder(wordsAt(session, question), question, onScreen, mayBeSaid(session)).map(
    (says) => leadSaying('where', says),
  );
  const last = (from === 'last' ? misses.slice(-1) : misses).findLast(({ mistake }) => mistake !== null);
  const ahead = last ? null : rungsAhead(session, question, onScreen);
  // If only the mean is wrong, the reasons of the product do not help.
  const further = /^mean-(?:forgotten|twice)$/.test(last?.mistake?.id ?? '') ? rungs.slice(-1) : rungs;
  if (ahead) {
    const [next, ...others] = further.flatMap((rung) => rung ?? []);
    const asserted = next && leadSaying('where', `${ahead.assertion} ${next.says}`.trim());
    return { leads: [...ahead.leads, ...kept(asserted ?? null), ...others], about: null };
  }
  const led = last ? leadsAt(session, question, last).filter(({ kind }) => kind !== 'contrast') : [];
  const first = led.length > 0 || !pointing ? led : [pointing];
  const told = (lead: Lead): boolean => lead.says === pointing?.says && shapeWasSaid(misses, question);
  const leads = [...first, ...further.flatMap(kept)].filter((each) => !told(each));
  const ofAnswer = led.filter(({ kind, says }) => kind === 'where' && says !== pointing?.says);
  const isLast = last === misses.at(-1);
  return { leads, about: last && !isLast ? { miss: last, leads: ofAnswer } : null };
}

/** The rungs towards what somebody lacked at other questions, where the likeliest rule that they hold would show here, too. */
function rungsAhead(session: Session, question: Question, onScreen: string): Rungs | null {
  const { lesson } = session.words;
  for (const { rule, answers } of pageReading(session).held) {
    const at = answers.filter((slot) => slot !== question.slot);
    if (at.length === 0 || !showsAt(lesson, question.slot, rule)) continue;
    const words = wordsAt(session, question);
    const found = rungsFrom({ words, question, known: mayBeSaid(session), onScreen, rule, at });
    if (found) return found;
  }
  return null;
}

/** What leads from a miss at a question of a session to the rule: what was heard at other questions comes last. */
export function leadsAt(
  session: Session,
  question: Question,
  { value, mistake }: Pick<Miss, 'value' | 'mistake'>,
): readonly Lead[] {
  const leads = leadsFrom({
    words: wordsAt(session, question),
    question,
    mistake,
    value,
    known: mayBeSaid(session),
    onScreen: textOf(blockOf(session, question)),
  });
  const before = mistake ? madeAt(session, question, mistake) : [];
  if (before.length < 2) return leads;
  const where = ({ kind }: Lead): boolean => kind === 'where';
  return [...leads.filter((lead) => !where(lead)), ...leads.filter(where)];
}

/** The other questions at which a mistake was made. */
const madeAt = ({ turns }: Session, { key }: Question, { id }: Mistake): readonly number[] =>
  // One slip has nothing to do with another.
  (id === 'arithmetic-slip' ? [] : [...turns]).flatMap(([other, { misses }]) =>
    other !== key && kindIn(other) === 'value' && misses.some(({ mistake }) => mistake?.id === id)
      ? [other]
      : [],
  );

/** Said of a mistake that was made at other questions, too; from the third on with where to look here. */
export function sameElsewhere(
  session: Session,
  question: Question,
  mistake: Mistake,
): { readonly says: string; readonly lead: Lead | null } | null {
  const { lesson } = session.words;
  const at = madeAt(session, question, mistake);
  if (at.length === 0) return null;
  const named = at.slice(-2).map((slot) => math(wordAt(lesson.worked, slot)));
  const says = `You made the same mistake at ${inWords(named)}.`;
  const held = pageReading(session).held.find(({ rule }) => rule.id === mistake.id);
  if (at.length < 2 || !held || lesson.choice.hints === false) return { says, lead: null };
  const words = wordsAt(session, question);
  const onScreen = textOf(blockOf(session, question));
  const lead =
    rungsFrom({ words, question, known: mayBeSaid(session), onScreen, rule: held.rule, at })?.hint ?? null;
  return { says: lead ? `${says} ${lead.says}` : says, lead };
}
