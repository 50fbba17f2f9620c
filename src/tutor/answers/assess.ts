import type { Expression } from '../../language/expression.ts';
import { sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import type { Convention } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { cancelsMissed, standsAtCorner } from '../mistakes/corner.ts';
import { hasNames } from '../mistakes/counterfactual.ts';
import { givenFrom } from '../mistakes/diagnose.ts';
import { sameInThreeDigits, sameValue } from '../mistakes/equality.ts';
import type { MistakeClass } from '../mistakes/equivalence-classes.ts';
import { tiers } from '../mistakes/families/tiers.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { noStart, ownCandidates, rightFromOwn, type Start } from '../mistakes/own-start.ts';
import { isRightlyGated, luckyDatum, usesRightRule } from '../mistakes/rule-equivalence.ts';
import { followsFromOwn, followsFromStart, startsFrom } from './follow-through.ts';
import { judgeValue, type Measure, type Verdict } from './judge.ts';
import { forgiven, outdoes } from './near-misses.ts';
import { conventionOf } from './other-convention.ts';
import type { Reading } from './reading.ts';
import { measuresOf } from './rounding.ts';
import { misshapen, offAt } from './shape-words.ts';
import type { HiddenStart } from './suspicion/hidden-steps.ts';
import { luckOf } from './suspicion/lucky.ts';
import { slipFrom } from './suspicion/slip-from.ts';
import type { NumberSlip } from './suspicion/slip-words.ts';
import {
  type Found,
  inOwnWords,
  type Suspect,
  suspected,
  suspectOf,
  type Weighing,
  weighingOf,
} from './suspicion/suspects.ts';

/**
 * A question that tells apart mistakes which give the same number: for the local derivative of `reader` by itself, or
 * for the same answer written with names, which is read as a rule.
 */
export type Probe =
  | { readonly kind: 'local'; readonly reader: number; readonly suspects: readonly Suspect[] }
  | { readonly kind: 'names'; readonly suspects: readonly Suspect[] };

/** A verdict with what stands behind it. */
export interface Assessment {
  readonly verdict: Verdict;
  /** The mistake, where exactly one explains the answer. */
  readonly mistake: Mistake | null;
  /** Several mistakes that all give this answer. */
  readonly either: readonly Suspect[];
  /** What is wrong with the shape, or how many entries are not right; null for single numbers. */
  readonly seen: string | null;
  /** The convention under which it would be right, where the other one is asked: the lecture's dZ, or the output's. */
  readonly meant: Convention | null;
  /** What may be behind a wrong answer; null where nothing is known. */
  readonly evidence: Grounds | null;
  /** The wrong rules that give a right answer, too, from a wrong start of the learner's own. */
  readonly alsoBy: readonly MistakeClass[];
}

/** What may be behind a wrong answer, judged by that answer alone. */
export interface Grounds {
  /** Every wrong rule that gives it, from the true derivatives or from the learner's own. */
  readonly classes: readonly MistakeClass[];
  /** The slip in the arithmetic that gives it. */
  readonly slip: NumberSlip | null;
  readonly seen: string | null;
  /** Whether the right rule gives it from the learner's own numbers, and whether it starts from a wrong one of them. */
  readonly follows: boolean;
  readonly started: boolean;
  /** The derivative that was not asked for and came out wrong, from which this answer follows as earlier ones do. */
  readonly hidden?: HiddenStart;
}

const plain = { mistake: null, either: [], seen: null, meant: null, evidence: null, alsoBy: [] } as const;

/** An answer that has a value, and how it compares with the right one. */
interface Measured {
  readonly value: Value;
  readonly expression: Expression;
  readonly digits: number;
  readonly start: Start;
  readonly measures: () => readonly Measure[];
  /** Whether it has the shape of the right one, and which entries are off. */
  readonly fits: boolean;
  readonly verdict: Verdict;
  readonly off: readonly number[];
}

/** Judges an answer and, if it is wrong, reruns the question under wrong rules to see which of them gives it. */
export function assess(
  lesson: Lesson,
  question: Question,
  reading: Reading & { kind: 'read' | 'clash' },
  digits: number,
  start: Start = noStart,
): Assessment {
  const place = weighingOf(lesson, question);
  const { expression } = reading;
  if (reading.kind === 'clash') return clashing(place, expression, digits);
  const { value } = reading;
  const measures = (): readonly Measure[] => measuresOf(lesson, question, digits);
  const fits = sameShape(shapeOf(value), shapeOf(question.exact));
  const judged = fits ? judgeValue(value, question.exact, measures) : { verdict: 'wrong' as const, off: [] };
  const answer: Measured = { value, expression, digits, start, measures, fits, ...judged };
  if (place.sights === null)
    return {
      ...plain,
      verdict: judged.verdict,
      seen: judged.verdict === 'wrong' ? cancelsMissed(lesson, question, value) : null,
    };
  const known = settled(place, answer);
  if (known) return known.verdict === 'wrong' ? known : { ...known, alsoBy: alsoBy(place, answer) };
  // An expression whose number is only near the right one is a wrong rule.
  const isRule = judged.verdict === 'close' && fits && hasNames(expression);
  return weighed(place, isRule && !rightRule(place, expression) ? { ...answer, verdict: 'wrong' } : answer);
}

/** Whether an answer with names is also right at other values, or need not be. */
const rightRule = ({ lesson, question, sights }: Weighing, expression: Expression): boolean =>
  lesson.choice.reason === 'ignored' ||
  sights === null ||
  usesRightRule(sights, lesson, question, expression);

/** Where a wrong start should have led to another number: how somebody comes to the right one who keeps to a wrong rule. */
function alsoBy(
  { question, whole, among }: Weighing,
  { value, expression, start, measures }: Measured,
): readonly MistakeClass[] {
  if (!question.plain || hasNames(expression) || !startsFrom(question, start.wrong)) return [];
  const own = ownCandidates(whole, among, start.wrong, question);
  const rounded = measures().some(({ band }) => band.rounded);
  return own ? givenFrom(own, whole, among, value, rounded) : [];
}

/** Judges an answer whose shapes do not fit: it has no value, so only its form can show the mistake. */
function clashing(place: Weighing, expression: Expression, digits: number): Assessment {
  const found = suspected(place, { value: null, expression, rounded: false }, tiers);
  const { diagnosis } = found;
  const mistake =
    diagnosis.kind === 'named'
      ? suspectOf(place, found, diagnosis.mistake, noStart.wrong, digits).mistake
      : null;
  const evidence = { classes: diagnosis.all, slip: null, seen: null, follows: false, started: false };
  return { ...plain, verdict: 'wrong', mistake, evidence: mistake && evidence };
}

/** The verdict on an answer for which no mistake need be looked for; null where one may be behind it. */
function settled(
  place: Weighing,
  { value, expression, digits, start, measures, fits, verdict }: Measured,
): Assessment | null {
  const { lesson, question, sights } = place;
  // Later answers start from accepted ones as they were written: the right rule applied to these is right.
  const goesOn =
    verdict !== 'correct' &&
    fits &&
    startsFrom(question, start.accepted) &&
    (!hasNames(expression) || rightRule(place, expression));
  if (goesOn && followsFromOwn(lesson, question, value, start.accepted, digits))
    return { ...plain, verdict: 'close' };
  const meant = verdict === 'wrong' && fits ? conventionOf(lesson, question, value, measures()) : null;
  if (meant) return { ...plain, verdict, meant };
  if (verdict === 'wrong' || sights === null) return null;
  const holds = rightRule(place, expression);
  const lucky = holds && lesson.choice.reason !== 'ignored' ? luckyDatum(lesson, question, expression) : null;
  if (!holds || lucky !== null) {
    // The number is only near the right one, so the rule decides.
    if (!holds && verdict === 'close' && hasNames(expression)) return null;
    return { ...plain, verdict: 'wrong', mistake: luckOf(place, value, expression, lucky, digits) };
  }
  // Between the two slopes of a corner every number is right, even if a mistake gives it too.
  if (verdict === 'close' && standsAtCorner(lesson, question)) return { ...plain, verdict };
  // The answer is right only because rounding is forgiven, so a mistake that comes nearer explains it better.
  return verdict === 'correct' || !forgiven(value, question.exact, measures()) ? { ...plain, verdict } : null;
}

/** What may be behind an answer that is wrong, or right only because rounding is forgiven. */
function weighed(place: Weighing, answer: Measured): Assessment {
  const { question, among } = place;
  const { value, digits, start, fits, verdict, off } = answer;
  const seen = fits ? offAt(off, shapeOf(question.exact)) : misshapen(question, shapeOf(value));
  const slip = slipIn(place, answer);
  const follows = followsOwn(place, answer);
  const behindIt = behind(place, answer, slip !== null || follows);
  const { diagnosis } = behindIt;
  const likely = slip?.unlikely && diagnosis.all.length > 0 ? null : slip;
  const started = startsFrom(question, start.wrong);
  const evidence = { classes: diagnosis.all, slip: likely, seen, follows, started };
  if (verdict === 'close' && diagnosis.kind !== 'named') return { ...plain, verdict, seen };
  if (verdict === 'close' && diagnosis.kind === 'named' && !outdoes(diagnosis.mistake, value, question))
    return { ...plain, verdict };
  const found =
    diagnosis.kind === 'named' ? [diagnosis.mistake] : diagnosis.kind === 'either' ? diagnosis.mistakes : [];
  // A slip is told by its digits; a rule that only comes near them explains less.
  const exactly = found.filter(
    ({ values: [here = null] }) => sameValue(value, here) || sameInThreeDigits(value, here),
  );
  const named = likely && exactly.length === 0 ? [] : found;
  const slipped: readonly Suspect[] = likely
    ? [{ ...likely, carried: false, locals: among === question ? likely.locals : [] }]
    : [];
  const suspects = named.map((each) => suspectOf(place, behindIt, each, start.wrong, digits));
  const [only, ...others] = inOwnWords([...suspects, ...slipped]);
  // A slip beside a rule that is too seldom seen to be named is no more certain than that.
  const open = found.length === 0 && diagnosis.all.length > 0;
  if (!only || open) return { ...plain, verdict, seen, evidence };
  if (others.length === 0) return { ...plain, verdict: 'wrong', seen, evidence, mistake: only.mistake };
  return { ...plain, verdict, seen, evidence, either: [only, ...others] };
}

/** The wrong rules that give an answer; rare ones only where nothing else explains it. */
function behind(
  place: Weighing,
  { value, expression, start, measures, verdict }: Measured,
  explained: boolean,
): Found {
  const rounded = measures().some(({ band }) => band.rounded);
  const goingOn = ownCandidates(place.whole, place.among, start.wrong, place.question);
  // Where the right rule on the learner's own wrong numbers gives the answer, no mistake was made here.
  const own = goingOn && !sameValue(value, rightFromOwn(goingOn, place.among)) ? goingOn : null;
  const among = verdict === 'wrong' && !explained ? tiers : tiers.slice(0, 1);
  return suspected(place, { value, expression, rounded, own }, among);
}

/** The slip in the arithmetic that gives a wrong number. */
const slipIn = (
  { lesson, question }: Weighing,
  { value, expression, digits, verdict, start: { wrong, right } }: Measured,
): NumberSlip | null =>
  verdict === 'wrong' && !hasNames(expression)
    ? slipFrom(lesson, question, value, wrong, (slot) => right.has(slot) || wrong.has(slot), digits)
    : null;

/** Whether the right rule gives an answer from its owner's own numbers, a wrong one among them. */
function followsOwn(
  { lesson, question, among, sights }: Weighing,
  { value, expression, digits, start, fits }: Measured,
): boolean {
  // Where a reason is required, a number that follows from another number does not give one.
  const reasonGiven = lesson.choice.answers !== 'expressions' || hasNames(expression);
  return (
    startsFrom(question, start.wrong) &&
    fits &&
    reasonGiven &&
    (sights === null || isRightlyGated(sights, among, expression)) &&
    followsFromStart(lesson, question, value, start, digits)
  );
}
