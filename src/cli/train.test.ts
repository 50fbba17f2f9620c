import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ran } from './world.testing.ts';

// `dvar train`: what a derivative is for. The pages hold one step of every lecture's network, as the screen shows it.

const folder = new URL('../../fixtures/descents/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

interface Train {
  readonly end: string;
  readonly calmerRate?: number | null;
  readonly steps: readonly {
    readonly step: number;
    readonly J: number | null;
    readonly parameters: Readonly<Record<string, number | null>>;
  }[];
}

async function trained(...argv: readonly string[]): Promise<Train> {
  const { code, out, err } = await ran(['train', ...argv, '--format', 'json']);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Train; // the tests below say of what shape
}

test('the pages are there', () => {
  expect(files.length).toBeGreaterThanOrEqual(5);
});

test.each(files)('%s', async (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const [, line = '', screen] = /^# \S.*\n\ndvar (train .+)\n\n==>\n(.+)$/s.exec(text) ?? [];
  if (!screen) throw new Error("a page says '# why', the command, '==>' and what it prints");
  const argv = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const { code, out } = await ran(argv);
  expect(out).toBe(screen);
  expect(code).toBe(0);
});

describe('descent', () => {
  test('moves towards 0 from both sides', async () => {
    for (const sign of [1, -1]) {
      const { steps } = await trained('J = w^2', `w=${sign * 3}`, '--steps', '2');
      expect(steps.map(({ parameters }) => parameters.w)).toEqual([
        3 * sign,
        2.4 * sign,
        expect.closeTo(1.92 * sign, 12),
      ]);
    }
  });

  test('takes all parameters together, from the old values', async () => {
    // One after the other, v would be moved with the new w.
    const { steps } = await trained('J = w*v', 'w=2', 'v=3', '--rate', '0.5', '--steps', '1');
    expect(steps[1]?.parameters).toEqual({ w: 0.5, v: 2 });
  });

  test('data and what --wrt leaves out stay where they are', async () => {
    const { steps } = await trained(
      'J = (w*x + b)^2',
      'w=1',
      'x=2',
      'b=1',
      '--data',
      'x',
      '--wrt',
      'b',
      '--steps',
      '1',
    );
    expect(Object.keys(steps[1]?.parameters ?? {})).toEqual(['b']);
  });

  test('fits a line through one point', async () => {
    const { end, steps } = await trained(
      'J = (w*x + b - y)^2',
      'w=0',
      'b=0',
      'x=2',
      'y=7',
      '--data',
      'x,y',
      '--rate',
      '0.05',
    );
    expect(end).toBe('flat');
    const { w, b } = steps.at(-1)?.parameters ?? {};
    expect(2 * (w ?? 0) + (b ?? 0)).toBeCloseTo(7, 6);
  });

  test('says when it diverges, and the rate that it names does not', async () => {
    const argv = ['J = w^2', 'w=3', '--steps', '50'];
    const { end, calmerRate } = await trained(...argv, '--rate', '1.5');
    expect(end).toBe('diverged');
    expect(calmerRate).toBeGreaterThan(0);
    const calmer = await trained(...argv, '--rate', String(calmerRate));
    expect(calmer.end).not.toBe('diverged');
    expect(calmer.steps.at(-1)?.J).toBeLessThan(9);
  });

  test('ends where the output falls for ever, is flat, or has no value or no derivative', async () => {
    expect((await trained('J = -w^2', 'w=1', '--rate', '1')).end).toBe('bottomless');
    expect((await trained('J = w^2', 'w=0')).end).toBe('flat');
    expect((await trained('J = -log(w)*-1', 'w=0.1', '--rate', '1')).end).toBe('diverged');
    expect((await trained('J = sqrt(w)', 'w=1', '--rate', '2')).end).toBe('stuck');
  });
});

describe('matrices', () => {
  const xor = readFileSync(new URL('../../fixtures/problems/xor.yaml', import.meta.url), 'utf8');
  const files = { 'xor.yaml': xor };

  test('each entry moves against its own derivative', async () => {
    const argv = ['J = sum((W*X + b - Y).^2)', 'W=[1 -2]', 'X=[1 2 0; 3 -1 1]', 'b=0.5', 'Y=[1 2 3]'];
    const { steps } = await trained(...argv, '--data', 'X,Y', '--rate', '0.1', '--steps', '1');
    const shown = await ran(['show', ...argv, '--data', 'X,Y', '--backward', '--format', 'json']);
    const { gradients } = JSON.parse(shown.out) as { gradients: { W: number[][]; b: number } };
    const [[w1 = 0, w2 = 0] = []] = gradients.W;
    expect(steps[1]?.parameters).toEqual({
      W: [[expect.closeTo(1 - 0.1 * w1, 12), expect.closeTo(-2 - 0.1 * w2, 12)]],
      b: expect.closeTo(0.5 - 0.1 * gradients.b, 12),
    });
  });

  test('all outputs are in the JSON, of the parameters those of told steps alone', async () => {
    const argv = ['train', 'xor.yaml', '--seed', '1', '--steps', '30', '--format', 'json'];
    const { out } = await ran(argv, { files });
    const run = JSON.parse(out) as Train & { outputs: number[]; seed: number };
    expect(run.seed).toBe(1);
    expect(run.outputs).toHaveLength(31);
    expect(run.steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 5, 10, 20, 30]);
    for (const { step, J } of run.steps) expect(run.outputs[step]).toBe(J);
  });

  test('a two-layer network learns the exclusive or from a seeded start, and from zeros it does not', async () => {
    const argv = ['train', 'xor.yaml', '--rate', '1', '--steps', '1000', '--format', 'json'];
    const run = JSON.parse((await ran([...argv, '--seed', '1'], { files })).out) as Train;
    type Net = { W1: number[][]; b1: number[][]; W2: number[][]; b2: number };
    const none: Net = { W1: [], b1: [], W2: [], b2: Number.NaN };
    const { W1, b1, W2, b2 } = { ...none, ...(run.steps.at(-1)?.parameters as Partial<Net> | undefined) };
    for (const [x1, x2] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const hidden = W1.map(([p = 0, q = 0], i) => Math.tanh(p * x1 + q * x2 + (b1[i]?.[0] ?? 0)));
      const z = hidden.reduce((sum, h, i) => sum + h * (W2[0]?.[i] ?? 0), b2);
      expect(Math.abs(1 / (1 + Math.exp(-z)) - (x1 === x2 ? 0 : 1))).toBeLessThan(0.02);
    }
    const zeros = JSON.parse((await ran([...argv, '--init', 'zeros'], { files })).out) as Train;
    expect(zeros.steps.at(-1)?.J).toBeCloseTo(Math.log(2), 6);
  });

  test('why not zeros is said, with what is seen', async () => {
    const one = (text: string): string => text.replaceAll('\n', ' ');
    const { out } = await ran(['train', 'xor.yaml', '--init', 'zeros'], { files });
    expect(one(out)).toMatch(/still alike.*the rows of W1, each \[0 0\].*W1=randn\(3,2\)/);
    expect(out).not.toContain('drawn at random');
    const line = await ran([
      'train',
      'J = (w*x + b - y)^2',
      'w=1',
      'x=2',
      'b=3',
      'y=1',
      '--data',
      'x,y',
      '--init',
      'zeros',
    ]);
    expect(one(line.out)).toMatch(/Zeros did no harm here/);
    const pair = await ran([
      'train',
      'J = (v*tanh(p*x) + v*tanh(q*x) - 1)^2',
      'p=1',
      'q=2',
      'v=0.5',
      'x=1',
      '--wrt',
      'p,q',
      '--data',
      'x',
      '--init',
      'zeros',
      '--steps',
      '10',
    ]);
    expect(one(pair.out)).toMatch(/p and q, each 0\.\d+/);
  });

  test('of a large one the shape stands there', async () => {
    const argv = ['train', 'J = mean(sum((W*X).^2))', 'W=0.1*randn(20,30)', 'X=randn(30,5)', '--data', 'X'];
    const { out, code } = await ran([...argv, '--steps', '3', '--seed', '1'], {
      columns: 60,
      env: { NO_COLOR: '1' },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/W = W - rate\*dW {2}\(20,30\)/);
    expect(out).toContain('W and X were drawn at random, with --seed 1.');
    expect(out.split('\n').filter((text) => text.length > 60)).toEqual([]);
  });

  test('a value is drawn for any command, and nothing but a value is', async () => {
    const show = ['show', 'J = sum(W)', 'W=randn(2,2)', '--seed', '3'];
    expect((await ran(show)).out).toBe((await ran(show)).out);
    expect((await ran(show)).out).toContain('W was drawn at random, with --seed 3.');
    expect((await ran(['show', 'J = sum(randn(2,2))'])).code).toBe(2);
    expect((await ran(['show', 'J = sum(W)', 'W=randn(2)'])).err).toMatch(/value of W.*rows and columns/);
  });
});

describe('what is printed', () => {
  const argv = [
    'train',
    'J = (w*x + b - y)^2',
    'w=0',
    'b=0',
    'x=2',
    'y=7',
    '--data',
    'x,y',
    '--rate',
    '0.01',
  ];

  test.each([40, 25])('fits %i columns', async (columns) => {
    const { out } = await ran(argv, { columns, env: { NO_COLOR: '1' } });
    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
  });

  test('in ASCII where only that is safe, and in sentences with --plain', async () => {
    expect((await ran(argv, { env: { LC_ALL: 'C' } })).out).not.toMatch(/[^\x00-\x7f]/);
    const { out } = await ran([...argv, '--plain']);
    expect(out).not.toMatch(/[│•|*=]/);
    expect(out).toMatch(/^step 1: J 39\.69, w 0\.28, b 0\.14\.$/m);
  });
});

describe('what is refused is said in one line', () => {
  test.each([
    [['--rate', '0'], /--rate.*above 0/],
    [['--rate', '-0.1'], /--rate.*above 0/],
    [['--rate', 'NaN'], /--rate.*above 0/],
    [['--steps', '0'], /--steps.*whole number from 1 on/],
    [['--steps', '1e9'], /--steps goes up to 100000/],
    [['--wrt', 'q'], /--wrt names q/],
    [['--data', 'w'], /there is no parameter to move/],
  ])('%j', async (more, message) => {
    const { code, out, err } = await ran(['train', 'J = w^2', 'w=3', ...more]);
    expect(err).toMatch(/^dvar: [^\n]*\n$/);
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
