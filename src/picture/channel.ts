/** One net in the gap between two layers: the rows in which it comes in from the left and goes out to the right. */
export interface Wire {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Straight pieces, in columns of the gap, each with the position of its wire; -1 and `width` stand for the gap's left and right edge. */
export interface Channel {
  readonly across: readonly {
    readonly net: number;
    readonly row: number;
    readonly from: number;
    readonly to: number;
  }[];
  readonly down: readonly {
    readonly net: number;
    readonly column: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** How many columns the upright pieces take. */
  readonly width: number;
  /** The first row below everything, for a detour may run under all items. */
  readonly height: number;
}

/** An upright piece with the rows that lead to it from the left and away from it to the right. */
interface Upright extends Wire {
  readonly net: number;
  /** The piece that goes on with this one at a row of its own, where a wire was taken apart. */
  readonly to?: { readonly row: number; readonly piece: number };
  readonly from?: { readonly row: number };
}

/**
 * Finds a column for every net's upright pieces such that no two nets ever share a stretch (channel routing with vertical
 * constraints): they meet in plain crossings only. Where a net would branch up and down at one point, which would look
 * like a crossing, it is given two columns; where nets wait for each other in a circle, one of them takes a detour.
 */
export function routeChannel(wires: readonly Wire[], height: number): Channel {
  const isStraight = ({ left, right }: Wire): boolean =>
    left.length === 1 && right.length === 1 && left[0] === right[0];
  const pieces = wires.flatMap((wire, net) => (isStraight(wire) ? [] : partForks(wire, net)));
  const bottom = untangle(pieces, wires, height);
  const columns = assignColumns(pieces);
  const width = Math.max(0, ...columns.map((column) => column + 1));
  const across = wires.flatMap((wire, net) =>
    isStraight(wire) ? [{ net, row: wire.left[0]!, from: -1, to: width }] : [],
  );
  for (const [at, piece] of pieces.entries()) {
    const column = columns[at]!;
    const { net } = piece;
    for (const row of piece.left) across.push({ net, row, from: -1, to: column });
    for (const row of piece.right) across.push({ net, row, from: column, to: width });
    if (piece.to) across.push({ net, row: piece.to.row, from: column, to: columns[piece.to.piece]! });
  }
  const down = pieces.map((piece, at) => ({
    net: piece.net,
    column: columns[at]!,
    from: top(piece),
    to: end(piece),
  }));
  return { across, down, width, height: bottom };
}

function rowsOf(piece: Wire & Pick<Upright, 'to' | 'from'>): number[] {
  const joints = [piece.to?.row ?? [], piece.from?.row ?? []].flat();
  return [...piece.left, ...piece.right, ...joints];
}

function top(piece: Wire & Pick<Upright, 'to' | 'from'>): number {
  return Math.min(...rowsOf(piece));
}

function end(piece: Wire & Pick<Upright, 'to' | 'from'>): number {
  return Math.max(...rowsOf(piece));
}

/** Splits a wire where it would meet itself in all four directions. */
function partForks(wire: Wire, net: number): Upright[] {
  const [first, last] = [top(wire), end(wire)];
  const through = wire.left.find((row) => wire.right.includes(row) && row > first && row < last);
  if (through === undefined) return [{ net, ...wire }];
  const part = (keep: (row: number) => boolean) => ({
    net,
    left: wire.left.filter(keep),
    right: wire.right.filter(keep),
  });
  return [part((row) => row <= through), part((row) => row >= through)];
}

/** Whether the first piece must stand left of the second: a row leads to the first and, further right, away from the second. */
function mustPrecede(first: Upright, second: Upright): boolean {
  return first.net !== second.net && first.left.some((row) => second.right.includes(row));
}

/** Splits pieces, in place, until none has to stand left of itself; returns the least height that holds their detours. */
function untangle(pieces: Upright[], wires: readonly Wire[], height: number): number {
  const taken = new Set(wires.flatMap(rowsOf));
  let bottom = height;
  for (let circle = findCircle(pieces); circle !== undefined; circle = findCircle(pieces)) {
    const piece = pieces[circle]!;
    const middle = (top(piece) + end(piece)) / 2;
    const free = Array.from({ length: bottom + 1 }, (_, row) => row).filter((row) => !taken.has(row));
    const row = free.reduce((best, other) =>
      Math.abs(other - middle) < Math.abs(best - middle) ? other : best,
    );
    taken.add(row);
    bottom = Math.max(bottom, row + 1);
    const { net } = piece;
    pieces[circle] = { net, left: piece.left, right: [], to: { row, piece: pieces.length } };
    pieces.push({ net, left: [], right: piece.right, from: { row } });
  }
  return bottom;
}

function successors(pieces: readonly Upright[]): number[][] {
  return pieces.map((piece, at) =>
    [...pieces.keys()].filter(
      (other) => other !== at && (mustPrecede(piece, pieces[other]!) || piece.to?.piece === other),
    ),
  );
}

/** A piece that, by way of others, must stand left of itself. */
function findCircle(pieces: readonly Upright[]): number | undefined {
  const after = successors(pieces);
  const waiting = pieces.map(() => 0);
  for (const nexts of after) for (const next of nexts) waiting[next] = waiting[next]! + 1;
  const ready = [...pieces.keys()].filter((at) => waiting[at] === 0);
  for (const at of ready) {
    for (const next of after[at]!) {
      waiting[next] = waiting[next]! - 1;
      if (waiting[next] === 0) ready.push(next);
    }
  }
  if (ready.length === pieces.length) return undefined;
  // What is left over lies on a circle or behind one; walking backwards from it must end on a circle.
  let at = waiting.findIndex((count) => count > 0);
  for (const seen = new Set<number>(); !seen.has(at); ) {
    seen.add(at);
    at = after.findIndex((nexts, before) => waiting[before]! > 0 && nexts.includes(at));
  }
  return at;
}

/** The leftmost column for each piece that keeps the order and leaves a free cell between nets in one column or row. */
function assignColumns(pieces: readonly Upright[]): readonly number[] {
  const after = successors(pieces);
  const soft = preferOrder(pieces, after);
  const columns: number[] = pieces.map(() => -1);
  const before = (at: number) =>
    [...pieces.keys()].filter((other) => after[other]!.includes(at) || soft[other]!.has(at));
  const waiting = pieces.map((_, at) => before(at));
  const span = pieces.map((piece) => [top(piece), end(piece)] as const);
  for (let placed = 0; placed < pieces.length; placed++) {
    const at = waiting.findIndex(
      (others, piece) => columns[piece]! < 0 && others.every((other) => columns[other]! >= 0),
    );
    // Nets that share a row stand two columns apart, so that their corners do not touch.
    const least = waiting[at]!.map((other) => columns[other]! + (after[other]!.includes(at) ? 2 : 1));
    let column = Math.max(0, ...least);
    const clashes = (other: number) =>
      columns[other] === column && span[other]![0] - 1 <= span[at]![1] && span[at]![0] - 1 <= span[other]![1];
    while (pieces.some((_, other) => clashes(other))) column++;
    columns[at] = column;
  }
  return columns;
}

/** Orders that would save crossings, taken up one by one unless they contradict those before. */
function preferOrder(
  pieces: readonly Upright[],
  after: readonly (readonly number[])[],
): readonly Set<number>[] {
  const soft = pieces.map(() => new Set<number>());
  const reaches = (from: number, to: number) => {
    const seen = new Set([from]);
    for (const at of seen) for (const next of [...after[at]!, ...soft[at]!]) seen.add(next);
    return seen.has(to);
  };
  // Each piece is held against every other: what is known of it is worked out once.
  const known = pieces.map(forCrossings);
  for (const [a, one] of known.entries()) {
    for (let b = a + 1; b < pieces.length; b++) {
      const gain = crossings(known[b]!, one) - crossings(one, known[b]!);
      if (gain > 0 && !reaches(b, a)) soft[a]!.add(b);
      if (gain < 0 && !reaches(a, b)) soft[b]!.add(a);
    }
  }
  return soft;
}

/** Where a piece begins and ends, and the rows that lead away from it to the right, and to it from the left. */
interface Crossing {
  readonly top: number;
  readonly end: number;
  readonly out: readonly number[];
  readonly come: readonly number[];
}

const forCrossings = (piece: Upright): Crossing => ({
  top: top(piece),
  end: end(piece),
  out: piece.to ? [...piece.right, piece.to.row] : piece.right,
  come: piece.from ? [...piece.left, piece.from.row] : piece.left,
});

/** How often two pieces cross when the first stands left of the second. */
const crossings = (left: Crossing, right: Crossing): number =>
  within(left.out, right) + within(right.come, left);

function within(rows: readonly number[], { top, end }: Crossing): number {
  let count = 0;
  for (let at = 0; at < rows.length; at++) if (rows[at]! > top && rows[at]! < end) count++;
  return count;
}
