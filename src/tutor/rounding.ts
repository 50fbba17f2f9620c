import { computed, opOf } from '../engine/rules.ts';
import { type Expression, fold } from '../language/expression.ts';
import { shown } from '../language/figures.ts';
import { type Band, judgedDigits, type Measure } from './judge.ts';
import type { Lesson } from './lesson.ts';
import { linkValue, ruleOf } from './link.ts';
import type { Question } from './question.ts';

/** People who work on paper keep so many digits at each step. */
const paperDigits = 3;

/** What an answer to a question is measured against. */
export function measureOf(lesson: Lesson, question: Question, digits: number): Measure {
  const { exact, magnitude } = question;
  return { exact, magnitude, band: workingBand(lesson, question, digits), digits: judgedDigits };
}

/**
 * What the right rule gives to someone who works with the numbers on the screen and rounds each step to three
 * digits: an interval calculation over the question's links. Exact numbers that stay short stay a point.
 */
export function workingBand(lesson: Lesson, question: Question, digits: number): Band {
  const { worked, visible } = lesson;
  if (!question.links) return { low: question.exact, high: question.exact, rounded: false };
  const value = (name: string): number => worked.value[worked.slots.get(name) ?? -1] ?? Number.NaN;
  const gradient = (name: string): number => worked.gradient[worked.slots.get(name) ?? -1] ?? Number.NaN;
  const total = question.links
    .map((link) => bandOf(ruleOf(worked, visible, link), value, gradient, digits))
    .reduce((left, right) =>
      onPaper({
        low: left.low + right.low,
        high: left.high + right.high,
        rounded: left.rounded || right.rounded,
      }),
    );
  // A single link whose rule can't be followed through an interval still has its value.
  const centre = question.links.reduce((sum, link) => sum + linkValue(worked, link), 0);
  return { low: Math.min(total.low, centre), high: Math.max(total.high, centre), rounded: total.rounded };
}

function bandOf(
  rule: Expression,
  value: (name: string) => number,
  gradient: (name: string) => number,
  digits: number,
): Band {
  return fold<Band>(
    rule,
    (leaf) => {
      if (leaf.kind === 'number') return { low: leaf.value, high: leaf.value, rounded: false };
      const exact = leaf.kind === 'name' ? value(leaf.name) : gradient(leaf.by);
      const screen = shown(exact, digits);
      return { low: Math.min(exact, screen), high: Math.max(exact, screen), rounded: screen !== exact };
    },
    (apply, operands) => {
      const op = opOf(apply.sign);
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
      const rounded = operands.some((operand) => operand.rounded);
      return onPaper({ low: Math.min(...corners), high: Math.max(...corners), rounded });
    },
  );
}

/** A step's result written down with three digits, or with all of them. */
function onPaper({ low, high, rounded }: Band): Band {
  return {
    low: Math.min(low, Number(low.toPrecision(paperDigits))),
    high: Math.max(high, Number(high.toPrecision(paperDigits))),
    rounded,
  };
}
