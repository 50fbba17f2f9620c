import { halfUnit, valueFigures } from '../../language/number-format.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { type Convention, wordAt } from '../../symbolic/convention.ts';
import { type Assessment, hasNames } from '../answers/assess.ts';
import { cornerSaid, cornerSlopes } from '../answers/corner.ts';
import { followsFromOwn } from '../answers/follow-through.ts';
import { judgedDigits } from '../answers/judge.ts';
import type { Reading } from '../answers/reading.ts';
import { measureOf } from '../answers/rounding.ts';
import { readPage, ruleBehind } from '../diagnosis/page.ts';
import { type Block, line } from '../lesson/block.ts';
import { inConvention } from '../lesson/lesson.ts';
import { exactNumber, type Question, readersOf } from '../lesson/question.ts';
import { counted, derivativeText, math } from '../lesson/words.ts';
import { candidatesOf } from '../mistakes/equivalence-classes.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { isRule } from '../mistakes/rule-equivalence.ts';
import { confirmation } from '../teaching/confirmation.ts';
import { noticed, waysOn } from '../teaching/misses.ts';
import { hasWorked, isZero, pageOf, rightRuleSaid } from './page-answers.ts';
import { offerProbe, probeFor } from './probe.ts';
import {
  closeQuestion,
  mayBeSaid,
  ownAnswers,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
  wordsAt,
} from './state.ts';

/** Carries a verdict out: a right answer closes its question; a wrong one is explained, as far as it can be. */
export function respond(
  session: Session,
  question: Question,
  reading: Reading & { kind: 'read' },
  considered: Assessment,
  remark: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const { value, body } = reading;
  const { verdict, mistake, seen } = considered;
  if (considered.meant) return meantOtherwise(session, question, reading, considered.meant, remark);
  if (verdict !== 'wrong' && turn.wantsReason && !hasNames(reading.expression)) {
    return stay(
      session,
      ...remark,
      line('note', 'Write it with names this time, so that it holds at other values too.'),
    );
  }
  const tries = turn.tries + 1;
  const right = confirmation(wordsAt(session, question), question, mayBeSaid(session));
  const after = withQuestionState(session, question.key, { ...turn, tries });
  const ending = { outcome: verdict, answer: body, value };
  switch (verdict) {
    case 'correct':
      return closeQuestion(after, question, ending, [...remark, line('right', right)]);
    case 'close':
      return closeQuestion(after, question, ending, [
        ...remark,
        line('right', right + nearEnough(session, question, value)),
      ]);
    case 'wrong':
      break;
  }
  const { attempts = Infinity } = session.words.lesson.choice;
  if (
    session.manner === 'piped' ||
    tries >= attempts ||
    followsThrough(session, question, reading, considered)
  )
    return missedForGood(after, question, reading, considered, remark);
  // A number that is right by luck is no miss: it costs no try, and the question asks for the reason.
  if (mistake?.id === 'right-number-wrong-reason') {
    const asked = withQuestionState(session, question.key, { ...turn, wantsReason: true });
    return stay(asked, ...remark, line('wrong', mistake.message));
  }
  const { lesson } = session.words;
  const probe = probeFor(lesson, question, considered.either);
  const missed = withQuestionState(session, question.key, {
    ...turn,
    tries,
    mistake,
    evidence: considered.evidence,
    misses: [...turn.misses, value],
    probe,
  });
  const reason =
    tooCoarse(session, question, value) ??
    // An answer made of names is read as a rule; its number may fit anything.
    (mistake && hasNames(reading.expression) ? null : fitsEarlier(session, question, value)) ??
    joined(seen, mistake?.message ?? (probe && offerProbe(lesson, question, probe, seen !== null)));
  const says = reason ?? (tries === 1 ? firstMiss(session) : 'Not yet.');
  const more = noticed(lesson.choice, turn.misses, { value, body, explained: reason !== null });
  return stay(missed, ...remark, line('wrong', says), ...more, ...waysOn(lesson.choice, tries));
}

/** The right value with two digits, give or take one where the screen shows rounded numbers: no mistake, and no answer yet. */
function tooCoarse({ words: { lesson, digits } }: Session, question: Question, value: Value): string | null {
  if (!question.plain || typeof value !== 'number') return null;
  const exact = exactNumber(question);
  const { rounded } = measureOf(lesson, question, digits).band;
  const twoDigits = Number(value.toPrecision(2)) === value;
  const slack = rounded ? 2 * halfUnit(exact, 2) : 0;
  const near = Number(exact.toPrecision(2)) === value || (twoDigits && Math.abs(value - exact) <= slack);
  const wanted = counted(lesson.choice.digits ?? judgedDigits, 'digit').replace(/ digits?$/, '');
  return near ? `Close, but give ${wanted} digits.` : null;
}

const firstMiss = ({ words }: Session): string =>
  words.lesson.choice.hints === false ? 'Not yet. Try again.' : 'Not yet. Try again, or type `?` for a hint.';

