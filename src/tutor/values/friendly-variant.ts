import type { Lesson } from '../lesson/lesson.ts';
import { type Variant, variantOf } from './variant.ts';

/** As much of the sharpness of other numbers may be given up for plain ones. */
const given = 0.25;
/** So many draws of plain numbers are looked at, so far apart that no other draw's seed is met. */
const draws = { most: 3, apart: 100_000 } as const;

/**
 * The same graph with other values for somebody who asks for no certain draw: whole numbers (tenths for the weights of a network)
 * unless mistakes show much better at others; null where none can be computed with.
 */
export function friendlyVariantOf(
  lesson: Lesson,
  seed: number,
  slots: readonly number[] = lesson.order,
): Variant | null {
  let plain: Variant | null = null;
  for (let draw = 0; draw < draws.most; draw++) {
    const other = variantOf(lesson, seed + draw * draws.apart, 0, slots, 'plain');
    if (other && other.sharpness >= 1 - given) return other;
    if (other && other.sharpness > (plain?.sharpness ?? 0)) plain = other;
  }
  const usual = variantOf(lesson, seed, 0, slots);
  return plain && plain.sharpness >= (usual?.sharpness ?? 0) - given ? plain : usual;
}
