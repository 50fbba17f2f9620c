/**
 * How a number can go wrong although its rule is right. A lost sign is not one of these: it is the mistake
 * `opposite-sign`.
 */
export type SlipKind = 'one-off' | 'digits-swapped' | 'decimal-point';

/** The slip that turns one number into another, `right` into `written`, if there is one. */
export function arithmeticSlip(written: number, right: number): SlipKind | null {
  if (!Number.isFinite(written) || !Number.isFinite(right) || written === 0 || right === 0) return null;
  if (Math.sign(written) !== Math.sign(right)) return null;
  // No slip leads further than a decimal point does by two places.
  const off = written / right;
  if (off > 101 || off < 1 / 101) return null;
  const digits = digitsOf(written);
  const count = Math.max(digits.length, 3);
  if (sameDigits(written, right, count)) return decimalPoint(written, right);
  if (Number.isInteger(written) && Number.isInteger(right) && Math.abs(written - right) === 1)
    return 'one-off';
  const theirs = padded(written, count);
  const ours = padded(right, count);
  if (exponentOf(written) !== exponentOf(Number(right.toPrecision(count)))) return null;
  const apart = [...theirs].flatMap((digit, at) => (digit === ours[at] ? [] : [at]));
  const [first = 0, second = 0] = apart;
  const swapped =
    apart.length === 2 &&
    second === first + 1 &&
    theirs[first] === ours[second] &&
    theirs[second] === ours[first];
  if (swapped) return 'digits-swapped';
  // A difference in the last digit that was written may be rounding.
  const near = apart.length === 1 && Math.abs(Number(theirs[first]) - Number(ours[first])) === 1;
  return near && digits.length >= 3 && first < digits.length - 1 ? 'one-off' : null;
}

/** The significant digits of a number as they were written. */
const digitsOf = (value: number): string => value.toExponential().replace(/e.*|[-.]/g, '');

const padded = (value: number, count: number): string =>
  value.toExponential(count - 1).replace(/e.*|[-.]/g, '');

const exponentOf = (value: number): number => Number(value.toExponential().replace(/.*e/, ''));

/** Whether two numbers have the same digits, wherever their decimal point stands. */
const sameDigits = (written: number, right: number, count: number): boolean =>
  padded(written, count) === padded(right, count);

function decimalPoint(written: number, right: number): SlipKind | null {
  const places = Math.round(Math.log10(written / right));
  return places !== 0 && Math.abs(places) <= 2 ? 'decimal-point' : null;
}
