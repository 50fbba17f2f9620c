import type { Item } from './band.ts';
import type { Order } from './order.ts';
import { rowsNeeded } from './ports.ts';
import { ALIGN, type LayerEdge, lastLine, type Places, type Stacks, settleStacks } from './settle.ts';
import { stackingFor } from './stack.ts';

/** Where the items of a band stand, in rows from its top. */
export interface Rows {
  readonly top: readonly number[];
  /** How many rows there are inside each box: its lines, or more where its arrows need them. */
  readonly inner: readonly number[];
  /** The row in which an item's edges leave. */
  readonly leave: readonly number[];
  /** The row in which each of an item's edges enters, in the order of `item.next`. */
  readonly enter: readonly (readonly number[])[];
  readonly height: number;
}

/** Rows beyond the least height that are tried for the sake of straighter edges. */
const SLACKS = [0, 2];
/** Every layer at the bottom, or in the middle. */
const STARTS = [1, 0.5];
/** What one row more may save in bends and detours. */
const ROW_COST = 4;

/** Puts every item at a row, keeping the order of its layer, so that edges are straight and the band is low. */
export function placeRows(items: readonly Item[], order: Order): Rows {
  const stacks = stackUp(items, order);
  const sums = order.map((layer) => layer.reduce((sum, at) => sum + stacks.heights[at]!, 0));
  const least = Math.max(...sums);
  // An edge pulls on both of its items, and twice on each where they are in line.
  const stacking = stackingFor(items.length, items.length + 4 * stacks.edges.length);
  let best: Places | undefined;
  let cheapest = Number.POSITIVE_INFINITY;
  for (const slack of SLACKS) {
    for (const start of STARTS) {
      const places = settleStacks(stacks, least + slack, start, stacking);
      const cost = costOf(stacks, places);
      if (cost < cheapest) [best, cheapest] = [places, cost];
    }
    // Without a bend there is nothing that more rows could make better.
    if (cheapest === least * ROW_COST) break;
  }
  return toRows(stacks, best!); // SLACKS and STARTS are not empty
}

function stackUp(items: readonly Item[], order: Order): Stacks {
  const edges: LayerEdge[] = items.flatMap((item, from) =>
    item.next.map((to) => ({ from, to, weight: weightOf(item, items[to]!), inLine: false })),
  );
  const arriving: number[][] = items.map(() => []);
  const leaving: number[][] = items.map(() => []);
  for (const [edge, { from }] of edges.entries()) leaving[from]!.push(edge);
  for (const layer of order) {
    for (const from of layer) for (const edge of leaving[from]!) arriving[edges[edge]!.to]!.push(edge);
  }
  // A chain looks best with its last lines, the values, in one row.
  const chained = (at: number) => items[at]!.kind !== 'given' && items[at]!.kind !== 'bend';
  const isChain = ({ from, to }: LayerEdge) =>
    chained(from) &&
    chained(to) &&
    arriving[to]!.filter((edge) => items[edges[edge]!.from]!.kind !== 'given').length === 1;
  const inner = items.map((item, at) =>
    item.framed
      ? Math.max(item.lines.length, rowsNeeded(arriving[at]!.map((edge) => items[edges[edge]!.from]!)))
      : Math.max(1, item.lines.length),
  );
  return {
    items,
    order,
    edges: edges.map((edge) => ({ ...edge, inLine: isChain(edge) })),
    arriving,
    leaving,
    inner,
    heights: items.map((item, at) => inner[at]! + item.under.length + (item.framed ? 2 : 0)),
  };
}

/** A long edge with many bends is worse than a given's; a chain of steps is to be straight. */
function weightOf(from: Item, to: Item): number {
  if (from.kind === 'bend' && to.kind === 'bend') return 8;
  return from.kind === 'box' || from.kind === 'bend' ? 3 : 1;
}

function heightOf({ heights }: Stacks, { top }: Places): number {
  return Math.max(...top.map((row, at) => row + heights[at]!)) - Math.min(...top);
}

function costOf(stacks: Stacks, places: Places): number {
  let cost = heightOf(stacks, places) * ROW_COST;
  for (const [at, { from, to, weight, inLine }] of stacks.edges.entries()) {
    const bent = Math.abs(places.leave[from]! - places.enter[at]!);
    if (bent > 0) cost += (1 + 0.2 * bent) * weight;
    if (inLine && lastLine(stacks, places, from) !== lastLine(stacks, places, to)) cost += ALIGN;
  }
  return cost;
}

function toRows(stacks: Stacks, places: Places): Rows {
  const first = Math.min(...places.top);
  return {
    top: places.top.map((row) => row - first),
    inner: stacks.inner,
    leave: places.leave.map((row) => row - first),
    enter: stacks.leaving.map((edges) => edges.map((edge) => places.enter[edge]! - first)),
    height: heightOf(stacks, places),
  };
}
