import type { Box } from './box.ts';
import { columnsOf } from './measure.ts';

/** A graph with its edges as positions in `boxes`, and a layer for every step. */
export interface Layered {
  readonly boxes: readonly Box[];
  /** The boxes that each one reads, each once. */
  readonly inputs: readonly (readonly number[])[];
  /** The boxes that read each one, in computing order. */
  readonly readers: readonly (readonly number[])[];
  /** A step's layer, from 1; a given's is that of its first reader, less one, so that its arrow is short. */
  readonly layers: readonly number[];
  /** The last layer, at least 1. */
  readonly depth: number;
  /** The columns of the widest step in each layer, its borders aside. */
  readonly widths: readonly number[];
}

const textColumns = ({ lines }: Box): number => Math.max(0, ...lines.map(({ text }) => columnsOf(text)));

/** Sorts the boxes into layers by their longest path from a given, so that every edge runs to the right; `widthOf` says how many columns a box takes. */
export function layerGraph(boxes: readonly Box[], widthOf: (box: Box) => number = textColumns): Layered {
  const place = new Map(boxes.map((box, at) => [box.id, at]));
  const inputs = boxes.map((box, at) => {
    const read = [...new Set(box.inputs)].flatMap((id) => place.get(id) ?? []);
    if (read.some((input) => input >= at))
      throw new Error(`box '${box.id}' reads a box that is not before it`);
    return read;
  });
  const readers: number[][] = boxes.map(() => []);
  for (const [at, read] of inputs.entries()) for (const input of read) readers[input]!.push(at);

  const layers: number[] = [];
  for (const read of inputs)
    layers.push(read.length === 0 ? 0 : 1 + Math.max(...read.map((i) => layers[i]!)));
  const depth = Math.max(1, ...layers);
  // A step that reads only givens moves up to its reader, and takes its givens along: one arrow shrinks, none grows.
  const free = (at: number) => inputs[at]!.every((input) => inputs[input]!.length === 0);
  for (const at of [...boxes.keys()].reverse()) {
    if (readers[at]!.length === 0 || !free(at)) continue;
    layers[at] = Math.min(...readers[at]!.map((reader) => layers[reader]!)) - 1;
  }
  const widths = Array.from({ length: depth + 1 }, () => 0);
  for (const [at, layer] of layers.entries()) {
    if (inputs[at]!.length === 0) continue;
    widths[layer] = Math.max(widths[layer]!, widthOf(boxes[at]!));
  }
  return { boxes, inputs, readers, layers, depth, widths };
}
