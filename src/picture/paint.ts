import type { Item } from './band.ts';
import type { Line, Span } from './box.ts';
import { type Canvas, canvas, DOWN, LEFT, RIGHT, UP } from './canvas.ts';
import type { PictureLayout } from './layout.ts';
import { columnsOf } from './measure.ts';

/** The lines of a band that has been laid out. */
export function paintBand(layout: PictureLayout, ascii: boolean): readonly Line[] {
  const paper = canvas(layout.width, layout.height, ascii);
  const put = brush(paper, ascii);
  for (const [at, item] of layout.items.entries()) paintItem(put, layout, at, item);
  for (const [layer, channel] of layout.channels.entries()) {
    const { left, width } = layout.columns[layer]!;
    const start = left + width + 1;
    const edge = layout.columns[layer + 1]?.left ?? layout.width;
    for (const { row, from, to } of channel.across) {
      put.across(row, from < 0 ? start - 1 : start + from, to === channel.width ? edge - 1 : start + to, {
        open: from < 0,
        ends: to < channel.width,
      });
    }
    for (const { column, from, to } of channel.down) put.down(start + column, from, to);
  }
  for (const [at, item] of layout.items.entries()) paintArrows(put, layout, at, item);
  return paper.lines();
}

interface Brush extends Pick<Canvas, 'write'> {
  /** A level stroke; `open` and `ends` say that it comes from a cell further left, and that it stops in its last cell. */
  readonly across: (row: number, from: number, to: number, at: { open: boolean; ends: boolean }) => void;
  readonly down: (column: number, from: number, to: number) => void;
  readonly box: (column: number, row: number, width: number, height: number) => void;
  readonly mark: (column: number, row: number, unicode: string, ascii: string) => void;
}

function brush(paper: Canvas, ascii: boolean): Brush {
  return {
    write: paper.write,
    across(row, from, to, { open, ends }) {
      for (let column = from; column <= to; column++) {
        const [first, last] = [column === from && !open, column === to && ends];
        paper.wire(column, row, (first ? 0 : LEFT) + (last ? 0 : RIGHT));
      }
    },
    down(column, from, to) {
      for (let row = from; row <= to; row++) {
        paper.wire(column, row, (row === from ? 0 : UP) + (row === to ? 0 : DOWN));
      }
    },
    box(column, row, width, height) {
      const line = (ends: string, fill: string) => `${ends[0]}${fill.repeat(width - 2)}${ends[1]}`;
      const side = ascii ? '|' : '│';
      paper.write(column, row, { text: ascii ? line('++', '-') : line('┌┐', '─'), role: 'plain' });
      paper.write(column, row + height - 1, {
        text: ascii ? line('++', '-') : line('└┘', '─'),
        role: 'plain',
      });
      for (let inner = row + 1; inner < row + height - 1; inner++) {
        paper.write(column, inner, { text: side, role: 'plain' });
        paper.write(column + width - 1, inner, { text: side, role: 'plain' });
      }
    },
    mark(column, row, unicode, inAscii) {
      paper.write(column, row, { text: ascii ? inAscii : unicode, role: 'edge' });
    },
  };
}

function paintItem(put: Brush, layout: PictureLayout, at: number, item: Item): void {
  const { left, width } = layout.columns[item.layer]!;
  const top = layout.rows.top[at]!;
  const inner = layout.rows.inner[at]!;
  const leave = layout.rows.leave[at]!;
  const run = (from: number) => put.across(leave, from, left + width - 1, { open: true, ends: false });
  switch (item.kind) {
    case 'bend':
      run(left);
      break;
    case 'end':
    case 'again':
    case 'given': {
      writeDown(put, item.lines, (_, row) => [left, top + row]);
      writeDown(put, item.under, (_, row) => [left, top + inner + row]);
      const line = item.lines[leave - top];
      if (item.next.length > 0) run(left + columnsOf(line?.text ?? '') + 1);
      break;
    }
    case 'box': {
      const boxed = boxWidth(item);
      const centred = (span: Span, within: number) => Math.max(0, (within - columnsOf(span.text)) >> 1);
      const above = (inner - item.lines.length) >> 1;
      put.box(left, top, boxed, inner + 2);
      writeDown(put, item.lines, (span, row) => [left + 1 + centred(span, boxed - 2), top + 1 + above + row]);
      writeDown(put, item.under, (span, row) => [left + centred(span, boxed), top + inner + 2 + row]);
      if (item.next.length > 0) run(left + boxed);
      break;
    }
  }
}

/** What goes over the strokes: the side of a box that an edge leaves by, and the heads of the arrows. */
function paintArrows(put: Brush, layout: PictureLayout, at: number, item: Item): void {
  if (item.kind === 'box' && item.next.length > 0) {
    const side = layout.columns[item.layer]!.left + boxWidth(item) - 1;
    put.mark(side, layout.rows.leave[at]!, '├', '|');
  }
  for (const [edge, end] of item.next.entries()) {
    if (layout.items[end]!.kind === 'bend') continue;
    put.mark(layout.columns[item.layer + 1]!.left - 1, layout.rows.enter[at]![edge]!, '▶', '>');
  }
}

function boxWidth(item: Item): number {
  return 2 + Math.max(0, ...item.lines.map((span) => columnsOf(span.text)));
}

function writeDown(
  put: Brush,
  spans: readonly Span[],
  at: (span: Span, row: number) => [number, number],
): void {
  for (const [row, span] of spans.entries()) put.write(...at(span, row), span);
}
