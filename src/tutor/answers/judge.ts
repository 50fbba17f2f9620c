import { halfUnit } from '../../language/number-format.ts';
import { entriesOf, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';

/** How an answer that could be read was judged. `close`: right, but rounded on the way or measured. */
export type Verdict = 'correct' | 'close' | 'wrong';

/** The range of values that careful work with rounded numbers can give. */
export interface Tolerance {
  readonly low: number;
  readonly high: number;
  /** Whether a number on the way is shown rounded. */
  readonly rounded: boolean;
}

/** What an answer is measured against. */
export interface Measure {
  readonly exact: number;
  /** The sum of the magnitudes that make up `exact`. */
  readonly magnitude: number;
  /** The range of values that careful work with rounded numbers can give. */
  readonly band: Tolerance;
  /** Significant digits that an answer must agree in. */
  readonly digits: number;
}

/** The significant digits to which an answer must be right, unless an assignment asks for others. */
export const judgedDigits = 3;

/** Numbers nearer to 0 than this count as 0. */
const nearZero = 1e-6;
/** A derivative smaller than this share of the magnitudes that were added up in it is 0, and its digits are noise. */
const noise = 1e-12;
/** A little slack, so that the error of binary fractions does not decide a tie between decimals. */
const slack = 1 + 1e-9;
/** Where a number on the way is shown rounded, answers within this share are right. */
const roundedShare = 0.01;
/** The verdict on the entries of an answer. */
export interface Judged {
  readonly verdict: Verdict;
  /** The entries that are not right, row by row from 0; none where the shape is wrong. */
  readonly off: readonly number[];
}

/** Judges a value of the right shape; of the exact number it need not be known how far another one may be off. */
export const judgeValue = (answer: Value, exact: Value, measures: () => readonly Measure[]): Judged =>
  answer === exact && Number.isFinite(answer)
    ? { verdict: 'correct', off: [] }
    : judgeAll(answer, measures());

/** Judges a value of the right shape entry by entry; an entry may also be off by a millionth of the largest. */
export function judgeAll(answer: Value, measures: readonly Measure[]): Judged {
  const entries = entriesOf(answer);
  const single = measures.length === 1;
  const largest = measures.reduce((most, { exact }) => Math.max(most, Math.abs(exact)), 0);
  const off: number[] = [];
  let close = false;
  for (let at = 0; at < measures.length; at++) {
    const entry = entries[at] ?? Number.NaN;
    const measure = measures[at] as Measure; // at is within
    const verdict = judge(entry, measure);
    if (verdict === 'wrong' && (single || Math.abs(entry - measure.exact) > nearZero * largest)) off.push(at);
    else close ||= verdict !== 'correct';
  }
  return { verdict: off.length > 0 ? 'wrong' : close ? 'close' : 'correct', off };
}

/** Whether an answer is a certain value, judged as answers to a question of these measures are. */
export function isWithin(answer: Value, value: Value, measures: readonly Measure[]): boolean {
  if (!sameShape(shapeOf(answer), shapeOf(value))) return false;
  const entries = Array.from(entriesOf(value));
  const [any] = measures;
  const that = entries.map((exact, at): Measure => {
    const { band, digits } = measures[at] ?? any ?? { band: { rounded: false }, digits: judgedDigits };
    return {
      exact,
      magnitude: Math.abs(exact),
      band: { low: exact, high: exact, rounded: band.rounded },
      digits,
    };
  });
  return judgeAll(answer, that).verdict !== 'wrong';
}

/** Judges a number: it must agree to some digits, near 0 absolutely, and any value of careful rounding is right. */
export function judge(answer: number, { exact, magnitude, band, digits }: Measure): Verdict {
  const off = Math.abs(answer - exact);
  if (Math.abs(exact) <= noise * magnitude) {
    if (off <= nearZero) return 'correct';
  } else {
    // Half a unit is half of the last digit of 1 at most: most wrong answers are further off, and need no digits counted.
    const far = off > 0.51 * 10 ** (1 - digits) * Math.abs(exact);
    if (!far && off <= halfUnit(exact, digits) * slack)
      return precise(answer, exact, digits) ? 'correct' : 'close';
    if (band.rounded && off <= shareOf(digits) * Math.abs(exact) * slack) return 'close';
  }
  const air = (slack - 1) * Math.abs(answer);
  return answer >= band.low - air && answer <= band.high + air ? 'close' : 'wrong';
}

/** The share of a number that is forgiven where one on the way is shown rounded: less in proportion where more digits are asked for. */
const shareOf = (digits: number): number => roundedShare * 10 ** Math.min(0, judgedDigits - digits);

/** The range in which every number is right, where one on the way is shown rounded. */
export function roundedRange({ exact, band, digits }: Measure): Pick<Tolerance, 'low' | 'high'> {
  const reach = shareOf(digits) * Math.abs(exact);
  return { low: Math.min(band.low, exact - reach), high: Math.max(band.high, exact + reach) };
}

/** Whether an answer is the exact value, or that value properly rounded to enough digits. */
function precise(answer: number, exact: number, digits: number): boolean {
  if (Math.abs(answer - exact) <= Math.abs(exact) * 1e-9) return true;
  for (let kept = digits; kept <= 15; kept++) if (Number(exact.toPrecision(kept)) === answer) return true;
  return false;
}
