import { describe, expect, test } from '@jest/globals';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { lint } from '../../homework/lint/lint.ts';
import { ran } from '../shell/environment.testing.ts';

// What lint says before a student meets it: keys, slips, numbers that hide mistakes, files that can't be read.

interface Told {
  readonly file: string;
  readonly line: number;
  readonly level: string;
  readonly message: string;
}

async function linted(text: string): Promise<{ code: number; found: readonly Told[] }> {
  const { out, code } = await ran(['lint', 'hw.yaml', '--format', 'json'], { files: { 'hw.yaml': text } });
  return { code, found: JSON.parse(out).findings };
}

const saying = async (text: string): Promise<readonly string[]> =>
  (await linted(text)).found.map(({ level, message }) => `${level}: ${message}`);

test('logistic regression over a batch, drawn, has no fault; an activation that is flat is seldom drawn', async () => {
  const text = (shape: string) => `id: lr
problems:
  - id: logreg
    program: |
      Z = W*X + b
      A = sigmoid(Z)
      J = -mean(Y .* log(A) + (1-Y) .* log(1-A))
    draw: friendly
    shapes: { X: 2x${shape}, W: 1x2, Y: 1x${shape} }
    data: [X, Y]
`;
  for (const shape of ['3', '4']) expect(await saying(text(shape))).toEqual([]);
  const files = { 'hw.yaml': text('4') };
  for (const student of ['alice', 'bob', 'carol']) {
    const { out } = await ran(['show', 'hw.yaml', '--backward', '--student', student, '--format', 'json'], {
      files,
    });
    const { gradients } = JSON.parse(out);
    for (const each of gradients.A[0]) expect(Math.abs(each)).toBeLessThan(1 / 4 / 0.02);
  }
});

test('where the output bends much the key is confirmed by smaller nudges', async () => {
  const text = (a: string) =>
    `program: J = -(y*log(a) + (1-y)*log(1-a))\nvalues: { a: ${a}, y: 0 }\ndata: y\n`;
  for (const a of ['0.9975', '0.99999', '1e-4'])
    expect((await saying(text(a))).filter((each) => /confirm/.test(each))).toEqual([]);
});

test('a witness that speaks against a key says so in words, and for whom the numbers are drawn', () => {
  const text = 'id: hw\nprogram: "u = b*c; J = max(u, 0.5) + u"\ndraw: friendly\nwrt: [b, u]\n';
  const document = readYaml(text);
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const says = (second: () => number | null) =>
    lint(assignment.value, ['u = b*c; J = max(u, 0.5) + u'], second)
      .filter(({ level }) => level === 'error')
      .map(({ message }) => message);
  expect(says(() => null)).toEqual([]);
  expect(says(() => 77)[0]).toMatch(
    /^the key is wrong or uncertain at the numbers of alice: dJ\/du is [\d.]+ here, nudging says [\d.]+, mathjs says 77$/,
  );
});

describe('slips', () => {
  const of = (slips: string) =>
    saying(`program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 9, b: -3, c: -5 }\nslips: [${slips}]\n`);
  test('that are right are an error', async () => {
    expect(await of('{ id: swapped, name: b, answer: 3*c, says: no }')).toEqual([
      'error: the slip swapped is the right answer at these numbers: 3*c is -15',
    ]);
  });
  test('that give one number, and that tell the answer, deserve a word', async () => {
    expect(
      await of(
        '{ id: one, name: b, answer: du*c/2, says: no }, { id: two, name: b, answer: -15/2, says: "It is −15, half of -30." }',
      ),
    ).toEqual([
      "warning: the slip two gives -7.5 at these numbers, as one does, so dvar can't tell which one it is",
      'warning: the slip two gives the right answer away in what it says: -15',
    ]);
  });
  test('about other names may give that number, and speak of other numbers', async () => {
    expect(
      await of(
        '{ id: one, name: b, answer: 7, says: "It is not 150, nor c15." }, { id: one, name: c, answer: 7, says: no }',
      ),
    ).toEqual([]);
  });
});

