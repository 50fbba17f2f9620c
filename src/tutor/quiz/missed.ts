import { halfUnit } from '../../language/number-format.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { type Assessment, hasNames, type Probe } from '../answers/assess.ts';
import { followsFromOwn } from '../answers/follow-through.ts';
import { judgedDigits } from '../answers/judge.ts';
import type { Reading } from '../answers/reading.ts';
import { measureOf } from '../answers/rounding.ts';
import { type Lead, leadsFrom } from '../dialogue/lead.ts';
import { isRepeated, type Miss, nextLead } from '../dialogue/repeated.ts';
import { type Block, line } from '../lesson/block.ts';
import { exactNumber, type Question, readersOf } from '../lesson/question.ts';
import { counted, derivativeText, math, quoted } from '../lesson/words.ts';
import { sameValue } from '../mistakes/equality.ts';
import { type Mistake, mistakeMessages } from '../mistakes/messages.ts';
import { mayBeSaid } from '../session/in-hand.ts';
import { blockOf, wordsAt } from '../session/question-block.ts';
import { type Session, type Stepped, stay, untouched, withQuestionState } from '../session/state.ts';
import { guessing, waysOn } from '../teaching/misses.ts';
import { textOf } from '../teaching/question-screen.ts';
import { offerProbe, probeFor } from './probe.ts';

type Read = Reading & { readonly kind: 'read' };

/** A wrong answer at a prompt: what is said of it, which is never what was said of the same miss before. */
export function missedAtPrompt(
  session: Session,
  question: Question,
  reading: Read,
  considered: Assessment,
  remark: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const { mistake, evidence } = considered;
  // A number that is right by luck is no miss: it costs no try, and the question asks for the reason.
  if (mistake?.id === 'right-number-wrong-reason') {
    const asked = withQuestionState(session, question.key, { ...turn, wantsReason: true });
    return stay(asked, ...remark, line('wrong', mistake.message));
  }
  const { lesson } = session.words;
  const tries = turn.tries + 1;
  const probe = probeFor(lesson, question, considered.either);
  const miss: Miss = { value: reading.value, mistake };
  const { says, lead, explained } = saidOf(session, question, reading, considered, probe);
  const missed = withQuestionState(session, question.key, {
    ...turn,
    tries,
    mistake,
    evidence,
    misses: [...turn.misses, miss],
    heard: lead ? new Set([...turn.heard, lead.says]) : turn.heard,
    smaller: lead?.asks ?? null,
    probe,
  });
  const elsewhere =
    mistake && !isRepeated(turn.misses, miss) ? madeElsewhere(session, question, mistake) : null;
  return stay(
    missed,
    ...remark,
    line('wrong', says),
    ...(elsewhere === null ? [] : [line('note', elsewhere)]),
    ...guessing(lesson.choice, turn.misses.length + 1, explained),
    ...waysOn(lesson.choice, tries),
  );
}

/** What is said of a miss, and what of it leads on. */
interface Said {
  readonly says: string;
  readonly lead: Lead | null;
  readonly explained: boolean;
}

function saidOf(
  session: Session,
  question: Question,
  { value, body, expression }: Read,
  { mistake, seen }: Assessment,
  probe: Probe | null,
): Said {
  const turn = session.turns.get(question.key) ?? untouched;
  const coarse = tooCoarse(session, question, value);
  if (coarse !== null) return { says: coarse, lead: null, explained: true };
  // An answer made of names is read as a rule; its number may fit anything.
  const earlier = mistake && hasNames(expression) ? null : fitsEarlier(session, question, value);
  const offers = probe ? probeOffers(session, question, probe, seen !== null) : [];
  const miss = { value, mistake };
  if (earlier === null && isRepeated(turn.misses, miss)) {
    const { hints } = session.words.lesson.choice;
    const all = hints === false ? [] : [...offers.slice(1), ...leadsAt(session, question, miss)];
    const lead = nextLead(all, turn.heard);
    const same = turn.misses.some((before) => sameValue(before.value, value));
    const begun = same ? `You gave ${math(quoted(body, 40))} before.` : 'The same mistake again.';
    const slipped = mistake?.id === 'arithmetic-slip';
    const rest =
      lead?.says ??
      `It is still not it: ${slipped ? 'work it out from the start' : 'look at the rule, not at the number'}.`;
    return { says: `${begun} ${rest}`, lead, explained: true };
  }
  const offer = nextLead(offers, turn.heard);
  const reason =
    earlier ??
    joined(seen, mistake?.message ?? offer?.says ?? (value === 0 ? nothingMoves(question, session) : null));
  const lead = earlier === null && !mistake ? offer : null;
  if (reason !== null) return { says: reason, lead, explained: true };
  return { says: turn.tries === 0 ? firstMiss(session) : 'Not yet.', lead: null, explained: false };
}

