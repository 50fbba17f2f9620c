import { cutBand, type Shaping } from '../band.ts';
import type { Box } from '../box.ts';
import { foldGraph } from '../fold.ts';
import { layerGraph } from '../layers.ts';
import { layOut, type PictureLayout } from '../layout.ts';
import { clip, wrap } from '../measure.ts';
import { textWidth } from './font.ts';
import type { FlowText, PictureNode } from './nodes.ts';

/** A piece of text with its place: the left end of its baseline. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

/** A node's box; `faint` lines say its shape. */
export interface SceneBox {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (PlacedText & { readonly faint: boolean })[];
}

/** What stands at the arrow behind a box: a value above it, or a derivative below it, its word in front. */
export interface SceneLabel extends PlacedText {
  readonly of: string;
  readonly kind: 'value' | 'derivative';
  readonly flow: FlowText;
  /** The blank behind the text, if one is to be filled in. */
  readonly blank: { readonly mark: string; readonly x: number; readonly width: number } | null;
}

/** A straight piece of an arrow's line, and the boxes from which it comes. */
export interface SceneLine {
  readonly from: readonly string[];
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The tip of an arrow, which points right into a box, or left where a derivative comes back. */
export interface SceneTip {
  readonly x: number;
  readonly y: number;
  readonly to: string;
}

/** A picture with a place for everything, in pixels from its upper left corner. What draws it needs to know nothing more. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly SceneBox[];
  readonly labels: readonly SceneLabel[];
  readonly names: readonly SceneName[];
  readonly lines: readonly SceneLine[];
  readonly tips: readonly SceneTip[];
  /** The short arrows on which derivatives come back, each with its tip at the left end. */
  readonly backs: readonly SceneLine[];
}

/** Pixels of a column and of a row of the layout. */
const COLUMN = 8;
const ROW = 22;
const MARGIN = 16;
/** Sizes of letters: in boxes, at arrows, of shapes. */
const sizes = { formula: 14, label: 13, shape: 11 } as const;
const PADDING = 10;
/** From a box to what stands at its arrow, and from there on. */
const BESIDE = 8;
const BLANK_WIDTH = 58;
/** A formula goes on in the next line behind so many letters. */
const LINE_LETTERS = 34;
/** The word for a derivative is cut behind so many. */
const WORD_LETTERS = 26;
/** Up to so many arrows each enter a box by themselves. */
const APART = 7;

/** Where an arrow goes on in a later band: the name of the node, at the arrow's end and at its new beginning. */
export interface SceneName extends PlacedText {
  readonly of: string;
}

/** Lays a graph out, once, for every format that draws; folded into bands, if it is to be no wider than so many pixels. */
export function sceneOf(nodes: readonly PictureNode[], most = Number.POSITIVE_INFINITY): Scene {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes = nodes.map(boxOf);
  const boxColumns = new Map(boxes.map((box) => [box.id, columnsOfBox(box)]));
  const shaping: Shaping = {
    framesGivens: true,
    joinsFrom: APART + 1,
    widthOf: (box) => boxColumns.get(box.id)! + labelColumns(byId.get(box.id)!), // made of the same nodes
    columnsOf: (text) => Math.ceil(textWidth(clip(text, WORD_LETTERS, false), sizes.label) / COLUMN),
  };
  const graph = layerGraph(boxes, shaping.widthOf);
  const paper = { width: Math.floor((most - 2 * MARGIN) / COLUMN), ascii: false };
  const whole = { first: 1, last: graph.depth, limit: LINE_LETTERS, ascii: false, shaping };
  const folded = most === Number.POSITIVE_INFINITY ? undefined : foldGraph(graph, paper, shaping);
  const bands = folded ?? [layOut(cutBand(graph, whole))];
  return stacked(bands.map((band) => placed(band, byId, boxColumns)));
}

/** So many boxes, and so many pieces of arrows between layers, are laid out in a few seconds and can still be looked at. */
const MOST_BOXES = 1000;
const MOST_PIECES = 6000;

/** Whether a graph is small enough to be laid out here. */
export function fitsOwnLayout(nodes: readonly PictureNode[]): boolean {
  return nodes.length <= MOST_BOXES && arrowPieces(nodes) <= MOST_PIECES;
}

/** Graphviz does with more, as long as arrows are short: what it takes grows with the square of the longest. */
const MOST_GRAPHVIZ_BOXES = 5000;
const MOST_GRAPHVIZ_PIECES = 20_000;

