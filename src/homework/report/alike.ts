import { type GradeRow, hasPoints, itemId } from '../grading/row.ts';

/**
 * Two submissions whose wrong answers are equal more often than chance makes likely: a reason to ask, not a verdict.
 */
export interface AlikePair {
  readonly first: GradeRow;
  readonly second: GradeRow;
  /** The questions that both answered wrong in the same way. */
  readonly items: readonly string[];
  /** The probability, at most 1, that a class of this size has such a pair by chance. */
  readonly chance: number;
}

/** The fewest equal answers that are worth asking about, and the largest probability of chance: one class in fifty. */
const least = { answers: 3, chance: 0.02 };
/** An answer that more students gave is a common mistake, not a copied one. */
const mostOwners = 20;

/** A wrong answer as it is compared: how it is written, blanks aside. */
const written = (answer: string): string => answer.replaceAll(/\s+/g, '').toLowerCase();

/**
 * The chance that two who are both wrong at a question give this answer. Only the others tell how common it is. What a known mistake gives, two may give
 * by themselves, so few others prove little; a number that nothing explains is rare before anybody is asked.
 */
function shareOf(gave: number, wrong: number, explained: boolean): number {
  if (explained) return (gave - 1) / (wrong + 1);
  return (gave - 2 + 0.5) / (wrong - 2 + 5);
}

/** Pairs of a class whose wrong answers are alike beyond chance, the least likely first. */
export function alikePairs(all: readonly GradeRow[]): readonly AlikePair[] {
  const rows = all.filter((row) => hasPoints(row) && row.student !== null);
  const wrong = new Map<string, number>();
  const owners = new Map<string, { item: string; rows: GradeRow[]; explained: boolean }>();
  for (const row of rows)
    for (const result of row.graded.results) {
      if (result.verdict !== 'wrong' || result.answer === null) continue;
      const item = itemId(result);
      wrong.set(item, (wrong.get(item) ?? 0) + 1);
      const key = JSON.stringify([item, written(result.answer)]);
      const known = owners.get(key) ?? {
        item,
        rows: [],
        explained: (result.mistake ?? result.cause?.id ?? null) !== null,
      };
      known.rows.push(row);
      owners.set(key, known);
    }
  const pairs = new Map<GradeRow, Map<GradeRow, { items: string[]; chance: number }>>();
  for (const { item, rows: same, explained } of owners.values()) {
    if (same.length < 2 || same.length > mostOwners) continue;
    const share = shareOf(same.length, wrong.get(item) ?? 0, explained);
    for (const [k, first] of same.entries())
      for (const second of same.slice(k + 1)) {
        const of = pairs.get(first) ?? new Map();
        pairs.set(first, of);
        const pair = of.get(second) ?? { items: [], chance: 1 };
        pair.items.push(item);
        pair.chance *= share;
        of.set(second, pair);
      }
  }
  const count = (rows.length * (rows.length - 1)) / 2;
  return [...pairs]
    .flatMap(([first, others]) =>
      [...others].map(([second, { items, chance }]) => ({
        first,
        second,
        items,
        chance: Math.min(1, chance * count),
      })),
    )
    .filter(({ items, chance }) => items.length >= least.answers && chance <= least.chance)
    .sort((a, b) => a.chance - b.chance);
}
