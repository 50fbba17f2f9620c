import { kinds, operandsAt, placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { type Evaluation, numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { entriesOf, isSingle, type Shape, sizeOf, type Value, valueFrom } from '../../ops/matrix.ts';
import { type ExamplesIn, labelsIn } from '../../symbolic/one-hot.ts';
import type { Random } from '../lesson/random.ts';
import { type Range, reachOf, targetIn } from './reach.ts';

/** An input of a graph, and which numbers may be drawn for it. */
export interface DrawnLeaf {
  readonly name: string;
  readonly shape: Shape;
  /** Where its entries begin in the graph, and among those of all inputs. */
  readonly place: number;
  readonly from: number;
  readonly drawn: Drawn;
}

/** Labels: 0 or 1, or a class for each example; numbers that an output must reach; or any friendly numbers. */
type Drawn =
  | { readonly kind: 'label' }
  | { readonly kind: 'classes'; readonly examples: ExamplesIn }
  | { readonly kind: 'target'; readonly range: Range }
  | { readonly kind: 'numbers'; readonly tenths: boolean };

/** The inputs of a graph, in its own order. */
export function drawnLeavesOf(worked: Evaluation): readonly DrawnLeaf[] {
  const { graph } = worked;
  const leaves: DrawnLeaf[] = [];
  let from = 0;
  for (let slot = 0; slot < graph.size; slot++) {
    const kind = graph.kind[slot];
    const name = worked.names[slot];
    if ((kind !== kinds.given && kind !== kinds.data) || !name) continue;
    const shape = shapeAt(graph, slot);
    leaves.push({ name, shape, place: placeAt(graph, slot), from, drawn: drawnFor(worked, slot) });
    from += sizeOf(shape);
  }
  return leaves;
}

function drawnFor(worked: Evaluation, slot: number): Drawn {
  const { graph } = worked;
  const isData = graph.kind[slot] === kinds.data;
  const examples = labelsIn(worked, slot);
  if (examples !== null) return { kind: 'classes', examples };
  if (isLabel(worked, slot)) return { kind: 'label' };
  const range = isData ? reachOf(graph, slot) : null;
  // Sums over many products grow: a network's weights are tenths.
  return range ? { kind: 'target', range } : { kind: 'numbers', tenths: graph.layout !== null && !isData };
}

/** Numbers for every input: small whole numbers first, halves and quarters when those do not do. */
export function drawLeafValues(
  leaves: readonly DrawnLeaf[],
  random: Random,
  progress: number,
): Float64Array<ArrayBuffer> {
  const grain = progress < 0.5 ? 1 : progress < 0.75 ? 2 : 4;
  const last = leaves.at(-1);
  const all = new Float64Array(last ? last.from + sizeOf(last.shape) : 0);
  const singles: number[] = [];
  for (const { shape, from, drawn } of leaves) {
    if (drawn.kind === 'classes') {
      putClasses(all.subarray(from, from + sizeOf(shape)), shape, drawn.examples, random);
      continue;
    }
    for (let entry = 0; entry < sizeOf(shape); entry++)
      // The entries of a matrix may repeat those of others; among themselves few do.
      all[from + entry] = numberFor(drawn, random, grain, entry === 0 ? singles : []);
    if (isSingle(shape)) singles.push(all[from] ?? 0);
  }
  return all;
}

function numberFor(
  drawn: Exclude<Drawn, { readonly kind: 'classes' }>,
  random: Random,
  grain: number,
  taken: readonly number[],
): number {
  switch (drawn.kind) {
    case 'label':
      return Math.round(random());
    case 'target':
      return targetIn(drawn.range, random, () => friendlyNumber(random, grain, []));
    case 'numbers': {
      const number = friendlyNumber(random, grain, taken);
      return drawn.tenths ? number / 10 : number;
    }
  }
}

/** The numbers of all inputs as values by their names. */
export const valuesFor = (
  leaves: readonly DrawnLeaf[],
  numbers: Float64Array<ArrayBuffer>,
): ReadonlyMap<string, Value> =>
  new Map(
    leaves.map(({ name, shape, from }) => [
      name,
      valueFrom(shape, numbers.slice(from, from + sizeOf(shape))),
    ]),
  );

/** The numbers that a graph has at its inputs. */
export function numbersAt(leaves: readonly DrawnLeaf[], value: Float64Array): Float64Array<ArrayBuffer> {
  const last = leaves.at(-1);
  const all = new Float64Array(last ? last.from + sizeOf(last.shape) : 0);
  for (const { shape, from, place } of leaves) all.set(value.subarray(place, place + sizeOf(shape)), from);
  return all;
}

/** From -9 to 9, neither 0 nor 1 nor -1, and none twice: numbers at which a factor can't pass for nothing. */
function friendlyNumber(random: Random, grain: number, taken: readonly number[]): number {
  for (;;) {
    const size = (2 * grain + Math.floor(random() * 7 * grain + random())) / (grain === 1 ? 1 : 2 * grain);
    const value = (random() < 0.3 ? -1 : 1) * size;
    if (Math.abs(value) !== 1 && value !== 0 && (!taken.includes(value) || taken.length > 12)) return value;
  }
}

/** A label is data that is 0 or 1 and taken from 1 somewhere: the y of a log loss. */
function isLabel(worked: Evaluation, slot: number): boolean {
  const { graph } = worked;
  const entries = Array.from(entriesOf(valueOfSlot(worked, slot)));
  if (graph.kind[slot] !== kinds.data || entries.some((entry) => entry !== 0 && entry !== 1)) return false;
  for (let step = 0; step < graph.size; step++) {
    const [left, right] = operandsAt(graph, step);
    if (
      right === slot &&
      left !== undefined &&
      graph.kind[left] === kinds.literal &&
      numberAt(worked, left) === 1
    )
      return true;
  }
  return false;
}

/** Draws a class for each example: a 1 at its place. */
function putClasses(
  entries: Float64Array,
  { rows, columns }: Shape,
  examples: ExamplesIn,
  random: Random,
): void {
  const drawn = (classes: number): number => Math.floor(random() * classes);
  if (examples === 'columns')
    for (let column = 0; column < columns; column++) entries[drawn(rows) * columns + column] = 1;
  else for (let row = 0; row < rows; row++) entries[row * columns + drawn(columns)] = 1;
}
