import { entriesAt } from '../../engine/graph/entry-words.ts';
import {
  type Graph,
  kinds,
  opAt,
  operandsAt,
  placeAt,
  settingsAt,
  shapeAt,
  valueIn,
} from '../../engine/graph/graph.ts';
import { localAt } from '../../engine/kernels/rules.ts';
import { passedBack } from '../../engine/passes/pass-back.ts';
import { matrixOf, sizeOf, valueFrom } from '../../ops/matrix.ts';
import { table } from '../../ops/table.ts';

/** The arrows into every entry of some steps, with the local derivatives along them; entries lie as the graph lays them out. */
export interface Jacobians {
  /** Where each entry lies, in computing order. */
  readonly entry: Int32Array;
  /** The arrows into the i-th entry stand from first[i] to first[i + 1]. */
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly by: Float64Array;
}

/** The most entries that are looked at to find arrows; a demonstration that looks at more takes too long. */
const mostLooks = 2e7;

/** The arrows into the entries of some steps, in computing order; null where looking for them would take too long. */
export function jacobiansInto(graph: Graph, value: Float64Array, steps: readonly number[]): Jacobians | null {
  if (looksFor(graph, steps) > mostLooks) return null;
  const entry: number[] = [];
  const first: number[] = [0];
  const from: number[] = [];
  const by: number[] = [];
  for (const step of steps) {
    const op = opAt(graph, step);
    if (!op) throw new Error('only a step has arrows into it');
    const found =
      table[op].kind === 'structural' ? structural(graph, value, step) : entrywise(graph, value, step);
    let at = placeAt(graph, step);
    for (const arrows of found) {
      entry.push(at++);
      for (const arrow of arrows) {
        from.push(arrow.from);
        by.push(arrow.by);
      }
      first.push(from.length);
    }
  }
  return {
    entry: Int32Array.from(entry),
    first: Int32Array.from(first),
    from: Int32Array.from(from),
    by: Float64Array.from(by),
  };
}

interface Arrow {
  readonly from: number;
  readonly by: number;
}

/** An entry of an entrywise step reads one entry of each operand. */
function* entrywise(graph: Graph, value: Float64Array, step: number): Generator<readonly Arrow[]> {
  const op = opAt(graph, step);
  if (!op) return;
  const slots = operandsAt(graph, step);
  for (const { operands, out, row, column } of entriesAt(graph, value, step))
    yield slots.flatMap((slot, k) => {
      if (!isWanted(graph, slot)) return [];
      const { rows, columns } = shapeAt(graph, slot);
      const inside = (rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column);
      return [{ from: placeAt(graph, slot) + inside, by: localAt(op, k, operands, out) }];
    });
}

/**
 * What an op on whole matrices reads for one entry is what it passes back when the upstream gradient is 1 there and 0
 * elsewhere: its rule says so, whatever op it is.
 */
function* structural(graph: Graph, value: Float64Array, step: number): Generator<readonly Arrow[]> {
  const op = opAt(graph, step);
  if (!op) return;
  const slots = operandsAt(graph, step);
  const shape = shapeAt(graph, step);
  const applied = {
    op,
    operands: slots.map((slot) => valueIn(graph, value, slot)),
    out: valueIn(graph, value, step),
    settings: settingsAt(graph, step),
  };
  for (let entry = 0; entry < sizeOf(shape); entry++) {
    const one = new Float64Array(sizeOf(shape));
    one[entry] = 1;
    yield slots.flatMap((slot, k) => {
      if (!isWanted(graph, slot)) return [];
      const arrows: Arrow[] = [];
      const { entries } = matrixOf(passedBack(applied, k, valueFrom(shape, one)));
      for (const [i, by] of entries.entries())
        if (by !== 0) arrows.push({ from: placeAt(graph, slot) + i, by });
      return arrows;
    });
  }
}

/** Whether derivatives are passed to a slot: literals and data get none. */
const isWanted = ({ kind }: Graph, slot: number): boolean =>
  kind[slot] === kinds.step || kind[slot] === kinds.given;

function looksFor(graph: Graph, steps: readonly number[]): number {
  return steps.reduce((total, step) => {
    const op = opAt(graph, step);
    const size = sizeOf(shapeAt(graph, step));
    if (!op || table[op].kind !== 'structural') return total + 2 * size;
    const read = operandsAt(graph, step).reduce((sum, slot) => sum + sizeOf(shapeAt(graph, slot)), 0);
    return total + size * read;
  }, 0);
}
