import { cutBand, type Shaping } from '../band.ts';
import { foldGraph } from '../fold.ts';
import { layerGraph } from '../layers.ts';
import { layOut, type PictureLayout } from '../layout.ts';
import { clip } from '../measure.ts';
import { textWidth } from './font.ts';
import {
  boxOf,
  COLUMN,
  columnsOfBox,
  LINE_LETTERS,
  labelColumns,
  MARGIN,
  sizes,
  WORD_LETTERS,
} from './measures.ts';
import type { PictureNode } from './nodes.ts';
import { placedBand } from './placed.ts';
import { emptyScene, type Scene, type SceneLine } from './scene-parts.ts';

/** Up to so many arrows each enter a box by themselves. */
const APART = 7;

/** How much wider the paper is at the next try, where a picture can't be folded to fit. */
const WIDER = 1.15;

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
  const whole = { first: 1, last: graph.depth, limit: LINE_LETTERS, ascii: false, shaping };
  const placed = (bands: readonly PictureLayout[]): Scene =>
    stacked(bands.map((band) => placedBand(band, byId, boxColumns)));
  const unfolded = placed([layOut(cutBand(graph, whole))]);
  // A box may be wider than the paper: then the picture is folded as narrow as it can be.
  for (let width = most; width < unfolded.width; width *= WIDER) {
    const paper = { width: Math.floor((width - 2 * MARGIN) / COLUMN), ascii: false };
    const bands = foldGraph(graph, paper, shaping);
    if (bands) return placed(bands);
  }
  return unfolded;
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
    scene.labels.push(
      ...band.labels.map((label) => ({ ...by(label), blank: label.blank && by(label.blank) })),
    );
    scene.names.push(...band.names.map(by));
    scene.lines.push(...band.lines.map(line));
    scene.tips.push(...band.tips.map(by));
    scene.backs.push(...band.backs.map(line));
    down += band.height;
  }
  return { ...scene, width: Math.max(...bands.map(({ width }) => width)), height: down };
}
