import { figures } from '../language/figures.ts';
import { ok, type Result, refuse } from '../language/trouble.ts';
import { cornerBetween } from './corners.ts';
import { valuesWith } from './differences.ts';
import { kinds } from './graph.ts';
import { nameAt } from './named.ts';
import { numberAt, stepAt, type Worked } from './work.ts';

/** A node before and after a nudge. */
export interface Move {
  readonly slot: number;
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/** What a nudge did: the forward pass before and after it. */
export interface Nudge {
  readonly by: number;
  /** The nudged node, then every step that moved, from left to right; the output comes last, and even if it did not. */
  readonly moves: readonly Move[];
  /** How many times as far as the nudge the output moved. */
  readonly ratio: number;
  /** The first step that was pushed over its corner, or off it; null for none. */
  readonly corner: number | null;
}

/** Holds one slot at its value and so much more, and computes everything again. */
export function nudge(worked: Worked, slot: number, by: number): Result<Nudge> {
  const { graph } = worked;
  const before = worked.tape.value;
  const at = (value: Float64Array, each: number): number => value[each] ?? Number.NaN;
  const after = valuesWith(graph, slot, at(before, slot) + by);
  const moves: Move[] = [];
  const moved = (each: number): Move => ({
    slot: each,
    before: at(before, each),
    after: at(after, each),
    change: at(after, each) - at(before, each),
  });
  for (let each = 0; each < graph.size; each++) {
    if (graph.kind[each] !== kinds.step || each === slot || each === graph.output) continue;
    if (each <= graph.output && !Number.isFinite(at(after, each))) return broken(worked, slot, by, each);
    if (at(before, each) !== at(after, each)) moves.push(moved(each));
  }
  for (const each of [slot, graph.output])
    if (!Number.isFinite(at(after, each))) return broken(worked, slot, by, each);
  const output = moved(graph.output);
  return ok({
    by,
    moves: [moved(slot), ...moves, output],
    ratio: output.change / by,
    corner: cornerBetween(graph, before, after),
  });
}

function broken(worked: Worked, slot: number, by: number, step: number): Result<never> {
  const there = figures(numberAt(worked, slot) + by, 8);
  const tail = `nudge ${nameAt(worked, slot)} by less, or the other way`;
  return step === slot
    ? refuse(`a nudge of ${figures(by)} is too large; ${tail}`)
    : refuse(`${stepAt(worked, step)} has no value where ${nameAt(worked, slot)} is ${there}; ${tail}`);
}
