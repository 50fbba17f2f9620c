import { type Graph, kinds, opAt, operandsAt, shapeAt, valueIn } from '../engine/graph/graph.ts';
import { dotPowerSign, signMeans, squareSign } from '../language/operators.ts';
import { table } from '../ops/table.ts';
import { factorAt, keepsColumns } from './linearity.ts';

/** A program that takes the mean over examples: how many there are, and which steps hold a column for each. */
export interface Batch {
  readonly examples: number;
  readonly steps: ReadonlySet<number>;
}

/** The batch that a graph of matrices works on, if its output is the mean over the columns of its data; null where it is not. */
export function findBatch(graph: Graph, value: Float64Array): Batch | null {
  for (const { slot, factor } of gatheredUp(graph, value)) {
    const shape = shapeAt(graph, slot);
    if (!isMean(graph, value, slot, factor)) continue;
    const held = perExample(graph, shape.columns);
    const steps = new Set([...held].filter((each) => opAt(graph, each) !== null));
    // What is summed up must be the examples' own: as many columns stand in a sum of squared weights by chance.
    if (held.has(slot) && steps.size > 0) return { examples: shape.columns, steps };
  }
  return null;
}

/**
 * What is summed up over its columns on its way to the output, with nothing bent behind: each with the number by which
 * any of its entries arrives there.
 */
function* gatheredUp(
  graph: Graph,
  value: Float64Array,
): Generator<{ readonly slot: number; readonly factor: number }> {
  const factors = new Map([[graph.output, 1]]);
  const gathered = new Set<number>();
  for (let slot = graph.output; slot >= 0; slot--) {
    const factor = factors.get(slot);
    if (factor === undefined) continue;
    if (gathered.has(slot) && Number.isFinite(factor)) yield { slot, factor };
    for (const [k, operand] of operandsAt(graph, slot).entries()) {
      const passed = Number.isFinite(factor) ? factor * factorAt(graph, value, slot, k) : factor;
      factors.set(operand, (factors.get(operand) ?? 0) + passed);
      if (shapeAt(graph, slot).columns < shapeAt(graph, operand).columns) gathered.add(operand);
    }
  }
}

/**
 * Whether entries that arrive with this factor are averaged over their columns: 1/m, halved for squares, and shared among
 * the rows where the mean goes over all entries.
 */
function isMean(graph: Graph, value: Float64Array, slot: number, factor: number): boolean {
  const { rows, columns } = shapeAt(graph, slot);
  // Half a sum of squares is halved for the squares, though there be two columns.
  if (columns === 2 && near(Math.abs(factor), 1 / 2) && areSquares(graph, value, slot)) return false;
  return [1, 2, rows, 2 * rows].some((parts) => near(Math.abs(factor) * columns * parts, 1));
}

/** Whether a step takes squares, `Z.^2` or `square(Z)`, or sums them up. */
function areSquares(graph: Graph, value: Float64Array, slot: number): boolean {
  const op = opAt(graph, slot);
  const [operand = -1, exponent = -1] = operandsAt(graph, slot);
  if (op === null) return false;
  const row = table[op];
  if (row.kind === 'structural' && row.linear) return areSquares(graph, value, operand);
  return signMeans(squareSign, op) || (signMeans(dotPowerSign, op) && valueIn(graph, value, exponent) === 2);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/**
 * What has a column for each example: data that is as wide, and the steps that come from it entry by entry or through a
 * product from the left. A step as wide that comes from elsewhere keeps what it meets from being the examples', unless it
 * only spreads what it is made of, as `b*ones(1,m)` does.
 */
function perExample(graph: Graph, examples: number): ReadonlySet<number> {
  const held = new Set<number>();
  const spread = new Set<number>();
  for (let slot = 0; slot <= graph.output; slot++) {
    if (shapeAt(graph, slot).columns !== examples) continue;
    const from = operandsAt(graph, slot).filter((_, k) => keepsColumns(graph, slot, k));
    const kind = graph.kind[slot];
    const strange = (each: number): boolean =>
      graph.kind[each] === kinds.step && !held.has(each) && !spread.has(each);
    if (kind === kinds.literal || (from.length > 0 && from.every((each) => spread.has(each))))
      spread.add(slot);
    else if (kind === kinds.data || (from.some((each) => held.has(each)) && !from.some(strange)))
      held.add(slot);
  }
  return held;
}
