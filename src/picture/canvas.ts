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
  const texts = Array<string | undefined>(width * height).fill(undefined);
  const roles = Array<InkRole | undefined>(width * height).fill(undefined);
  const set = (at: number, text: string, role: InkRole) => {
    texts[at] = text;
    roles[at] = role;
  };
  const write = (column: number, row: number, { text, role }: Span) => {
    let at = row * width + column - 1;
    for (const point of text) {
      const columns = columnsOfPoint(point);
      if (columns === 0) set(at, (texts[at] ?? '') + point, role);
      else set(++at, point, role);
      if (columns === 2) set(++at, '', role);
    }
  };
  const wire = (column: number, row: number, added: number) => {
    ways[row * width + column]! |= added;
  };
  const textAt = (at: number): string => texts[at] ?? glyphs[ways[at]!]!;
  const roleAt = (at: number): InkRole => roles[at] ?? (ways[at] === 0 ? 'plain' : 'edge');
  const line = (row: number): Line => {
    const start = row * width;
    let end = start + width;
    while (end > start && textAt(end - 1) === ' ') end--;
    const spans: Span[] = [];
    for (let at = start; at < end; ) {
      const role = roleAt(at);
      let text = '';
      for (; at < end && roleAt(at) === role; at++) text += textAt(at);
      spans.push({ text, role });
    }
    return spans;
  };
  return { write, wire, lines: () => Array.from({ length: height }, (_, row) => line(row)) };
}
