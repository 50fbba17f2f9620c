import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe as about, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { expectFixture } from '../../fixtures.testing.ts';
import { lectureLessons, lessonFor, matrixLectures } from '../../tutor/lesson/lessons.testing.ts';
import { withBlanks } from '../scene/blanks.ts';
import { describe, titleOf } from '../scene/describe.ts';
import { pictureNodes } from '../scene/nodes.ts';
import { sceneOf } from '../scene/scene.ts';
import { wellFormed } from './markup.testing.ts';
import { svgOf } from './svg.ts';

const drawn = (nodes: ReturnType<typeof pictureNodes>): string =>
  svgOf(sceneOf(nodes), { title: titleOf(nodes), description: describe(nodes) });

about('the pictures of the lectures', () => {
  test.each([...lectureLessons, ...matrixLectures])('%s', (title, lesson) => {
    const file = fileURLToPath(new URL(`../../../fixtures/pictures/${title}.svg`, import.meta.url));
    const nodes = pictureNodes(lesson, new Set([...lesson.order, lesson.worked.graph.output]), 4);
    const svg = drawn(nodes);
    // A new lecture's picture is made by `npm run fixtures -- --update`, as any expected text is.
    if (!existsSync(file) && process.env.DVAR_FIXTURES === 'update') writeFileSync(file, svg);
    expectFixture(file, svg, readFileSync(file, 'utf8'));
  });
});

test('a picture is well formed, has a title and a description, and neither runs nor fetches anything', () => {
  for (const [, lesson] of lectureLessons) {
    const svg = drawn(pictureNodes(lesson, new Set(lesson.order), 4));
    expect(wellFormed(svg)).toBe(true);
    expect(svg).toMatch(/aria-labelledby="title description"/);
    expect(svg).toMatch(
      /<title id="title">Computation graph of .+<\/title>\n<desc id="description">From left/,
    );
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|https?:|href=|@import|url\(/,
    );
  }
});

test('markup in a text is text, and letters from right to left keep to themselves', () => {
  const lesson = lessonFor(solved('J = <b>'.replace('<b>', 'שלום*w'), { שלום: 2, w: 3 }));
  const [given, ...others] = pictureNodes(lesson, new Set(lesson.order), 4);
  const svg = drawn([{ ...given!, formula: '<script>&"' }, ...others]);
  expect(svg).toContain('&lt;script&gt;&amp;&quot;</text>');
  expect(svg).not.toContain('<script');
  expect(svg).toContain('J = \u200eשלום\u200e*w</text>');
  expect(wellFormed(svg)).toBe(true);
});

test('what is left blank is nowhere in the picture, and its number is that of its question', () => {
  const [, lesson] = lectureLessons.find(([title]) => title === 'running-example')!;
  const nodes = withBlanks(pictureNodes(lesson, new Set(lesson.order), 4), lesson, 'all');
  const svg = drawn(nodes);
  expect(svg).not.toContain('>33<');
  expect(svg).not.toContain('dJ/dc = 9');
  expect(svg).toContain('dJ/dc = </text>');
  const marks = [...svg.matchAll(/class="mark faint"[^>]*>(\w+)</g)].map(([, mark]) => mark);
  expect(marks.sort()).toEqual(['1', '2', '3', '4', '5', 'A', 'B', 'C']);
  const words = lesson.order.map((slot) => nodes.find((node) => node.slot === slot)?.derivative);
  expect(words.map((flow) => flow?.kind === 'blank' && flow.mark)).toEqual(['1', '2', '3', '4', '5']);
});
