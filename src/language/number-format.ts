import { mapped, sizeOf, type Value, writtenShape } from '../ops/matrix.ts';
import { plainNumber, printMatrix } from './print.ts';

/** The number of significant digits that people see unless they ask for another. */
export const shownDigits = 4;

/** A whole number below this is shown with all its digits. */
const wholeLimit = 1e6;

/** No number is shown with more significant digits than this. */
const finest = 12;

/** A number as people see it: so many significant digits, no trailing zeros, never -0; it reads back as a number. */
export function formatNumber(value: number, digits: number = shownDigits): string {
  if (Number.isInteger(value) && Math.abs(value) < wholeLimit) return plainNumber(value);
  const rounded = Number(value.toPrecision(digits));
  if (Number.isNaN(value)) return 'no number';
  if (!Number.isFinite(value)) return `${value < 0 ? '-' : ''}infinity`;
  // The largest doubles, rounded up, would be Infinity.
  if (!Number.isFinite(rounded)) return plainNumber(value);
  // 0.99996 is not shown as 1, because whoever computes 1 - a with what is shown would divide by 0. A difference that
  // is only rounding noise does not count.
  const isWhole = Math.abs(value - Math.round(value)) <= 1e-9 * Math.abs(value);
  if (Number.isInteger(rounded) && !isWhole && digits < finest) return formatNumber(value, digits + 1);
  if (Math.abs(rounded) < wholeLimit && Math.abs(rounded) >= 1e-4) return plainNumber(rounded);
  const [mantissa, exponent] = rounded.toExponential().split('e');
  return `${mantissa}e${Number(exponent)}`;
}

/** Nobody reads a matrix of more entries than this in a sentence, which gives its shape instead. */
const mostInline = 12;

/** A value in a line of text: a small matrix as the language writes it, a large one as its shape alone, `(128,64)`. */
export function valueFigures(value: Value, digits: number = shownDigits): string {
  if (typeof value === 'number') return formatNumber(value, digits);
  if (sizeOf(value) > mostInline) return writtenShape(value);
  return printMatrix(value, (entry) => formatNumber(entry, digits));
}

/** The value that a reader of the screen has in hand. */
export const shownValue = (value: Value, digits: number = shownDigits): Value =>
  mapped(value, (entry) => shownNumber(entry, digits));

/** The number that a reader of the screen has in hand. */
export const shownNumber = (value: number, digits: number = shownDigits): number =>
  Number(formatNumber(value, digits));

/** Half a unit in the n-th significant digit of a number; 0 for 0. */
export function halfUnit(value: number, digits: number): number {
  if (value === 0) return 0;
  const [, exponent] = Math.abs(value).toExponential().split('e');
  return 0.5 * 10 ** (Number(exponent) - digits + 1);
}
