import { computed, localAt, opOf } from '../engine/rules.ts';
import { appliedTo } from '../engine/values.ts';
import { gradientAt, valueAt, type Worked } from '../engine/work.ts';
import { apply, type Expression, fold, type Leaf, leaves } from '../language/expression.ts';
import { shown, shownValue } from '../language/figures.ts';
import { knownSign } from '../language/spelling.ts';
import { entriesOf, mapped, shapeOf, sizeOf, type Value } from '../ops/matrix.ts';
import { constants, table } from '../ops/table.ts';
import { examplesNamed } from './convention.ts';
import { type Band, judgedDigits, type Measure } from './judge.ts';
import type { Lesson } from './lesson.ts';
import { type Link, upstreamOf } from './link.ts';
import { exactNumber, type Question } from './question.ts';
import { localOf, ruleOf, shapesIn } from './rule.ts';
import { sum } from './tidy.ts';

/** People who work on paper keep so many digits at each step, or as many as are asked for. */
const paperDigits = 3;
/** However much rounding may add up to step by step, what is further off than this is not called right for it. */
const widest = 0.1;

const times = knownSign('infix', '*');
const plus = knownSign('infix', '+');

// A class of students is asked the same questions: what depends on no answer is worked out once.
const measured = new WeakMap<Lesson, Map<string, readonly Measure[]>>();

/** What each entry of an answer to a question is measured against, row by row. */
export function measuresOf(lesson: Lesson, question: Question, digits: number): readonly Measure[] {
  const known = measured.get(lesson) ?? new Map<string, readonly Measure[]>();
  measured.set(lesson, known);
  const key = `${question.slot} ${digits}`;
  const measures = known.get(key) ?? freshMeasures(lesson, question, digits);
  known.set(key, measures);
  return measures;
}

const freshMeasures = (lesson: Lesson, question: Question, digits: number): readonly Measure[] =>
  question.plain ? [plainMeasure(lesson, question, digits)] : matrixMeasures(lesson, question, digits);

/** What an answer to a question about single numbers is measured against. */
export function measureOf(lesson: Lesson, question: Question, digits: number): Measure {
  const [measure] = measuresOf(lesson, question, digits);
  if (!measure || !question.plain) throw new Error(`${question.asks} is no single number`);
  return measure;
}

function plainMeasure(lesson: Lesson, question: Question, digits: number): Measure {
  const exact = exactNumber(question);
  const own = typeof question.magnitude === 'number' ? question.magnitude : 0;
  const value = (leaf: Leaf): number => numberAt(lesson.worked, leaf);
  const summed = (question.links ?? []).reduce(
    (total, link) => total + magnitudeOf(ruleOf(lesson.worked, lesson.visible, link), value),
    0,
  );
  const magnitude = Math.max(own, summed);
  return {
    exact,
    magnitude,
    band: workingBand(lesson, question, digits),
    digits: lesson.choice.digits ?? judgedDigits,
  };
}

/**
 * Where the right rule takes someone who works with the numbers on the screen, with or without rounding each step to
 * three digits: the rule is worked out that way, however its factors are grouped. Between those ways lie others (some
 * steps rounded, some not), so an interval calculation adds what a mixture can reach, up to a tenth of the exact value.
 */
export function workingBand(lesson: Lesson, question: Question, digits: number): Band {
  const { worked } = lesson;
  const exact = exactNumber(question);
  if (!question.links || question.links.length === 0) return { low: exact, high: exact, rounded: false };
  const onPaper = roundedTo(Math.max(paperDigits, lesson.choice.digits ?? 0));
  const exactly = (leaf: Leaf): number => numberAt(worked, leaf);
  const onScreen = (leaf: Leaf): number =>
    leaf.kind === 'number' ? leaf.value : shown(numberAt(worked, leaf), digits);
  const ways = groupings(lesson, question.links);
  const ends = ways.flatMap((way) => [
    workedOut(way, onScreen, (value) => value),
    workedOut(way, onScreen, onPaper),
  ]);
  const mixed = ways.map((way) => intervalOf(way, exactly, onScreen, onPaper));
  const reach = widest * Math.abs(exact);
  const low = Math.max(exact - reach, Math.min(...mixed.map((band) => band.low)));
  const high = Math.min(exact + reach, Math.max(...mixed.map((band) => band.high)));
  const certain = ends.filter(Number.isFinite);
  return {
    low: Math.min(exact, low, ...certain),
    high: Math.max(exact, high, ...certain),
    rounded: mixed.some((band) => band.rounded),
  };
}

