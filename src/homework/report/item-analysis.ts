import { type GradeRow, isCounted, itemId } from '../grading/row.ts';

/** How well a question works: how easy it is, and how well it tells who has understood. */
export interface ItemAnalysis {
  readonly id: string;
  readonly asks: string;
  /** The mean share of its points, from 0 to 1: the higher, the easier. */
  readonly ease: number;
  /**
   * The correlation of its points with the sum of all other questions (corrected item-total): high where those who
   * did well elsewhere did well here; null where there is nothing to compare.
   */
  readonly discrimination: number | null;
}

/** The fewest submissions that tell anything about a question. */
export const fewestToAnalyse = 5;

/** How the questions of a class worked, in their order. */
export function analysedItems(all: readonly GradeRow[]): readonly ItemAnalysis[] {
  const rows = all.filter((row) => isCounted(row) && row.graded.results.length > 0);
  const shares = new Map<string, { asks: string; at: Map<GradeRow, number> }>();
  for (const row of rows)
    for (const result of row.graded.results) {
      if (result.maxPoints === 0) continue;
      const item = shares.get(itemId(result)) ?? { asks: result.asks, at: new Map() };
      item.at.set(row, result.points / result.maxPoints);
      shares.set(itemId(result), item);
    }
  const totals = new Map(
    rows.map((row) => [row, [...shares.values()].reduce((sum, { at }) => sum + (at.get(row) ?? 0), 0)]),
  );
  return [...shares].map(([id, { asks, at }]) => {
    const own = [...at.values()];
    const rest = [...at].map(([row, share]) => (totals.get(row) ?? 0) - share);
    return {
      id,
      asks,
      ease: own.reduce((sum, share) => sum + share, 0) / own.length,
      discrimination: own.length < fewestToAnalyse || shares.size < 2 ? null : correlation(own, rest),
    };
  });
}

/** Pearson's correlation; null where one of the two does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [k, x] of a.entries()) {
    const y = b[k] ?? 0;
    ab += (x - ma) * (y - mb);
    aa += (x - ma) ** 2;
    bb += (y - mb) ** 2;
  }
  return aa < 1e-12 || bb < 1e-12 ? null : ab / Math.sqrt(aa * bb);
}
