import { computed, opOf } from '../../engine/kernels/rules.ts';
import { apply, type Expression, fold, type Leaf, same } from '../../language/expression.ts';
import { plusSign, timesSign } from '../../language/operators.ts';
import type { OpName } from '../../ops/table.ts';
import { type Link, upstreamOf } from '../../symbolic/link.ts';
import { localOf, ruleOf } from '../../symbolic/rule.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import type { Tolerance } from './judge.ts';

/** The right rule of a question: of each of its links, and as one expression in the ways in which people group it. */
interface Ways {
  readonly tidied: readonly Expression[];
  readonly grouped: readonly Expression[];
}

// A class is asked the same questions, so what does not depend on an answer is worked out once.
const ways = new WeakMap<Lesson, Map<number, Ways>>();

/** How people work out the right rule of a question. */
export function waysOf(lesson: Lesson, { slot, links }: Question): Ways {
  if (links === null || links.length === 0) return { tidied: [], grouped: [] };
  const known = ways.get(lesson) ?? new Map<number, Ways>();
  ways.set(lesson, known);
  const before = known.get(slot);
  if (before) return before;
  const tidied = links.map((link) => ruleOf(lesson.worked, lesson.visible, link));
  const found = { tidied, grouped: distinct(groupings(lesson, links, tidied)) };
  known.set(slot, found);
  return found;
}

const distinct = (all: readonly Expression[]): readonly Expression[] =>
  all.filter((each, i) => !all.slice(0, i).some((other) => same(each, other)));

/** Tidied, from the left, local factors first. */
function groupings(
  { worked, visible }: Lesson,
  links: readonly Link[],
  tidied: readonly Expression[],
): readonly Expression[] {
  const factors = links.map((link) => ({
    upstream: upstreamOf(worked, link),
    locals: onesJoined([...link.path].reverse().map((edge) => localOf(worked, visible, edge))),
  }));
  const product = (parts: readonly Expression[]): Expression =>
    parts.reduce((left, right) => apply(timesSign, left, right));
  const total = (terms: readonly Expression[]): Expression =>
    terms.reduce((left, right) => apply(plusSign, left, right));
  return [
    total(tidied),
    total(factors.map(({ upstream, locals }) => product([upstream, ...locals]))),
    total(factors.map(({ upstream, locals }) => apply(timesSign, upstream, product(locals)))),
    total(factors.map(({ upstream, locals }) => apply(timesSign, upstream, product([...locals].reverse())))),
  ];
}

/** Of several factors 1 in a row one is enough: a number that was rounded once stays as it is. A long sum has many. */
const onesJoined = (factors: readonly Expression[]): readonly Expression[] =>
  factors.filter((factor, i) => !isOne(factor) || !isOne(factors[i - 1]));

const isOne = (factor: Expression | undefined): boolean => factor?.kind === 'number' && factor.value === 1;

/** The value of a rule, of which each step is kept as `kept` does. */
export function workedOut(
  rule: Expression,
  value: (leaf: Leaf) => number,
  kept: (value: number) => number,
): number {
  return fold<number>(rule, value, (node, operands) => kept(computed(opOf(node.sign), operands)));
}

/** The range of a rule's value when each number may be exact or as shown, and each step rounded or not. */
export function intervalOf(
  rule: Expression,
  exactly: (leaf: Leaf) => number,
  onScreen: (leaf: Leaf) => number,
  onPaper: (value: number) => number,
): Tolerance {
  return fold<Tolerance>(
    rule,
    (leaf) => {
      const [exact, seen] = [exactly(leaf), onScreen(leaf)];
      return { low: Math.min(exact, seen), high: Math.max(exact, seen), rounded: seen !== exact };
    },
    (node, operands) => {
      const op = opOf(node.sign);
      const { low, high } = rangeOf(op, operands);
      return {
        low: Math.min(low, onPaper(low)),
        high: Math.max(high, onPaper(high)),
        rounded: operands.some((operand) => operand.rounded),
      };
    },
  );
}

/** The range of an op's value over all corners of its operands' ranges, as far as it is finite there. */
function rangeOf(op: OpName, operands: readonly Tolerance[]): Pick<Tolerance, 'low' | 'high'> {
  let [low, high] = [Infinity, -Infinity];
  const point = operands.map((operand) => operand.low);
  for (let corner = 0; corner < 2 ** operands.length; corner++) {
    let isNew = true;
    for (let k = 0; k < operands.length; k++) {
      const operand = operands[k] as Tolerance; // k is within
      const above = ((corner >> k) & 1) === 1;
      if (above && operand.low === operand.high) isNew = false;
      point[k] = above ? operand.high : operand.low;
    }
    const value = isNew ? computed(op, point) : Number.NaN;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}
