import { halfUnit } from '../../language/number-format.ts';
import { entriesOf, everyEntry, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';

/** Whether two rules give the same at all values that were tried; null stands for a clash of shapes. */
export function allEqual(a: readonly (Value | null)[], b: readonly (Value | null)[]): boolean {
  return a.every((value, i) => {
    const other = b[i] ?? null;
    if (value === null || other === null) return value === other;
    if (typeof value === 'number' && typeof other === 'number') return agreeing(value, other);
    if (!sameShape(shapeOf(value), shapeOf(other))) return false;
    const others = entriesOf(other);
    return everyEntry(value, (entry, at) => agreeing(entry, others[at] ?? Number.NaN));
  });
}

function agreeing(value: number, other: number): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(other)) return Object.is(value, other);
  return Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other), 1e-12);
}

/** Whether an answer is what a wrong rule gives, entry by entry. */
export const sameValue = (answer: Value, value: Value | null, rounded = false): boolean =>
  typeof answer === 'number' && typeof value === 'number'
    ? sameAnswer(answer, value, rounded)
    : everyPair(answer, value, (entry, other) => sameAnswer(entry, other, rounded));

/** Whether an answer is what a wrong rule gives, rounded to three digits. */
export const sameInThreeDigits = (answer: Value, value: Value | null): boolean =>
  everyPair(answer, value, (entry, other) => entry === other || inThreeDigits(entry, other));

function everyPair(
  answer: Value,
  value: Value | null,
  alike: (entry: number, other: number) => boolean,
): boolean {
  if (typeof answer === 'number' && typeof value === 'number') return alike(answer, value);
  if (value === null || !sameShape(shapeOf(answer), shapeOf(value))) return false;
  const others = entriesOf(value);
  return everyEntry(answer, (entry, at) => alike(entry, others[at] ?? Number.NaN));
}

/** Whether an answer may be so many times a value, rounded somehow; a clash of shapes is one. */
export const isNear = (answer: Value | null, value: Value | null, times = 1): boolean =>
  answer === null
    ? value === null
    : typeof answer === 'number' && typeof value === 'number'
      ? isClose(answer, times * value)
      : everyPair(answer, value, (entry, other) => isClose(entry, times * other));

const isClose = (entry: number, wanted: number): boolean =>
  Math.abs(entry - wanted) <= 1e-9 + 0.01 * Math.abs(wanted);

/** A third digit that is 0 does not show in a number: `0.091` may be 0.0910; a whole number says no more than its digits. */
function inThreeDigits(answer: number, value: number): boolean {
  // Most values are far off, and need no digits counted.
  if (Math.abs(answer - value) > 0.01 * Math.abs(value)) return false;
  const digits = significant(answer);
  const enough = digits >= 3 || (digits === 2 && !Number.isInteger(answer));
  return enough && Number(value.toPrecision(3)) === answer;
}

/** How many significant digits a number has, zeros at its end left out. */
export const significant = (value: number): number => value.toExponential().replace(/e.*|[-.]/g, '').length;

/** Whether an answer of four digits or more is a value rounded to as many: who copies a display stops somewhere. */
function roundedTo(answer: number, value: number): boolean {
  const digits = significant(answer);
  return digits >= 4 && Number(value.toPrecision(digits)) === answer;
}

/** Numbers are matched more strictly than answers are judged; where the screen shows rounded ones, to half a percent. */
export function sameAnswer(answer: number, value: number, rounded = false): boolean {
  const off = Math.abs(answer - value);
  // Most values are far off, and need no further work.
  if (off > Math.max(1e-9, 0.01 * Math.abs(value))) return false;
  if (roundedTo(answer, value)) return true;
  return off <= Math.max(halfUnit(value, rounded ? 3 : 5), rounded ? 0.005 * Math.abs(value) : 1e-9);
}

/** Whether values are 0 here, or always 1: an answer of 0 or 1 need not come from such a derivative. */
export const saysNothing = (values: readonly (Value | null)[]): boolean =>
  isAll(values[0] ?? null, 0) || values.every((value) => isAll(value, 1));

const isAll = (value: Value | null, number: number): boolean =>
  value !== null && everyEntry(value, (entry) => entry === number);