/** What leads from a miss at a question of a session to the rule. */
export const leadsAt = (session: Session, question: Question, { value, mistake }: Miss): readonly Lead[] =>
  leadsFrom({
    words: wordsAt(session, question),
    question,
    mistake,
    value,
    known: mayBeSaid(session),
    onScreen: textOf(blockOf(session, question)),
  });

/** So many mistakes are named in one question. */
const mostNamed = 3;

/** A probe as it is offered first, and as it is offered again: then it names what it would tell apart. */
function probeOffers(
  { words: { lesson } }: Session,
  question: Question,
  probe: Probe,
  after: boolean,
): readonly Lead[] {
  const means = new Set(probe.suspects.map(({ mistake }) => mistakeMessages[mistake.id].means));
  // More than a few in one sentence nobody weighs.
  const either =
    means.size > mostNamed ? [] : [`It is either ${[...means].join(', or ')}. Which of them did you mean?`];
  return [offerProbe(lesson, question, probe, after), ...either].map((says) => ({
    kind: 'smaller',
    says,
    asks: null,
  }));
}

/** Said of a mistake that was made at another question, too. */
function madeElsewhere({ words, turns }: Session, question: Question, { id }: Mistake): string | null {
  const [at] =
    [...turns].find(
      ([key, { misses }]) => key !== question.key && misses.some((miss) => miss.mistake?.id === id),
    ) ?? [];
  return at === undefined ? null : `You made the same mistake at ${math(wordAt(words.lesson.worked, at))}.`;
}

/** The right value with two digits, give or take one where the screen shows rounded numbers: no mistake, and no answer yet. */
export function tooCoarse(
  { words: { lesson, digits } }: Session,
  question: Question,
  value: Value,
): string | null {
  if (!question.plain || typeof value !== 'number') return null;
  const exact = exactNumber(question);
  const { rounded } = measureOf(lesson, question, digits).band;
  const twoDigits = Number(value.toPrecision(2)) === value;
  const slack = rounded ? 2 * halfUnit(exact, 2) : 0;
  const near = Number(exact.toPrecision(2)) === value || (twoDigits && Math.abs(value - exact) <= slack);
  const wanted = counted(lesson.choice.digits ?? judgedDigits, 'digit').replace(/ digits?$/, '');
  return near ? `Close, but give ${wanted} digits.` : null;
}

/** What a 0 says that no mistake explains. */
const nothingMoves = ({ name }: Question, { words }: Session): string =>
  `With ${math('0')}, a tiny step in ${name} would not move ${words.lesson.worked.output} at all. Does it?`;

const firstMiss = ({ words }: Session): string =>
  words.lesson.choice.hints === false ? 'Not yet. Try again.' : 'Not yet. Try again, or type `?` for a hint.';

/** At a prompt: a wrong answer that is right given an earlier wrong try, whose true value has been found since. */
function fitsEarlier(session: Session, question: Question, value: Value): string | null {
  const { lesson } = session.words;
  for (const reader of readersOf(question)) {
    const turn = session.turns.get(reader);
    if (!turn?.outcome) continue;
    for (const { value: miss } of turn.misses) {
      const own = new Map([[reader, miss]]);
      if (isUnit(miss) || !followsFromOwn(lesson, question, value, own, session.words.digits)) continue;
      const word = wordAt(lesson.worked, reader);
      return `You are still using an earlier answer of yours for ${math(word)}. The right value: ${math(derivativeText(session.words, reader))}.`;
    }
  }
  return null;
}

/** Whether every rule makes the same of a number: of 0, 1 and -1 an earlier try proves nothing. */
const isUnit = (value: Value): boolean =>
  Array.from(entriesOf(value)).every((entry) => entry === 0 || Math.abs(entry) === 1);

/** The shape or the entries first, then the mistake that explains them; null where there is neither. */
export function joined(seen: string | null, message: string | null): string | null {
  return seen === null || message === null ? (message ?? seen) : `${seen} ${message}`;
}