/** Whether Graphviz lays a graph out within seconds. */
export function fitsGraphviz(nodes: readonly PictureNode[]): boolean {
  const { layers, inputs } = layerGraph(nodes.map(boxOf));
  const pieces = inputs.reduce(
    (sum, read, at) => sum + read.reduce((own, input) => own + layers[at]! - layers[input]!, 0),
    0,
  );
  return nodes.length <= MOST_GRAPHVIZ_BOXES && pieces <= MOST_GRAPHVIZ_PIECES;
}

/** Over how many layers all arrows run together: what takes a layout its time. */
function arrowPieces(nodes: readonly PictureNode[]): number {
  const { layers, readers } = layerGraph(nodes.map(boxOf));
  return layers.reduce(
    (sum, layer, at) => sum + Math.max(0, ...readers[at]!.map((reader) => layers[reader]! - layer)),
    0,
  );
}

/** Bands one below the other. */
function stacked(bands: readonly Scene[]): Scene {
  const [only] = bands;
  if (bands.length === 1 && only) return only;
  const scene = emptyScene();
  let down = 0;
  for (const band of bands) {
    const by = <T extends { readonly y: number }>(part: T): T => ({ ...part, y: part.y + down });
    const line = (part: SceneLine): SceneLine => ({ ...part, y1: part.y1 + down, y2: part.y2 + down });
    scene.boxes.push(...band.boxes.map((box) => ({ ...by(box), lines: box.lines.map(by) })));
    scene.labels.push(...band.labels.map(by));
    scene.names.push(...band.names.map(by));
    scene.lines.push(...band.lines.map(line));
    scene.tips.push(...band.tips.map(by));
    scene.backs.push(...band.backs.map(line));
    down += band.height;
  }
  return { ...scene, width: Math.max(...bands.map(({ width }) => width)), height: down };
}

interface Parts {
  readonly boxes: SceneBox[];
  readonly labels: SceneLabel[];
  readonly names: SceneName[];
  readonly lines: SceneLine[];
  readonly tips: SceneTip[];
  readonly backs: SceneLine[];
}

const emptyScene = (): Parts => ({ boxes: [], labels: [], names: [], lines: [], tips: [], backs: [] });

function boxOf(node: PictureNode): Box {
  const formula = wrap(node.formula, LINE_LETTERS, false);
  const shape = node.shape === null ? [] : [node.shape];
  const lines = [
    ...formula.map((text) => ({ text, role: 'name' as const })),
    ...shape.map((text) => ({ text, role: 'plain' as const })),
  ];
  return { id: node.id, lines, under: [], inputs: node.inputs };
}

function columnsOfBox({ lines }: Box): number {
  const widths = lines.map(({ text, role }) =>
    textWidth(text, role === 'plain' ? sizes.shape : sizes.formula),
  );
  return Math.ceil((Math.max(...widths) + 2 * PADDING) / COLUMN);
}

function labelColumns(node: PictureNode): number {
  const width = Math.max(flowWidth('', node.value), flowWidth(before(node), node.derivative));
  return width === 0 ? 0 : Math.ceil((width + 2 * BESIDE) / COLUMN);
}

/** `dJ/du = `, of a long name as much as fits; a shape stands behind the word alone. */
function before({ word, derivative }: PictureNode): string {
  const shape = derivative?.kind === 'text' && derivative.text.startsWith('(');
  return clip(word, WORD_LETTERS, false) + (shape ? ' ' : ' = ');
}

function flowWidth(before: string, flow: FlowText | null): number {
  if (flow === null) return 0;
  return flow.kind === 'text'
    ? textWidth(before + flow.text, sizes.label)
    : textWidth(before, sizes.label) + BLANK_WIDTH;
}

const xOf = (column: number): number => MARGIN + column * COLUMN;
const yOf = (row: number): number => MARGIN + row * ROW;
const middle = (row: number): number => yOf(row) + ROW / 2;

function placed(
  layout: PictureLayout,
  byId: ReadonlyMap<string, PictureNode>,
  boxColumns: ReadonlyMap<string, number>,
): Scene {
  const parts = emptyScene();
  for (const [at, item] of layout.items.entries()) {
    const { left, width } = layout.columns[item.layer]!; // every item has a layer
    const y = middle(layout.rows.leave[at]!);
    const run = (x1: number) =>
      parts.lines.push({ from: [item.id], x1, y1: y, x2: xOf(left + width), y2: y });
    for (const [k, next] of item.next.entries())
      addTip(parts.tips, layout, { layer: item.layer, end: next, row: layout.rows.enter[at]![k]! });
    if (item.kind === 'bend') run(xOf(left));
    else if (item.kind === 'again' || item.kind === 'end') {
      const name = placedName(item.id, xOf(left), y, item.kind === 'end');
      parts.names.push(name);
      if (item.next.length > 0) run(name.x + name.width + 4);
    } else {
      const node = byId.get(item.id)!; // items are made of the nodes
      const box = placedBox(layout, at, node, { x: xOf(left), width: boxColumns.get(item.id)! * COLUMN });
      parts.boxes.push(box);
      parts.labels.push(...labelsOf(node, box.x + box.width + BESIDE, y));
      if (item.next.length > 0) addArrow(parts, node, box.x + box.width, y, run);
    }
  }
  for (const layer of layout.channels.keys()) parts.lines.push(...channelLines(layout, layer));
  const ends = [
    ...parts.boxes.map((box) => box.x + box.width),
    ...parts.names.map((name) => name.x + name.width),
    ...parts.labels.map((label) => (label.blank ? label.blank.x + label.blank.width : label.x + label.width)),
  ];
  return { ...parts, width: Math.ceil(Math.max(0, ...ends) + MARGIN), height: yOf(layout.height) + MARGIN };
}

