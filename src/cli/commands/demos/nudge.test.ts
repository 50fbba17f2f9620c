import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../../../fixtures.testing.ts';
import { ran } from '../../shell/environment.testing.ts';

// `dvar nudge`: the lectures' pages on what a derivative is, every number of them, as the screen shows them.

const folder = new URL('../../../../fixtures/nudges/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
const lecture = ['nudge', 'u = b*c; v = a+u; J = 3*v', 'a=5', 'b=3', 'c=2'];

function pageIn(text: string): { readonly argv: readonly string[]; readonly screen: string } {
  const [, line, screen] = /^# \S.*\n\ndvar (nudge .+)\n\n==>\n(.+)$/s.exec(text) ?? [];
  if (!line || !screen) throw new Error("a page says '# why', the command, '==>' and what it prints");
  return {
    argv: [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
    screen,
  };
}

test('the pages are there', () => {
  expect(files.length).toBeGreaterThanOrEqual(15);
});

test.each(files)('%s', async (file) => {
  const { argv, screen } = pageIn(readFileSync(new URL(file, folder), 'utf8'));
  const { code, out, err } = await ran(argv);
  expectFixture(new URL(file, folder), out, screen, (part) => `\n==>\n${part}`);
  expect(err).toBe('');
  expect(code).toBe(0);
});

describe('a nudge of a matrix', () => {
  const net = [
    'Z = W*X + b; J = sum(tanh(Z))',
    'W=[1 -1; 0.5 2]',
    'X=[1 0 2; -1 1 0.5]',
    'b=[0; 1]',
    '--data',
    'X',
  ];
  const as = async (...more: readonly string[]) => {
    const { out, err } = await ran(['nudge', ...net, ...more, '--format', 'json']);
    expect(err).toBe('');
    return JSON.parse(out) as {
      var: string;
      derivative: number;
      formula: string;
      nudges: {
        ratio: number;
        moves: { name: string; row?: number; column?: number; moved?: number; change: number }[];
      }[];
    };
  };

  test('moves one entry, and shows of each step the one that moved most and how many moved', async () => {
    const seen = await as('--var', 'W(2,1)', '--by', '0.01');
    expect(seen.var).toBe('W(2,1)');
    const [{ moves: all, ratio } = { moves: [], ratio: Number.NaN }] = seen.nudges;
    const moves = all.filter(({ name }) => !name.startsWith('t'));
    expect(moves.map(({ name }) => name)).toEqual(['W', 'Z', 'J']);
    expect(moves[0]).toMatchObject({ row: 2, column: 1, moved: 1, change: expect.closeTo(0.01, 12) });
    // X's first row is 1 0 2: the second row of Z moves by the nudge times these, the middle one not at all.
    expect(moves[1]).toMatchObject({ row: 2, column: 3, moved: 2, change: expect.closeTo(0.02, 12) });
    expect(moves[2]).not.toHaveProperty('row');
    // d tanh(z) = 1 - tanh(z)^2 at z = 0.5 - 2 + 1 and z = 1 + 1 + 1.
    const slope = 1 - Math.tanh(-0.5) ** 2 + 2 * (1 - Math.tanh(3) ** 2);
    expect(seen.derivative).toBeCloseTo(slope, 12);
    expect(ratio).toBeCloseTo(slope, 2);
  });

  test('takes the entry with the largest derivative where none is named, and says so', async () => {
    const { out } = await ran(['nudge', ...net, '--var', 'W']);
    const { gradients } = JSON.parse((await ran(['show', ...net, '--backward', '--format', 'json'])).out) as {
      gradients: { W: number[][] };
    };
    const sizes = gradients.W.flat().map(Math.abs);
    const largest = sizes.indexOf(Math.max(...sizes));
    const name = `W(${Math.floor(largest / 2) + 1},${(largest % 2) + 1})`;
    expect(out).toContain(`Of all entries of W this one has the largest derivative: ${name}.`);
    expect(out).toContain("That is an entry of dJ/dW = dJ/dZ * X'.");
  });

  test('shows the derivative of the output, whatever the convention of the file', async () => {
    const files = {
      'batch.yaml': readFileSync(
        new URL('../../../../fixtures/problems/batch.yaml', import.meta.url),
        'utf8',
      ),
    };
    const { out } = await ran(['nudge', 'batch.yaml', '--var', 'Z2(1,2)'], { files });
    expect(out).toContain('dJ/dZ2(1,2) = 0.1856');
  });

  test('in words, and on narrow screens', async () => {
    const plain = (await ran(['nudge', ...net, '--var', 'W(2,1)', '--plain'])).out;
    expect(plain).toMatch(/^W row 2 column 1: before 0\.5, after 0\.501,.* moved 1 of 4\.$/m);
    expect(plain).toMatch(/the derivative of J with respect to W row 2 column 1 is/);
    for (const columns of [40, 20]) {
      const { out } = await ran(['nudge', ...net, '--var', 'W'], { columns, env: { NO_COLOR: '1' } });
      expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
    }
  });

  test.each([
    ['W(3,1)', /--var names W\(3,1\), and W is \(2,2\): rows go from 1 to 2 and columns from 1 to 2/],
    ['W(0,1)', /rows go from 1/],
    ['J(1,1)', /dJ\/dJ is 1/],
    ['V(1,1)', /--var names V, but the program has no V/],
  ])('%s is refused', async (name, message) => {
    const { code, out, err } = await ran(['nudge', ...net, '--var', name]);
    expect(err).toMatch(message);
    expect(err).toMatch(/^dvar: [^\n]*\n$/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('a nudge', () => {
  test('as JSON, in full precision', async () => {
    const { out } = await ran([...lecture, '--var', 'b', '--by', '0.5', '--format', 'json']);
    expect(JSON.parse(out)).toEqual({
      format: 'dvar.nudge/1',
      program: 'u = b*c; v = a + u; J = 3*v',
      output: 'J',
      var: 'b',
      derivative: 6,
      formula: '3*c',
      nudges: [
        {
          by: 0.5,
          ratio: 6,
          corner: null,
          moves: [
            { name: 'b', before: 3, after: 3.5, change: 0.5 },
            { name: 'u', before: 6, after: 7, change: 1 },
            { name: 'v', before: 11, after: 12, change: 1 },
            { name: 'J', before: 33, after: 36, change: 3 },
          ],
        },
      ],
    });
  });

  test('that moves nothing says so', async () => {
    const { out } = await ran(['nudge', 'u = 2*a; J = 3*b', 'a=1', 'b=1', '--var', 'a']);
    expect(out).toContain('A step of ε = 0.001 in a did not move J.');
    expect(out).toContain('dJ/da = 0');
  });

  test('that is too large, or too tiny, does not pass for the derivative', async () => {
    expect((await ran(['nudge', 'J = w^3', 'w=2', '--by', '5'])).out).toMatch(
      /too big to show the derivative.*--by 0\.005/s,
    );
    expect((await ran(['nudge', 'J = w^3', 'w=2', '--by', '1e-15'])).out).toMatch(/rounding.*--by 0\.001/s);
  });

  test('where there is no derivative says why', async () => {
    const { out } = await ran(['nudge', 'J = sqrt(w)', 'w=0']);
    expect(out).toMatch(/There is no derivative to compare it with: .*vertical/s);
  });

  test.each([40, 20])('fits %i columns', async (columns) => {
    for (const more of [['--var', 'b', '--by', '0.1,0.01'], ['--all']]) {
      const { out } = await ran([...lecture, ...more], { columns, env: { NO_COLOR: '1' } });
      expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
      expect(out).not.toBe('');
    }
  });

  test('is said in sentences with --plain, and in ASCII where only that is safe', async () => {
    const { out } = await ran([...lecture, '--var', 'b', '--plain']);
    expect(out).toContain('u equals b times c: before 6, after 6.002, moved by 0.002, ratio 2.\n');
    expect(out).toContain(
      'the derivative of J with respect to b equals 3 times c, which is 3 times 2, which is 6.\n',
    );
    const ascii = await ran([...lecture, '--var', 'b'], { env: { LC_ALL: 'C' } });
    expect(ascii.out).toMatch(/dJ\/db = 3\*c/);
    expect(ascii.out).not.toMatch(/[^\x00-\x7f]/);
  });
});

describe('--all', () => {
  test('gives exit code 1 where a witness disagrees', async () => {
    // It swings faster than a nudge is wide, so that differences see nothing of its slope.
    const { code, out } = await ran(['nudge', 'J = sin(100000*w)', 'w=1', '--all']);
    expect(out).toContain('DISAGREE');
    expect(code).toBe(1);
  });

  test.each([
    ['max(a, b)', '0.001'],
    ['min(a, b)', '-0.001'],
  ])('a ratio that agrees with the rule at a tie of %s is no derivative', async (written, by) => {
    const { out } = await ran(['nudge', `J = ${written}`, 'a=1', 'b=1', '--var', 'a', '--by', by]);
    expect(out.replaceAll('\n', ' ')).toMatch(
      /has a corner here: the other way the ratio is 0\. So there is no derivative; by the rule for such a corner, .* = 1\./,
    );
    const smooth = await ran(['nudge', 'J = max(a, b) + min(a, b)', 'a=1', 'b=1', '--var', 'a', '--by', by]);
    expect(smooth.out).toContain('That is the derivative');
  });

  test('where corners cancel both sides have one slope, and nudging confirms it', async () => {
    const { code, out } = await ran(['nudge', 'a = relu(x); b = relu(-x); J = a - b', 'x=0', '--all']);
    expect(out).toMatch(/dJ\/dx {2}1 {5}1 {8}\S+ +0 +agree\n/);
    expect(out).not.toContain('corner');
    expect(code).toBe(0);
  });

  test('is what show --witness adds', async () => {
    const { out } = await ran([...lecture, '--all']);
    const show = await ran(['show', ...lecture.slice(1), '--witness']);
    expect(show.out.endsWith(`\n\n${out}`)).toBe(true);
  });

  test('as JSON: a corner by the name of its step', async () => {
    const { out } = await ran(['nudge', 'a = relu(z); J = 3*a', 'z=0', '--all', '--format', 'json']);
    const { agrees, derivatives } = JSON.parse(out) as { agrees: boolean; derivatives: readonly object[] };
    expect(agrees).toBe(true);
    expect(derivatives[1]).toMatchObject({ name: 'z', derivative: 0, nudged: null, corner: { step: 'a' } });
  });

  test('says what has no derivative', async () => {
    expect((await ran(['nudge', 'J = sqrt(w)', 'w=0', '--all'])).out).toMatch(
      /^There is no derivative to check\.\n.*vertical/s,
    );
  });
});

describe('what is refused is said in one line', () => {
  test.each([
    [['--var', 'b', '--by', '0'], /--by.*other than 0.*try 0\.001/],
    [['--var', 'b', '--by', 'x'], /--by.*it must be a number/],
    [['--var', 'b', '--by', ','], /--by.*it must be a number/],
    [['--var', 'b', '--by', 'NaN'], /--by.*it must be a number/],
    [['--var', 'q'], /--var names q, but the program has no q/],
    [['--var', 'J'], /dJ\/dJ is 1/],
    [['--var', 'a', '--data', 'a'], /a is data/],
    [[], /say what to nudge, as in --var b; you can nudge b, c, a/],
    [['--all', '--by', '1'], /--all nudges everything/],
    [['--var', 'b', '--by', '1e999'], /--by/],
  ])('%j', async (more, message) => {
    const { code, out, err } = await ran([...lecture, ...more]);
    expect(err).toMatch(/^dvar: [^\n]*\n$/);
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('a nudge out of what a step can take', async () => {
    const { code, err } = await ran(['nudge', 'J = log(w)', 'w=0.5', '--by', '-1']);
    expect(err).toBe('dvar: J = log(w) has no value where w is -0.5; nudge w by less, or the other way\n');
    expect(code).toBe(2);
  });
});
