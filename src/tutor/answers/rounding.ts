import { computed, elementwiseRow, localAt, opOf } from '../../engine/kernels/rules.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { type Expression, fold, type Leaf } from '../../language/expression.ts';
import { shownNumber } from '../../language/number-format.ts';
import { dotTimesSign, negativeSign, timesSign } from '../../language/operators.ts';
import type { Value } from '../../ops/matrix.ts';
import { upstreamOf } from '../../symbolic/link.ts';
import { localOf } from '../../symbolic/rule.ts';
import { asShown, leafValue, widest } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { exactNumber, type Question } from '../lesson/question.ts';
import { type CornerSlopes, cornerSlopes } from '../mistakes/corner.ts';
import { judgeAll, judgedDigits, type Measure, type Tolerance } from './judge.ts';
import { matrixMeasures } from './matrix-rounding.ts';
import { intervalOf, waysOf, workedOut } from './ways-of-working.ts';

// A class is asked the same questions, so what does not depend on an answer is worked out once.
const measured = new WeakMap<Lesson, Map<string, readonly Measure[]>>();

/** What each entry of an answer to a question is measured against, row by row. */
export function measuresOf(lesson: Lesson, question: Question, digits: number): readonly Measure[] {
  const known = measured.get(lesson) ?? new Map<string, readonly Measure[]>();
  measured.set(lesson, known);
  const key = `${question.slot} ${digits}`;
  const measures = known.get(key) ?? freshMeasures(lesson, question, lesson.worked, digits);
  known.set(key, measures);
  return measures;
}

/** The same for derivatives that are somebody's own. */
const freshMeasures = (
  lesson: Lesson,
  question: Question,
  worked: Evaluation,
  digits: number,
  typed = false,
): readonly Measure[] =>
  question.plain
    ? [plainMeasure(lesson, question, worked, digits)]
    : matrixMeasures({ ...lesson, worked }, question, digits, typed);

/**
 * Whether an answer is right for somebody whose derivatives are those of `worked`, of which `question` gives the exact
 * value there. `typed`: whether some of these were typed with a few digits, and gone on with before they were rounded.
 */
export function isRightFrom(
  lesson: Lesson,
  question: Question,
  worked: Evaluation,
  value: Value,
  digits: number,
  typed = false,
): boolean {
  if (question.plain && typeof value === 'number') {
    const exact = exactNumber(question);
    const off = Math.abs(value - exact);
    // Most are further off than a mixture of ways reaches, and many further than rounding can take anybody.
    if (off > 1e-3 && off > 1.01 * widest * Math.abs(exact)) {
      if (off > farOff * magnitudeAt(lesson, question, worked)) return false;
      const ends = endsOf(lesson, question, worked, digits);
      if (value < Math.min(...ends) || value > Math.max(...ends)) return false;
      return isRightAmong(value, [plainMeasure(lesson, question, worked, digits, ends)]);
    }
  }
  return isRightAmong(value, freshMeasures(lesson, question, worked, digits, typed));
}

const isRightAmong = (value: Value, measures: readonly Measure[]): boolean =>
  judgeAll(value, measures).verdict !== 'wrong';

/** The share of the magnitudes in a number which no rounding of its steps exceeds. */
const farOff = 0.5;

/** What an answer to a question about single numbers is measured against. */
export function measureOf(lesson: Lesson, question: Question, digits: number): Measure {
  const [measure] = measuresOf(lesson, question, digits);
  if (!measure || !question.plain) throw new Error(`${question.asks} is no single number`);
  return measure;
}

const plainMeasure = (
  lesson: Lesson,
  question: Question,
  worked: Evaluation,
  digits: number,
  ends: readonly number[] = endsOf(lesson, question, worked, digits),
): Measure => ({
  exact: exactNumber(question),
  magnitude: magnitudeAt(lesson, question, worked),
  band: withCorner(roundingBand(lesson, question, worked, digits, ends), cornerSlopes(lesson, question)),
  digits: lesson.choice.digits ?? judgedDigits,
});

/** The size of a question's number before anything in it cancels, at some derivatives. */
function magnitudeAt(lesson: Lesson, question: Question, worked: Evaluation): number {
  const own = typeof question.magnitude === 'number' ? question.magnitude : 0;
  const value = (leaf: Leaf): number => numberAt(worked, leaf);
  const { tidied } = waysOf(lesson, question);
  return Math.max(
    own,
    tidied.reduce((total, rule) => total + magnitudeOf(rule, value), 0),
  );
}

/** A range that includes everything between the slopes of a corner, where all of that is right. */
const withCorner = (band: Tolerance, corner: CornerSlopes | null): Tolerance =>
  corner ? { ...band, low: Math.min(band.low, corner.low), high: Math.max(band.high, corner.high) } : band;

/**
 * Where the right rule takes someone who works with the numbers on the screen, with or without rounding each step to
 * three digits: the rule is worked out that way, however its factors are grouped. Between those ways lie others (some
 * steps rounded, some not), so an interval calculation adds what a mixture can reach, up to a tenth of the exact value.
 */
