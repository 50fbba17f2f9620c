import { describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// What is said to somebody whose answers were written in another way than they are read here.

const program = 'u = b*c; v = a+u; J = 3*v';
const at = ['a=5', 'b=3', 'c=2'];

async function checked(
  text: string | Uint8Array,
  file = 'a.txt',
  line: readonly string[] = [program, ...at],
) {
  const { out, err, code } = await ran(['check', ...line, file], { files: { [file]: text } });
  return { said: (out + err).replaceAll(/\s+/g, ' '), code };
}

test.each([
  ['du = 3 1/2', "a mixed fraction can't be read; write 7/2 or 3 + 1/2"],
  ['du = 9.000.000', 'a number has only one decimal point; write 9000000 for thousands, or 9.000 alone'],
  ['du = 3 4', 'two numbers or names are side by side; write * before 4'],
])('%s', async (line, says) => {
  expect((await checked(line)).said).toContain(says);
});

test.each(['du = ９', 'du = 3 × ＋ 3'])('%s is nine, and is said to be read so', async (line) => {
  expect((await checked(line)).said).toContain('read as du = ');
});

test('a chain of names of their own has the first cause named, once', async () => {
  const chain = Array.from({ length: 60 }, (_, k) => `h${k} = ${k === 0 ? '3 +' : `h${k - 1}`}`);
  const { said } = await checked([...chain, 'dv = h59', 'du = h30'].join('\n'));
  // Once for each of the two answers, where the lines are read and again at the verdicts.
  expect(said.match(/h0 can't be read in line 1: something is missing/g)).toHaveLength(4);
  expect(said).not.toContain('h1 can');
});

test('a decimal comma is said, of a right answer too', async () => {
  expect((await checked('db = 6,0\n')).said).toContain('db = 6,0 is read as dJ/db = 6.0');
  expect((await checked('db = 6.0\n')).said).not.toContain('is read as');
});

describe('a file that is broken is spoken of in our own words', () => {
  test.each([
    [
      'a.json',
      '{"v": 3, "b": 6',
      /^dvar: a\.json: line 1, column 16: the JSON can't be read: a comma, .* bracket/,
    ],
    ['a.json', '{"v": 3 "b": 6}', /the JSON can't be read: a colon can't be here/],
    ['a.yaml', 'v: 3\nv2: "x\n', /the YAML can't be read: a comma, .* quote/],
    [
      'a.csv',
      'name,answer\nv,"3\nb,6\n',
      /^dvar: a\.csv: the table can't be read: line \d begins a cell with a quote/,
    ],
    ['a.csv', 'name,answer\nv,3"4"\n', /the table can't be read: line 2 has a quote inside a cell/],
  ])('%s %j', async (file, text, says) => {
    const { said, code } = await checked(text, file);
    expect(said).toMatch(says);
    expect(code).toBe(2);
  });
});

test('a table with tabs is read, as UTF-16 too', async () => {
  const table = 'name\tanswer\nv\t3\na\t3\nu\t3\nb\t6\nc\t9\n';
  expect((await checked(table, 'a.csv')).code).toBe(0);
  const wide = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(table.replaceAll('\n', '\r\n'), 'utf16le'),
  ]);
  expect((await checked(wide, 'a.csv')).code).toBe(0);
});

const batch = [
  'Z = W*X; A = Z.^2; J = sum((A - Y).^2)',
  'W=[1 2]',
  'X=[1 2; 3 4]',
  'Y=[1 0]',
  '--data',
  'X,Y',
];

test('the product of two rows: the sign that goes entry by entry is named', async () => {
  const { said } = await checked('dZ = dA*A\n', 'a.txt', batch);
  expect(said).toContain('the inner sizes 2 and 1 must match');
  expect(said).toMatch(/is the product of matrices, and .* goes entry by entry/);
});

test('a zero is no derivative by another variable', async () => {
  expect((await checked('dA = 0*A\n', 'a.txt', batch)).said).not.toContain('by another variable');
  const relu = ['z = w*x + b*c; J = relu(z) + c', 'w=-2', 'x=3', 'b=1', 'c=2', '--data', 'x'];
  expect((await checked('dc = 0\n', 'a.txt', relu)).said).not.toContain('by another variable');
});
