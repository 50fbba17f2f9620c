import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testFolder } from '../../folder.testing.ts';
import { dotOf } from '../../picture/notation/dot.ts';
import { pictureNodes } from '../../picture/scene/nodes.ts';
import { lectureLessons, matrixLectures } from '../../tutor/lesson/lessons.testing.ts';
import { lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';
import { graphvizSvg } from './graphviz.ts';

const folder = testFolder('tools');

test('Graphviz reads the DOT of every lecture, and draws each node and arrow', async () => {
  for (const [, lesson] of [...lectureLessons, ...matrixLectures]) {
    const nodes = pictureNodes(lesson, new Set(lesson.order), 4);
    const svg = await graphvizSvg(dotOf(nodes, 'A <graph> & "more"'));
    expect(svg.match(/class="node"/g)).toHaveLength(nodes.length);
    expect(svg.match(/class="edge"/g)).toHaveLength(
      nodes.reduce((sum, { inputs }) => sum + inputs.length, 0),
    );
  }
});

test('a graph that is too large for our layout is laid out by Graphviz', async () => {
  const layer = (k: number): string =>
    Array.from(
      { length: 10 },
      (_, j) => `h${k}_${j} = tanh(h${k - 1}_${j} + h${k - 1}_${(j + 1) % 10})`,
    ).join('\n');
  const start = Array.from({ length: 10 }, (_, j) => `h0_${j} = 0.${j + 1}`).join('\n');
  const layers = Array.from({ length: 104 }, (_, k) => layer(k + 1)).join('\n');
  const end = `J = ${Array.from({ length: 10 }, (_, j) => `h104_${j}`).join(' + ')}`;
  const files = { 'net.txt': [start, layers, end].join('\n') };
  const { code, out, err } = await ran(['show', '-f', 'net.txt', '--format', 'svg'], { files });
  expect([code, err]).toEqual([0, '']);
  expect(out.match(/class="node"/g)).toHaveLength(1051);
}, 60_000);

describe('show --format png', () => {
  test('has as many dots as the scale says, and letters without a font of the machine', async () => {
    const sizes: number[] = [];
    for (const [scale, digits] of [
      ['1', '4'],
      ['3', '4'],
    ] as const) {
      const file = join(folder, `graph-${scale}.png`);
      const run = [
        'show',
        ...lecture,
        '--format',
        'png',
        '--scale',
        scale,
        '--digits',
        digits,
        '--out',
        file,
      ];
      expect(await ran(run)).toEqual({ code: 0, out: '', err: '' });
      const bytes = readFileSync(file);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      sizes.push(bytes.readUInt32BE(16));
      // A picture of boxes without their letters has less than half as many bytes.
      expect(bytes.length).toBeGreaterThan(scale === '1' ? 5000 : 15000);
    }
    expect(sizes[1]).toBe((sizes[0] ?? 0) * 3);
  });

  test('is not for a screen, and not endlessly large', async () => {
    const screen = await ran(['show', ...lecture, '--format', 'png'], { columns: 80 });
    expect(screen.err).toBe(
      "dvar: this format can't be shown on a screen; write it to a file with --out FILE\n",
    );
    const long = Array.from({ length: 120 }, (_, k) => `s${k + 1} = s${k}*2`).join('; ');
    const large = await ran(['show', `s0 = w; ${long}`, 'w=1', '--format', 'png', '--scale', '5']);
    expect(large.err).toMatch(
      /^dvar: this picture would have \d+ by \d+ pixels, and a side may have at most 20000; use a smaller --scale/,
    );
    expect(large.code).toBe(2);
  });
});
