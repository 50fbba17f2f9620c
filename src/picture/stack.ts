/** The row that one item wants for its top, and how much that matters. */
export interface Pull {
  readonly row: number;
  readonly weight: number;
}

interface Block {
  readonly count: number;
  readonly pulls: readonly Pull[];
  readonly shift: number;
}

/**
 * Tops for items stacked in a given order between rows 0 and `height`, none over another, with the least sum of
 * |top - wish| * weight: isotonic regression by pooling neighbours that collide, each pool at its weighted median.
 */
export function stack(
  heights: readonly number[],
  pulls: readonly (readonly Pull[])[],
  height: number,
): readonly number[] {
  const blocks: Block[] = [];
  let offset = 0;
  for (const [at, own] of pulls.entries()) {
    const shifted = own.map(({ row, weight }) => ({ row: row - offset, weight }));
    let block: Block = { count: 1, pulls: shifted, shift: median(shifted) };
    while (blocks.length > 0 && blocks.at(-1)!.shift > block.shift) {
      const upper = blocks.pop()!;
      const pooled = [...upper.pulls, ...block.pulls];
      block = { count: upper.count + block.count, pulls: pooled, shift: median(pooled) };
    }
    blocks.push(block);
    offset += heights[at]!;
  }
  const room = height - offset;
  const tops: number[] = [];
  let top = 0;
  for (const { count, shift } of blocks) {
    for (let end = tops.length + count; tops.length < end; ) {
      const at = tops.length;
      tops.push(top + Math.min(Math.max(shift, 0), room));
      top += heights[at]!;
    }
  }
  return tops;
}

/** The weighted median: the first row with half of the weight at or above it. */
function median(pulls: readonly Pull[]): number {
  const sorted = pulls.length < 2 ? pulls : pulls.toSorted((a, b) => a.row - b.row);
  let half = 0;
  for (const pull of sorted) half += pull.weight / 2;
  let sum = 0;
  for (const pull of sorted) {
    sum += pull.weight;
    if (sum >= half) return pull.row;
  }
  return 0;
}
