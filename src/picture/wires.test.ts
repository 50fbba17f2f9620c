import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { followEdges } from './follow.testing.ts';
import { bare, LECTURES } from './lectures.testing.ts';
import { type Box, drawGraph, type Sheet } from './picture.ts';

function draw(boxes: readonly Box[], paper: Sheet): readonly string[] {
  return drawGraph(boxes, paper).map((line) => line.map((span) => span.text).join(''));
}

function edgesOf(boxes: readonly Box[]): readonly string[] {
  return [...new Set(boxes.flatMap((box) => box.inputs.map((input) => `${input} -> ${box.id}`)))].sort();
}

const LOOKS = [false, true];
const UNFOLDED = 5000;

for (const [name, boxes] of Object.entries(LECTURES)) {
  for (const ascii of LOOKS) {
    test(`${name}: the lines lead from each node to its readers${ascii ? ', in ASCII' : ''}`, () => {
      for (const width of [UNFOLDED, 100, 80, 60]) {
        for (const drawn of [boxes, bare(boxes)]) {
          expect(followEdges(draw(drawn, { width, ascii }), drawn)).toEqual(edgesOf(drawn));
        }
      }
    });
  }
}

test('the follower sees an edge that goes wrong, and a line that is torn', () => {
  const { fanOut } = LECTURES;
  const drawing = draw(fanOut, { width: 80, ascii: false });
  const crossed = drawing.map((line) => line.replace('┴', '┼'));
  expect(() => expect(followEdges(crossed, fanOut)).toEqual(edgesOf(fanOut))).toThrow();
  expect(() =>
    followEdges(
      drawing.map((line) => line.replace('└▶', ' ▶')),
      fanOut,
    ),
  ).toThrow('torn');
});

/** Graphs of up to 25 nodes: a few givens, then steps that read up to four nodes before them, near or far. */
const graphs: fc.Arbitrary<readonly Box[]> = fc
  .record({
    givens: fc.integer({ min: 1, max: 8 }),
    steps: fc.array(
      fc.record({
        reads: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 4 }),
        near: fc.boolean(),
        text: fc.constantFrom('f', 'f(x)', 'relu(w*x+b)'),
        lines: fc.integer({ min: 1, max: 3 }),
        under: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 17 },
    ),
  })
  .map(({ givens, steps }) => {
    const leaves = Array.from({ length: givens }, (_, at): Box => {
      const under = at % 2 === 0 ? [] : [{ text: `dJ/dg${at} = 0.5`, role: 'gradient' as const }];
      return { id: `g${at}`, lines: [{ text: `g${at} = ${at}`, role: 'name' }], under, inputs: [] };
    });
    const all = [...leaves.map((leaf) => leaf.id), ...steps.map((_, at) => `s${at}`)];
    const boxes = steps.map(({ reads, near, text, lines, under }, at): Box => {
      const before = givens + at;
      const inputs = reads.map(
        (read) => all[near ? before - 1 - (read % Math.min(before, 4)) : read % before]!,
      );
      const id = all[before]!;
      return {
        id,
        lines: Array.from({ length: lines }, (_, line) =>
          line === 0 ? { text: `${id} = ${text}`, role: 'name' } : { text: '1.25', role: 'value' },
        ),
        under: Array.from({ length: under }, () => ({ text: `dJ/d${id} = 2`, role: 'gradient' })),
        inputs,
      };
    });
    return [...leaves, ...boxes];
  });

for (const ascii of LOOKS) {
  for (const width of [UNFOLDED, 80, 50]) {
    test(`random graphs at ${width} columns${ascii ? ' in ASCII' : ''} lead where they should`, () => {
      const right = (boxes: readonly Box[]) => {
        const drawing = draw(boxes, { width, ascii });
        expect(followEdges(drawing, boxes)).toEqual(edgesOf(boxes));
        for (const line of drawing) expect(line.length).toBeLessThanOrEqual(width);
        for (const line of drawing) expect(line).toBe(line.trimEnd());
      };
      fc.assert(fc.property(graphs, right), { numRuns: 120, seed: width });
    });
  }
}
