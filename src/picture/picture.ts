import type { Box, Line, Sheet } from './box.ts';
import { foldGraph } from './fold.ts';
import { layerGraph } from './layers.ts';
import { listGraph } from './list.ts';
import { paintBand } from './paint.ts';

export type { Box, InkRole, Line, Sheet, Span } from './box.ts';
export { listGraph } from './list.ts';

/** Beyond this many boxes, or edges, a drawing no longer helps anyone, and a list is printed. */
const MOST_BOXES = 60;
const MOST_EDGES = 180;

/**
 * A computation graph as boxes and arrows from left to right; givens are bare text. Where the paper is too narrow, the
 * graph is cut into bands, one under the other: an arrow to a later band ends in its source's name, and starts from it.
 */
export function drawGraph(boxes: readonly Box[], paper: Sheet): readonly Line[] {
  if (boxes.length === 0) return [];
  if (boxes.length > MOST_BOXES) return listGraph(boxes, paper);
  const graph = layerGraph(boxes);
  if (graph.inputs.reduce((sum, inputs) => sum + inputs.length, 0) > MOST_EDGES)
    return listGraph(boxes, paper);
  const bands = foldGraph(graph, paper);
  if (!bands) return listGraph(boxes, paper);
  return bands.flatMap((band, at) => [...(at > 0 ? [[]] : []), ...paintBand(band, paper.ascii)]);
}