/** The right rule as one expression, in the ways in which people group it: tidied, from the left, local factors first. */
function groupings({ worked, visible }: Lesson, links: readonly Link[]): readonly Expression[] {
  const factors = links.map((link) => ({
    upstream: upstreamOf(worked, link),
    locals: [...link.path].reverse().map((edge) => localOf(worked, visible, edge)),
  }));
  const product = (parts: readonly Expression[]): Expression =>
    parts.reduce((left, right) => apply(times, left, right));
  const total = (terms: readonly Expression[]): Expression =>
    terms.reduce((left, right) => apply(plus, left, right));
  return [
    total(links.map((link) => ruleOf(worked, visible, link))),
    total(factors.map(({ upstream, locals }) => product([upstream, ...locals]))),
    total(factors.map(({ upstream, locals }) => apply(times, upstream, product(locals)))),
    total(factors.map(({ upstream, locals }) => apply(times, upstream, product([...locals].reverse())))),
  ];
}

/** A step's result with the digits that are kept on paper. */
const roundedTo =
  (digits: number) =>
  (value: number): number =>
    Number(value.toPrecision(digits));

function workedOut(rule: Expression, value: (leaf: Leaf) => number, kept: (value: number) => number): number {
  return fold<number>(rule, value, (node, operands) => kept(computed(opOf(node.sign), operands)));
}

/** From the least to the most that a rule can give when each number may be exact or as shown, each step rounded or not. */
function intervalOf(
  rule: Expression,
  exactly: (leaf: Leaf) => number,
  onScreen: (leaf: Leaf) => number,
  onPaper: (value: number) => number,
): Band {
  return fold<Band>(
    rule,
    (leaf) => {
      const [exact, seen] = [exactly(leaf), onScreen(leaf)];
      return { low: Math.min(exact, seen), high: Math.max(exact, seen), rounded: seen !== exact };
    },
    (node, operands) => {
      const op = opOf(node.sign);
      const corners = operands
        .reduce<number[][]>(
          (points, { low, high }) =>
            points.flatMap((point) => [
              [...point, low],
              [...point, high],
            ]),
          [[]],
        )
        .map((point) => computed(op, point))
        .filter(Number.isFinite);
      const [low, high] = [Math.min(...corners), Math.max(...corners)];
      return {
        low: Math.min(low, onPaper(low)),
        high: Math.max(high, onPaper(high)),
        rounded: operands.some((operand) => operand.rounded),
      };
    },
  );
}

/** The size that a rule's value has before anything in it cancels: on that scale its last digits are noise. */
function magnitudeOf(rule: Expression, value: (leaf: Leaf) => number): number {
  return fold<{ readonly value: number; readonly size: number }>(
    rule,
    (leaf) => ({ value: value(leaf), size: Math.abs(value(leaf)) }),
    (node, operands) => {
      const op = opOf(node.sign);
      const numbers = operands.map((operand) => operand.value);
      const result = computed(op, numbers);
      if (table[op].kind === 'comparison') return { value: result, size: result };
      const size = operands.reduce(
        (total, operand, k) => total + Math.abs(localAt(op, k, numbers, result)) * operand.size,
        0,
      );
      return { value: result, size: Number.isFinite(size) ? size : Math.abs(result) };
    },
  ).size;
}

