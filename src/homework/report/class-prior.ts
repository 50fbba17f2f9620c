import { certain } from '../../tutor/diagnosis/weigh.ts';
import type { MayBe } from '../grading/cause.ts';

/** So many others count at most: a mistake is then eight times as likely as one that nobody else makes. */
const mostNeighbours = 7;

/**
 * The mistake behind an answer that its page leaves open, where it is certain by how many others of the class made each;
 * else null. `others`: how many made one for certain, whose answer this is not.
 */
export function likelyInClass(mayBe: readonly MayBe[], others: (id: string) => number): string | null {
  const weights = mayBe.map(({ id, share }) => ({
    id,
    weight: share * (1 + Math.min(mostNeighbours, others(id))),
  }));
  const unknown = 1 - mayBe.reduce((sum, { share }) => sum + share, 0);
  const total = weights.reduce((sum, { weight }) => sum + weight, Math.max(0, unknown));
  return weights.find(({ weight }) => weight / total >= certain)?.id ?? null;
}
