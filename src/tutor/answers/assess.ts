import { gradientAt } from '../../engine/passes/evaluate.ts';
import { type Expression, leaves } from '../../language/expression.ts';
import { halfUnit } from '../../language/number-format.ts';
import {
  entriesOf,
  isSingle,
  mapped,
  type Shape,
  sameShape,
  shapeOf,
  type Value,
  writtenShape,
} from '../../ops/matrix.ts';
import { batchOf, type Convention, scaleOf, wordAt } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { laterDerivatives, type Question, readersOf } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { type Diagnosis, diagnose, type Suspected } from '../mistakes/diagnose.ts';
import { sameValue } from '../mistakes/equality.ts';
import { candidatesOf, type MistakeClass } from '../mistakes/equivalence-classes.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { amongNamedSteps, withNamedSteps, withSkippedSteps } from '../mistakes/named-steps.ts';
import {
  noStart,
  type OwnAnswers,
  ownCandidates,
  rightFromOwn,
  type Start,
  startedFrom as worldFrom,
} from '../mistakes/own-start.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { usesRightRule } from '../mistakes/rule-equivalence.ts';
import { cornerSlopes } from './corner.ts';
import { followsFromOwn } from './follow-through.ts';
import { judgeAll, judgedDigits, type Measure, type Verdict } from './judge.ts';
import type { Reading } from './reading.ts';
import { measuresOf } from './rounding.ts';
import { type NumberSlip, slipOf } from './slip-words.ts';

/** One of several mistakes that explain an answer, and what somebody who made it takes the local derivative for. */
export interface Suspect {
  readonly mistake: Mistake;
  /** Whether it is made with an earlier answer, which was wrong as well. */
  readonly carried: boolean;
  /** Several where wrong rules that always give the same answer have different slopes in mind; none where it is no number. */
  readonly locals: readonly number[];
}

/**
 * A question beside a question, which tells mistakes apart that give the same number: the local derivative of `reader`
 * by itself; or the same answer made of names, which is read as the rule that it is.
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
  /** What may be behind a wrong answer; null where nothing is known of it. */
  readonly evidence: Grounds | null;
}

/** What may be behind a wrong answer, as far as it tells by itself. */
export interface Grounds {
  /** Every wrong rule that gives it, from the true derivatives or from the learner's own. */
  readonly classes: readonly MistakeClass[];
  /** The slip in the arithmetic that gives it. */
  readonly slip: NumberSlip | null;
  readonly seen: string | null;
  /** Whether the right rule gives it from the learner's own numbers, and whether it starts from a wrong one of them. */
  readonly follows: boolean;
  readonly started: boolean;
}

const none: Diagnosis = { kind: 'none', all: [] };
const plain = { mistake: null, either: [], seen: null, meant: null, evidence: null } as const;

