import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import { type Evaluation, numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { entriesOf, type Matrix, mapped, type Value } from '../../ops/matrix.ts';
import { type ExamplesIn, labelsIn } from '../../symbolic/one-hot.ts';
import type { Random } from '../lesson/random.ts';
import { reachOf, targetIn } from './reach.ts';

/** Values for every given: small whole numbers first, halves and quarters when those do not do. */
export function drawLeafValues(
  worked: Evaluation,
  random: Random,
  progress: number,
): ReadonlyMap<string, Value> {
  const { graph } = worked;
  const grain = progress < 0.5 ? 1 : progress < 0.75 ? 2 : 4;
  const values = new Map<string, Value>();
  const numbers: number[] = [];
  for (let slot = 0; slot < graph.size; slot++) {
    const kind = graph.kind[slot];
    const name = worked.names[slot];
    if ((kind !== kinds.given && kind !== kinds.data) || !name) continue;
    const label = isLabel(worked, slot);
    const here = valueOfSlot(worked, slot);
    const examples = labelsIn(worked, slot);
    if (typeof here !== 'number' && examples !== null) {
      values.set(name, oneHot(here, examples, random));
      continue;
    }
    const range = kind === kinds.data && !label ? reachOf(graph, slot) : null;
    const value = mapped(here, (_, entry) => {
      if (label) return Math.round(random());
      if (range) return targetIn(range, random, () => friendlyNumber(random, grain, []));
      // The entries of a matrix may repeat those of others; among themselves few do.
      const number = friendlyNumber(random, grain, entry === 0 ? numbers : []);
      // Sums over many products grow: a network's weights are tenths.
      return graph.layout ? number / (kind === kinds.data ? 1 : 10) : number;
    });
    if (typeof value === 'number') numbers.push(value);
    values.set(name, value);
  }
  return values;
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

/** As many examples, each of a class drawn anew. */
function oneHot({ rows, columns }: Matrix, examples: ExamplesIn, random: Random): Matrix {
  const entries = new Float64Array(rows * columns);
  const drawn = (classes: number): number => Math.floor(random() * classes);
  if (examples === 'columns')
    for (let column = 0; column < columns; column++) entries[drawn(rows) * columns + column] = 1;
  else for (let row = 0; row < rows; row++) entries[row * columns + drawn(columns)] = 1;
  return { rows, columns, entries };
}
