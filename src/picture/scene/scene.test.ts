import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lectureLessons, matrixLectures } from '../../tutor/lesson/lessons.testing.ts';
import { allNodes, manyLessons } from '../notation/random-graphs.testing.ts';
import { withAnswers } from './answered.ts';
import { blankChoices, withBlanks } from './blanks.ts';
import { edgesShown, faultsOf } from './geometry.testing.ts';
import { type FlowText, type NodeRole, type PictureNode, pictureNodes } from './nodes.ts';
import { sceneOf } from './scene.ts';
import type { Scene } from './scene-parts.ts';

const edgesOf = (nodes: readonly PictureNode[]): readonly string[] =>
  [...new Set(nodes.flatMap(({ id, inputs }) => inputs.map((input) => `${input} -> ${id}`)))].sort();

function expectSound(scene: Scene, nodes: readonly PictureNode[]): void {
  expect(faultsOf(scene)).toEqual([]);
  expect(edgesShown(scene)).toEqual(edgesOf(nodes));
}

test.each([...lectureLessons, ...matrixLectures])(
  '%s: nothing overlaps, and each arrow leads where it should',
  (_, lesson) => {
    const nodes = pictureNodes(lesson, new Set([...lesson.order, lesson.worked.graph.output]), 4);
    expectSound(sceneOf(nodes), nodes);
    expectSound(sceneOf(nodes, 640), nodes);
    for (const choice of blankChoices) {
      const blank = withBlanks(nodes, lesson, choice);
      expectSound(sceneOf(blank), blank);
    }
  },
);

/** Names as people have them, and as nobody should: long, with markup, from right to left, of wide letters. */
const names = fc.constantFrom(
  'w',
  'W12',
  'z_hidden',
  '<b>',
  'שלום',
  'مرحبا',
  '損失',
  'ŷ',
  'm'.repeat(200),
  'σ',
);

const flowOf = (text: string): FlowText =>
  text === 'blank' ? { kind: 'blank', mark: '12' } : { kind: 'text', text };

/** Graphs of up to 25 nodes: a few givens, then steps that read up to eight nodes before them, near or far. */
const graphs: fc.Arbitrary<readonly PictureNode[]> = fc
  .record({
    givens: fc.array(names, { minLength: 1, maxLength: 7 }),
    steps: fc.array(
      fc.record({
        name: names,
        reads: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 8 }),
        near: fc.boolean(),
        right: fc.constantFrom('f(x)', 'relu(w*x + b)', '-(y*log(a) + (1 - y)*log(1 - a)) + 1/2*r*w^2'),
        shape: fc.constantFrom(null, '(128,64)'),
        derivative: fc.constantFrom(null, 'blank', '-0.1235', '[0.1 0.2; 0.3 0.4]', '(128,64)'),
      }),
      { minLength: 1, maxLength: 17 },
    ),
  })
  .map(({ givens, steps }) => {
    const ids = [...givens, ...steps.map(({ name }) => name)].map((name, at) => `${name}${at}`);
    const node = (at: number, role: NodeRole, more: Partial<PictureNode>): PictureNode => ({
      id: ids[at]!,
      slot: at,
      role,
      written: null,
      formula: ids[at]!,
      shape: null,
      value: { kind: 'text', text: '0.7311' },
      word: `dJ/d${ids[at]}`,
      derivative: null,
      inputs: [],
      ...more,
    });
    return [
      ...givens.map((_, at) => node(at, at % 2 === 0 ? 'parameter' : 'data', {})),
      ...steps.map(({ reads, near, right, shape, derivative }, k) => {
        const at = givens.length + k;
        const inputs = reads.map((read) => ids[near ? at - 1 - (read % Math.min(at, 4)) : read % at]!);
        const flow = derivative === null ? null : flowOf(derivative);
        const value = flowOf(derivative === 'blank' ? 'blank' : '0.7311');
        return node(at, 'step', { formula: `${ids[at]} = ${right}`, shape, value, derivative: flow, inputs });
      }),
    ];
  });

test('no two boxes of a random graph overlap, no arrow runs through one, every label is in its box', () => {
  fc.assert(
    fc.property(graphs, (nodes) => expectSound(sceneOf(nodes), nodes)),
    { numRuns: 80, seed: 14 },
  );
});

test('the same holds for random programs: whole, folded, with blanks, and with answers', () => {
  for (const lesson of manyLessons(7)) {
    const nodes = allNodes(lesson);
    const blank = withBlanks(nodes, lesson, 'all');
    const answered = withAnswers(
      nodes,
      new Map(lesson.order.map((slot, at) => [slot, at % 3 === 0 ? null : { text: "W2'*dz2", as: 'wrong' }])),
    );
    for (const each of [nodes, blank, answered]) expectSound(sceneOf(each), each);
    expectSound(sceneOf(blank, 640), blank);
  }
});

test('the same holds where a picture is folded', () => {
  fc.assert(
    fc.property(graphs, (nodes) => expectSound(sceneOf(nodes, 900), nodes)),
    { numRuns: 30, seed: 15 },
  );
});

test('a picture whose widest box is wider than the paper is folded as far as it goes', () => {
  const [, lesson] = lectureLessons.find(([title]) => title === 'logistic-y-1')!;
  const nodes = allNodes(lesson);
  const narrow = sceneOf(nodes, 300);
  expect(narrow.width).toBeLessThan(sceneOf(nodes).width * 0.7);
  expectSound(narrow, nodes);
});

test('what looks for faults finds them', () => {
  const [, lesson] = lectureLessons.find(([title]) => title === 'running-example')!;
  const nodes = pictureNodes(lesson, new Set(lesson.order), 4);
  const scene = sceneOf(nodes);
  const moved = { ...scene, boxes: scene.boxes.map((box) => ({ ...box, x: box.x + 40 })) };
  expect(faultsOf(moved).join()).toMatch(/is not in its box.*/);
  const wide = { ...scene, boxes: scene.boxes.map((box) => ({ ...box, width: box.width * 4 })) };
  expect(faultsOf(wide).join()).toMatch(/overlap.*an arrow from \w runs through/);
  expect(edgesShown({ ...scene, lines: scene.lines.slice(1) })).not.toEqual(edgesOf(nodes));
});
