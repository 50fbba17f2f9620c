import { formatNumber } from '../../language/number-format.ts';

/** A stretch of an axis: from its least to its greatest number. */
export interface AxisStretch {
  readonly least: number;
  readonly most: number;
  /** Whether only whole numbers are marked, as where steps are counted. */
  readonly whole?: boolean;
}

/** Round numbers across a stretch, about so many: steps of 1, 2 or 5 times a power of ten. */
export function ticksOf({ least, most, whole }: AxisStretch, about = 6): readonly number[] {
  const rough = most / about - least / about;
  if (!(rough > 0) || !Number.isFinite(rough)) return [least];
  const wanted = whole ? Math.max(1, rough) : rough;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wanted) ?? 10 * power;
  const first = Math.ceil(least / step - 1e-9);
  const count = Math.min(4 * about, Math.floor(most / step + 1e-9) - first + 1);
  // A product of a whole number and the step, without the rounding in its last digit: 0.3 and not 0.30000000000000004.
  return Array.from({ length: Math.max(0, count) }, (_, k) => Number(((first + k) * step).toPrecision(15)));
}

/** The stretch that holds some numbers, with a twentieth of air on both sides; what is no number is passed over. */
export function stretchOf(numbers: readonly number[]): AxisStretch {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const each of numbers) {
    if (!Number.isFinite(each)) continue;
    least = Math.min(least, each);
    most = Math.max(most, each);
  }
  if (least > most) return { least: 0, most: 1 };
  const air = most > least ? most / 20 - least / 20 : Math.max(1, Math.abs(most)) / 2;
  return { least: Math.max(-Number.MAX_VALUE, least - air), most: Math.min(Number.MAX_VALUE, most + air) };
}

/** Ticks as texts, with as many digits as it takes to tell each from the next, six where that is enough. */
export function tickLabels(ticks: readonly number[]): readonly string[] {
  for (let digits = 6; digits < 15; digits++) {
    const texts = ticks.map((tick) => formatNumber(tick, digits));
    if (texts.every((text, at) => text !== texts[at - 1])) return texts;
  }
  return ticks.map((tick) => formatNumber(tick, 15));
}
