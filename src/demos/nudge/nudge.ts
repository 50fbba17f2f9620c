import { movedTo, numberThere, type Site, valuesWith } from '../../engine/checks/differences.ts';
import { kinkBetween } from '../../engine/checks/kinks.ts';
import { kinds, placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { siteName } from '../../engine/graph/names.ts';
import { stepAt } from '../../engine/graph/step-words.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { formatNumber } from '../../language/number-format.ts';
import { sizeOf } from '../../ops/matrix.ts';

/** A node before and after a nudge; for a matrix, the entry that moved most. */
export interface NudgeMove extends Site {
  /** How many of its entries moved. */
  readonly count: number;
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/** What a nudge did: the forward pass before and after it. */
export interface Nudge {
  readonly by: number;
  /** The nudged node, then every step that moved, from left to right; last the output, even if it did not move. */
  readonly moves: readonly NudgeMove[];
  /** How many times as far as the nudge the output moved. */
  readonly ratio: number;
  /** The first step that was pushed over its corner, or off it; null for none. */
  readonly corner: number | null;
  /** At a corner, the ratio of a nudge as long in the other direction; null elsewhere, and where that has no value. */
  readonly otherWay: number | null;
}

/** Moves one number by an amount, and computes everything again; refused where the output then has no value. */
export function nudge(worked: Evaluation, site: Site, by: number): Result<Nudge> {
  const { graph } = worked;
  const { slot } = site;
  const before = worked.tape.value;
  const after = valuesWith(graph, slot, movedTo(graph, site, before, numberThere(graph, site, before) + by));
  const moves: NudgeMove[] = [];
  const changeAt = (each: Site): number => numberThere(graph, each, after) - numberThere(graph, each, before);
  const moved = (each: number): NudgeMove => {
    const entries = Array.from({ length: sizeOf(shapeAt(graph, each)) }, (_, entry) => ({
      slot: each,
      entry,
    }));
    const most = entries.reduce((best, next) =>
      Math.abs(changeAt(next)) > Math.abs(changeAt(best)) ? next : best,
    );
    return {
      ...most,
      count: entries.filter((entry) => changeAt(entry) !== 0).length,
      before: numberThere(graph, most, before),
      after: numberThere(graph, most, after),
      change: changeAt(most),
    };
  };
  const isBroken = (each: number): boolean => {
    const place = placeAt(graph, each);
    return !after.subarray(place, place + sizeOf(shapeAt(graph, each))).every(Number.isFinite);
  };
  for (let each = 0; each < graph.size; each++) {
    if (graph.kind[each] !== kinds.step || each === slot || each === graph.output) continue;
    if (each <= graph.output && isBroken(each)) return broken(worked, site, by, each);
    const move = moved(each);
    if (move.count > 0) moves.push(move);
  }
  for (const each of [slot, graph.output]) if (isBroken(each)) return broken(worked, site, by, each);
  const output = moved(graph.output);
  const corner = kinkBetween(graph, before, after);
  return ok({
    by,
    moves: [moved(slot), ...moves, output],
    ratio: output.change / by,
    corner,
    otherWay: corner === null ? null : ratioOf(worked, site, -by),
  });
}

/** How many times as far as a nudge the output moves; null where it has no value then. */
function ratioOf({ graph, tape: { value } }: Evaluation, site: Site, by: number): number | null {
  const after = valuesWith(
    graph,
    site.slot,
    movedTo(graph, site, value, numberThere(graph, site, value) + by),
  );
  const output = { slot: graph.output, entry: 0 };
  const ratio = (numberThere(graph, output, after) - numberThere(graph, output, value)) / by;
  return Number.isFinite(ratio) ? ratio : null;
}

function broken(worked: Evaluation, site: Site, by: number, step: number): Result<never> {
  const there = formatNumber(numberThere(worked.graph, site, worked.tape.value) + by, 8);
  const name = siteName(worked, site);
  const tail = `nudge ${name} by less, or the other way`;
  return step === site.slot
    ? refuse(`a nudge of ${formatNumber(by)} is too large; ${tail}`)
    : refuse(`${stepAt(worked, step)} has no value where ${name} is ${there}; ${tail}`);
}
