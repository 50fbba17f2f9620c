/** An edge on its way into a box: the row it comes along, and whether it may join others that may. */
export interface PortArrival {
  readonly row: number;
  readonly lone: boolean;
}

/** In rows: what a bend is worth, and that two edges join rather than have an arrow each. */
const BEND = 1;
const JOIN = 4;
/** Breaks ties towards the last row: it holds the value, which is what flows on. */
const HIGHER = 0.01;

/** How many rows a box needs so that only arrivals that may join share one; arrivals are in order, top to bottom. */
export function rowsNeeded(arrivals: readonly Pick<PortArrival, 'lone'>[]): number {
  let rows = 0;
  for (const [at, { lone }] of arrivals.entries()) if (!(lone && arrivals[at - 1]?.lone)) rows++;
  return rows;
}

/** The rows (of `rows` from `top`) at which arrivals enter a box, in order, so that they bend and run as little as may be. */
export function enterRows(arrivals: readonly PortArrival[], top: number, rows: number): readonly number[] {
  let reached: number[] = [];
  const came: number[][] = [];
  for (let at = 0; at < arrivals.length; at++) {
    const { row, lone } = arrivals[at]!;
    const mayJoin = lone && arrivals[at - 1]?.lone === true;
    const costs: number[] = [];
    const from: number[] = [];
    let above = -1;
    let cheapest = at === 0 ? 0 : Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < rows; slot++) {
      const join = mayJoin ? reached[slot]! + JOIN : Number.POSITIVE_INFINITY;
      costs.push(Math.min(cheapest, join) + distance(row, top + slot) + (rows - slot) * HIGHER);
      from.push(join < cheapest ? slot : above);
      if (at > 0 && reached[slot]! < cheapest) {
        above = slot;
        cheapest = reached[slot]!;
      }
    }
    came.push(from);
    reached = costs;
  }
  let slot = reached.indexOf(Math.min(...reached));
  const entered: number[] = [];
  for (let at = came.length - 1; at >= 0; at--) {
    entered.push(top + slot);
    slot = came[at]![slot]!;
  }
  return entered.reverse();
}

/** The same for one arrival alone, as most boxes have: the row at which an edge from another row enters. */
export function enterRow(from: number, top: number, rows: number): number {
  let best = 0;
  let cheapest = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < rows; slot++) {
    const cost = distance(from, top + slot) + (rows - slot) * HIGHER;
    if (cost >= cheapest) continue;
    best = slot;
    cheapest = cost;
  }
  return top + best;
}

/** The row (of `rows` from `top`) from which an edge to these rows leaves a box. */
export function leaveRow(ends: readonly number[], top: number, rows: number): number {
  let best = top;
  let cheapest = Number.POSITIVE_INFINITY;
  for (let row = top; row < top + rows; row++) {
    let cost = (rows - (row - top)) * HIGHER;
    for (let at = 0; at < ends.length; at++) cost += distance(row, ends[at]!);
    if (cost >= cheapest) continue;
    best = row;
    cheapest = cost;
  }
  return best;
}

function distance(from: number, to: number): number {
  return from === to ? 0 : Math.abs(from - to) + BEND;
}