function roundingBand(
  lesson: Lesson,
  question: Question,
  worked: Evaluation,
  digits: number,
  ends: readonly number[],
): Tolerance {
  const exact = exactNumber(question);
  if (!question.links || question.links.length === 0) return { low: exact, high: exact, rounded: false };
  const onPaper = asShown(lesson);
  const exactly = (leaf: Leaf): number => numberAt(worked, leaf);
  const onScreen = shownAt(worked, digits);
  const ways = waysOf(lesson, question).grouped;
  const mixed = ways.map((way) => intervalOf(way, exactly, onScreen, onPaper));
  const reach = widest * Math.abs(exact);
  const low = Math.max(exact - reach, Math.min(...mixed.map((band) => band.low)));
  const high = Math.min(exact + reach, Math.max(...mixed.map((band) => band.high)));
  return {
    low: Math.min(exact, low, ...ends),
    high: Math.max(exact, high, ...ends),
    rounded: mixed.some((band) => band.rounded),
  };
}

/** The values of the right rule with the numbers on the screen, with and without rounding each step, in each of its ways. */
function endsOf(lesson: Lesson, question: Question, worked: Evaluation, digits: number): readonly number[] {
  const onPaper = asShown(lesson);
  const onScreen = shownAt(worked, digits);
  return waysOf(lesson, question)
    .grouped.flatMap((way) => [workedOut(way, onScreen, (value) => value), workedOut(way, onScreen, onPaper)])
    .filter(Number.isFinite);
}

/** The number of a leaf as the screen shows it. */
const shownAt =
  (worked: Evaluation, digits: number) =>
  (leaf: Leaf): number =>
    leaf.kind === 'number' ? leaf.value : shownNumber(numberAt(worked, leaf), digits);

/** The size of a rule's value before anything in it cancels: relative to it, the last digits are noise. */
function magnitudeOf(rule: Expression, value: (leaf: Leaf) => number): number {
  return fold<{ readonly value: number; readonly size: number }>(
    rule,
    (leaf) => ({ value: value(leaf), size: Math.abs(value(leaf)) }),
    (node, operands) => {
      const op = opOf(node.sign);
      const numbers = operands.map((operand) => operand.value);
      const result = computed(op, numbers);
      if (elementwiseRow(op).compares) return { value: result, size: result };
      const size = operands.reduce(
        (total, operand, k) => total + Math.abs(localAt(op, k, numbers, result)) * operand.size,
        0,
      );
      return { value: result, size: Number.isFinite(size) ? size : Math.abs(result) };
    },
  ).size;
}

/** The number that a leaf of a rule between single numbers stands for. */
function numberAt(worked: Evaluation, leaf: Leaf): number {
  const value = leafValue(worked, leaf);
  return typeof value === 'number' ? value : Number.NaN;
}

/**
 * Whether an answer made of numbers is a product of the right rule's factors, each rounded: `0.45*0.95*0.05` for
 * `dJ/da * a*(1 - a)`. It may be off by more than is forgiven, though nothing is missing in it.
 */
export function roundsTheFactors(
  { worked, visible }: Lesson,
  { links }: Question,
  typed: Expression,
): boolean {
  const [link, another] = links ?? [];
  if (!link || another || typed.kind !== 'apply') return false;
  const exactly = (leaf: Leaf): number => numberAt(worked, leaf);
  const factors = [upstreamOf(worked, link), ...link.path.map((edge) => localOf(worked, visible, edge))];
  const right = factors.flatMap(factorsIn).map((factor) => workedOut(factor, exactly, (value) => value));
  const theirs = factorsIn(typed)
    .map((factor) =>
      intervalOf(
        factor,
        (leaf) => lastDigit(leaf, -1),
        (leaf) => lastDigit(leaf, 1),
        (value) => value,
      ),
    )
    .map(({ low, high }) => (high < 0 ? { low: -high, high: -low } : { low, high }));
  const isOne = ({ low, high }: { readonly low: number; readonly high: number }): boolean =>
    low === high && Math.abs(low) === 1;
  const left = theirs.filter((factor) => !isOne(factor));
  const wanted = right.filter((factor) => Math.abs(factor) !== 1);
  if (left.length < 2 || left.length !== wanted.length) return false;
  for (const factor of wanted) {
    const at = left.findIndex(({ low, high }) => low <= Math.abs(factor) && Math.abs(factor) <= high);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return Math.sign(workedOut(typed, exactly, (value) => value)) === Math.sign(exactNumberOf(right));
}

const exactNumberOf = (factors: readonly number[]): number =>
  factors.reduce((left, right) => left * right, 1);

/** The factors of a product, without their signs. */
function factorsIn(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'apply') return [expression];
  const { sign, operands } = expression;
  return sign === timesSign || sign === dotTimesSign || sign === negativeSign
    ? operands.flatMap(factorsIn)
    : [expression];
}

/** A number that was typed, moved by a unit of its last digit, whether it was rounded or cut off; a whole number is what it is. */
function lastDigit(leaf: Leaf, units: number): number {
  if (leaf.kind !== 'number') return Number.NaN;
  const decimals = /\.(\d*)/.exec(leaf.text === '' ? String(leaf.value) : leaf.text)?.[1]?.length ?? 0;
  const value = Math.abs(leaf.value);
  return decimals === 0 ? value : value + units * 10 ** -decimals;
}
