import { valueFigures } from '../../language/number-format.ts';
import { isZero, type Value } from '../../ops/matrix.ts';
import type { Assessment } from '../answers/assess.ts';
import type { Reading } from '../answers/reading.ts';
import { rightRuleSaid } from '../diagnosis/cause-words.ts';
import { mostAnswers, readPage, ruleBehind } from '../diagnosis/page.ts';
import { losesSign } from '../dialogue/probe-offers.ts';
import { recoveredFrom } from '../dialogue/repeated.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Question } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { besideConvention, cornerSlopes } from '../mistakes/corner.ts';
import { hasNames } from '../mistakes/counterfactual.ts';
import { candidatesOf } from '../mistakes/equivalence-classes.ts';
import { nudgeBehind } from '../mistakes/families/rare-scalars.ts';
import { type Mistake, mistakeMessages } from '../mistakes/messages.ts';
import { isRule, labelPassedOver } from '../mistakes/rule-equivalence.ts';
import { hasOwn, mayBeSaid } from '../session/in-hand.ts';
import { wordsAt } from '../session/question-block.ts';
import {
  closeQuestion,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';
import { confirmation } from '../teaching/confirmation.ts';
import { outerProductSaid } from '../teaching/outer-product.ts';
import { coarselySaid, joined, missedAtPrompt } from './missed.ts';
import { meantOtherwise } from './other-convention.ts';
import { hasWorked, pageOf } from './page-answers.ts';

/** Responds to a verdict: a right answer closes its question; a wrong one is explained as far as possible. */
export function respond(
  session: Session,
  question: Question,
  reading: Reading & { kind: 'read' },
  considered: Assessment,
  remark: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const { value, body } = reading;
  const { verdict } = considered;
  if (considered.meant) return meantOtherwise(session, question, reading, considered.meant, remark);
  if (verdict !== 'wrong' && turn.wantsReason && !hasNames(reading.expression)) {
    return stay(
      session,
      ...remark,
      line('note', 'Write it with names this time, so that it holds at other values too.'),
    );
  }
  const tries = turn.tries + 1;
  const right = (): string => confirmation(wordsAt(session, question), question, mayBeSaid(session));
  const recovered = recoveredAt(session, question);
  const after = withQuestionState(session, question.key, { ...turn, tries, alsoBy: considered.alsoBy });
  const ending = { outcome: verdict, answer: body, value };
  switch (verdict) {
    case 'correct':
      return closeQuestion(after, question, ending, [
        ...remark,
        line('right', right() + labelSaid(session, question, reading)),
        ...outerProductSaid(session.words.lesson, reading.expression),
        ...recovered,
      ]);
    case 'close':
      return closeQuestion(after, question, ending, [
        ...remark,
        line('right', right() + nearEnough(session, question, value)),
        ...recovered,
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
  return missedAtPrompt(session, question, reading, considered, remark);
}

/** After a right answer that follows a miss: what that was, to compare with the rule that was just said. */
function recoveredAt(session: Session, question: Question): readonly Block[] {
  const { misses } = session.turns.get(question.key) ?? untouched;
  const says =
    session.manner === 'piped' ? null : recoveredFrom(wordsAt(session, question), question, misses);
  return says === null ? [] : [line('note', says)];
}

/** Whether a wrong answer is what the right rule gives to somebody whose earlier answers were settled as wrong. */
function followsThrough(
  session: Session,
  question: Question,
  { value, expression }: Reading & { kind: 'read' },
  { evidence }: Assessment,
): boolean {
  const { words } = session;
  const { lesson } = words;
  if (!hasOwn(session)) return false;
  // The right rule, written with names, is right from any start, even from a 0 or 1, which proves nothing about a
  // number.
  if (question.links && isRule(candidatesOf(lesson, question), question, expression)) return true;
  if (!evidence?.follows || (isZero(value) && !hasWorked(session))) return false;
  // A rule that is held through a page may look like the right one on a wrong start; then it is one mistake, not credit.
  const { weighed } = readPage(lesson, [
    ...pageOf(session, mostAnswers),
    { slot: question.slot, right: false, evidence },
  ]);
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
  const { seen } = considered;
  const mistake = considered.mistake ?? lostSign(considered);
  const follows = followsThrough(session, question, reading, considered);
  const says = follows
    ? rightRuleSaid(session.words.lesson, considered.evidence)
    : // A number that is right by luck has digits enough.
      (coarselySaid(session, question, reading, considered) ??
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

/** The sign alone, where nothing but a sign may have been lost, at one op or at all; a prompt asks at which. */
const lostSign = ({ either }: Assessment): Mistake | null =>
  either.length > 0 && either.every(({ mistake, carried }) => losesSign.has(mistake.id) && !carried)
    ? (either.find(({ mistake }) => mistake.id === 'opposite-sign')?.mistake ?? null)
    : null;

/**
 * The sentence about several mistakes that may explain a wrong answer in a pipe, where nobody can be asked; null for
 * none.
 */
function eitherOf({ either, seen }: Assessment): string | null {
  if (either.length === 0) return null;
  const start = seen === null ? 'Not right: either' : 'Either';
  const each = either.map(
    ({ mistake, carried }) =>
      mistakeMessages[mistake.id].means + (carried ? ', on an earlier answer that was not right' : ''),
  );
  const means = [...new Set(each)];
  return means.length === 1 ? `Not right: ${means[0]}.` : `${start} ${means.join(', or ')}.`;
}

/** Said of a right rule that would be another with another label. */
function labelSaid(
  { words: { lesson } }: Session,
  question: Question,
  { expression }: Reading & { kind: 'read' },
): string {
  const label = labelPassedOver(lesson, question, expression);
  return label
    ? ` Your expression is right because ${label.name} is ${label.value} here. The rule for every ${label.name} has ${label.name} in it.`
    : '';
}

/** The sentence on why a rounded or measured answer was accepted, after the exact value. */
function nearEnough({ words: { lesson, digits } }: Session, question: Question, value: Value): string {
  const { exact } = question;
  const typed = valueFigures(value, digits);
  const corner = cornerSlopes(lesson, question);
  if (corner) return besideConvention(corner, value, typed);
  const nudge = nudgeBehind(lesson, question, value);
  if (nudge !== null)
    return ` ${math(typed)} is near enough. It is the change of ${lesson.worked.output} for a nudge of ${math(String(nudge))}, divided by the nudge; the smaller the nudge, the closer it comes.`;
  if (typed === valueFigures(exact, digits)) return '';
  return typeof value === 'number' ? ` ${math(typed)} is near enough.` : ' Your entries are near enough.';
}
