import { expect, test } from '@jest/globals';
import { lectureLessons, matrixLectures } from '../../tutor/lesson/lessons.testing.ts';
import { pictureNodes } from '../scene/nodes.ts';
import { sceneOf } from '../scene/scene.ts';
import { animationStyle, lastMoment, momentsOf, sceneAt } from './animation.ts';
import { wellFormed } from './markup.testing.ts';
import { graphPage, slidesOf } from './page.ts';
import { svgOf } from './svg.ts';

const everything = [...lectureLessons, ...matrixLectures];
const nodesFor = (lesson: (typeof everything)[number][1]) =>
  pictureNodes(lesson, new Set([...lesson.order, lesson.worked.graph.output]), 4);
const [, running] = lectureLessons.find(([title]) => title === 'running-example')!;

test('each box of a page leads to what is said of it, and each derivative to where it comes from', () => {
  for (const [, lesson] of everything) {
    const page = graphPage(lesson, nodesFor(lesson), 4);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(2);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
    expect(
      wellFormed(
        page
          .replace('<!doctype html>', '')
          .replaceAll(/<meta [^>]*>/g, '')
          .replace(/<style>.*?<\/style>/gs, ''),
      ),
    ).toBe(true);
    expect(page).not.toMatch(/<script|<link|src=|@import/);
  }
});

test('a box tells its value, its rule, the reason, and where its derivative comes from', () => {
  const page = graphPage(running, nodesFor(running), 4);
  const section = page.slice(page.indexOf('<h2>b</h2>'), page.indexOf('<h2>c</h2>'));
  expect(section).toContain('<code>b = 3</code>');
  expect(section).toContain('<code>dJ/db = 6</code>');
  expect(section).toContain('In <code>u = b*c</code>: <code>du/db = c = 2</code>.');
  expect(section).toMatch(/Its derivative comes back from <a href="#node-\d">u<\/a>/);
});

test('values appear from left to right, derivatives from right to left in the order of the questions', () => {
  const nodes = nodesFor(running);
  const moments = momentsOf(nodes, running.order);
  expect([...moments.value]).toEqual([
    ['u', 1],
    ['v', 2],
    ['J', 3],
  ]);
  expect([...moments.derivative]).toEqual([
    ['J', 4],
    ['v', 5],
    ['a', 6],
    ['u', 7],
    ['b', 8],
    ['c', 9],
  ]);
  const scene = sceneOf(nodes);
  const seen = Array.from(
    { length: lastMoment(moments) + 1 },
    (_, at) => sceneAt(scene, moments, at).labels.length,
  );
  expect(seen).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const svg = svgOf(scene, { title: '', description: '', moments, extraStyle: animationStyle });
  expect(svg).toContain('prefers-reduced-motion:reduce');
  expect(svg.match(/class="appear"/g)).toHaveLength(3 + 6 + 5);
  expect(svg).not.toContain('<script');
});

test('slides show one thing more each', () => {
  const page = slidesOf(running, nodesFor(running));
  const slides = page.split('<section').slice(1);
  expect(slides).toHaveLength(10);
  expect(slides[0]).not.toContain('>33</text>');
  expect(slides[3]).toContain('>33</text>');
  expect(slides[3]).not.toContain('dJ/dJ = 1</text>');
  expect(slides[9]).toContain('dJ/dc = 9</text>');
  const said = slides.map((slide) => /<h2>.*<\/small>(.*)<\/h2>/.exec(slide)?.[1]);
  expect(said.slice(0, 5)).toEqual([
    'Computation graph of J = 3*v',
    'u = b*c = 6',
    'v = a + u = 11',
    'J = 3*v = 33',
    'dJ/dJ = 1',
  ]);
  expect(said.at(-1)).toBe('dJ/dc = 9');
});
