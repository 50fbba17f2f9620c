import { type Evaluation, gradientAt } from '../../../engine/passes/evaluate.ts';
import { entriesOf, everyEntry, mapped, sameShape, shapeOf, type Value } from '../../../ops/matrix.ts';
import { isStep, type Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { unaskedSteps } from '../../mistakes/named-steps.ts';
import { ownAt, type Start, startedFrom } from '../../mistakes/own-start.ts';
import { isRightAt } from '../follow-through.ts';

/** What nobody was asked for and came out wrong: the right rules go on from it to several answers. */
export interface HiddenStart {
  /** Whether it is the value of a node in the forward pass, or the derivative of a step. */
  readonly pass: 'forward' | 'backward';
  readonly slot: number;
  /** What it came out as. */
  readonly value: Value;
  /** The earlier wrong answers that follow from it, the first one first. */
  readonly from: readonly number[];
  /** Steps nearer to the output from which the same answers follow: the mistake may have been made there. */
  readonly before: readonly StepValue[];
}

/** From so many earlier answers a hidden start is looked for, the latest ones. */
export const mostEarlier = 6;

/** A step with what its derivative came out as. */
export interface StepValue {
  readonly slot: number;
  readonly value: Value;
}

/** A wrong answer, as one of a page. */
export interface Wrong {
  readonly question: Question;
  readonly value: Value;
}

/** What is known of a page when one of its steps is looked at. */
export interface Page {
  readonly whole: Lesson;
  readonly start: Start;
  readonly digits: number;
  readonly mine: Map<string, Moves>;
}

/** How an answer's entries hang on a step's derivative, all entries of which are the same: what they are at 0, and how far 1 moves them. */
export interface Moves {
  readonly zero: ArrayLike<number>;
  readonly slopes: readonly number[];
}

// Where no step was answered wrong it is the same for everybody.
const everybodys = new WeakMap<Lesson, Map<string, Moves>>();

export function movesAt(page: Page, slot: number, question: Question): Moves {
  const { whole, start, mine } = page;
  const shared = everybodys.get(whole) ?? new Map<string, Moves>();
  everybodys.set(whole, shared);
  const kept = ownAt(start.wrong, stepsAskedIn(whole)).length === 0 ? shared : mine;
  const word = `${slot} ${question.slot}`;
  const known = kept.get(word);
  if (known) return known;
  const zero = entriesFrom(page, slot, 0, question);
  const slopes = Array.from(entriesFrom(page, slot, 1, question), (each, i) => each - (zero[i] ?? 0));
  const found = { zero, slopes };
  kept.set(word, found);
  return found;
}

/** What the right rules make of a step's derivative in which every entry is the same. */
function entriesFrom(page: Page, slot: number, entry: number, question: Question): ArrayLike<number> {
  const from = mapped(gradientAt(page.whole.worked, slot), () => entry);
  const world = worldFrom(page, slot, from, question);
  return world === null ? [] : entriesOf(gradientAt(world, question.slot));
}

/** The steps of a lesson that are asked, and those that are not. */
const stepsAskedIn = ({ worked, order }: Lesson): readonly number[] =>
  order.filter((slot) => isStep(worked, slot));

/** The lesson's world for somebody to whom a step's derivative came out as some value. */
function worldFrom({ whole, start }: Page, slot: number, from: Value, question: Question): Evaluation | null {
  const asked = stepsAskedIn(whole).filter((each) => each !== slot);
  const between = unaskedSteps(whole).filter((each) => each.slot !== slot);
  return startedFrom(whole.worked, question, [[slot, from], ...ownAt(start.wrong, asked)], between);
}

/** Whether the right rules lead from a step's derivative to an answer. */
export const follows = (page: Page, slot: number, from: Value, wrong: Wrong): boolean =>
  isNearFrom(page, slot, from, wrong) &&
  isRightAt(
    page.whole,
    wrong.question,
    wrong.value,
    worldFrom(page, slot, from, wrong.question),
    page.digits,
  );

/** Whether it is no more off than any rounding may be; of a matrix that is not looked at. */
export function isNearFrom(page: Page, slot: number, from: Value, { question, value }: Wrong): boolean {
  if (!sameShape(shapeOf(value), shapeOf(question.exact))) return false;
  if (typeof from !== 'number') return true;
  const { zero, slopes } = movesAt(page, slot, question);
  return everyEntry(value, (entry, i) => {
    const there = (zero[i] ?? 0) + from * (slopes[i] ?? 0);
    return Math.abs(entry - there) <= mostOff * Math.max(Math.abs(entry), Math.abs(there));
  });
}

/** More than this share of a number no rounding takes off where a start is to be told. */
const mostOff = 0.05;

/** How many wrong answers hang on a step's derivative. */
export const hanging = (page: Page, slot: number, wrong: readonly Wrong[]): number =>
  wrong.filter(({ question }) => movesAt(page, slot, question).slopes.some((slope) => slope !== 0)).length;
