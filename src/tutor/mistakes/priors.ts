import type { OpName } from '../../ops/table.ts';
import type { MistakeId } from './scalar-malrules.ts';

/** A wrong rule as it is known across the answers of a page: what it is, and the op whose rule it is. */
export interface RuleName {
  readonly id: MistakeId;
  readonly op: OpName | null;
}

/** The ops whose minus is what gets lost: nobody overlooks a link where nothing but a sign stands. */
const signed: ReadonlySet<OpName> = new Set<OpName>(['subtract', 'negate']);
const everyLink: ReadonlySet<MistakeId> = new Set<MistakeId>(['upstream-only', 'slope-forgotten']);

/**
 * Whether of two rules that give the same at all values the second is what somebody did: a sign that was lost rather
 * than a whole link, a sum left out rather than a link let through. Elsewhere the general rule has the name.
 */
export function isLikelier(known: RuleName, { id, op }: RuleName): boolean {
  if (!everyLink.has(known.id)) return false;
  return id === 'sum-left-out' || (id === 'rule-sign-flipped' && op !== null && signed.has(op));
}
