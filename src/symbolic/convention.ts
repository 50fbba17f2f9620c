import { type Graph, placeAt, shapeAt } from '../engine/graph/graph.ts';
import type { Evaluation } from '../engine/passes/evaluate.ts';
import { backward } from '../engine/passes/tape.ts';
import { sizeOf } from '../ops/matrix.ts';
import { type Batch, findBatch } from './batch.ts';

/** What choosing a convention changes, for help and schema. */
export const aboutConventions =
  'in a batch, ask for dZ of the output (dvar), or of the summed loss, as the lecture does';

/**
 * Whose derivative the derivative of an example's own quantity is: with `dvar` always that of the output, the mean over
 * the examples; with `lecture` that of the summed loss, m times as much, as the lecture writes dZ2 = A2 - Y. The
 * derivatives by parameters are those of the output in both.
 */
export const conventions = ['dvar', 'lecture'] as const;
export type Convention = (typeof conventions)[number];

const batches = new WeakMap<Graph, { readonly batch: Batch | null }>();

/** The batch that a program works on, if its output is the mean over the columns of its data. */
export function batchOf({ graph, tape }: Evaluation): Batch | null {
  const known = batches.get(graph);
  if (known) return known.batch;
  const batch = graph.layout ? findBatch(graph, tape.value) : null;
  batches.set(graph, { batch });
  return batch;
}

/** How many examples a program takes the mean over; null where it takes none. */
export const batchSize = (worked: Evaluation): number | null => batchOf(worked)?.examples ?? null;

/** The value of a name that is not in the program: m, the lecture's name for the number of examples. */
export const examplesNamed = (worked: Evaluation, name: string): number | null =>
  name === 'm' && !worked.slots.has(name) ? batchSize(worked) : null;
/** The scale of a slot's derivative: how many times the derivative of the output it is, under the convention in use. */
export const scaleOf = ({ scales }: Evaluation, slot: number): number => scales?.get(slot) ?? 1;

/** The factor of a link's rule if the derivatives at its two ends are on different scales. */
export const shareOf = (
  worked: Evaluation,
  { from, to }: { readonly from: number; readonly to: number },
): number => scaleOf(worked, from) / scaleOf(worked, to);

/** The word for a derivative: `dJ/dW`, and `dZ` alone where the convention asks for that of the summed loss. */
export const wordAt = (worked: Evaluation, slot: number): string => {
  const name = worked.names[slot] ?? '';
  return scaleOf(worked, slot) === 1 ? `d${worked.output}/d${name}` : `d${name}`;
};

/** A worked graph whose derivatives follow the lecture's convention; as it is where there is no batch. */
export function toLectureConvention(worked: Evaluation): Evaluation {
  const batch = batchOf(worked);
  if (batch === null || worked.scales) return worked;
  const scales = new Map([...batch.steps].map((slot) => [slot, batch.examples]));
  return { ...worked, scales, gradients: scaled(worked.graph, scales, worked.gradients) };
}

/** A worked graph under a convention, whichever it was under before. */
export const underConvention = (worked: Evaluation, convention: Convention): Evaluation =>
  convention === 'lecture'
    ? toLectureConvention(worked)
    : { ...worked, scales: null, gradients: backward(worked.tape) };

/** Derivatives of the output, those of some slots on another scale. */
export function scaled(graph: Graph, scales: Evaluation['scales'], gradients: Float64Array): Float64Array {
  if (!scales) return gradients;
  const all = gradients.slice();
  for (const [slot, scale] of scales) {
    const from = placeAt(graph, slot);
    const to = from + sizeOf(shapeAt(graph, slot));
    for (let at = from; at < to; at++) all[at] = (all[at] ?? 0) * scale;
  }
  return all;
}
