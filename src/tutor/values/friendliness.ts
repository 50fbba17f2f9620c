import { entryWalk } from '../../engine/graph/entry-words.ts';
import { type Graph, kinds, opAt, operandsAt, placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { slopeFunction } from '../../engine/kernels/entry-functions.ts';
import { sizeOf } from '../../ops/matrix.ts';
import { isActivation, table } from '../../ops/table.ts';
import type { Lesson } from '../lesson/lesson.ts';

/** A slope below this is flat, and its reciprocal, which a log loss passes back, is large. */
const flat = 0.02;
/** Friendly numbers stay within this. */
const largest = 100;

/** Whether somebody with paper can work with values, and with derivatives; it looks at arrays as a graph lays them out. */
export interface Friendliness {
  /** Whether no step grows too large. */
  readonly moderate: (value: Float64Array) => boolean;
  /** Whether every asked derivative exists, few are 0, none is tiny and none is huge. */
  readonly workable: (gradients: Float64Array) => boolean;
  /** How many asked derivatives are 0; entries of matrices are not counted. */
  readonly still: (gradients: Float64Array) => number;
  /** Whether some function of one number stands where it is nearly flat, as sigmoid does at 5; relu's 0 is no such place. */
  readonly saturated: (value: Float64Array) => boolean;
  /** Whether in each layer of a ReLU or the like, some entries are on one side of its kink and some on the other. */
  readonly bothSides: (value: Float64Array) => boolean;
}

/** Entries that lie one behind the other. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

/** What is friendly in a lesson's graph, whatever its values are. */
export function friendlinessOf({ worked: { graph }, order }: Lesson): Friendliness {
  const stretch = (slot: number, most: number): Stretch => {
    const from = placeAt(graph, slot);
    return { from, to: from + sizeOf(shapeAt(graph, slot)), most };
  };
  const steps: Stretch[] = [];
  for (let slot = 0; slot < graph.size; slot++)
    if (graph.kind[slot] === kinds.step)
      steps.push(stretch(slot, slot === graph.output ? 10 * largest : largest));
  const asked = order.map((slot) => stretch(slot, 10 * largest));
  const tiny = graph.layout ? 1e-4 : 0.01;
  return {
    moderate: (value) => steps.every((each) => isWithin(value, each)),
    workable: (gradients) => areWorkable(gradients, asked, tiny),
    still: (gradients) => asked.filter(({ from, to }) => to === from + 1 && gradients[from] === 0).length,
    ...bendsIn(graph),
  };
}

function isWithin(value: Float64Array, { from, to, most }: Stretch): boolean {
  for (let at = from; at < to; at++) if (Math.abs(value[at] ?? 0) > most) return false;
  return true;
}

function areWorkable(gradients: Float64Array, asked: readonly Stretch[], tiny: number): boolean {
  let [count, still] = [0, 0];
  for (const { from, to, most } of asked)
    for (let at = from; at < to; at++) {
      const size = Math.abs(gradients[at] ?? Number.NaN);
      if (!(size <= most) || (size !== 0 && size < tiny)) return false;
      count++;
      if (size === 0) still++;
    }
  return still * 3 <= count;
}

/** The slopes of one step at its entries. */
type Slopes = (value: Float64Array, visit: (slope: number) => void) => void;

function bendsIn(graph: Graph): Pick<Friendliness, 'saturated' | 'bothSides'> {
  const ofOne: Slopes[] = [];
  const layers: Slopes[] = [];
  for (let step = 0; step < graph.size; step++) {
    const op = opAt(graph, step);
    if (!op) continue;
    const slopes = slopesAt(graph, step);
    if (slopes && operandsAt(graph, step).length === 1) ofOne.push(slopes);
    if (slopes && isActivation(op) && sizeOf(shapeAt(graph, step)) > 1) layers.push(slopes);
  }
  const isFlat = (slopes: Slopes, value: Float64Array): boolean => {
    let found = false;
    slopes(value, (slope) => {
      const steep = Math.abs(slope);
      if (steep > 0 && steep < flat) found = true;
    });
    return found;
  };
  const isOneSided = (slopes: Slopes, value: Float64Array): boolean => {
    const met = new Set<number>();
    slopes(value, (slope) => met.add(slope));
    return met.size === 1;
  };
  return {
    saturated: (value) => ofOne.some((slopes) => isFlat(slopes, value)),
    bothSides: (value) => !layers.some((slopes) => isOneSided(slopes, value)),
  };
}

/** The slopes of a step by its first operand; null where it works on whole matrices. */
function slopesAt(graph: Graph, step: number): Slopes | null {
  const op = opAt(graph, step);
  if (!op || table[op].kind !== 'elementwise') return null;
  const walk = entryWalk(graph, step);
  const slopeAt = slopeFunction(op, 0);
  return (value, visit) => walk(value, (operands, out) => visit(slopeAt(operands, out)));
}
