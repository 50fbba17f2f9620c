/**
 * How a number can go wrong although its rule is right. A lost sign is not one of these: it is the mistake
 * `opposite-sign`.
 */
export type SlipKind = 'one-off' | 'digits-swapped' | 'decimal-point';

/** The slip that turns one number into another, `right` into `written`, if there is one. */
export const arithmeticSlip = (written: number, right: number): SlipKind | null => slipsTo(written)(right);

/** The same for one written number and many that may have been meant. */
export function slipsTo(written: number): (right: number) => SlipKind | null {
  const typed = inDigits(written);
  const count = Math.max(typed.digits.length, 3);
  const theirs = typed.digits.padEnd(count, '0');
  return (right) => {
    if (!Number.isFinite(written) || !Number.isFinite(right) || written === 0 || right === 0) return null;
    // A lost sign is another mistake, and no slip leads further than a decimal point does by two places.
    const off = written / right;
    if (!(off >= 1 / 101 && off <= 101)) return null;
    if (!maySlip(Math.abs(written), Math.abs(right), 10 ** (typed.exponent + 1 - count))) return null;
    const ours = inDigits(right, count);
    if (theirs === ours.digits) return decimalPoint(off);
    if (Number.isInteger(written) && Number.isInteger(right) && Math.abs(written - right) === 1)
      return 'one-off';
    return typed.exponent === ours.exponent ? digitSlip(theirs, ours.digits, typed.digits.length) : null;
  };
}

/**
 * Whether the digits of two numbers, of which the last counts `unit`, may be a slip apart: most are too far from that to be
 * written out. A slip in one digit is worth 1 at its place; two neighbours that change places are worth 9 times what they differ by.
 */
function maySlip(written: number, right: number, unit: number): boolean {
  const off = Math.abs(written - right);
  // Where only the last digits differ, rounding decides.
  if (off <= 20 * unit) return true;
  const first = off / 10 ** Math.floor(Math.log10(off));
  const slack = 1e-9 + (2 * unit * first) / off;
  const ninths = first / 0.9;
  if (Math.abs(ninths - Math.round(ninths)) <= 2 * slack || first <= 1 + slack || first >= 10 - slack)
    return true;
  const places = Math.log10(written / right);
  return Math.abs(places - Math.round(places)) <= 1e-9 + unit / written;
}

/** The digits of a number, `count` of them or as many as it has, and the power of ten of the first. */
function inDigits(value: number, count?: number): { readonly digits: string; readonly exponent: number } {
  const [mantissa = '', exponent = ''] = Math.abs(value)
    .toExponential(count && count - 1)
    .split('e');
  return { digits: mantissa.charAt(0) + mantissa.slice(2), exponent: Number(exponent) };
}

function decimalPoint(off: number): SlipKind | null {
  const places = Math.round(Math.log10(off));
  return places !== 0 && Math.abs(places) <= 2 ? 'decimal-point' : null;
}

/** Two neighbours that changed places, or one digit that is one off; of `said` digits the last may be rounded. */
function digitSlip(theirs: string, ours: string, said: number): SlipKind | null {
  let first = 0;
  while (theirs[first] === ours[first]) first++;
  const rest = (from: number): boolean => theirs.slice(from) === ours.slice(from);
  const swapped = theirs[first] === ours[first + 1] && theirs[first + 1] === ours[first] && rest(first + 2);
  if (swapped) return 'digits-swapped';
  const near = Math.abs(Number(theirs[first]) - Number(ours[first])) === 1 && rest(first + 1);
  return near && said >= 3 && first < said - 1 ? 'one-off' : null;
}
