/**
 * Pulls on the items of a layer, item after item, and what `stack` works out of them. One such place serves every layer: a
 * picture settles in a hundred moves, and what each of them left behind would have to be cleared away.
 */
export interface Stacking {
  /** The row that an item's top is pulled to, and how much that matters. */
  readonly rows: number[];
  readonly weights: number[];
  /** The number of pulls so far. */
  count: number;
  /** Where the pulls on each item end. */
  readonly ends: number[];
  /** The top of each item, which `stack` gives. */
  readonly tops: number[];
  /** Items that collide, as blocks: their first item, their first pull, and how far they stand below the ones above. */
  readonly firsts: number[];
  readonly starts: number[];
  readonly shifts: number[];
}

/** A place for layers of so many items at most, with so many pulls. */
export function stackingFor(items: number, pulls: number): Stacking {
  const zeros = (count: number): number[] => Array<number>(count).fill(0);
  return {
    rows: zeros(pulls),
    weights: zeros(pulls),
    count: 0,
    ends: zeros(items),
    tops: zeros(items),
    firsts: zeros(items),
    starts: zeros(items),
    shifts: zeros(items),
  };
}

/** Adds a pull. */
export function pull(stacking: Stacking, row: number, weight: number): void {
  stacking.rows[stacking.count] = row;
  stacking.weights[stacking.count] = weight;
  stacking.count++;
}

/**
 * Tops for items stacked in a given order between rows 0 and `height`, none over another, with the least sum of
 * |top - wish| * weight: isotonic regression by pooling neighbours that collide, each pool at its weighted median.
 */
export function stack(
  layer: readonly number[],
  heights: readonly number[],
  stacking: Stacking,
  height: number,
): void {
  const { rows, ends, tops, firsts, starts, shifts } = stacking;
  let blocks = 0;
  let offset = 0;
  let from = 0;
  for (let rank = 0; rank < layer.length; rank++) {
    const end = ends[rank]!;
    for (let at = from; at < end; at++) rows[at]! -= offset;
    firsts[blocks] = rank;
    starts[blocks] = from;
    shifts[blocks] = median(stacking, from, end);
    // The pulls on neighbours stand beside each other, so those on a pool are a stretch as well.
    while (blocks > 0 && shifts[blocks - 1]! > shifts[blocks]!) {
      blocks--;
      shifts[blocks] = median(stacking, starts[blocks]!, end);
    }
    blocks++;
    offset += heights[layer[rank]!]!;
    from = end;
  }
  const room = height - offset;
  let top = 0;
  for (let rank = 0, block = 0; rank < layer.length; rank++) {
    if (block + 1 < blocks && firsts[block + 1] === rank) block++;
    tops[rank] = top + Math.min(Math.max(shifts[block]!, 0), room);
    top += heights[layer[rank]!]!;
  }
}

/** The weighted median of some pulls, which are sorted in place: the first row with half of the weight at or above it. */
function median({ rows, weights }: Stacking, from: number, end: number): number {
  let half = 0;
  for (let at = from; at < end; at++) {
    const row = rows[at]!;
    const weight = weights[at]!;
    let place = at;
    for (; place > from && rows[place - 1]! > row; place--) {
      rows[place] = rows[place - 1]!;
      weights[place] = weights[place - 1]!;
    }
    rows[place] = row;
    weights[place] = weight;
  }
  for (let at = from; at < end; at++) half += weights[at]! / 2;
  let sum = 0;
  for (let at = from; at < end; at++) {
    sum += weights[at]!;
    if (sum >= half) return rows[at]!;
  }
  return 0;
}