/** The beginning of an arrow at a box's side and, if its derivative is shown, the arrow back to that side. */
function addArrow(parts: Parts, node: PictureNode, side: number, y: number, run: (x: number) => void): void {
  run(side);
  if (!node.derivative) return;
  const length = labelColumns(node) * COLUMN - 4;
  parts.backs.push({ from: [node.id], x1: side + length, y1: y + 6, x2: side, y2: y + 6 });
}

function placedName(id: string, x: number, y: number, behind: boolean): SceneName {
  const text = clip(id, WORD_LETTERS, false);
  const width = textWidth(text, sizes.label);
  return { of: id, text, x: x + (behind ? 4 : 0), y: y + 4.5, size: sizes.label, width };
}

/** An arrow's tip where an edge enters a box; several edges that enter at one place share one. */
function addTip(
  tips: SceneTip[],
  layout: PictureLayout,
  { layer, end, row }: { readonly layer: number; readonly end: number; readonly row: number },
): void {
  const item = layout.items[end]!;
  if (item.kind === 'bend') return;
  const tip = { x: xOf(layout.columns[layer + 1]!.left), y: middle(row), to: item.id };
  if (!tips.some((other) => other.x === tip.x && other.y === tip.y)) tips.push(tip);
}

function placedBox(
  layout: PictureLayout,
  at: number,
  node: PictureNode,
  { x, width }: { readonly x: number; readonly width: number },
): SceneBox {
  const top = layout.rows.top[at]!;
  const inner = layout.rows.inner[at]!;
  const y = yOf(top) + 0.45 * ROW;
  const height = (inner + 1.1) * ROW;
  const lines = layout.items[at]!.lines;
  const first = y + height / 2 - (lines.length * 18) / 2;
  return {
    node,
    x,
    y,
    width,
    height,
    lines: lines.map(({ text, role }, line) => {
      const faint = role === 'plain';
      const size = faint ? sizes.shape : sizes.formula;
      const long = textWidth(text, size);
      return { text, faint, size, width: long, x: x + (width - long) / 2, y: first + line * 18 + 14 };
    }),
  };
}

function labelsOf(node: PictureNode, x: number, y: number): readonly SceneLabel[] {
  const label = (kind: SceneLabel['kind'], before: string, flow: FlowText | null, baseline: number) => {
    if (flow === null) return [];
    const text = flow.kind === 'text' ? before + flow.text : before;
    const width = textWidth(text, sizes.label);
    const blank = flow.kind === 'text' ? null : { mark: flow.mark, x: x + width, width: BLANK_WIDTH };
    return [{ of: node.id, kind, flow, text, x, y: baseline, size: sizes.label, width, blank }];
  };
  return [
    ...label('value', '', node.value, y - 5),
    ...label('derivative', before(node), node.derivative, y + 20),
  ];
}

function channelLines(layout: PictureLayout, layer: number): readonly SceneLine[] {
  const channel = layout.channels[layer]!;
  const { left, width } = layout.columns[layer]!;
  const start = left + width + 1;
  const edge = layout.columns[layer + 1]?.left ?? layout.width;
  const from = (net: number) => layout.nets[layer]![net]!.map((item) => layout.items[item]!.id);
  const at = (column: number) => xOf(start + column + 0.5);
  return [
    ...channel.across.map((piece) => ({
      from: from(piece.net),
      x1: piece.from < 0 ? xOf(start - 1) : at(piece.from),
      y1: middle(piece.row),
      x2: piece.to === channel.width ? xOf(edge) : at(piece.to),
      y2: middle(piece.row),
    })),
    ...channel.down.map((piece) => ({
      from: from(piece.net),
      x1: at(piece.column),
      y1: middle(piece.from),
      x2: at(piece.column),
      y2: middle(piece.to),
    })),
  ];
}
