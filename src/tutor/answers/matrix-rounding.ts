import { appliedTo } from '../../engine/graph/values.ts';
import { type Expression, fold, type Leaf, leaves } from '../../language/expression.ts';
import { shownValue } from '../../language/number-format.ts';
import { entriesOf, mapped, shapeOf, sizeOf, type Value } from '../../ops/matrix.ts';
import { ruleOf, shapesIn } from '../../symbolic/rule.ts';
import { sumOf } from '../../symbolic/simplify.ts';
import { asShown, leafValue, widest } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { cornerEntries } from '../mistakes/corner.ts';
import { judgedDigits, type Measure } from './judge.ts';

/** The most entries of a matrix that somebody works out by hand; larger ones are not on the screen. */
const byHand = 400;
/** The share of the magnitudes in an entry that may get lost where each step is rounded. */
const roundingShare = 0.01;

/**
 * The measures of a matrix, entry by entry: the values of the right rule with the numbers on the screen, with or
 * without rounding each step. What a mixture of both can reach is estimated as a share of the magnitudes in an entry. `typed`:
 * whether derivatives are those that somebody typed, who may have gone on with more digits than that.
 */
export function matrixMeasures(
  lesson: Lesson,
  question: Question,
  digits: number,
  typed = false,
): readonly Measure[] {
  const { worked, visible } = lesson;
  const onPaper = asShown(lesson);
  const exact = entriesOf(question.exact);
  const magnitude = entriesOf(question.magnitude);
  const links = sizeOf(shapeOf(question.exact)) > byHand ? null : question.links;
  const rule =
    links &&
    sumOf(
      links.map((link) => ruleOf(worked, visible, link)),
      shapesIn(worked),
    );
  const seen = (leaf: Leaf): Value =>
    leaf.kind === 'number' ? leaf.value : shownValue(leafValue(worked, leaf) ?? Number.NaN, digits);
  const ways = rule
    ? [withKept(rule, seen, (value) => value), withKept(rule, seen, onPaper)].map(entriesOf)
    : [];
  const rounded =
    typed || !links || leavesOf(rule).some((leaf) => differs(leafValue(worked, leaf), seen(leaf)));
  const corners = cornerEntries(lesson, question);
  const wanted = lesson.choice.digits ?? judgedDigits;
  if (ways.length === 0 && corners.length === 0) return byShare(exact, magnitude, rounded, wanted);
  return Array.from(exact, (entry, at): Measure => {
    const size = Math.max(magnitude[at] ?? 0, Math.abs(entry));
    const ends = ways.map((way) => way[at] ?? Number.NaN).filter(Number.isFinite);
    const reach = rounded ? Math.min(widest * Math.abs(entry), roundingShare * size) : 0;
    // At a corner every value between its slopes is right.
    const corner = corners[at];
    const sides = corner ? [corner.low, corner.high] : [];
    const low = Math.min(entry - reach, ...ends, ...sides);
    const high = Math.max(entry + reach, ...ends, ...sides);
    return { exact: entry, magnitude: size, band: { low, high, rounded }, digits: wanted };
  });
}

/** The measures of a matrix that nobody works out by hand. */
function byShare(
  exact: ArrayLike<number>,
  magnitude: ArrayLike<number>,
  rounded: boolean,
  digits: number,
): readonly Measure[] {
  const measures: Measure[] = [];
  for (let at = 0; at < exact.length; at++) {
    const entry = exact[at] ?? Number.NaN;
    const size = Math.max(magnitude[at] ?? 0, Math.abs(entry));
    const reach = rounded ? Math.min(widest * Math.abs(entry), roundingShare * size) : 0;
    const band = { low: entry - reach, high: entry + reach, rounded };
    measures.push({ exact: entry, magnitude: size, band, digits });
  }
  return measures;
}

const leavesOf = (rule: Expression | null): readonly Leaf[] => (rule ? leaves(rule) : []);

function differs(a: Value | undefined, b: Value): boolean {
  if (a === undefined) return false;
  const others = entriesOf(b);
  return Array.from(entriesOf(a)).some((each, i) => each !== others[i]);
}

/** The value of a rule where `kept` is applied to the entries after each step. */
function withKept(rule: Expression, value: (leaf: Leaf) => Value, kept: (value: number) => number): Value {
  return fold<Value>(rule, value, (node, operands) => {
    const applied = appliedTo(node, operands);
    if (typeof applied === 'string') throw new Error(`a rule that does not fit: ${applied}`);
    return mapped(applied, (each) => (Number.isFinite(each) ? kept(each) : each));
  });
}
