import type { Item } from './band.ts';

/** For each layer its items from top to bottom, as positions in the band's items. */
export type Order = readonly (readonly number[])[];

/** For each item the items that lead to it. */
function comingFrom(items: readonly Item[]): readonly (readonly number[])[] {
  const from: number[][] = items.map(() => []);
  for (const [at, item] of items.entries()) for (const next of item.next) from[next]!.push(at);
  return from;
}

/** From top to bottom, where nothing crosses either way: so the last lines of a chain of boxes, its values, lie on one line. */
const KINDS = ['given', 'again', 'bend', 'box', 'end'] as const satisfies readonly Item['kind'][];
const SWEEPS = 6;
const EXCHANGES = 8;

/**
 * Orders every layer so that few edges cross: sweeps that put each item at the mean of its neighbours (Sugiyama 1981),
 * then exchanges of adjacent items.
 */
export function orderItems(items: readonly Item[], layers: number): Order {
  const from = comingFrom(items);
  const order: number[][] = Array.from({ length: layers }, () => []);
  for (const kind of KINDS) {
    for (const [at, item] of items.entries()) if (item.kind === kind) order[item.layer]!.push(at);
  }
  const place = items.map(() => 0);
  const settle = (layer: readonly number[]) => {
    for (const [rank, at] of layer.entries()) place[at] = (rank + 0.5) / layer.length;
  };
  order.forEach(settle);

  let best = order.map((layer) => [...layer]);
  let fewest = Number.POSITIVE_INFINITY;
  const keepBest = () => {
    let crossings = 0;
    for (const layer of order) crossings += crossingsAfter(items, layer, place);
    if (crossings >= fewest) return;
    fewest = crossings;
    best = order.map((layer) => [...layer]);
  };
  const mean = (at: number, near: readonly number[], far: readonly number[]) => {
    const read = near.length > 0 ? near : far;
    return read.length === 0 ? place[at]! : read.reduce((sum, other) => sum + place[other]!, 0) / read.length;
  };
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const leftwards = sweep % 2 === 0;
    for (const layer of leftwards ? [...order].reverse() : order) {
      const means = new Map(
        layer.map((at) => {
          const { next } = items[at]!;
          return [at, leftwards ? mean(at, next, from[at]!) : mean(at, from[at]!, next)];
        }),
      );
      layer.sort((a, b) => means.get(a)! - means.get(b)! || rank(items[a]!) - rank(items[b]!) || a - b);
      settle(layer);
    }
    keepBest();
  }
  best.forEach(settle);
  for (let round = 0; round < EXCHANGES; round++) if (!exchange(items, from, best, place)) break;
  return best;
}

function rank(item: Item): number {
  return KINDS.indexOf(item.kind);
}

/** Swaps neighbours as long as that saves crossings; returns whether anything moved. */
function exchange(
  items: readonly Item[],
  from: readonly (readonly number[])[],
  order: readonly number[][],
  place: number[],
): boolean {
  let moved = false;
  for (const layer of order) {
    for (let at = 0; at + 1 < layer.length; at++) {
      const [upper, lower] = [layer[at]!, layer[at + 1]!];
      const [above, below] = [items[upper]!, items[lower]!];
      const now = inversions(from[upper]!, from[lower]!, place) + inversions(above.next, below.next, place);
      const then = inversions(from[lower]!, from[upper]!, place) + inversions(below.next, above.next, place);
      const nicer = rank(above) > rank(below) && above.next.length > 0 && below.next.length > 0;
      if (then > now || (then === now && !nicer)) continue;
      [layer[at], layer[at + 1]] = [lower, upper];
      [place[upper], place[lower]] = [place[lower]!, place[upper]!];
      moved = true;
    }
  }
  return moved;
}

/** How many pairs of edges to one other layer cross, when the first item stands above the second. */
function inversions(upper: readonly number[], lower: readonly number[], place: readonly number[]): number {
  let count = 0;
  for (const a of upper) for (const b of lower) if (place[a]! > place[b]!) count++;
  return count;
}

function crossingsAfter(items: readonly Item[], layer: readonly number[], place: readonly number[]): number {
  const ends = layer.flatMap((at) => items[at]!.next.map((next) => place[next]!).sort((a, b) => a - b));
  let count = 0;
  for (let a = 0; a < ends.length; a++)
    for (let b = a + 1; b < ends.length; b++) if (ends[a]! > ends[b]!) count++;
  return count;
}