/** The number that a leaf of a rule between single numbers stands for. */
function numberAt(worked: Worked, leaf: Leaf): number {
  const value = leafValue(worked, leaf);
  return typeof value === 'number' ? value : Number.NaN;
}

/** The value that a leaf of a rule stands for. */
export function leafValue(worked: Worked, leaf: Leaf): Value | undefined {
  switch (leaf.kind) {
    case 'number':
    case 'matrix':
      return leaf.value;
    case 'name': {
      const slot = worked.slots.get(leaf.name);
      if (slot !== undefined) return valueAt(worked, slot);
      const by = leaf.name.startsWith('d') ? worked.slots.get(leaf.name.slice(1)) : undefined;
      const constant = constants.get(leaf.name) ?? examplesNamed(worked, leaf.name);
      return constant ?? (by === undefined ? undefined : gradientAt(worked, by));
    }
    case 'derivative': {
      const slot = worked.slots.get(leaf.by);
      return slot === undefined ? undefined : gradientAt(worked, slot);
    }
  }
}

/** Nobody works out by hand, from a screen that does not show them, matrices of more entries than this. */
const byHand = 400;
/** Of the magnitudes that make up an entry, so much may get lost where each step is rounded. */
const roundingShare = 0.01;

/**
 * The measures of a matrix, entry by entry: where the right rule takes someone who works with the numbers on the screen,
 * with or without rounding each step, and what a mixture of both can reach, in shares of what an entry is made of.
 */
function matrixMeasures(lesson: Lesson, question: Question, digits: number): readonly Measure[] {
  const { worked, visible } = lesson;
  const onPaper = roundedTo(Math.max(paperDigits, lesson.choice.digits ?? 0));
  const exact = entriesOf(question.exact);
  const magnitude = entriesOf(question.magnitude);
  const links = sizeOf(shapeOf(question.exact)) > byHand ? null : question.links;
  const rule =
    links &&
    sum(
      links.map((link) => ruleOf(worked, visible, link)),
      shapesIn(worked),
    );
  const seen = (leaf: Leaf): Value =>
    leaf.kind === 'number' ? leaf.value : shownValue(leafValue(worked, leaf) ?? Number.NaN, digits);
  const ways = rule
    ? [withKept(rule, seen, (value) => value), withKept(rule, seen, onPaper)].map(entriesOf)
    : [];
  const rounded = !links || leavesOf(rule).some((leaf) => differs(leafValue(worked, leaf), seen(leaf)));
  return Array.from(exact, (entry, at): Measure => {
    const size = Math.max(magnitude[at] ?? 0, Math.abs(entry));
    const ends = ways.map((way) => way[at] ?? Number.NaN).filter(Number.isFinite);
    const reach = rounded ? Math.min(widest * Math.abs(entry), roundingShare * size) : 0;
    const low = Math.min(entry - reach, ...ends);
    const high = Math.max(entry + reach, ...ends);
    return {
      exact: entry,
      magnitude: size,
      band: { low, high, rounded },
      digits: lesson.choice.digits ?? judgedDigits,
    };
  });
}

const leavesOf = (rule: Expression | null): readonly Leaf[] => (rule ? leaves(rule) : []);

function differs(a: Value | undefined, b: Value): boolean {
  if (a === undefined) return false;
  const others = entriesOf(b);
  return Array.from(entriesOf(a)).some((each, i) => each !== others[i]);
}

/** A rule's value where each step keeps what `kept` leaves of its entries. */
function withKept(rule: Expression, value: (leaf: Leaf) => Value, kept: (value: number) => number): Value {
  return fold<Value>(rule, value, (node, operands) => {
    const applied = appliedTo(node, operands);
    if (typeof applied === 'string') throw new Error(`a rule that does not fit: ${applied}`);
    return mapped(applied, (each) => (Number.isFinite(each) ? kept(each) : each));
  });
}