/** Whether a wrong answer is what the right rule gives to somebody whose earlier answers were settled as wrong. */
function followsThrough(
  session: Session,
  question: Question,
  { value, expression }: Reading & { kind: 'read' },
  { evidence }: Assessment,
): boolean {
  const { words } = session;
  const { lesson } = words;
  const own = ownAnswers(session);
  if (own.size === 0) return false;
  // The right rule in names is right on any start, even on a 0 or 1 that proves nothing of a number.
  if (question.links && isRule(candidatesOf(lesson, question), question, expression)) return true;
  if (!evidence?.follows || (isZero(value) && !hasWorked(session))) return false;
  // A rule that is held through a page may look like the right one on a wrong start; then it is one mistake, not credit.
  const { weighed } = readPage(lesson, [...pageOf(session), { slot: question.slot, right: false, evidence }]);
  return ruleBehind(weighed.get(question.slot), evidence) === null;
}

/** Piped, a miss is the last word on its question; the right rule after a wrong start still counts. */
function missedForGood(
  session: Session,
  question: Question,
  reading: Reading & { kind: 'read' },
  considered: Assessment,
  remark: readonly Block[],
): Stepped {
  const { value, body } = reading;
  const { mistake, seen } = considered;
  const follows = followsThrough(session, question, reading, considered);
  const says = follows
    ? rightRuleSaid
    : // A number that is right by luck has digits enough.
      ((mistake?.id === 'right-number-wrong-reason' ? null : tooCoarse(session, question, value)) ??
      joined(seen, mistake?.message ?? eitherOf(considered)) ??
      'Not right.');
  const outcome = follows ? 'follow-through' : 'wrong';
  const after = withQuestionState(session, question.key, {
    ...(session.turns.get(question.key) ?? untouched),
    mistake: follows ? null : mistake,
    evidence: considered.evidence,
  });
  return closeQuestion(after, question, { outcome, answer: body, value }, [...remark, line('wrong', says)]);
}

/** The mistakes that a wrong answer may come from, where nobody is there to be asked; null for none. */
function eitherOf({ either, seen }: Assessment): string | null {
  if (either.length === 0) return null;
  const start = seen === null ? 'Not right: either' : 'Either';
  return `${start} ${either.map(({ mistake, carried }) => mistakeMessages[mistake.id].means + (carried ? ', on an earlier answer that was not right' : '')).join(', or ')}.`;
}

/** At a prompt: a wrong answer that is right given an earlier wrong try, whose true value has been found since. */
function fitsEarlier(session: Session, question: Question, value: Value): string | null {
  const { lesson } = session.words;
  for (const reader of readersOf(question)) {
    const turn = session.turns.get(reader);
    if (!turn?.outcome) continue;
    for (const miss of turn.misses) {
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

/** Where a rounded or measured answer was taken, a word on why; the exact value has just been said. */
function nearEnough({ words: { lesson, digits } }: Session, question: Question, value: Value): string {
  const { exact } = question;
  const corner = cornerSlopes(lesson, question);
  if (corner && typeof exact === 'number') return cornerSaid(corner, exact, digits);
  const typed = valueFigures(value, digits);
  if (typed === valueFigures(exact, digits)) return '';
  return typeof value === 'number' ? ` ${math(typed)} is near enough.` : ' Your entries are near enough.';
}

/** The shape or the entries first, then the mistake that explains them; null where there is neither. */
function joined(seen: string | null, message: string | null): string | null {
  return seen === null || message === null ? (message ?? seen) : `${seen} ${message}`;
}

/** The other convention's derivative of an example's quantity is no mistake: at a prompt it costs no try, piped it is taken as it is meant. */
function meantOtherwise(
  session: Session,
  question: Question,
  { value, body }: Reading & { kind: 'read' },
  meant: Convention,
  remark: readonly Block[],
): Stepped {
  const { words } = session;
  const { output } = words.lesson.worked;
  const { said, here, again } = sayingOf(meant, question, output);
  if (session.manner === 'prompt') return stay(session, ...remark, line('note', `${said}. ${here}`));
  const turn = session.turns.get(question.key) ?? untouched;
  // What follows is built on it, and judged by the same convention.
  const theirs = { ...session, words: { ...words, lesson: inConvention(words.lesson, meant) } };
  const after = withQuestionState(theirs, question.key, { ...turn, tries: turn.tries + 1 });
  const noted = [...session.turns.values()].some(({ message }) => message.endsWith(taken));
  return closeQuestion(after, question, { outcome: 'correct', answer: body, value }, [
    ...remark,
    line('right', noted ? again : said + taken),
  ]);
}

/** How an answer ends that was taken as it was meant. */
const taken = '; it counts as right.';

/** What is said of an answer that is right under the other convention: what it is, what is asked, and in brief the next time. */
function sayingOf(meant: Convention, { name, asks }: Question, output: string) {
  switch (meant) {
    case 'lecture':
      return {
        said: `That is the lecture's ${math(`d${name}`)}: the derivative of the summed loss, m times ${math(asks)}`,
        here: `This quiz asks for ${math(asks)}, of the mean ${output}; ${math(':convention lecture')} asks it the lecture's way.`,
        again: `The lecture's ${math(`d${name}`)}.`,
      };
    case 'dvar': {
      const mean = math(`d${output}/d${name}`);
      return {
        said: `That is ${mean}, of the mean ${output}; the lecture's ${math(asks)}, of the summed loss, is m times as much`,
        here: `This quiz asks for the lecture's; ${math(':convention dvar')} asks for ${mean}.`,
        again: `${mean}, of the mean ${output}.`,
      };
    }
  }
}
