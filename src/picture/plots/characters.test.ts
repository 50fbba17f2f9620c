import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf } from '../measure.ts';
import { stretchOf } from './axes.ts';
import { plotLegend, plotLines } from './characters.ts';
import type { Chart, ChartPoint, LineKind } from './chart.ts';

const line = (points: readonly ChartPoint[], kind: LineKind = 'curve'): Chart => ({
  title: '',
  description: '',
  x: { ...stretchOf(points.map(([x]) => x)), name: 'w' },
  y: { ...stretchOf(points.map(([, y]) => y)), name: 'J' },
  lines: [{ kind, points }],
  dots: [],
  legend: [],
});
const asText = (chart: Chart, width: number, height: number, ascii: boolean): readonly string[] =>
  plotLines(chart, { width, height, ascii }).map((spans) => spans.map(({ text }) => text).join(''));

test('a rising line in braille, with round numbers on both axes', () => {
  const chart = line([
    [0, 0],
    [10, 50],
  ]);
  expect(asText(chart, 24, 5, false)).toEqual([
    '   J',
    '50 ┤                ⣀⠤⠒',
    '   │            ⣀⠤⠒⠉',
    '   │        ⣀⠤⠖⠉',
    '   │    ⣀⠤⠒⠉',
    ' 0 ┤ ⠤⠒⠉',
    '   └─┬────────────────┬─',
    '     0               10',
    '                       w',
  ]);
});

test('the same where only ASCII is safe', () => {
  const chart = {
    ...line([
      [0, 0],
      [10, 50],
    ]),
    dots: [
      { at: [10, 50] as const, kind: 'full' as const },
      { at: [0, 0] as const, kind: 'hollow' as const },
      { at: [99, 0] as const, kind: 'full' as const },
    ],
  };
  const lines = asText(chart, 24, 5, true);
  expect(lines.join('')).toMatch(/^[ -~]*$/);
  expect(lines[1]).toMatch(/@$/);
  expect(lines[5]).toMatch(/^ *0? ?[+|] ?o/);
});

test('kinds of line differ without colour', () => {
  const kinds: readonly LineKind[] = ['curve', 'slope', 'secant'];
  const legend = kinds.map((kind) => ({ kind, text: kind }));
  for (const ascii of [true, false]) {
    const signs = plotLegend({ ...line([[0, 0]]), legend }, ascii).map(({ sign }) => sign.text);
    expect(new Set(signs).size).toBe(3);
  }
});

test('a line is cut where a point is no number, and what lies outside is left out', () => {
  const chart = {
    ...line([[0, 0]]),
    x: { least: 0, most: 4, name: 'w' },
    y: { least: 0, most: 1, name: 'J' },
  };
  const points: readonly ChartPoint[] = [
    [0, 0.5],
    [1, 0.5],
    [2, Number.NaN],
    [3, 0.5],
    [3, 99],
    [4, 99],
  ];
  const rows = asText({ ...chart, lines: [{ kind: 'curve', points }] }, 13, 3, true);
  expect(rows.slice(1, 4).map((row) => row.slice(row.search(/[+|]/) + 1))).toEqual(['     *', '***  *', '']);
});

test('whatever the numbers: nothing is wider than the paper, and labels that stand beside each other differ', () => {
  const number = fc.oneof(fc.double(), fc.double({ min: -10, max: 10, noNaN: true }), fc.constant(7));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 40, max: 90 }),
      fc.boolean(),
      (points, width, ascii) => {
        const lines = asText(line(points), width, 8, ascii);
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
        const beside = lines.slice(1, 9).flatMap((row) => /^ *(\S+) [┤+]/.exec(row)?.[1] ?? []);
        expect(new Set(beside).size).toBe(beside.length);
      },
    ),
  );
});
