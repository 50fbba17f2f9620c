/** A stretch of an axis: from its least to its greatest number. */
export interface AxisStretch {
  readonly least: number;
  readonly most: number;
}

/** Round numbers across a stretch, about so many: steps of 1, 2 or 5 times a power of ten. */
export function ticksOf({ least, most }: AxisStretch, about = 6): readonly number[] {
  const rough = (most - least) / about;
  if (!(rough > 0) || !Number.isFinite(rough)) return [least];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
  const first = Math.ceil(least / step - 1e-9);
  const count = Math.floor(most / step + 1e-9) - first + 1;
  // A product of a whole number and the step, rounded to the step's digits: 0.3 and not 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: Math.max(0, count) }, (_, k) => Number(((first + k) * step).toFixed(digits)));
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
  const air = most > least ? (most - least) / 20 : Math.max(1, Math.abs(most)) / 2;
  return { least: least - air, most: most + air };
}
