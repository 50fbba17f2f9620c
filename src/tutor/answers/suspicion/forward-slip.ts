import { valuesWith } from '../../../engine/checks/differences.ts';
import { placeAt } from '../../../engine/graph/graph.ts';
import { type Evaluation, numberAt, slopeAt } from '../../../engine/passes/evaluate.ts';
import { backward } from '../../../engine/passes/tape.ts';
import type { Value } from '../../../ops/matrix.ts';
import { scaled } from '../../../symbolic/convention.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type Question, questionOf } from '../../lesson/question.ts';
import { givenFrom } from '../../mistakes/diagnose.ts';
import { sameValue, significant } from '../../mistakes/equality.ts';
import { candidatesOf, type MistakeClass } from '../../mistakes/equivalence-classes.ts';
import { namesNear } from '../../mistakes/families/names-near.ts';
import { amongNamedSteps, withNamedSteps } from '../../mistakes/named-steps.ts';
import { ownAt, type Start } from '../../mistakes/own-start.ts';
import { isRightAt } from '../follow-through.ts';
import { type HiddenStart, mostEarlier } from './hidden-steps.ts';

/** In a longer graph no values are looked for. */
const mostSteps = 60;

/**
 * The value of the forward pass that came out wrong, or was copied wrong: with it, and all that follows from it, the right rules
 * give every wrong answer so far and this one. With two answers alone it has to be a number of few digits, and nothing else
 * may explain them; for one number more or less explains two by chance too often. No right answer may speak against it.
 * Null where there is none.
 */
export function forwardSlip(
  lesson: Lesson,
  question: Question,
  value: number,
  start: Start,
  digits: number,
  behind: readonly MistakeClass[],
): HiddenStart | null {
  const { worked, order } = lesson;
  if (worked.graph.layout !== null || worked.graph.size > mostSteps) return null;
  const others = order.filter((slot) => slot !== question.slot);
  const earlier = ownAt(start.wrong, others).slice(-mostEarlier);
  const [first] = earlier;
  if (!first || typeof first[1] !== 'number') return null;
  const right = others
    .filter((slot) => start.right.has(slot) && !start.wrong.has(slot))
    .map((slot) => [slot, questionOf(lesson, slot).exact] as const);
  const page = [[question.slot, value] as const, ...earlier, ...right];
  const [root, answer] = [questionOf(lesson, first[0]), first[1]];
  const found = namesNear(lesson, question.slot).flatMap((slot) =>
    valuesGiving(lesson, slot, page).filter(({ to }) => {
      const world = worldWith(worked, slot, to);
      return page.every(([at, each]) => isRightAt(lesson, questionOf(lesson, at), each, world, digits));
    }),
  );
  const plain = found.filter(({ to }) => significant(rounded(to)) <= fewDigits);
  // Whatever was wrong before, the last of them is wrong.
  const [only] = [...(plain.length > 0 ? plain : found)].sort((a, b) => b.slot - a.slot);
  if (!only) return null;
  const enough =
    earlier.length > 1 || (plain.length > 0 && behind.length === 0 && !isExplained(lesson, root, answer));
  if (!enough) return null;
  const from = earlier.map(([slot]) => slot);
  return { slot: only.slot, value: rounded(only.to), from, before: [], pass: 'forward' };
}

/** A number that somebody may well have had, and not one that was worked out from rounded answers. */
const fewDigits = 2;
const rounded = (to: number): number => {
  const short = Number(to.toPrecision(fewDigits));
  return Math.abs(short - to) <= 1e-3 * Math.abs(to) ? short : Number(to.toPrecision(4));
};

/** Whether a known wrong rule gives an answer. */
function isExplained(lesson: Lesson, question: Question, value: number): boolean {
  const whole = withNamedSteps(lesson);
  const among = amongNamedSteps(lesson, whole, question);
  return givenFrom(candidatesOf(whole, among), whole, among, value, true).length > 0;
}

/** A node of the forward pass with a value that it does not have. */
interface Moved {
  readonly slot: number;
  readonly to: number;
}

