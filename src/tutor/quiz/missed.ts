import { type Expression, leaves } from '../../language/expression.ts';
import { entriesOf, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Assessment, Probe } from '../answers/assess.ts';
import { followsFromOwn } from '../answers/follow-through.ts';
import { tooCoarse } from '../answers/near-misses.ts';
import type { Reading } from '../answers/reading.ts';
import { stillMisshapen } from '../answers/shape-words.ts';
import type { Lead } from '../dialogue/parts.ts';
import { offersOf, probeFor } from '../dialogue/probe-offers.ts';
import {
  againSaid,
  halfRepeated,
  halfSaid,
  isRepeated,
  type Miss,
  nameBefore,
  nextLead,
  shapeWasSaid,
} from '../dialogue/repeated.ts';
import { type Block, line } from '../lesson/block.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { derivativeText, math } from '../lesson/words.ts';
import { hasNames } from '../mistakes/counterfactual.ts';
import { sameValue } from '../mistakes/equality.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { ruleWeight } from '../mistakes/priors.ts';
import { type Session, type Stepped, stay, untouched, withQuestionState } from '../session/state.ts';
import { sweeping } from '../session/swept.ts';
import { waysOn } from '../teaching/misses.ts';
import { leadsAt, sameElsewhere } from './hint.ts';
import { amongAnswers } from './page-answers.ts';

type Read = Reading & { readonly kind: 'read' };

/** A wrong answer at a prompt: what is said of it, which is never what was said of the same miss before. */
export function missedAtPrompt(
  session: Session,
  question: Question,
  reading: Read,
  judged: Assessment,
  remark: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const considered = amongAnswers(session, question, judged);
  const { evidence } = considered;
  // A number that is right by luck costs no try, and the question then asks for the reason.
  if (considered.mistake?.id === 'right-number-wrong-reason') {
    const asked = withQuestionState(session, question.key, { ...turn, wantsReason: true });
    return stay(asked, ...remark, line('wrong', considered.mistake.message));
  }
  const { lesson } = session.words;
  const tries = turn.tries + 1;
  const probe = probeFor(lesson, question, considered.either);
  const { says, lead, explained, mistake } = saidOf(session, question, reading, considered, probe);
  // A number that is only too coarse does not take away what was seen before it.
  const coarse = mistake === null && coarselySaid(session, question, reading, considered) !== null;
  const either = mistake === null ? considered.either.map((each) => each.mistake) : [];
  const miss: Miss = { value: reading.value, text: reading.body, mistake, either, coarse };
  const swept = sweeping(session, [...turn.misses, miss], explained);
  const isAgain = isRepeated(turn.misses, miss) || halfRepeated(turn.misses, mistake) !== null;
  const again = mistake && !isAgain ? sameElsewhere(session, question, mistake) : null;
  const missed = withQuestionState(session, question.key, {
    ...turn,
    tries,
    mistake: coarse ? turn.mistake : mistake,
    evidence: coarse ? turn.evidence : evidence,
    misses: [...turn.misses, miss],
    heard: new Set([...turn.heard, ...[lead, again?.lead].flatMap((each) => each?.says ?? [])]),
    smaller: lead?.asks ?? null,
    probe,
    swept: turn.swept || swept !== null,
  });
  return stay(
    missed,
    ...remark,
    line('wrong', says),
    ...(again === null ? [] : [line('note', again.says)]),
    ...(swept === null ? [] : [line('note', swept)]),
    ...waysOn(lesson.choice, tries),
  );
}

/** The sentences about a miss, those of them that lead on, and the mistake that explains it. */
interface Said {
  readonly says: string;
  readonly lead: Lead | null;
  readonly explained: boolean;
  readonly mistake: Mistake | null;
}