/** Judges an answer and, if it is wrong, reruns the question under wrong rules to see which of them gives it. */
export function assess(
  lesson: Lesson,
  question: Question,
  reading: Reading & { kind: 'read' | 'clash' },
  digits: number,
  { wrong: own, accepted, right }: Start = noStart,
): Assessment {
  const { expression } = reading;
  const whole = withNamedSteps(lesson);
  const among = amongNamedSteps(lesson, whole, question);
  const sights = question.links === null ? null : candidatesOf(whole, among);
  const suspect = (found: MistakeClass): Suspect => ({
    mistake: called(found),
    carried: found.carried,
    // A probe asks for the slope of a step that is asked.
    locals: among === question ? [...new Set(found.locals)] : [],
  });
  const called = ({ rule, carried }: MistakeClass): Mistake => {
    const { id, message } = mistakeAt(whole, among, rule);
    return { id, message: carried ? `${message} ${startedFrom(lesson, question, own)}` : message };
  };
  const diagnosed = (suspected: Suspected): Diagnosis => {
    const found = sights ? diagnose(sights, whole, among, suspected) : none;
    return found.kind === 'none' && sights ? overOtherSteps(lesson, whole, question, suspected) : found;
  };
  if (reading.kind === 'clash') {
    const clash = { value: null, expression, rounded: false };
    const found = sights && diagnosed(clash);
    return { ...plain, verdict: 'wrong', mistake: found?.kind === 'named' ? called(found.mistake) : null };
  }
  const { value } = reading;
  const measures = measuresOf(lesson, question, digits);
  const shape = shapeOf(question.exact);
  const fits = sameShape(shapeOf(value), shape);
  const { verdict, off } = fits ? judgeAll(value, measures) : { verdict: 'wrong' as const, off: [] };
  if (sights === null) return { ...plain, verdict };
  // An answer that was taken goes on as its owner wrote it: the right rule on it is right.
  if (verdict !== 'correct' && fits && accepted.size > 0 && !hasNames(expression))
    if (followsFromOwn(lesson, question, value, accepted, digits)) return { ...plain, verdict: 'close' };
  const meant = verdict === 'wrong' && fits ? conventionOf(lesson, question, value, measures) : null;
  if (meant) return { ...plain, verdict, meant };
  const reasoned = lesson.choice.reason !== 'ignored';
  if (verdict !== 'wrong' && reasoned && !usesRightRule(sights, lesson, question, expression)) {
    return {
      ...plain,
      verdict: 'wrong',
      mistake: mistakeAt(lesson, question, { id: 'right-number-wrong-reason', op: null }),
    };
  }
  // Between the slopes of a corner every number is right, whatever else gives it.
  if (verdict === 'close' && cornerSlopes(lesson, question)) return { ...plain, verdict };
  // Right only because rounding is forgiven: a mistake that comes nearer than the truth has the better claim.
  if (verdict === 'correct' || (verdict === 'close' && !forgiven(value, question.exact, measures)))
    return { ...plain, verdict };
  const seen = fits ? offAt(off, shape) : misshapen(question, shapeOf(value));
  const rounded = measures.some(({ band }) => band.rounded);
  const goingOn = ownCandidates(whole, among, own, question);
  // What the right rule makes of a wrong start is no mistake here, whatever else would give it.
  const theirs = goingOn && !sameValue(value, rightFromOwn(goingOn, among)) ? goingOn : null;
  const found = diagnosed({ value, expression, rounded, own: theirs });
  const any =
    verdict === 'wrong' && !hasNames(expression)
      ? slipFrom(lesson, question, value, own, (slot) => right.has(slot) || own.has(slot), digits)
      : null;
  const slip = any?.unlikely && found.all.length > 0 ? null : any;
  const mine = startsFrom(question, own);
  // Where reasons are asked, a number that fits another number gives none.
  const reasonGiven = lesson.choice.answers !== 'expressions' || hasNames(expression);
  const follows =
    mine &&
    fits &&
    reasonGiven &&
    followsFromStart(lesson, question, value, { wrong: own, accepted, right }, digits);
  const evidence = { classes: found.all, slip, seen, follows, started: mine };
  if (found.kind === 'named' && verdict === 'close') {
    const { carried, rule, values } = found.mistake;
    // Weights move so little in a step that what follows from them may be mere rounding.
    const doubtful = carried || rule.id === 'updated-too-early';
    if (doubtful || !nearer(value, values[0] ?? null, question.exact)) return { ...plain, verdict };
  } else if (verdict === 'close') return { ...plain, verdict, seen };
  const named = found.kind === 'named' ? [found.mistake] : found.kind === 'either' ? found.mistakes : [];
  const slipped: readonly Suspect[] = slip
    ? [{ ...slip, carried: false, locals: among === question ? slip.locals : [] }]
    : [];
  const [only, ...others] = told([...named.map(suspect), ...slipped]);
  if (!only) return { ...plain, verdict, seen, evidence };
  if (others.length === 0) return { ...plain, verdict: 'wrong', seen, evidence, mistake: only.mistake };
  return { ...plain, verdict, seen, evidence, either: [only, ...others] };
}

/** Whether an answer starts from a wrong one of its owner's. */
const startsFrom = (question: Question, own: OwnAnswers): boolean =>
  readersOf(question).some((reader) => own.has(reader));

/** Whether the right rule gives an answer from the wrong ones alone, or from all that its owner wrote. */
const followsFromStart = (
  lesson: Lesson,
  question: Question,
  value: Value,
  { wrong, accepted }: Start,
  digits: number,
): boolean =>
  [wrong, new Map([...accepted, ...wrong])].some((from) =>
    followsFromOwn(lesson, question, value, from, digits),
  );

/** The slip in the arithmetic that gives an answer: of the right rule on the true derivatives, or on the learner's own. */
function slipFrom(
  lesson: Lesson,
  question: Question,
  value: Value,
  own: OwnAnswers,
  known: (slot: number) => boolean,
  digits: number,
): NumberSlip | null {
  const readers = readersOf(question);
  const mine = new Map([...own].filter(([slot]) => readers.includes(slot)));
  const theirs = mine.size > 0 ? worldFrom(lesson.worked, question, mine) : null;
  const there =
    theirs &&
    slipOf(
      { lesson: { ...lesson, worked: theirs }, digits },
      question,
      value,
      gradientAt(theirs, question.slot),
      known,
    );
  return (
    there ??
    slipOf({ lesson, digits }, question, value, question.exact, (slot) => known(slot) && !own.has(slot))
  );
}

/** A rule that was written over a step that is not asked, or by way of one that is skipped. */
function overOtherSteps(lesson: Lesson, whole: Lesson, question: Question, suspected: Suspected): Diagnosis {
  const others = [lesson, withSkippedSteps(lesson)].filter((other) => other !== whole);
  for (const other of others) {
    const there = other === lesson ? question : amongNamedSteps(lesson, other, question);
    const found = diagnose(candidatesOf(other, there), other, there, suspected);
    if (found.kind !== 'none') return found;
  }
  return none;
}

