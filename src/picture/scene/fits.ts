import { layerGraph } from '../layers.ts';
import { boxOf } from './measures.ts';
import type { PictureNode } from './nodes.ts';

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
/** What it takes also grows with the square of how many boxes stand one above the other. */
const MOST_ABREAST = 3000;

/** Whether Graphviz lays a graph out within seconds. */
export function fitsGraphviz(nodes: readonly PictureNode[]): boolean {
  const { layers, inputs } = layerGraph(nodes.map(boxOf));
  const pieces = inputs.reduce(
    (sum, read, at) => sum + read.reduce((own, input) => own + layers[at]! - layers[input]!, 0),
    0,
  );
  const abreast = new Map<number, number>();
  for (const layer of layers) abreast.set(layer, (abreast.get(layer) ?? 0) + 1);
  return (
    nodes.length <= MOST_GRAPHVIZ_BOXES &&
    pieces <= MOST_GRAPHVIZ_PIECES &&
    Math.max(0, ...abreast.values()) <= MOST_ABREAST
  );
}

/** Over how many layers all arrows run together: what takes a layout its time. */
function arrowPieces(nodes: readonly PictureNode[]): number {
  const { layers, readers } = layerGraph(nodes.map(boxOf));
  return layers.reduce(
    (sum, layer, at) => sum + Math.max(0, ...readers[at]!.map((reader) => layers[reader]! - layer)),
    0,
  );
}