function saidOf(
  session: Session,
  question: Question,
  reading: Read,
  considered: Assessment,
  probe: Probe | null,
): Said {
  const { value, body, expression } = reading;
  const { misses, heard, tries } = session.turns.get(question.key) ?? untouched;
  const seen = seenOf(question, value, misses, considered);
  const coarse = coarselySaid(session, question, reading, considered);
  if (coarse !== null) return { says: coarse, lead: null, explained: true, mistake: null };
  const found = considered.mistake ?? nameBefore(misses, value);
  // A number has one explanation: if a rule explains it, it was not copied from another answer.
  const named = found && (hasNames(expression) || isFrequent(found));
  const earlier = named ? null : fitsEarlier(session, question, reading);
  const mistake = earlier === null ? found : null;
  const { lesson } = session.words;
  const offers = mistake === null ? offersOf(lesson, question, considered.either, probe, seen !== null) : [];
  const miss = { value, text: body, mistake };
  const repeats = earlier === null && isRepeated(misses, miss);
  const half = repeats ? null : halfRepeated(misses, mistake);
  if (half && mistake)
    return { says: joined(seen, halfSaid(half, mistake)) ?? '', lead: null, explained: true, mistake };
  if (repeats) {
    const all =
      lesson.choice.hints === false ? [] : [...offers.slice(1), ...leadsAt(session, question, miss)];
    const lead = nextLead(all, heard);
    const begun = againSaid(misses, value, body, session.words.digits);
    return {
      says: `${begun} ${lead?.says ?? stillNot(mistake, expression)}`,
      lead,
      explained: true,
      mistake,
    };
  }
  const offer = nextLead(offers, heard);
  const reason =
    earlier ??
    joined(
      seen,
      mistake?.message ??
        offer?.says ??
        (value === 0 && !question.cancels ? nothingMoves(question, session) : null),
    );
  const lead = earlier === null && !mistake ? offer : null;
  if (reason !== null) return { says: reason, lead, explained: true, mistake };
  return { says: tries === 0 ? firstMiss(session) : 'Not yet.', lead: null, explained: false, mistake };
}

/** Said of the same miss again where everything that leads on was said. */
function stillNot(mistake: Mistake | null, expression: Expression): string {
  if (mistake?.id === 'arithmetic-slip') return 'Still not right: work it out from the start.';
  return `Still not right: look at ${hasNames(expression) ? 'the step again, not at the formula' : 'the rule, not at the number'}.`;
}

/** What is wrong with the shape or the entries; the rule about shapes is told once. */
const seenOf = (
  question: Question,
  value: Value,
  misses: readonly Miss[],
  { seen }: Assessment,
): string | null =>
  seen !== null && shapeWasSaid(misses, question) && !sameShape(shapeOf(value), shapeOf(question.exact))
    ? stillMisshapen(question, shapeOf(value))
    : seen;

/** Whether a mistake was reported more than once. */
const isFrequent = ({ id }: Mistake): boolean =>
  id !== 'right-number-wrong-reason' &&
  id !== 'arithmetic-slip' &&
  id !== 'exchanged-answers' &&
  ruleWeight({ id, op: null }) >= 2;

/**
 * Said of a number that is right but for its digits; null where it is not near, or where it is exactly what a mistake gives.
 */
export function coarselySaid(
  { words: { lesson, digits } }: Session,
  question: Question,
  reading: Read,
  { mistake, evidence }: Assessment,
): string | null {
  if (mistake?.id === 'right-number-wrong-reason') return null;
  if (mistake && evidence?.classes.some(({ values: [here = null] }) => sameValue(reading.value, here)))
    return null;
  return tooCoarse(lesson, question, reading, digits);
}

/** The sentence about a 0 that no mistake explains. */
const nothingMoves = ({ name }: Question, { words }: Session): string =>
  `With ${math('0')}, a tiny step in ${name} would not move ${words.lesson.worked.output} at all. Does it?`;

const firstMiss = ({ words }: Session): string =>
  words.lesson.choice.hints === false ? 'Not yet. Try again.' : 'Not yet. Try again, or type `?` for a hint.';

/** At a prompt: a wrong answer that is right given an earlier wrong try, whose true value has been found since. */
function fitsEarlier(session: Session, question: Question, { value, expression }: Read): string | null {
  const { lesson } = session.words;
  for (const reader of readersOf(question)) {
    const turn = session.turns.get(reader);
    if (!turn?.outcome) continue;
    for (const { value: miss } of turn.misses) {
      if (miss === null) continue;
      const own = new Map([[reader, miss]]);
      if (isUnit(miss) || !mayHold(expression, miss)) continue;
      if (!followsFromOwn(lesson, question, value, own, session.words.digits)) continue;
      const word = wordAt(lesson.worked, reader);
      return `You are still using an earlier answer of yours for ${math(word)}. The right value: ${math(derivativeText(session.words, reader))}.`;
    }
  }
  return null;
}

/** Whether an answer may have been made with an earlier number: a sum that was written out has that number in it. */
const mayHold = (expression: Expression, miss: Value): boolean =>
  expression.kind !== 'apply' ||
  leaves(expression).some((leaf) => leaf.kind !== 'number' || sameValue(leaf.value, miss, true));

/** Whether a number is 0, 1 or -1: many rules give the same from such an earlier try, so that it proves nothing. */
const isUnit = (value: Value): boolean =>
  Array.from(entriesOf(value)).every((entry) => entry === 0 || Math.abs(entry) === 1);

/** The shape or the entries first, then the mistake that explains them; null where there is neither. */
export function joined(seen: string | null, message: string | null): string | null {
  return seen === null || message === null ? (message ?? seen) : `${seen} ${message}`;
}
