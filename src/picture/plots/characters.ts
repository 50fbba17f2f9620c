import type { InkRole, Line, Span } from '../box.ts';
import { clip, columnsOf } from '../measure.ts';
import { type AxisStretch, tickLabels, ticksOf } from './axes.ts';
import {
  type Chart,
  type ChartLine,
  type ChartPoint,
  type DotKind,
  type LineKind,
  shareAlong,
} from './chart.ts';
import { cellAt, type DotField, dotField, drawLine } from './dots.ts';

/** What a plot in characters is drawn on: its greatest width, the rows of its field, and whether only ASCII is safe. */
export interface PlotPaper {
  readonly width: number;
  readonly height: number;
  readonly ascii: boolean;
}

const INKS: Readonly<Record<LineKind | DotKind, InkRole>> = {
  curve: 'value',
  slope: 'gradient',
  secant: 'gradient',
  path: 'gradient',
  contour: 'edge',
  full: 'gradient',
  hollow: 'gradient',
};
/** No field is wider: a longer line is harder to follow. */
const WIDEST = 60;
const SIGNS = {
  drawn: { side: '│', floor: '─', corner: '└', left: '┤', down: '┬', full: '●', hollow: '○' },
  ascii: { side: '|', floor: '-', corner: '+', left: '+', down: '+', full: '@', hollow: 'o' },
} as const;

/** A plot with its axes as lines of characters: braille, in which a character is eight dots, or ASCII. */
export function plotLines(chart: Chart, paper: PlotPaper): readonly Line[] {
  const signs = SIGNS[paper.ascii ? 'ascii' : 'drawn'];
  const { x, y } = chart;
  const labels = labelsDown(y, paper.height);
  const margin = Math.max(1, ...[...labels.values()].map(columnsOf));
  const width = Math.max(5, Math.min(WIDEST, paper.width - margin - 2));
  const field = dotField(width, paper.height, paper.ascii);
  const placed = ([px, py]: ChartPoint): ChartPoint => [shareAlong(px, x), shareAlong(py, y)];
  for (const { kind, points } of linesFor(chart, paper.ascii)) drawLine(field, kind, points.map(placed));
  const marks = new Map(chart.dots.flatMap(({ at, kind }) => markAt(field, placed(at), kind)));
  const rows = Array.from({ length: paper.height }, (_, row): Line => {
    const label = labels.get(row);
    const head = `${(label ?? '').padStart(margin)} ${label === undefined ? signs.side : signs.left}`;
    return [{ text: head, role: 'edge' }, ...fieldRow(field, row, marks, signs)];
  });
  const name = clip(y.name, paper.width, paper.ascii);
  return [
    [{ text: `${' '.repeat(Math.max(0, margin + 2 - columnsOf(name)))}${name}`, role: 'name' }],
    ...rows.map(withoutEnd),
    ...axisAcross(x, margin, width, paper, signs),
  ];
}

/** The lines that a field of characters has room for: of the contours every second one, in ASCII every third. */
function linesFor({ lines }: Chart, ascii: boolean): readonly ChartLine[] {
  const every = ascii ? 3 : 2;
  let contours = 0;
  return lines.filter(({ kind }) => kind !== 'contour' || contours++ % every === 0);
}

/** How a plot's lines and marks look, each with what it is. */
export function plotLegend({ legend }: Chart, ascii: boolean): readonly { sign: Span; text: string }[] {
  return legend.map(({ kind, text }) => ({ sign: { text: sampleOf(kind, ascii), role: INKS[kind] }, text }));
}

function sampleOf(kind: LineKind | DotKind, ascii: boolean): string {
  const signs = SIGNS[ascii ? 'ascii' : 'drawn'];
  if (kind === 'full' || kind === 'hollow') return ` ${signs[kind]} `;
  const field = dotField(3, 1, ascii);
  drawLine(field, kind, [
    [0, 0.5],
    [1, 0.5],
  ]);
  return [0, 1, 2].map((column) => cellAt(field, column, 0)?.sign ?? ' ').join('');
}

/** A mark's cell in the field, and its kind; none where it lies outside. */
function markAt(field: DotField, [across, up]: ChartPoint, kind: DotKind): [number, DotKind][] {
  if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) return [];
  const [columns, rows] = [field.columns * field.fine[0], field.rows * field.fine[1]];
  const column = Math.floor(Math.round(across * (columns - 1)) / field.fine[0]);
  const row = Math.floor(Math.round((1 - up) * (rows - 1)) / field.fine[1]);
  return [[row * field.columns + column, kind]];
}

type Signs = (typeof SIGNS)[keyof typeof SIGNS];

function fieldRow(field: DotField, row: number, marks: ReadonlyMap<number, DotKind>, signs: Signs): Line {
  return Array.from({ length: field.columns }, (_, column): Span => {
    const mark = marks.get(row * field.columns + column);
    if (mark) return { text: signs[mark], role: INKS[mark] };
    const cell = cellAt(field, column, row);
    return cell ? { text: cell.sign, role: INKS[cell.kind] } : { text: ' ', role: 'plain' };
  });
}

/** A line without the blanks at its end, neighbours of one role joined. */
function withoutEnd(line: Line): Line {
  const end = line.findLastIndex(({ text }) => text !== ' ');
  const joined: Span[] = [];
  for (const span of line.slice(0, end + 1)) {
    const before = joined.at(-1);
    if (before?.role === span.role) joined[joined.length - 1] = { ...span, text: before.text + span.text };
    else joined.push(span);
  }
  return joined;
}

/** The labels beside the rows of a field: at each tick that has a row to itself. */
function labelsDown(stretch: AxisStretch, height: number): ReadonlyMap<number, string> {
  const ticks = ticksOf(stretch, Math.max(2, Math.floor(height / 2.5)));
  const texts = tickLabels(ticks);
  return new Map(
    ticks.map((tick, at) => [Math.round((1 - shareAlong(tick, stretch)) * (height - 1)), texts[at] ?? '']),
  );
}

/** The axis below a field: its line with a notch at each tick, the labels, and its name at the right end. */
function axisAcross(
  { name, ...stretch }: Chart['x'],
  margin: number,
  width: number,
  paper: PlotPaper,
  signs: Signs,
): readonly Line[] {
  const ticks = ticksOf(stretch, Math.max(2, Math.floor(width / 10)));
  const texts = tickLabels(ticks);
  const floor = Array.from({ length: width }, (): string => signs.floor);
  let labels = '';
  for (const [at, tick] of ticks.entries()) {
    const column = Math.round(shareAlong(tick, stretch) * (width - 1));
    const text = texts[at] ?? '';
    const centred = margin + 2 + column - (text.length >> 1);
    const left = Math.max(0, Math.min(centred, paper.width - text.length));
    // A label that would run into the one before it is left out, and its notch with it.
    if (left < labels.length + (labels === '' ? 0 : 2)) continue;
    floor[column] = signs.down;
    labels = labels.padEnd(left) + text;
  }
  const end = margin + 2 + width;
  const shown = clip(name, end, paper.ascii);
  const beside = labels.length + 2 + columnsOf(shown) <= end;
  const right = (before: string): Span => ({
    text: `${before}${' '.repeat(Math.max(0, end - before.length - columnsOf(shown)))}${shown}`,
    role: 'edge',
  });
  return [
    [{ text: `${' '.repeat(margin + 1)}${signs.corner}${floor.join('')}`, role: 'edge' }],
    ...(beside ? [[right(labels)]] : [[{ text: labels, role: 'edge' as const }], [right('')]]),
  ];
}