describe('numbers', () => {
  test('at which a mistake gives a right number', async () => {
    const [only = '', ...others] = await saying('program: u = b*c; J = a+u\nvalues: { a: 5, b: 2, c: 2 }\n');
    expect(only).toMatch(
      /^warning: these numbers tell \d+% of the known mistakes apart, \S+ gives the right d[bc], .*; dvar like finds others, which tell \d+%: \{ b: /,
    );
    expect(others).toEqual([]);
  });
  test('at which zeros get all points', async () => {
    expect((await saying('program: z = w*x; J = relu(z)\nvalues: { w: -2, x: 3 }\ndata: x\n'))[0]).toMatch(
      /^warning: at these numbers every derivative is 0, so zeros get all points; dvar like finds others, which tell /,
    );
  });
  test('of the lecture are sharp enough', async () => {
    expect(await saying('program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\n')).toEqual([]);
  });
});

const program = 'program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\n';

test('more points to pass than there are', async () => {
  expect(await saying(`${program}policy: { pass: 6 }\n`)).toEqual([
    'warning: pass: is 6 points, but there are only 5; a student needs all of them to pass',
  ]);
  expect(await saying(`${program}policy: { pass: 5 }\n`)).toEqual([]);
});

test('kinds that only a quiz asks', async () => {
  expect(await saying(`${program}kinds: [local, value]\n`)).toEqual([
    'warning: kinds: is for the quiz; handout, check and grade only ask for derivatives, not for local',
  ]);
  expect(await saying(`${program}kinds: [value]\n`)).toEqual([]);
});

describe('of several files', () => {
  const files = { 'a.yaml': program, 'bad.yaml': 'program: [\n', 'c.yaml': 'program: J = 3*a\n' };
  test('each has its findings, though one can not be read', async () => {
    const { out, err, code } = await ran(['lint', ...Object.keys(files), 'none.yaml'], { files });
    expect(out).toMatch(/^a\.yaml: one problem, nothing to correct/);
    expect(out).toMatch(/^c\.yaml:1:16: error: a has no value/m);
    expect(err).toMatch(/^dvar: bad\.yaml:\d+:\d+: the YAML can't be read/);
    expect(err).toMatch(/^dvar: none\.yaml can't be read: there is no such file/m);
    expect(code).toBe(2);
  });
  test('as JSON, too', async () => {
    const { out, code } = await ran(['lint', ...Object.keys(files), '--format', 'json'], { files });
    const { findings } = JSON.parse(out);
    expect(findings.map(({ file, level }: Told) => `${file} ${level}`)).toEqual([
      'bad.yaml error',
      'c.yaml error',
    ]);
    expect(findings[0].line).toBeGreaterThan(0);
    expect(findings[0].message).toMatch(/^the YAML/);
    expect(code).toBe(2);
  });
});

test('sizes that hide what goes wrong in NumPy are told where answers come as Python, and only there', async () => {
  const text = `program: |
  Z = W*X + b
  A = tanh(Z)
  z = v*A + c
  J = mean((z - y).^2)
values: { X: "[1 -2 0.5; 2 1 -1]", W: "[0.1 -0.2; 0.3 0.4; -0.5 0.6]", b: "[0.1; -0.1; 0.3]", v: "[0.7 -0.8 0.9]", c: 0.2, y: "[1 0.2 -1]" }
data: [X, y]
`;
  const hiding = (found: readonly string[]) =>
    found.filter((each) => each.includes('answers come as Python'));
  const found = hiding(await saying(`${text}python: true\n`));
  expect(found.filter((each) => each.includes('as wide as the batch'))).toHaveLength(2);
  expect(found.filter((each) => each.includes('c is a single number'))).toHaveLength(1);
  expect(hiding(await saying(text))).toEqual([]);
});
