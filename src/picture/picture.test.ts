import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { bare, LECTURES } from './lectures.testing.ts';
import { type Box, drawGraph, type Sheet } from './picture.ts';

function draw(boxes: readonly Box[], paper: Partial<Sheet> = {}): readonly string[] {
  const lines = drawGraph(boxes, { width: 80, ascii: false, ...paper });
  return lines.map((line) => line.map((span) => span.text).join(''));
}

/** Drawings that a person found good, one a file, each below a line that says how it was asked for. */
for (const file of ['chain', 'relu', 'logistic']) {
  const cases = readFileSync(new URL(`./drawings/${file}.txt`, import.meta.url), 'utf8')
    .split(/^# /m)
    .slice(1);
  if (cases.length === 0) throw new Error(`no drawings in ${file}.txt`);
  for (const text of cases) {
    const [title, ...lines] = text.trimEnd().split('\n');
    test(`${file}: ${title}`, () => {
      const [, name, width, ...words] = /^(\w+) at (\d+) columns(.*)$/.exec(title!)!;
      const boxes = LECTURES[name as keyof typeof LECTURES];
      const drawn = words[0]!.includes('with gradients') ? boxes : bare(boxes);
      expect(draw(drawn, { width: Number(width), ascii: words[0]!.includes('in ASCII') })).toEqual(lines);
    });
  }
}

test('a net of two layers leaves room for a prompt on a screen of 24 rows', () => {
  expect(draw(LECTURES.relu).length).toBeLessThanOrEqual(20);
  expect(draw(bare(LECTURES.relu)).length).toBeLessThanOrEqual(20);
});

test('no line is wider than the paper or ends in blanks', () => {
  for (const boxes of Object.values(LECTURES)) {
    for (const width of [120, 80, 60, 40, 30, 20, 12, 5, 1]) {
      for (const ascii of [false, true]) {
        for (const line of [...draw(boxes, { width, ascii }), ...draw(bare(boxes), { width, ascii })]) {
          expect([...line].length).toBeLessThanOrEqual(width);
          expect(line).toBe(line.trimEnd());
        }
      }
    }
  }
});

test('in ASCII there is nothing but ASCII', () => {
  for (const boxes of Object.values(LECTURES)) {
    for (const width of [200, 80, 40, 20])
      expect(draw(boxes, { width, ascii: true }).join('')).toMatch(/^[ -~]*$/);
  }
});

test('a text is plain, named, a value or a gradient as its box says, and what joins boxes is an edge', () => {
  const spans = drawGraph(LECTURES.chain, { width: 80, ascii: false }).flat();
  expect(spans).toContainEqual({ text: '   ', role: 'plain' });
  expect(spans).toContainEqual({ text: 't1 = b*c', role: 'name' });
  expect(spans).toContainEqual({ text: '33', role: 'value' });
  expect(spans).toContainEqual({ text: 'dJ/dt1 = 3', role: 'gradient' });
  expect(spans).toContainEqual({ text: '├──▶', role: 'edge' });
});

test('a formula too long for the paper goes on in the next line, one that is endless is cut', () => {
  const step = (text: string): Box => ({
    id: 'J',
    lines: [{ text, role: 'name' }],
    under: [],
    inputs: ['a'],
  });
  const given: Box = { id: 'a', lines: [{ text: 'a = 1', role: 'name' }], under: [], inputs: [] };
  expect(draw([given, step('J = exp(a)+exp(a)+exp(a)')], { width: 30 })).toEqual([
    '         ┌──────────────────┐',
    '         │J = exp(a)+exp(a)+│',
    'a = 1 ──▶│      exp(a)      │',
    '         └──────────────────┘',
  ]);
  const endless = draw([given, step(`J = ${'a+'.repeat(500)}a`)], { width: 40 });
  expect(endless.join('')).toContain('…');
  expect(Math.max(...endless.map((line) => line.length))).toBeLessThanOrEqual(40);
});

test('Greek letters take one column, marks none, and East Asian letters two', () => {
  const named = (id: string): Box => ({
    id,
    lines: [{ text: `${id} = 1`, role: 'name' }],
    under: [],
    inputs: [],
  });
  const step: Box = {
    id: 'J',
    lines: [{ text: 'J', role: 'name' }],
    under: [],
    inputs: ['σ', 'x\u0302', '損'],
  };
  expect(draw([named('σ'), named('x\u0302'), named('損'), step])).toEqual([
    'σ = 1 ──┐  ┌─┐',
    'x\u0302 = 1 ──┴┬▶│J│',
    '損 = 1 ──┘ └─┘',
  ]);
});

test('a graph without edges, or without boxes, is drawn as it is', () => {
  expect(draw([])).toEqual([]);
  expect(draw([{ id: 'a', lines: [{ text: 'a = 1', role: 'name' }], under: [], inputs: ['b'] }])).toEqual([
    'a = 1',
  ]);
});

test('a box that reads what comes after it is a bug of the caller', () => {
  const box = (id: string, input: string): Box => ({
    id,
    lines: [{ text: id, role: 'name' }],
    under: [],
    inputs: [input],
  });
  expect(() => draw([box('a', 'b'), box('b', 'a')])).toThrow("box 'a' reads a box that is not before it");
});

/** 60 boxes, each step reading the two before it and one further back. */
function ladder(count: number): readonly Box[] {
  return Array.from(
    { length: count },
    (_, at): Box => ({
      id: `n${at}`,
      lines: [{ text: `n${at} = f(x)`, role: 'name' }],
      under: [],
      inputs: at < 3 ? [] : [`n${at - 1}`, `n${at - 2}`, `n${at - 3 - (at % 7)}`],
    }),
  );
}

test('sixty boxes are drawn, sixty-one are listed', () => {
  expect(draw(ladder(60)).join('')).toContain('▶');
  expect(draw(ladder(61)).join('')).not.toContain('▶');
});

test('a graph with more arrows than anyone can follow is listed', () => {
  const all = (count: number) =>
    ladder(count).map((box, at) => ({
      ...box,
      inputs: Array.from({ length: at }, (_, input) => `n${input}`),
    }));
  expect(draw(all(19)).join('')).toContain('▶');
  expect(draw(all(20)).join('')).not.toContain('▶');
});

test('the same graph is always drawn the same', () => {
  expect(draw(ladder(40))).toEqual(draw(ladder(40)));
});

test('paper on which nothing fits gets a list', () => {
  expect(draw(bare(LECTURES.chain), { width: 12 })).toEqual([
    'J = 3*t2 = …',
    '  t2 = a+t1…',
    '    a = 5',
    '    t1 = b*…',
    '      b = 3',
    '      c = 2',
  ]);
});
