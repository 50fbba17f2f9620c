import type { Band, Item } from './band.ts';
import { type Channel, routeChannel, type Wire } from './channel.ts';
import { orderItems } from './order.ts';
import { placeRows, type Rows } from './rows.ts';

/** A band with a place for everything; columns and rows count from its upper left corner. */
export interface PictureLayout {
  readonly items: readonly Item[];
  readonly rows: Rows;
  /** The first column and the width of each layer. */
  readonly columns: readonly { readonly left: number; readonly width: number }[];
  /** What runs in the gap behind each layer, in columns from the gap's second one: the first one is kept clear. */
  readonly channels: readonly Channel[];
  /** Of each layer the items from which each wire behind it comes. */
  readonly nets: readonly (readonly (readonly number[])[])[];
  readonly width: number;
  readonly height: number;
}

/** A wire, and the items from which it comes. */
interface Net extends Wire {
  readonly sources: readonly number[];
}

/** The least gap between two layers: `──▶`. */
export const GAP = 3;

/** The least width of a band, whatever its edges need. It is cheap, so that bands that cannot fit are never laid out. */
export function leastWidth(band: Band): number {
  return widths(band).reduce((sum, width) => sum + width + GAP, -GAP);
}

/** An estimate of a band's width: each fork needs a column, and the smallest gap already has one. */
export function likelyWidth(band: Band): number {
  const forks = Array.from({ length: band.layers }, () => 0);
  for (const { layer, next } of band.items) if (next.length > 1) forks[layer]!++;
  return forks.reduce((sum, count) => sum + Math.max(0, count - 1), leastWidth(band));
}

/** What does not depend on texts and widths: bands of the same build have it in common. */
type Placing = Pick<PictureLayout, 'rows' | 'channels' | 'nets' | 'height'>;

/** The placings of some bands, by their build: the bands of a graph that repeats itself are placed once. */
export type Placings = Map<string, Placing>;

/** Lays a band out: order within layers, rows, then the edges between layers. A band of the same build takes its places from `known`. */
export function layOut(band: Band, known: Placings = new Map()): PictureLayout {
  const build = buildOf(band);
  const placing = known.get(build) ?? placed(band);
  known.set(build, placing);
  const columns: { left: number; width: number }[] = [];
  let left = 0;
  for (const [layer, width] of widths(band).entries()) {
    columns.push({ left, width });
    left += width + Math.max(GAP, placing.channels[layer]!.width + 2);
  }
  const last = columns.at(-1)!;
  return { ...placing, items: band.items, columns, width: last.left + last.width };
}

/** All that decides where the items of a band stand: their kinds and edges, and how many lines they have. */
function buildOf({ items }: Band): string {
  return items
    .map(
      ({ kind, framed, lines, under, layer, lone, next }) =>
        `${kind}${framed ? '#' : ''}${lone ? '!' : ''}${layer}:${lines.length}+${under.length}>${next.join()}`,
    )
    .join(';');
}

function placed({ items, layers }: Band): Placing {
  const order = orderItems(items, layers);
  const rows = placeRows(items, order);
  const nets = order.map((layer) => netsBehind(items, layer, rows));
  const channels = nets.map((wires) => routeChannel(wires, rows.height));
  const height = Math.max(rows.height, ...channels.map((channel) => channel.height));
  return { rows, channels, nets: nets.map((wires) => wires.map(({ sources }) => sources)), height };
}

function widths(band: Band): number[] {
  const widest = Array.from({ length: band.layers }, () => 0);
  for (const item of band.items) widest[item.layer] = Math.max(widest[item.layer]!, item.width);
  return widest;
}

/** The nets behind one layer: one for each item and all its readers, but those that join are one net together. */
function netsBehind(items: readonly Item[], layer: readonly number[], rows: Rows): readonly Net[] {
  const wires: Net[] = [];
  const joined = new Map<number, { left: number[]; right: number[]; sources: number[] }>();
  for (const at of layer) {
    const { next, lone } = items[at]!;
    if (next.length === 0) continue;
    const right = [...new Set(rows.enter[at]!)];
    const [row] = right;
    const same = lone && row !== undefined ? joined.get(row) : undefined;
    if (same) {
      same.left.push(rows.leave[at]!);
      same.sources.push(at);
      continue;
    }
    const wire = { left: [rows.leave[at]!], right, sources: [at] };
    if (lone && row !== undefined) joined.set(row, wire);
    wires.push(wire);
  }
  return wires;
}