/** The derivatives of everything while a node has other and other values. */
interface Course {
  readonly to: number;
  readonly gradients: Float64Array;
}

// What a node's values do to a lesson hangs on no answer.
const courses = new WeakMap<Lesson, Map<number, readonly Course[]>>();

/** How far a value is looked for, in doubled steps to both sides. */
const steps = 8;

function courseOf(lesson: Lesson, slot: number): readonly Course[] {
  const known = courses.get(lesson) ?? new Map<number, readonly Course[]>();
  courses.set(lesson, known);
  const before = known.get(slot);
  if (before) return before;
  const here = numberAt(lesson.worked, slot);
  const unit = Math.max(Math.abs(here), 1) / 16;
  const away = Array.from({ length: steps }, (_, k) => unit * 2 ** k);
  const found = [...away.map((far) => here - far).reverse(), here, ...away.map((far) => here + far)].map(
    (to): Course => ({ to, gradients: worldWith(lesson.worked, slot, to).gradients }),
  );
  known.set(slot, found);
  return found;
}

/** An answer of a page, by its slot. */
type Answer = readonly [slot: number, value: Value];

/** The values of a node at which its derivatives pass all answers of a page, the first two of which are wrong: where the second is met. */
function valuesGiving(lesson: Lesson, slot: number, page: readonly Answer[]): readonly Moved[] {
  const { worked } = lesson;
  const [, root] = page;
  if (!root || slot === worked.graph.output || !Number.isFinite(numberAt(worked, slot))) return [];
  const course = courseOf(lesson, slot);
  return course.slice(1).flatMap((end, i): readonly Moved[] => {
    const begin = course[i] as Course; // the one before
    if (!page.every((answer) => isPassed(worked, answer, begin, end))) return [];
    const off = (to: number): number => slopeAt(worldWith(worked, slot, to), root[0]) - Number(root[1]);
    const to = between(off, begin.to, end.to);
    return to === null || sameValue(to, numberAt(worked, slot), true) ? [] : [{ slot, to }];
  });
}

/** So much of itself an answer may be off by rounding. */
const roundedBy = 0.01;

/** Whether a derivative goes past an answer between two values of a node. */
function isPassed({ graph }: Evaluation, [slot, value]: Answer, begin: Course, end: Course): boolean {
  const place = placeAt(graph, slot);
  const [one, other] = [begin.gradients[place] ?? Number.NaN, end.gradients[place] ?? Number.NaN];
  const air = roundedBy * Math.abs(Number(value));
  return Number(value) >= Math.min(one, other) - air && Number(value) <= Math.max(one, other) + air;
}

/** The lesson's world with a node held at a value, and both passes worked out with it. */
function worldWith(worked: Evaluation, slot: number, to: number): Evaluation {
  const { graph, scales } = worked;
  const value = valuesWith(graph, slot, to);
  return { ...worked, tape: { graph, value }, gradients: scaled(graph, scales, backward({ graph, value })) };
}

const mostHalvings = 48;

/** Where a function is 0 between two places; null where it has one sign there, or jumps. */
function between(off: (at: number) => number, from: number, to: number): number | null {
  let [low, high] = [from, to];
  let [below, above] = [off(low), off(high)];
  const widest = Math.max(Math.abs(below), Math.abs(above));
  if (!(below * above <= 0)) return null;
  for (let k = 0; k < mostHalvings && Math.abs(high - low) > 1e-8 * Math.max(1, Math.abs(low)); k++) {
    // The secant, kept away from the ends.
    const guess = low + (high - low) * Math.min(0.9, Math.max(0.1, below / (below - above)));
    const there = off(guess);
    if (!Number.isFinite(there)) return null;
    if (Math.sign(there) === Math.sign(below)) [low, below] = [guess, there];
    else [high, above] = [guess, there];
  }
  const at = Math.abs(below) < Math.abs(above) ? low : high;
  return Math.abs(off(at)) <= 1e-5 * widest ? at : null;
}
