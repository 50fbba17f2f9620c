import { type Graph, kinds, opAt, operandsAt, placeAt, shapeAt, valueIn } from '../engine/graph.ts';
import { backward } from '../engine/tape.ts';
import type { Worked } from '../engine/work.ts';
import { isSingle, type Shape, sizeOf } from '../ops/matrix.ts';

/**
 * Whose derivative the derivative of an example's own quantity is: with `dvar` always that of the output, the mean over
 * the examples; with `lecture` that of the summed loss, m times as much, as the lecture writes dZ2 = A2 - Y. The
 * derivatives by parameters are those of the output in both.
 */
export const conventions = ['dvar', 'lecture'] as const;
export type Convention = (typeof conventions)[number];

/** A program that takes the mean over examples: how many there are, and which steps hold a column for each. */
export interface Batch {
  readonly examples: number;
  readonly steps: ReadonlySet<number>;
}

const batches = new WeakMap<Graph, { readonly batch: Batch | null }>();

/** The batch that a program works on, if its output is the mean over the columns of its data. */
export function batchOf({ graph, tape }: Worked): Batch | null {
  const known = batches.get(graph);
  if (known) return known.batch;
  const batch = graph.layout ? foundBatch(graph, tape.value) : null;
  batches.set(graph, { batch });
  return batch;
}

/** How many examples a program takes the mean over; null where it takes none. */
export const batchSize = (worked: Worked): number | null => batchOf(worked)?.examples ?? null;

/** What a name of nothing in the program stands for all the same: m, as the lecture calls the number of examples. */
export const examplesNamed = (worked: Worked, name: string): number | null =>
  name === 'm' && !worked.slots.has(name) ? batchSize(worked) : null;

function foundBatch(graph: Graph, value: Float64Array): Batch | null {
  const examples = meanOver(graph, value);
  if (examples === null || examples < 2) return null;
  const steps = perExample(graph, examples);
  return steps.size > 0 ? { examples, steps } : null;
}

/** Follows the output down through factors, signs and sums to a sum over all entries that is divided by its columns. */
function meanOver(graph: Graph, value: Float64Array): number | null {
  const waiting: { readonly slot: number; readonly factor: number }[] = [{ slot: graph.output, factor: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { slot, factor } = next;
    const op = opAt(graph, slot);
    const [left = 0, right = left] = operandsAt(graph, slot);
    const number = (at: number): number => {
      const found = valueIn(graph, value, at);
      return typeof found === 'number' ? found : Number.NaN;
    };
    const columns = shapeAt(graph, left).columns;
    if (op === 'sum' || op === 'mean') {
      const shape = shapeAt(graph, left);
      const each = op === 'mean' ? factor / (shape.rows * shape.columns) : factor;
      // Half a sum of squares is halved for the squares, though there be two columns.
      const halved = op === 'sum' && columns === 2 && isSquare(graph, value, left);
      if (columns > 1 && isSingle(shapeAt(graph, slot)) && !halved && near(Math.abs(each) * columns, 1))
        return columns;
    }
    if (op === 'negate' || op === 'copy') waiting.push({ slot: left, factor });
    if (op === 'add' || op === 'subtract') waiting.push({ slot: right, factor }, { slot: left, factor });
    if (op === 'divide') waiting.push({ slot: left, factor: factor / number(right) });
    if (op === 'multiply')
      waiting.push(
        { slot: right, factor: factor * number(left) },
        { slot: left, factor: factor * number(right) },
      );
  }
  return null;
}

/** Whether a step takes squares: `Z.^2`, `square(Z)`. */
function isSquare(graph: Graph, value: Float64Array, slot: number): boolean {
  const op = opAt(graph, slot);
  return op === 'square' || (op === 'pow' && valueIn(graph, value, operandsAt(graph, slot)[1] ?? -1) === 2);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** The steps whose columns are the examples': they come from data with a column for each, entry by entry or through a product from the left. */
function perExample(graph: Graph, examples: number): ReadonlySet<number> {
  const holds = new Set<number>();
  const steps = new Set<number>();
  const wide = ({ columns }: Shape): boolean => columns === examples;
  for (let slot = 0; slot <= graph.output; slot++) {
    if (!wide(shapeAt(graph, slot))) continue;
    const op = opAt(graph, slot);
    const operands = operandsAt(graph, slot);
    const inherits =
      op === 'matmul'
        ? holds.has(operands[1] ?? -1)
        : op !== 'transpose' && operands.some((each) => holds.has(each));
    if (op === null ? graph.kind[slot] === kinds.data : inherits) holds.add(slot);
    if (op !== null && inherits) steps.add(slot);
  }
  return steps;
}

/** How many times the derivative of the output a slot's derivative is under the worked graph's convention. */
export const scaleOf = ({ scales }: Worked, slot: number): number => scales?.get(slot) ?? 1;

/** By what a link's rule is multiplied because its two ends are differentiated on different scales. */
export const shareOf = (
  worked: Worked,
  { from, to }: { readonly from: number; readonly to: number },
): number => scaleOf(worked, from) / scaleOf(worked, to);

/** The word for a derivative: `dJ/dW`, and `dZ` alone where the convention asks for that of the summed loss. */
export const wordAt = (worked: Worked, slot: number): string => {
  const name = worked.names[slot] ?? '';
  return scaleOf(worked, slot) === 1 ? `d${worked.output}/d${name}` : `d${name}`;
};

/** A worked graph whose derivatives follow the lecture's convention; as it is where there is no batch. */
export function lectured(worked: Worked): Worked {
  const batch = batchOf(worked);
  if (batch === null || worked.scales) return worked;
  const scales = new Map([...batch.steps].map((slot) => [slot, batch.examples]));
  return { ...worked, scales, gradients: scaled(worked.graph, scales, worked.gradients) };
}

/** A worked graph under a convention, whichever it was under before. */
export const under = (worked: Worked, convention: Convention): Worked =>
  convention === 'lecture' ? lectured(worked) : { ...worked, scales: null, gradients: backward(worked.tape) };

/** Derivatives of the output, those of some slots on another scale. */
export function scaled(graph: Graph, scales: Worked['scales'], gradients: Float64Array): Float64Array {
  if (!scales) return gradients;
  const all = gradients.slice();
  for (const [slot, scale] of scales) {
    const from = placeAt(graph, slot);
    const to = from + sizeOf(shapeAt(graph, slot));
    for (let at = from; at < to; at++) all[at] = (all[at] ?? 0) * scale;
  }
  return all;
}
