import type { Item } from './band.ts';
import type { Order } from './order.ts';
import { enterRow, enterRows, leaveRow } from './ports.ts';
import { pull, type Stacking, stack } from './stack.ts';

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
  readonly stacking: Stacking;
}

const SWEEPS = 6;
/** How much it matters that linked boxes show their last lines in one row. */
export const ALIGN = 2;
/** Enough to keep an item where it is when nothing pulls on it. */
const REST = 0.01;

/**
 * Lets the items move up and down to where their edges pull them, layer by layer, within `height` rows, from a start
 * where every layer stands at the bottom (`start` = 1) or in the middle (0.5). Each move is the best for its layer, worked out
 * in `stacking`.
 */
export function settleStacks(stacks: Stacks, height: number, start: number, stacking: Stacking): Places {
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
  const places = { top, leave, enter: edges.map((edge) => last(edge.to)), stacking };

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
  const { top, leave, enter, stacking } = places;
  stacking.count = 0;
  for (let rank = 0; rank < layer.length; rank++) {
    pullOn(stacks, places, layer[rank]!, backward, forward);
    stacking.ends[rank] = stacking.count;
  }
  stack(layer, stacks.heights, stacking, height);
  let moved = false;
  for (let rank = 0; rank < layer.length; rank++) {
    const at = layer[rank]!;
    const row = stacking.tops[rank]!;
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

/** Writes down what pulls on an item. */
function pullOn(stacks: Stacks, places: Moving, at: number, backward: boolean, forward: boolean): void {
  const { edges } = stacks;
  const { top, leave, enter, stacking } = places;
  const arriving = stacks.arriving[at]!;
  const leaving = stacks.leaving[at]!;
  const own = top[at]!;
  pull(stacking, own, REST);
  if (backward || leaving.length === 0)
    for (let k = 0; k < arriving.length; k++) {
      const edge = arriving[k]!;
      pull(stacking, leave[edges[edge]!.from]! - enter[edge]! + own, edges[edge]!.weight);
    }
  if (forward || arriving.length === 0)
    for (let k = 0; k < leaving.length; k++) {
      const edge = leaving[k]!;
      pull(stacking, enter[edge]! - leave[at]! + own, edges[edge]!.weight);
    }
  const line = lastLine(stacks, places, at);
  for (let k = 0; k < arriving.length; k++) {
    const { inLine, from } = edges[arriving[k]!]!;
    if (inLine) pull(stacking, lastLine(stacks, places, from) - line + own, ALIGN);
  }
  for (let k = 0; k < leaving.length; k++) {
    const { inLine, to } = edges[leaving[k]!]!;
    if (inLine) pull(stacking, lastLine(stacks, places, to) - line + own, ALIGN);
  }
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
    const into = arriving[at]!;
    const [only = -1] = into;
    if (into.length === 1) enter[only] = enterRow(leave[edges[only]!.from]!, first, inner[at]!);
    else {
      const arrivals = into.map((edge) => {
        const { from } = edges[edge]!;
        return { row: leave[from]!, lone: items[from]!.lone };
      });
      const entered = enterRows(arrivals, first, inner[at]!);
      for (let rank = 0; rank < into.length; rank++) enter[into[rank]!] = entered[rank]!;
    }
    const ends = leaving[at]!.map((edge) => enter[edge]!);
    leave[at] = leaveRow(ends, first, inner[at]!);
  }
}
