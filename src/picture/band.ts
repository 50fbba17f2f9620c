import type { Box, Span } from './box.ts';
import type { Layered } from './layers.ts';
import { clip, columnsOf, wrap } from './measure.ts';

/** How boxes take up room on a surface; the defaults are those of a grid of characters. */
export interface Shaping {
  /** Whether givens have a border as steps have. */
  readonly framesGivens: boolean;
  /** The columns of what shows a box: itself, and what stands beside its arrow. */
  readonly widthOf: (box: Box) => number;
  /** The columns of a name by itself. */
  readonly columnsOf: (text: string) => number;
  /** The number of edges into one box from which on they may join on their way, so that the box does not grow tall. */
  readonly joinsFrom: number;
}

/**
 * A thing that takes up rows in one layer of a band: a given (bare text), the name that takes up a cut edge again, an edge
 * passing by, a boxed step, or the name in which a cut edge ends.
 */
export interface Item {
  readonly kind: 'given' | 'again' | 'bend' | 'box' | 'end';
  /** The box that it shows; for a bend or an end, the box whose edge it carries. */
  readonly id: string;
  /** Whether it has a border, which takes a row above its lines and one below them. */
  readonly framed: boolean;
  readonly lines: readonly Span[];
  readonly under: readonly Span[];
  /** Its columns, with the blank between bare text and its arrow. */
  readonly width: number;
  readonly layer: number;
  /** The items of the next layer that its edges lead to. */
  readonly next: readonly number[];
  /** Whether what it carries has one reader only, so that it may join others on their way to that reader. */
  readonly lone: boolean;
}

/** Some layers of a graph, drawn side by side; an edge to a later band ends in a name and starts again from it. */
export interface Band {
  readonly items: readonly Item[];
  readonly layers: number;
  /** How many nodes are read by a later band. */
  readonly cuts: number;
}

/** Which layers to draw, how wide a text may be there, and with which mark it is cut. */
export interface Cut {
  readonly first: number;
  readonly last: number;
  readonly limit: number;
  readonly ascii: boolean;
  readonly shaping?: Shaping;
}

/** A box with the layer in which it is drawn, and that of its last reader. */
interface Reading {
  readonly at: number;
  readonly home: number;
  readonly far: number;
}

/** What is the same for all bands of a graph, of which many are tried. */
const readings = new WeakMap<Layered, readonly Reading[]>();

/** Givens in the order in which they are read: a step's operands stand as they are written. */
function inReadingOrder(graph: Layered): readonly Reading[] {
  const known = readings.get(graph);
  if (known) return known;
  const { boxes, inputs, readers, layers } = graph;
  const all = [...boxes.keys()];
  const isStep = (at: number) => inputs[at]!.length > 0;
  const order = new Set([...all.filter(isStep).flatMap((at) => [...inputs[at]!, at]), ...all]);
  const made = [...order].map((at) => ({
    at,
    home: isStep(at) ? layers[at]! : layers[at]! + 1,
    far: Math.max(-1, ...readers[at]!.map((reader) => layers[reader]!)),
  }));
  readings.set(graph, made);
  return made;
}

/** The items of layers `first` to `last`, edges over several layers taken apart into one piece a layer. */
export function cutBand(graph: Layered, cut: Cut): Band {
  const { first, last } = cut;
  const isStep = (at: number) => graph.inputs[at]!.length > 0;
  const items: (Item & { next: number[] })[] = [];
  const { shaping } = cut;
  const lookOf = looksOf(graph, cut);
  const add = (kind: Item['kind'], at: number, layer: number, lone: boolean): number => {
    const { lines, under, width } = lookOf(kind, at);
    const framed = kind === 'box' || (kind === 'given' && shaping?.framesGivens === true);
    return (
      items.push({ kind, id: graph.boxes[at]!.id, framed, lines, under, width, layer, next: [], lone }) - 1
    );
  };

  const sources = inReadingOrder(graph).flatMap(({ at, home, far }) => {
    if (home > last || Math.max(home, far) < first) return [];
    const readers = graph.readers[at]!.filter((reader) => inside(graph.layers[reader]!, cut));
    const here = inside(home, cut);
    if (!here && readers.length === 0) return [];
    return [{ at, readers, here, later: here && far > last }];
  });

  const itemOf = new Map<number, number>();
  for (const { at, readers, here, later } of sources) {
    const lone =
      readers.length + (later ? 1 : 0) === 1 &&
      readers.every((reader) => graph.inputs[reader]!.length >= (shaping?.joinsFrom ?? 0));
    const before = Math.min(...readers.map((reader) => graph.layers[reader]! - 1)) - first + 1;
    const layer = isStep(at) && here ? graph.layers[at]! - first + 1 : readers.length > 0 ? before : 0;
    itemOf.set(at, add(here ? (isStep(at) ? 'box' : 'given') : 'again', at, layer, lone));
  }

  for (const { at, readers, later } of sources) {
    let carrier = itemOf.get(at)!;
    const ends = readers.map((reader) => itemOf.get(reader)!);
    if (later) ends.push(add('end', at, items[carrier]!.layer + 1, true));
    const far = Math.max(0, ...ends.map((end) => items[end]!.layer));
    for (let layer = items[carrier]!.layer + 1; layer <= far; layer++) {
      const from = items[carrier]!;
      from.next.push(...ends.filter((end) => items[end]!.layer === layer));
      if (layer === far) break;
      carrier = add('bend', at, layer, from.lone);
      from.next.push(carrier);
    }
  }
  const layers = Math.max(...items.map((item) => item.layer)) + 1;
  return { items, layers, cuts: sources.filter((source) => source.later).length };
}

