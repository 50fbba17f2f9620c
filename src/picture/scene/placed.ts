import type { PictureLayout } from '../layout.ts';
import { clip } from '../measure.ts';
import { textWidth } from './font.ts';
import {
  BESIDE,
  BLANK_HEIGHT,
  BLANK_WIDTH,
  blankTops,
  COLUMN,
  labelColumns,
  MARGIN,
  ROW,
  sizes,
  WORD_LETTERS,
  wordInFront,
} from './measures.ts';
import type { FlowText, PictureNode } from './nodes.ts';
import {
  emptyScene,
  type Scene,
  type SceneBox,
  type SceneLabel,
  type SceneLine,
  type SceneName,
  type SceneParts,
  type SceneTip,
} from './scene-parts.ts';

const xOf = (column: number): number => MARGIN + column * COLUMN;
const yOf = (row: number): number => MARGIN + row * ROW;
const middle = (row: number): number => yOf(row) + ROW / 2;

/** A band of the layout with a place in pixels for everything. */
export function placedBand(
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
function addArrow(
  parts: SceneParts,
  node: PictureNode,
  side: number,
  y: number,
  run: (x: number) => void,
): void {
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

/** What stands at a node's arrow, whose line is at `y`. */
function labelsOf(node: PictureNode, x: number, y: number): readonly SceneLabel[] {
  const label = (kind: SceneLabel['kind'], before: string, flow: FlowText | null, baseline: number) => {
    if (flow === null) return [];
    const text = flow.kind === 'text' ? before + flow.text : before;
    const width = textWidth(text, sizes.label);
    const place = { x: x + width + (text === '' ? 0 : 2), y: y + blankTops[kind] };
    const size = { width: BLANK_WIDTH - 2, height: BLANK_HEIGHT };
    const blank = flow.kind === 'text' ? null : { mark: flow.mark, ...place, ...size };
    return [{ of: node.id, kind, flow, text, x, y: baseline, size: sizes.label, width, blank }];
  };
  const low = node.derivative?.kind === 'blank' ? 24 : 20;
  return [
    ...label('value', '', node.value, y - 5),
    ...label('derivative', wordInFront(node), node.derivative, y + low),
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
