import { seedOf } from '../../tutor/lesson/random.ts';
import { drawing } from '../../tutor/values/variant.ts';
import { usual } from '../assignment/policy.ts';
import { keyedDigest } from '../paper/keyed-digest.ts';
import type { MarkedAssignment } from './marker.ts';

/** The keys that do not count: places in the file and titles may change. */
const beside = new Set(['from', 'to', 'programAt', 'title']);

/** A fingerprint of an assignment's questions and policy, in eight letters. Rows with different fingerprints do not belong in one report. */
export function fingerprintOf({ assignment, programs }: MarkedAssignment): string {
  const text = JSON.stringify([drawing, assignment, programs], (key, value: unknown) => {
    if (beside.has(key)) return undefined;
    // Rows must reveal nothing about a secret; without one, the fingerprint is that of earlier versions, which had
    // none.
    if (key === 'seal') return undefined;
    if (key === 'secret') return value === null ? undefined : keyedDigest(String(value), 'fingerprint');
    if (value instanceof Map) return [...value];
    return value instanceof Float64Array ? Array.from(value) : value;
  });
  return seedOf(text).toString(16).padStart(8, '0');
}

/**
 * A fingerprint of what decides verdicts: an assignment that differs only in points, or in the rest of its policy,
 * has the same.
 */
export function judgingPrintOf({ assignment, ...setting }: MarkedAssignment): string {
  const { digits, answers, reason, tries } = assignment.policy;
  const problems = assignment.problems.map(
    ({ choice: { attempts: _, hints: __, ...choice }, ...problem }) => ({
      ...problem,
      choice,
      points: { kind: 'each' as const },
    }),
  );
  const policy = { ...usual, digits, answers, reason, tries };
  return fingerprintOf({ ...setting, assignment: { ...assignment, id: null, policy, problems } });
}
