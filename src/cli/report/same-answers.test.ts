import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvar-same-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string, text?: string): string => {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};
const run = (...words: readonly string[]) => ran(words, { writes: true });
const hw = at('hw.yaml', 'program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\n');
const own = (b: string, rest = 'dv = 3\nda = 1\ndu = 17\n'): string => `${rest}db = ${b}\ndc = 9\n`;

test('an explanation lists who else gave that answer, however it is written', async () => {
  const files = [
    at('ann.txt', own('du + c')),
    at('bob.txt', own('c+du')),
    at('cy.txt', own('6')),
    at('dan.txt', own('du+c')),
  ];
  const { out: rows } = await run('grade', hw, ...files, '--format', 'ndjson');
  const all = at('rows.ndjson', rows);
  const explain = (file: string) =>
    run(
      'check',
      hw,
      file,
      '--student',
      file.split(/[\\/]/).at(-1)?.replace('.txt', '') ?? '',
      '--key',
      '--explain',
      'b',
      '--rows',
      all,
    );
  expect((await explain(files[0] ?? '')).out).toContain('2 of the 3 others gave it, too: bob, dan.');
  expect((await explain(files[2] ?? '')).out).toContain('None of the 3 others gave this answer.');
  const { err, code } = await run('check', hw, files[0] ?? '', '--rows', all);
  expect(err).toContain('--rows says who else gave an answer; say which with --explain, or --explain NAME');
  expect(code).toBe(2);
});

test.each([
  [
    'dvar',
    /In the lecture's convention dZ, of the summed loss, is \[-0\.0474\d*[, ]+0\.2689\d*\]: 2 times as much, for 2 examples\./,
  ],
  [
    'lecture',
    /That is the lecture's, of the summed loss; dJ\/dZ, of the mean, is \[-0\.0237\d*[, ]+0\.1344\d*\]: one part in 2 of it, for 2 examples\./,
  ],
])('under the convention %s both scales are told, and the factor', async (convention, says) => {
  const batch = at(
    'batch.yaml',
    `program: "Z = w*X + b; A = sigmoid(Z); J = -mean(Y .* log(A) + (1-Y) .* log(1-A))"\nvalues: { w: 2, b: 1, X: "[1 -1]", Y: "[1 0]" }\ndata: [X, Y]\nconvention: ${convention}\n`,
  );
  const { out } = await run('check', batch, at('z.txt', 'dZ = A - Y\n'), '--key', '--explain', 'Z');
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(says);
  const { out: plain } = await run('check', hw, at('b.txt', own('6')), '--key', '--explain', 'b');
  expect(plain).not.toContain('convention');
});

test("the class's table asks about answers that are alike, and tells what questions tell", async () => {
  const wild = (k: number) => `dv = ${k}\nda = ${k + 1}.5\ndu = ${2 * k}.25\ndb = ${k}7\ndc = ${k}3\n`;
  const files = Array.from({ length: 30 }, (_, k) => at(`s${k}.txt`, k % 3 ? own('6') : wild(k + 20)));
  const pair = ['x', 'y'].map((name) => at(`${name}.txt`, 'dv = 71\nda = 83\ndu = 97\ndb = 61\ndc = 9\n'));
  const { out } = await run('grade', hw, ...files, ...pair);
  expect(out).toContain('These answers are more alike than chance makes likely.');
  expect(out).toContain('x and y have the same wrong answers at v, a, u, b.');
  expect(out).toMatch(/^ {2}b: .*, ease \d+%, discrimination -?\d\.\d\d$/m);
});
