import type { ChartPoint, LineKind } from './chart.ts';

/** A character's cell: which of its dots are set, and the line that has the last word on its look. */
interface DotCell {
  readonly bits: number;
  readonly kind: LineKind;
}

/** A field of characters, each a small grid of dots that lines run through. */
export interface DotField {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Map<number, DotCell>;
  /** Dots of a cell, across and down: 2 and 4 in braille, 1 and 1 in ASCII. */
  readonly fine: readonly [across: number, down: number];
}

/** Which dots of a line are drawn, in turn: kinds must differ without colour as well. */
const PATTERNS: Readonly<Record<LineKind, readonly [on: number, off: number]>> = {
  curve: [1, 0],
  path: [1, 0],
  slope: [4, 2],
  secant: [1, 3],
  contour: [1, 2],
};
/** The later a kind stands here, the more it is seen where two meet. */
const ORDER: readonly LineKind[] = ['contour', 'secant', 'slope', 'curve', 'path'];
const ASCII: Readonly<Record<LineKind, string>> = {
  curve: '*',
  path: '*',
  slope: '+',
  secant: '.',
  contour: '.',
};
/** The bit of each dot in a braille character, row by row. */
const BRAILLE = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** An empty field of so many characters. */
export const dotField = (columns: number, rows: number, ascii: boolean): DotField => ({
  columns,
  rows,
  cells: new Map(),
  fine: ascii ? [1, 1] : [2, 4],
});

/** Draws a line through points given as shares of the field, from its left and from its bottom; what lies outside is left out. */
export function drawLine(field: DotField, kind: LineKind, points: readonly ChartPoint[]): void {
  const [across, down] = field.fine;
  const [right, bottom] = [field.columns * across - 1, field.rows * down - 1];
  // In ASCII a dashed line would be hard to tell from a dotted one, and its sign says what it is.
  const [on, off] = across === 1 ? [1, 0] : PATTERNS[kind];
  let drawn = 0;
  points.forEach((to, at) => {
    const from = points[at - 1] ?? to;
    const [a, b] = clipped(from, to) ?? [];
    if (!a || !b) return;
    const [x1, y1, x2, y2] = [a[0] * right, (1 - a[1]) * bottom, b[0] * right, (1 - b[1]) * bottom];
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
    for (let step = 0; step <= steps; step++) {
      const [x, y] = [
        Math.round(x1 + ((x2 - x1) * step) / steps),
        Math.round(y1 + ((y2 - y1) * step) / steps),
      ];
      if (step > 0) drawn++;
      if (drawn % (on + off) < on) setDot(field, kind, x, y);
    }
  });
}

function setDot(
  { columns, cells, fine: [across, down] }: DotField,
  kind: LineKind,
  x: number,
  y: number,
): void {
  const place = Math.floor(y / down) * columns + Math.floor(x / across);
  const before = cells.get(place);
  const bits = (before?.bits ?? 0) | (BRAILLE[y % down]?.[x % across] ?? 0);
  const over = !before || ORDER.indexOf(kind) > ORDER.indexOf(before.kind);
  cells.set(place, { bits, kind: over ? kind : before.kind });
}

/** The part of a line that lies in the field, whose sides are at 0 and 1; null for none, or where a point is no number. */
function clipped([x1, y1]: ChartPoint, [x2, y2]: ChartPoint): readonly [ChartPoint, ChartPoint] | null {
  if (![x1, y1, x2, y2].every(Number.isFinite)) return null;
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [first, last] = [0, 1];
  for (const [step, room] of [
    [-dx, x1],
    [dx, 1 - x1],
    [-dy, y1],
    [dy, 1 - y1],
  ] as const) {
    if (step === 0 && room < 0) return null;
    if (step < 0) first = Math.max(first, room / step);
    if (step > 0) last = Math.min(last, room / step);
  }
  const at = (share: number): ChartPoint => [within(x1 + share * dx), within(y1 + share * dy)];
  return first <= last ? [at(first), at(last)] : null;
}

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** A cell as a character, and what it shows; null where nothing is drawn. */
export function cellAt(
  field: DotField,
  column: number,
  row: number,
): { sign: string; kind: LineKind } | null {
  const cell = field.cells.get(row * field.columns + column);
  if (!cell) return null;
  const sign = field.fine[0] === 1 ? ASCII[cell.kind] : String.fromCodePoint(0x2800 + cell.bits);
  return { sign, kind: cell.kind };
}
