import { seedOf } from '../../tutor/lesson/random.ts';
import { drawing } from '../../tutor/values/variant.ts';
import type { MarkedAssignment } from './marker.ts';

/** Where something stands in the file, and what it is called, decides nothing: comments and titles may change. */
const beside = new Set(['from', 'to', 'programAt', 'title']);

/** A fingerprint of an assignment's questions and policy, in eight letters. Rows with different fingerprints do not belong in one report. */
export function fingerprintOf({ assignment, programs }: MarkedAssignment): string {
  const text = JSON.stringify([drawing, assignment, programs], (key, value: unknown) => {
    if (beside.has(key)) return undefined;
    if (value instanceof Map) return [...value];
    return value instanceof Float64Array ? Array.from(value) : value;
  });
  return seedOf(text).toString(16).padStart(8, '0');
}