/** Said of a mistake that is made with an earlier answer, which was wrong as well. */
function startedFrom(lesson: Lesson, question: Question, own: OwnAnswers): string {
  const from = [...readersOf(question), ...laterDerivatives(lesson, question).flat()].find((slot) =>
    own.has(slot),
  );
  const whose = from === undefined ? 'a wrong answer' : `your ${math(wordAt(lesson.worked, from))}`;
  return `(It starts from ${whose} above, which was not right either.)`;
}

/** Suspects as a learner hears of them: those that would be told in the same words are one. */
function told(suspects: readonly Suspect[]): readonly Suspect[] {
  const byWords = new Map<string, Suspect>();
  for (const { mistake, carried, locals } of suspects) {
    const before = byWords.get(mistake.message);
    byWords.set(mistake.message, {
      mistake: before?.mistake ?? mistake,
      carried,
      locals: [...new Set([...(before?.locals ?? []), ...locals])],
    });
  }
  return [...byWords.values()];
}

/** Whether an answer was taken only because rounding is forgiven. */
function forgiven(value: Value, exact: Value, measures: readonly Measure[]): boolean {
  const answers = entriesOf(value);
  return Array.from(entriesOf(exact)).some(
    (entry, at) =>
      Math.abs((answers[at] ?? Number.NaN) - entry) >
      halfUnit(entry, measures[at]?.digits ?? judgedDigits) * (1 + 1e-9),
  );
}

/** Whether an answer is nearer to what a mistake gives than to the truth, at every entry. */
function nearer(value: Value, mistaken: Value | null, exact: Value): boolean {
  if (mistaken === null) return false;
  const answers = entriesOf(value);
  const wrong = entriesOf(mistaken);
  return Array.from(entriesOf(exact)).every((entry, at) => {
    const answer = answers[at] ?? Number.NaN;
    return Math.abs(answer - (wrong[at] ?? Number.NaN)) < Math.abs(answer - entry);
  });
}

/** The other convention, if under it an answer is right: the summed loss's derivative, as the lecture writes dZ, or the mean's. */
function conventionOf(
  { worked }: Lesson,
  { slot, exact }: Question,
  value: Value,
  measures: readonly Measure[],
): Convention | null {
  const batch = batchOf(worked);
  if (!batch?.steps.has(slot)) return null;
  const other: Convention = scaleOf(worked, slot) === 1 ? 'lecture' : 'dvar';
  const times = other === 'lecture' ? batch.examples : 1 / batch.examples;
  const entries = entriesOf(mapped(exact, (entry) => times * entry));
  const scaled = measures.map(
    (measure, at): Measure => ({
      ...measure,
      exact: entries[at] ?? Number.NaN,
      magnitude: times * measure.magnitude,
      band: { ...measure.band, low: times * measure.band.low, high: times * measure.band.high },
    }),
  );
  return judgeAll(value, scaled).verdict === 'wrong' ? null : other;
}

/** `4 of 6 entries are not right; the first is in row 1, column 2`; null for a single number. */
export function offAt(off: readonly number[], shape: Shape): string | null {
  const [first] = off;
  if (first === undefined || isSingle(shape)) return null;
  const count = shape.rows * shape.columns;
  const where = `row ${Math.floor(first / shape.columns) + 1}, column ${(first % shape.columns) + 1}`;
  const which = off.length === 1 ? `, in ${where}` : `; the first is in ${where}`;
  if (off.length === count) return `None of the ${count} entries is right.`;
  return `${off.length} of ${count} entries ${off.length === 1 ? 'is' : 'are'} not right${which}.`;
}

/** What is said of a shape before any number is compared. */
function misshapen({ name, asks, exact }: Question, shape: Shape): string {
  const wanted = isSingle(shapeOf(exact))
    ? `${name} is a single number`
    : `${name} is ${writtenShape(shapeOf(exact))}`;
  const got = isSingle(shape) ? 'a single number' : writtenShape(shape);
  return `A derivative has the same shape as its variable: ${wanted}. Your \`${asks}\` is ${got}.`;
}

/** An answer as far as its assignment takes it: where numbers are asked, one that speaks in names can't be read. */
export function admissible({ choice }: Lesson, reading: Reading): Reading {
  if (choice.answers !== 'numbers' || reading.kind === 'unreadable' || !hasNames(reading.expression))
    return reading;
  const message = 'numbers are asked here; work this out and write its number';
  return { kind: 'unreadable', message, from: null, to: null };
}

/** Whether an answer speaks in names, so that its reason can be read. */
export const hasNames = (expression: Expression): boolean =>
  leaves(expression).some((leaf) => leaf.kind === 'name' || leaf.kind === 'derivative');
