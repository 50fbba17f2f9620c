import { expect, test } from '@jest/globals';
import { LECTURES } from './lectures.testing.ts';
import { type Box, drawGraph, listGraph } from './picture.ts';

function list(boxes: readonly Box[], width = 80, ascii = false): readonly string[] {
  return listGraph(boxes, { width, ascii }).map((line) => line.map((span) => span.text).join(''));
}

/** A chain of steps, the first one on a given. */
function chain(count: number): readonly Box[] {
  return Array.from(
    { length: count },
    (_, at): Box => ({
      id: `n${at}`,
      lines: [{ text: `n${at} = f(x)`, role: 'name' }],
      under: [],
      inputs: at === 0 ? [] : [`n${at - 1}`],
    }),
  );
}

test('the output comes first, its inputs below it, and what is shared is expanded once', () => {
  expect(list(LECTURES.fanOut)).toEqual([
    'J = t1*t2 = 20   dJ/dJ = 1',
    '  t1 = a+b = 5   dJ/dt1 = 4',
    '    a = 2   dJ/da = 4',
    '    b = 3   dJ/db = 9',
    '  t2 = b+1 = 4   dJ/dt2 = 5',
    '    b (above)',
  ]);
});

test('a graph 100,000 deep is listed as far as anyone reads, within the width', () => {
  const lines = drawGraph(chain(100_000), { width: 40, ascii: false }).map((line) =>
    line.map((span) => span.text).join(''),
  );
  expect(lines.length).toBe(201);
  expect(lines[0]).toBe('n99999 = f(x)');
  expect(lines[1]).toBe('  n99998 = f(x)');
  expect(lines[199]).toBe(`${' '.repeat(20)}n99800 = f(x)`);
  expect(lines[200]).toBe('… and 99800 more nodes');
});

test('a step that reads 100,000 nodes is listed as well', () => {
  const leaves = chain(100_000).map((box) => ({ ...box, inputs: [] }));
  const sum: Box = {
    id: 'J',
    lines: [{ text: 'J', role: 'name' }],
    under: [],
    inputs: leaves.map((leaf) => leaf.id),
  };
  expect(list([...leaves, sum]).length).toBe(201);
});

test('in ASCII what is cut is marked in ASCII', () => {
  expect(list(LECTURES.logistic, 20, true)[0]).toBe('L = -(y*log(a)+(1...');
  expect(list(chain(300), 20, true).at(-1)).toBe('... and 100 more ...');
});
