import { describe, expect, test } from '@jest/globals';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { entriesOf, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { ran } from '../shell/environment.testing.ts';

// Matrices drawn for each student: what a sheet says and what a template holds can be read back.

const logistic = `id: hw
problems:
  - id: batch
    program: |
      # data: X, Y
      w = [9; 9]
      Z = w'*X + b
      A = sigmoid(Z)
      J = -1/4*sum(Y.*log(A) + (1-Y).*log(1-A))
    draw: friendly
    shapes: { X: 2x4, Y: [1, 4] }
    skip: [A]
    convention: lecture
`;
const files = { 'hw.yaml': logistic };
const handedOut = async (...options: readonly string[]) =>
  (await ran(['handout', 'hw.yaml', ...options], { files })).out;

describe('drawn matrices', () => {
  test('stand on the sheet as on a blackboard, and what the program gives itself does not contradict them', async () => {
    const sheet = await handedOut('--student', 'alice');
    expect(sheet).toMatch(/^At `w = \[\S+; \S+\]`, `b = \S+`\.$/m);
    expect(sheet).toMatch(
      /^Data, not asked: `Y = \[[01] [01] [01] [01]\]` and:\n\n {4}X = \[ .*\n {10}.* \]\n/m,
    );
    expect(sheet).not.toContain('9; 9');
    expect(sheet).toContain('Find, from right to left: `dZ`, `dJ/dw`, `dJ/db`.');
    expect(sheet).toContain("`dZ` is the lecture's");
    expect(await handedOut('--student', 'bob')).not.toContain(/X = .*/.exec(sheet)?.[0]);
  });

  test.each(['alice', 'bob', 'zoë'])('of %s are right in the template of the key', async (student) => {
    const sheet = await handedOut('--student', student, '--key');
    const template = /```\n([\s\S]*)```/.exec(sheet)?.[1] ?? '';
    const { code, out } = await ran(['check', 'hw.yaml', '--answers', '-'], { files, stdin: template });
    expect(out).toContain('3 of 3 points');
    expect(code).toBe(0);
    // The table of the sheet is the same key, to six digits.
    const table = sheet.match(/^ {4}d.* = .*$/gm)?.map((line) => line.trim()) ?? [];
    const sheets = await ran(['check', 'hw.yaml', '--answers', '-', '--student', student], {
      files,
      stdin: table.join('\n'),
    });
    expect(table).toHaveLength(3);
    expect(sheets.code).toBe(0);
  });

  test('a key of several rows is read back', async () => {
    const two = {
      'hw.yaml': 'program: Z = W*X; J = sum(Z.^2)\ndraw: friendly\nshapes: { W: 2x3, X: 3x2 }\n',
    };
    const sheet = (await ran(['handout', 'hw.yaml', '--student', 'a', '--key'], { files: two })).out;
    const template = /```\n([\s\S]*)```/.exec(sheet)?.[1] ?? '';
    expect(template).toMatch(/^dW = \[ .*\n {7}.* \]$/m);
    expect((await ran(['check', 'hw.yaml', '--answers', '-'], { files: two, stdin: template })).code).toBe(0);
    expect((await ran(['lint', 'hw.yaml'], { files: two })).code).toBe(0);
  });

  test.each([
    ['shapes: { W: big }', '3:14: the shape of W must be rows x columns, each from 1 to 20, as in 2x4'],
    ['shapes: { W: 0x4 }', '3:14: the shape of W must be rows x columns, each from 1 to 20, as in 2x4'],
    ['shapes: 2x4', '3:9: shapes: must give names their sizes, as in { X: 2x4, w: 2x1 }'],
  ])('%s is refused with its place', async (line, says) => {
    const text = `program: Z = W*X; J = sum(Z.^2)\ndraw: friendly\n${line}\n`;
    const { err } = await ran(['lint', 'hw.yaml'], { files: { 'hw.yaml': text } });
    expect(err.split('\n')[0]).toBe(`dvar: hw.yaml:${says}`);
  });

  test('a shape of a name that is not there, and one without draw', async () => {
    const of = async (text: string) => await ran(['lint', 'hw.yaml'], { files: { 'hw.yaml': text } });
    expect((await of('program: J = 3*a\ndraw: friendly\nshapes: { q: 2x2 }\n')).out).toContain(
      'shapes: names q, but the program has no such value to draw',
    );
    expect((await of('program: J = 3*a\nvalues: { a: 1 }\nshapes: { a: 2x2 }\n')).err).toContain(
      'shapes: works only with draw: friendly',
    );
  });
});

test("lint's cure for matrices is YAML that can be pasted", async () => {
  const program = 'program: Z = W*X + b; J = sum(Z.^2)\n';
  const values = 'values: { W: "[1 1; 1 1]", X: "[1 1; 1 1]", b: "[1; 1]" }\n';
  const { out } = await ran(['lint', 'hw.yaml', '--format', 'json'], {
    files: { 'hw.yaml': program + values },
  });
  const cure = /which tell \d+%: (\{ .* \})$/.exec(JSON.parse(out).findings[0].message)?.[1] ?? '';
  const document = readYaml(`${program}values: ${cure}\n`);
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const found = [...(assignment.value.problems[0]?.values ?? [])];
  expect(found.map(([name, value]) => `${name} ${writtenShape(shapeOf(value))}`)).toEqual([
    'W (2,2)',
    'X (2,2)',
    'b (2,1)',
  ]);
  for (const [, value] of found) expect(Array.from(entriesOf(value)).every(Number.isFinite)).toBe(true);
});

describe('lint warns where matrices are drawn as single numbers', () => {
  const warned = async (program: string, more = '') => {
    const text = `format: dvar.assignment/1\nid: hw\nprogram: "${program}"\ndraw: friendly\n${more}`;
    return (await ran(['lint', 'hw.yaml', '--plain'], { files: { 'hw.yaml': text } })).out;
  };
  test.each([
    ["z = w'*x; J = z^2", "w' is for matrices", '{ w: 2x4 }'],
    ['Z = W*X; J = mean(Z.^2)', 'Z.^2 is for matrices', '{ W: 2x4 }'],
    ['A = softmax(Z); J = A^2*Z', 'softmax(Z) is for matrices', '{ Z: 2x4 }'],
  ])('%s', async (program, what, cure) => {
    const out = await warned(program);
    expect(out).toContain(`warning: hw: ${what}, but every value is drawn as a single number`);
    expect(out).toContain(`give their sizes, as in shapes: ${cure}`);
  });

  test('and is silent where shapes are said, or nothing speaks of matrices', async () => {
    expect(await warned("z = w'*x; J = z^2", 'shapes: { w: 2x1, x: 2x1 }')).not.toContain('for matrices');
    expect(await warned('z = w*x; J = z^2')).not.toContain('for matrices');
  });
});
