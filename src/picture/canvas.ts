import type { InkRole, Line, Span } from './box.ts';
import { columnsOfPoint } from './measure.ts';

/** The ways out of a cell, to be added up. */
export const UP = 1;
export const RIGHT = 2;
export const DOWN = 4;
export const LEFT = 8;

/** A glyph for every sum of ways. All four ways are always two nets that cross, which in ASCII is a hop: `)`. */
const UNICODE = ' ╵╶└╷│┌├╴┘─┴┐┤┬┼';
const ASCII = ' |-+||++-+-++++)';

interface Cell {
  readonly text: string;
  readonly role: InkRole;
}

/** A grid to draw on, by column and row. */
export interface Canvas {
  readonly write: (column: number, row: number, span: Span) => void;
  /** Adds ways out of a cell to those that lead out of it already. */
  readonly wire: (column: number, row: number, ways: number) => void;
  readonly lines: () => readonly Line[];
}

/** An empty canvas; its lines end where their last mark stands. */
export function canvas(width: number, height: number, ascii: boolean): Canvas {
  const glyphs = ascii ? ASCII : UNICODE;
  const ways = new Uint8Array(width * height);
  const cells = new Map<number, Cell>();
  const write = (column: number, row: number, { text, role }: Span) => {
    let at = row * width + column - 1;
    for (const point of text) {
      const columns = columnsOfPoint(point);
      if (columns === 0) cells.set(at, { text: (cells.get(at)?.text ?? '') + point, role });
      else cells.set(++at, { text: point, role });
      if (columns === 2) cells.set(++at, { text: '', role });
    }
  };
  const wire = (column: number, row: number, added: number) => {
    ways[row * width + column]! |= added;
  };
  const cellAt = (at: number): Cell => {
    const cell = cells.get(at);
    if (cell) return cell;
    return ways[at] === 0 ? { text: ' ', role: 'plain' } : { text: glyphs[ways[at]!]!, role: 'edge' };
  };
  const line = (row: number): Line => {
    let used = width;
    while (used > 0 && cellAt(row * width + used - 1).text === ' ') used--;
    return joinCells(Array.from({ length: used }, (_, column) => cellAt(row * width + column)));
  };
  return { write, wire, lines: () => Array.from({ length: height }, (_, row) => line(row)) };
}

function joinCells(cells: readonly Cell[]): Line {
  const spans: Span[] = [];
  for (const { text, role } of cells) {
    const last = spans.at(-1);
    if (last?.role === role) spans[spans.length - 1] = { text: last.text + text, role };
    else spans.push({ text, role });
  }
  return spans;
}
