import type { Item } from './band.ts';
import type { Order } from './order.ts';
import { enterRows, leaveRow } from './ports.ts';
import { type Pull, stack } from './stack.ts';

/** An edge between items of neighbouring layers: how much it matters that it is straight, and whether it links a chain. */
export interface LayerEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly inLine: boolean;
}

/** The items of a band, stacked in layers, with everything about them that stays as it is while they move. */
export interface Stacks {
  readonly items: readonly Item[];
  readonly order: Order;
  readonly edges: readonly LayerEdge[];
  /** Each item's edges, as positions in `edges`; arriving ones from top to bottom. */
  readonly arriving: readonly (readonly number[])[];
  readonly leaving: readonly (readonly number[])[];
  /** Rows inside a box or of a text, and rows with borders and what is below. */
  readonly inner: readonly number[];
  readonly heights: readonly number[];
}

/** Rows: the top of every item, where its edges leave, and where every edge enters. */
export interface Places {
  readonly top: readonly number[];
  readonly leave: readonly number[];
  readonly enter: readonly number[];
}

interface Moving {
  readonly top: number[];
  readonly leave: number[];
  readonly enter: number[];
}

const SWEEPS = 6;
/** How much it matters that linked boxes show their last lines in one row. */
export const ALIGN = 2;
/** Enough to keep an item where it is when nothing pulls on it. */
const REST = 0.01;

/**
 * Lets the items move up and down to where their edges pull them, layer by layer, within `height` rows, from a start
 * where every layer stands at the bottom (`start` = 1) or in the middle (0.5). Each move is the best for its layer.
 */
export function settleStacks(stacks: Stacks, height: number, start: number): Places {
  const { items, order, edges, inner, heights } = stacks;
  const top = items.map(() => 0);
  for (const layer of order) {
    let row = Math.round((height - layer.reduce((sum, at) => sum + heights[at]!, 0)) * start);
    for (const at of layer) {
      top[at] = row;
      row += heights[at]!;
    }
  }
  const last = (at: number) => lastLine(stacks, { top }, at);
  const leave = items.map((item, at) => (item.framed ? last(at) : top[at]! + ((inner[at]! - 1) >> 1)));
  const places = { top, leave, enter: edges.map((edge) => last(edge.to)) };

  for (const layer of order) aim(stacks, places, layer);
  let moved = true;
  for (let sweep = 0; sweep < SWEEPS && moved; sweep++) {
    // The first sweeps look one way only, so that a whole chain can move; the others look both ways.
    const both = sweep > 1;
    moved = !both;
    for (const layer of [...order].reverse())
      moved = move(stacks, places, layer, height, both, true) || moved;
    for (const layer of order) moved = move(stacks, places, layer, height, true, both) || moved;
  }
  return places;
}

/** The row of an item's last line: of a step, its value. */
export function lastLine({ items, inner }: Stacks, { top }: Pick<Places, 'top'>, at: number): number {
  return top[at]! + borderOf(items[at]!) + inner[at]! - 1;
}

function borderOf(item: Item): number {
  return item.framed ? 1 : 0;
}

/** Moves the items of one layer towards straight edges on the left, on the right, or both; returns whether any moved. */
function move(
  stacks: Stacks,
  places: Moving,
  layer: readonly number[],
  height: number,
  backward: boolean,
  forward: boolean,
): boolean {
  const { top, leave, enter } = places;
  const heights = layer.map((at) => stacks.heights[at]!);
  const pulls = layer.map((at) => pullsOn(stacks, places, at, backward, forward));
  let moved = false;
  for (const [rank, row] of stack(heights, pulls, height).entries()) {
    const at = layer[rank]!;
    const by = row - top[at]!;
    if (by === 0) continue;
    moved = true;
    top[at] = row;
    leave[at]! += by;
    for (const edge of stacks.arriving[at]!) enter[edge]! += by;
  }
  aim(stacks, places, layer);
  return moved;
}

function pullsOn(stacks: Stacks, places: Places, at: number, backward: boolean, forward: boolean): Pull[] {
  const { edges } = stacks;
  const { top, leave, enter } = places;
  const [arriving, leaving] = [stacks.arriving[at]!, stacks.leaving[at]!];
  const own = top[at]!;
  const pulls: Pull[] = [{ row: own, weight: REST }];
  if (backward || leaving.length === 0) {
    for (const edge of arriving) {
      const { from, weight } = edges[edge]!;
      pulls.push({ row: leave[from]! - enter[edge]! + own, weight });
    }
  }
  if (forward || arriving.length === 0) {
    for (const edge of leaving)
      pulls.push({ row: enter[edge]! - leave[at]! + own, weight: edges[edge]!.weight });
  }
  const level = (other: number) => lastLine(stacks, places, other) - lastLine(stacks, places, at) + own;
  for (const edge of arriving)
    if (edges[edge]!.inLine) pulls.push({ row: level(edges[edge]!.from), weight: ALIGN });
  for (const edge of leaving)
    if (edges[edge]!.inLine) pulls.push({ row: level(edges[edge]!.to), weight: ALIGN });
  return pulls;
}

/** Chooses anew where edges enter and leave the boxes of a layer. */
function aim(
  { items, edges, arriving, leaving, inner }: Stacks,
  places: Moving,
  layer: readonly number[],
): void {
  const { top, leave, enter } = places;
  for (const at of layer) {
    if (!items[at]!.framed) continue;
    const first = top[at]! + borderOf(items[at]!);
    const arrivals = arriving[at]!.map((edge) => {
      const { from } = edges[edge]!;
      return { row: leave[from]!, lone: items[from]!.lone };
    });
    const entered = enterRows(arrivals, first, inner[at]!);
    for (const [rank, edge] of arriving[at]!.entries()) enter[edge] = entered[rank]!;
    const ends = leaving[at]!.map((edge) => enter[edge]!);
    leave[at] = leaveRow(ends, first, inner[at]!);
  }
}
