import { halfUnit } from '../../language/number-format.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { exactNumber, type Question } from '../lesson/question.ts';
import { counted } from '../lesson/words.ts';
import { ofNumbers } from '../mistakes/counterfactual.ts';
import { significant } from '../mistakes/equality.ts';
import type { MistakeClass } from '../mistakes/equivalence-classes.ts';
import { judgedDigits, type Measure } from './judge.ts';
import type { Reading } from './reading.ts';
import { measureOf, roundsTheFactors } from './rounding.ts';

/** Whether an answer was taken only because rounding is forgiven. */
export function forgiven(value: Value, exact: Value, measures: readonly Measure[]): boolean {
  const answers = entriesOf(value);
  return Array.from(entriesOf(exact)).some(
    (entry, at) =>
      Math.abs((answers[at] ?? Number.NaN) - entry) >
      halfUnit(entry, measures[at]?.digits ?? judgedDigits) * (1 + 1e-9),
  );
}

/**
 * Whether a mistake explains an answer better than the right rule, from whose value the answer differs only by
 * rounding.
 */
export function outdoes({ carried, rule, values }: MistakeClass, value: Value, { exact }: Question): boolean {
  // A step of descent moves weights so little that its effect may be mere rounding.
  const doubtful = carried || rule.id === 'updated-too-early';
  return !doubtful && nearer(value, values[0] ?? null, exact);
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

/** A number by itself, as it may be typed. */
const plainNumber = /^[-+−]?\d*\.?\d*(?:e[-+]?\d+)?$/iu;

/** The digits of a number as it was typed, zeros at its end among them: three of `-36.0`. */
const digitsTyped = (body: string): number =>
  body.replace(/e.*$/iu, '').replace(/\D/gu, '').replace(/^0+/u, '').length;

/**
 * The sentence about a number that is right but has too few digits: the right value to two digits (give or take one,
 * where the screen shows rounded numbers) or to one decimal; or a product of the rule's factors, rounded.
 */
export function tooCoarse(
  lesson: Lesson,
  question: Question,
  { value, body, expression }: Reading & { kind: 'read' },
  digits: number,
): string | null {
  if (!question.plain || typeof value !== 'number') return null;
  if (!plainNumber.test(body.trim()))
    return roundsTheFactors(lesson, question, expression)
      ? 'The rule is right: keep more digits of each factor.'
      : null;
  const wanted = lesson.choice.digits ?? judgedDigits;
  if (digitsTyped(body) >= wanted) return null;
  const exact = exactNumber(question);
  const { rounded } = measureOf(lesson, question, digits).band;
  const slack = rounded ? 2 * halfUnit(exact, 2) : 0;
  const kept = significant(value);
  const one = kept === 1 && !Number.isInteger(value) && Math.abs(value - exact) <= 0.1 * Math.abs(exact);
  const near =
    Number(exact.toPrecision(2)) === value ||
    (one && Number(exact.toPrecision(1)) === value) ||
    (kept <= 2 && Math.abs(value - exact) <= slack);
  return near ? `Close, but give ${counted(wanted, 'digit').replace(/ digits?$/, '')} digits.` : null;
}

/** An answer as its assignment admits it: where numbers are asked for, an answer with names is unreadable. */
export function admissible({ choice }: Lesson, reading: Reading): Reading {
  if (choice.answers !== 'numbers' || reading.kind === 'unreadable' || ofNumbers(reading.expression))
    return reading;
  const message = 'this question wants a number; work this out and type the number';
  return { kind: 'unreadable', message, from: null, to: null };
}
