import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

jest.setTimeout(120_000);

const problems = 'fixtures/problems';
const shipped = readdirSync(problems).filter((file) => file.endsWith('.yaml'));
/** Further values take their time: expressions are looked at where a rule is a branch, a batch, a sum of ways, or short. */
const telling = ['running-example', 'two-layer-relu', 'logistic-batch', 'tied-weights'].map(
  (id) => `${id}.yaml`,
);
const policies: readonly [string, readonly string[]][] = [
  ['{ answers: any }', shipped],
  ['{ answers: numbers, digits: 10 }', shipped],
  ['{ answers: expressions, tries: 1 }', telling],
];

/** The answers of a key's sheet, and those of its template. */
async function keyOf(text: string): Promise<readonly string[]> {
  const { out, err } = await ran(['handout', 'hw.yaml', '--key'], { files: { 'hw.yaml': text } });
  if (err !== '') throw new Error(err);
  const table = /\nFind, [\s\S]*?\n\n([\s\S]*?)\n\n## How to answer/.exec(out)?.[1] ?? '';
  const sheet = table
    .split('\n')
    .filter((line) => !/^\|[ |-]*\|$/.test(line))
    .map((line) => line.replace(/^\| `(.*)` \| (.*) \|$/, '$1 = $2').trimStart());
  const template = /```\n([\s\S]*)```/.exec(out)?.[1] ?? '';
  return [sheet.join('\n'), template];
}

describe('every key that handout prints gets full marks', () => {
  test.each(policies)('policy: %s', async (policy, files) => {
    for (const file of files) {
      const text = `${readFileSync(`${problems}/${file}`, 'utf8')}\npolicy: ${policy}\n`;
      for (const key of await keyOf(text)) {
        const { out, code } = await ran(['check', 'hw.yaml', 'a.txt', '--format', 'json'], {
          files: { 'hw.yaml': text, 'a.txt': key },
        });
        const { results } = JSON.parse(out);
        const missed = results
          .filter(({ verdict }: { verdict: string }) => !['correct', 'close'].includes(verdict))
          .map(({ name, message }: { name: string; message: string }) => `${file} ${name}: ${message}`);
        expect(missed).toEqual([]);
        expect(code).toBe(0);
      }
    }
  });
});

const lecture = 'program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\n';
const batch = `program: Z = w*X + b; A = sigmoid(Z); J = -mean(Y .* log(A) + (1-Y) .* log(1-A))
values: { w: 2, b: 1, X: "[1 -1]", Y: "[1 0]" }
data: [X, Y]
convention: lecture
`;
const sheet = async (text: string): Promise<string> =>
  (await ran(['handout', 'hw.yaml'], { files: { 'hw.yaml': text } })).out;

describe('a sheet says what is needed, and no more', () => {
  test('of the lecture', async () => {
    const said = (await sheet(lecture)).split('## How to answer')[1];
    expect(said).toBe(`

Fill in the template, one line for each derivative: a number, a fraction, or an expression in the names of the problem, right to 3 significant digits. \`dv\` is short for \`dJ/dv\`, the derivative of J with respect to v. A later answer may use an earlier one by its name, as \`dq = 2*dp\` would in another program.

- \`dvar check hw.yaml answers.txt\` says what is right, line by line.
- To pass, all 5 points are needed. The right rule applied to your own earlier wrong answer gets full points.

\`\`\`
# Fill in what belongs after each equals sign.

dv =
da =
du =
db =
dc =
\`\`\`
`);
  });

  test('numbers take no names', async () => {
    expect(await sheet(`${lecture}policy: { answers: numbers }\n`)).not.toMatch(/by its name|NumPy/);
  });

  test('one question has no later answer', async () => {
    expect(await sheet('program: J = 3*a\nvalues: { a: 2 }\n')).not.toContain('by its name');
  });

  test('what the policy says', async () => {
    const said = await sheet(
      `${lecture}kinds: [local, value]\npolicy: { pass: 50%, follow-through: 0.5, attempts: 2, hints: false, feedback: total }\n`,
    );
    expect(said).toContain("says how many points your answers get, and which of them can't be read.");
    expect(said).toContain('To pass, 2.5 of 5 points are needed.');
    expect(said).toContain('gets 50% of the points.');
    expect(said).toContain(
      "- `dvar quiz hw.yaml`, for practice, takes 2 answers to a question, and gives no hints, and also asks other questions, which you don't hand in.",
    );
  });

  test('whose quiz, and which problem', async () => {
    const problem = (id: string) => `  - { id: ${id}, program: "u = b*c; J = 3*u + b", draw: friendly }\n`;
    const text = `id: hw\nproblems:\n${problem('one')}${problem('two')}policy: { hints: false }\n`;
    const { out } = await ran(['handout', 'hw.yaml', '--student', 'alice'], { files: { 'hw.yaml': text } });
    expect(out).toContain(
      '- `dvar quiz hw.yaml --student alice --problem one`, for practice, gives no hints.',
    );
  });

  test('how matrices are written, and what of a batch is the lecture’s', async () => {
    const said = await sheet(batch);
    expect(said).toContain('- `A*B` is the product of matrices; `A .* B`');
    expect(said).toContain('Whoever writes NumPy (`A @ B`, `A.T`, `np.sum`) writes every line in it.');
    expect(said).toContain(
      "In a batch, `dA` and `dZ` are the lecture's: derivatives of the summed loss, m times `dJ/dA` and `dJ/dZ`.",
    );
    expect(await sheet(lecture)).not.toContain('product of matrices');
  });
});

describe('a sheet of several problems', () => {
  const text = `problems:
  - id: chain
    program: u = b*c; v = a + u; J = 3*v
    draw: friendly
  - id: net
    program: L = (w*x + p)^2
    values: { w: 2, x: 3, p: 1 }
    data: [x]
`;
  const sheet = async (...words: readonly string[]) => {
    const files = { 'hw.yaml': text };
    return (await ran(['handout', 'hw.yaml', '--student', 'alice', ...words], { files })).out;
  };

  test('says whose numbers are drawn, and by which version in the key alone', async () => {
    expect(await sheet()).toContain('\nThe numbers of chain were drawn for you alone.\n');
    expect(await sheet('--key')).toContain('The numbers of chain were drawn for you alone (dvar.draw/');
    const all = text.replace('values: { w: 2, x: 3, p: 1 }', 'draw: friendly');
    const files = { 'hw.yaml': all };
    const { out } = await ran(['handout', 'hw.yaml', '--student', 'alice'], { files });
    expect(out).toContain('\nThese numbers were drawn for you alone.\n');
  });

  test('says what t1 and t2 are where they are asked', async () => {
    const said = await sheet();
    expect(said).toContain('Steps that have no name in the program: `t1 = w*x`, `t2 = t1 + p`.\nFind, from');
    expect(said.split('Steps that have no name')).toHaveLength(2);
  });

  test('shows the form of a later answer in names that no problem has', async () => {
    expect(await sheet()).toContain('by its name, as `ds = 2*dr` would in another program.');
  });
});
