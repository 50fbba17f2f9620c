import { type Graph, kinds, opAt, operandsAt } from '../../engine/graph/graph.ts';
import { computed } from '../../engine/kernels/rules.ts';
import { minusSign, signMeans } from '../../language/operators.ts';
import type { OpName } from '../../ops/table.ts';
import type { Random } from '../lesson/random.ts';

/** Where the values of a step lie; an end is infinite where nothing bounds it. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A function is looked at here: far out on both sides, and between. */
const looks = [-40, -5, -1, 0, 1, 5, 40] as const;
/** What stays within this wherever it is looked at has a bound there, as sigmoid and tanh have; relu has one below. */
const bound = 1;

const ranges = new Map<OpName, Range | null>();

/** The range of a function of one number, as far as looking tells; null where it has none, or not everywhere a value. */
function rangeOf(op: OpName): Range | null {
  const known = ranges.get(op);
  if (known !== undefined) return known;
  const range = freshRange(op);
  ranges.set(op, range);
  return range;
}

function freshRange(op: OpName): Range | null {
  const values = looks.map((x) => computed(op, [x]));
  if (!values.every(Number.isFinite)) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = {
    least: least < -bound ? -Infinity : Math.round(least),
    most: most > bound ? Infinity : Math.round(most),
  };
  return range.least === -Infinity && range.most === Infinity ? null : range;
}

/**
 * Where a target has to lie, so that the output that it is compared with can reach it: a `y` in `a - y` after
 * `a = sigmoid(z)` lies between 0 and 1. Null where anything can be reached, or nothing is compared.
 */
export function reachOf(graph: Graph, target: number): Range | null {
  for (let step = 0; step < graph.size; step++) {
    if (!signMeans(minusSign, opAt(graph, step))) continue;
    const pair = operandsAt(graph, step);
    const other = pair.find((slot) => slot !== target);
    if (!pair.includes(target) || other === undefined || graph.kind[other] !== kinds.step) continue;
    const op = opAt(graph, other);
    if (op && operandsAt(graph, other).length === 1) {
      const range = rangeOf(op);
      if (range) return range;
    }
  }
  return null;
}

/** Friendly targets within a bounded range. */
const friendlyTargets = [-1, -0.5, 0, 0.5, 1] as const;

/** A target in its range: one of a few numbers where both ends are near, else a friendly number on the right side. */
export function targetIn({ least, most }: Range, random: Random, friendly: () => number): number {
  if (least === -Infinity) return most - Math.abs(friendly());
  if (most === Infinity) return least + Math.abs(friendly());
  const within = friendlyTargets.filter((each) => each >= least && each <= most);
  return within[Math.floor(random() * within.length)] ?? least;
}