function inside(layer: number, cut: Cut): boolean {
  return layer >= cut.first && layer <= cut.last;
}

/** What an item shows, and the columns that it takes. */
type Look = Pick<Item, 'lines' | 'under' | 'width'>;

/** The looks of a graph's items in one way of cutting it, by their kind and box; what each looks like is the same in every band. */
interface Looks extends Pick<Cut, 'limit' | 'ascii' | 'shaping'> {
  readonly known: Readonly<Record<Item['kind'], Look[]>>;
}

/** The way in which a graph was last cut: its bands are tried one after the other in the same one. */
const lastLooks = new WeakMap<Layered, Looks>();

function looksOf(graph: Layered, cut: Cut): (kind: Item['kind'], at: number) => Look {
  const { limit, ascii, shaping } = cut;
  const last = lastLooks.get(graph);
  const isSame = last?.limit === limit && last.ascii === ascii && last.shaping === shaping;
  const known = isSame ? last.known : { given: [], again: [], bend: [], box: [], end: [] };
  if (!isSame) lastLooks.set(graph, { limit, ascii, known, ...(shaping && { shaping }) });
  return (kind, at) => (known[kind][at] ??= look(kind, graph.boxes[at]!, cut));
}

function look(kind: Item['kind'], box: Box, cut: Cut): Look {
  const { shaping } = cut;
  const shown = textsOf(kind, box);
  if (shaping) return { ...shown, width: shapedWidth(shaping, kind, box) };
  const lines = kind === 'box' ? shown.lines.flatMap(wrapSpan(cut)) : shown.lines.map(clipSpan(cut));
  const under = shown.under.map(clipSpan(cut));
  return { lines, under, width: widthOf(kind, lines, under) };
}

function textsOf(kind: Item['kind'], box: Box): Pick<Item, 'lines' | 'under'> {
  switch (kind) {
    case 'bend':
      return { lines: [], under: [] };
    case 'end':
      return { lines: [{ text: ` ${box.id}`, role: 'name' }], under: [] };
    case 'again':
      return { lines: [{ text: box.id, role: 'name' }], under: [] };
    default:
      return box;
  }
}

function clipSpan(cut: Cut): (span: Span) => Span {
  return (span) => {
    const text = clip(span.text, cut.limit, cut.ascii);
    return text === span.text ? span : { text, role: span.role };
  };
}

function wrapSpan(cut: Cut): (span: Span) => Span[] {
  return ({ text, role }) => wrap(text, cut.limit, cut.ascii).map((piece) => ({ text: piece, role }));
}

function shapedWidth(shaping: Shaping, kind: Item['kind'], box: Box): number {
  if (kind === 'bend') return 1;
  return kind === 'box' || kind === 'given' ? shaping.widthOf(box) : shaping.columnsOf(box.id) + 1;
}

function widthOf(kind: Item['kind'], lines: readonly Span[], under: readonly Span[]): number {
  const widest = (spans: readonly Span[]) => Math.max(0, ...spans.map((span) => columnsOf(span.text)));
  switch (kind) {
    case 'bend':
      return 1;
    case 'end':
      return widest(lines);
    case 'given':
    case 'again':
      return Math.max(widest(lines) + 1, widest(under));
    case 'box':
      return Math.max(widest(lines) + 2, widest(under));
  }
}
