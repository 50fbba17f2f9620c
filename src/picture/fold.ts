import { type Band, cutBand, type Shaping } from './band.ts';
import type { Sheet } from './box.ts';
import type { Layered } from './layers.ts';
import { GAP, layOut, leastWidth, likelyWidth, type PictureLayout, type Placings } from './layout.ts';

/** The cost, in rows, of an edge that is cut between two bands, and of a band: each breaks the picture up. */
const CUT_COST = 2;
const BAND_COST = 3;
/** Below this many columns a text is no longer worth drawing. */
const LEAST_TEXT = 5;

/**
 * The bands of a graph, each no wider than the paper; `undefined` where not even one layer can be made to fit.
 * Bands are chosen by what they promise to cost; one that turns out too wide is struck off, and the choice made again.
 */
export function foldGraph(
  graph: Layered,
  paper: Sheet,
  shaping?: Shaping,
): readonly PictureLayout[] | undefined {
  const { width, ascii } = paper;
  const shaped = shaping ? { shaping } : {};
  const cut = (first: number, last: number) =>
    cutBand(graph, { first, last, limit: width, ascii, ...shaped });
  const placings: Placings = new Map();
  const layouts = new Map<string, PictureLayout | undefined>();
  const layoutOf = (first: number, last: number): PictureLayout | undefined => {
    const key = `${first}-${last}`;
    if (!layouts.has(key))
      layouts.set(
        key,
        first === last && !shaping ? squeeze(graph, first, paper) : fitted(cut(first, last), width, placings),
      );
    return layouts.get(key);
  };
  const whole = boxesWidth(graph, 1, graph.depth) <= width ? layoutOf(1, graph.depth) : undefined;
  if (whole) return [whole];

  const heights = boxRows(graph);
  const struck: (readonly [number, number])[] = [];
  const costs = new Map<string, number>();
  const costOf = (first: number, last: number): number => {
    // A band that contains one which was too wide is too wide as well, or so nearly that it is not worth a try.
    if (struck.some(([from, to]) => first <= from && last >= to)) return Number.POSITIVE_INFINITY;
    const key = `${first}-${last}`;
    const known = costs.get(key);
    if (known !== undefined) return known;
    const cost = promise(cut(first, last), first === last ? Number.POSITIVE_INFINITY : width);
    if (cost === Number.POSITIVE_INFINITY) struck.push([first, last]);
    costs.set(key, cost);
    return cost;
  };
  for (;;) {
    const runs = cheapest(
      graph.depth,
      costOf,
      (first, last) => BAND_COST + tallest(heights, first, last),
      (first, last) => boxesWidth(graph, first, last) <= width,
    );
    if (!runs) return undefined;
    const bands = runs.flatMap(([first, last]) => layoutOf(first, last) ?? []);
    if (bands.length === runs.length) return bands;
    struck.push(...runs.filter(([first, last]) => !layoutOf(first, last)));
  }
}

/**
 * The columns that the boxes of some layers take side by side; a band of them is at least as wide, and more layers
 * only make it wider.
 */
function boxesWidth(graph: Layered, first: number, last: number): number {
  let sum = 0;
  for (let layer = first; layer <= last; layer++) sum += graph.widths[layer]! + GAP;
  return sum;
}

function fitted(band: Band, width: number, placings: Placings): PictureLayout | undefined {
  if (leastWidth(band) > width) return undefined;
  const layout = layOut(band, placings);
  return layout.width <= width ? layout : undefined;
}

/** A band of one layer, its texts as long as fits. */
function squeeze(graph: Layered, layer: number, { width, ascii }: Sheet): PictureLayout | undefined {
  const placings: Placings = new Map();
  for (let limit = width; limit >= LEAST_TEXT; ) {
    const band = cutBand(graph, { first: layer, last: layer, limit, ascii });
    const layout = fitted(band, width, placings);
    if (layout) return layout;
    // No more than three texts stand side by side, so a step of a third of the surplus misses nothing.
    const widest = Math.max(...band.items.map((item) => item.width));
    limit = Math.min(limit, widest) - Math.max(1, Math.floor((leastWidth(band) - width) / 3));
  }
  return undefined;
}

/** The estimated cost of a band, in rows; infinite where it cannot fit. */
function promise(band: Band, width: number): number {
  if (likelyWidth(band) > width) return Number.POSITIVE_INFINITY;
  const rows = Array.from({ length: band.layers }, () => 0);
  for (const { layer, kind, lines, under } of band.items) {
    rows[layer] = rows[layer]! + Math.max(1, lines.length) + under.length + (kind === 'box' ? 2 : 0);
  }
  return Math.max(...rows) + band.cuts * CUT_COST + BAND_COST;
}

/** The rows that the steps of each layer take at least, one below the other. */
function boxRows({ boxes, inputs, layers, depth }: Layered): readonly number[] {
  const rows = Array.from({ length: depth + 1 }, () => 0);
  for (const [at, { lines, under }] of boxes.entries())
    if (inputs[at]!.length > 0) rows[layers[at]!]! += Math.max(1, lines.length) + under.length + 2;
  return rows;
}

const tallest = (rows: readonly number[], first: number, last: number): number =>
  Math.max(...rows.slice(first, last + 1));

/**
 * The cheapest way to part layers 1 to `depth` into runs, none longer than `mayFit` says; `undefined` if there is none. What a
 * run costs is asked only where `leastOf` says that it may do.
 */
function cheapest(
  depth: number,
  costOf: (first: number, last: number) => number,
  leastOf: (first: number, last: number) => number,
  mayFit: (first: number, last: number) => boolean,
): readonly [number, number][] | undefined {
  const least = [0];
  const start = [0];
  for (let last = 1; last <= depth; last++) {
    least[last] = Number.POSITIVE_INFINITY;
    let longest = last;
    while (longest > 1 && mayFit(longest - 1, last)) longest--;
    // Long runs leave the least to those before them, so they come first; of equals the shortest is taken.
    for (let first = longest; first <= last; first++) {
      if (least[first - 1]! + leastOf(first, last) > least[last]!) continue;
      const cost = least[first - 1]! + costOf(first, last);
      if (cost > least[last]! || cost === Number.POSITIVE_INFINITY) continue;
      least[last] = cost;
      start[last] = first;
    }
    if (least[last] === Number.POSITIVE_INFINITY) return undefined;
  }
  const runs: [number, number][] = [];
  for (let last = depth; last > 0; last = start[last]! - 1) runs.push([start[last]!, last]);
  return runs.reverse();
}
