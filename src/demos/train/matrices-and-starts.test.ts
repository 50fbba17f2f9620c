import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ran } from '../../cli/shell/environment.testing.ts';

// `dvar train` on matrices, and from starts that are drawn or all zeros.

interface Train {
  readonly end: string;
  readonly steps: readonly {
    readonly step: number;
    readonly J: number | null;
    readonly parameters: Readonly<Record<string, unknown>>;
  }[];
}

describe('matrices', () => {
  const xor = readFileSync(new URL('../../../fixtures/problems/xor.yaml', import.meta.url), 'utf8');
  const files = { 'xor.yaml': xor };

  test('each entry moves against its own derivative', async () => {
    const argv = ['J = sum((W*X + b - Y).^2)', 'W=[1 -2]', 'X=[1 2 0; 3 -1 1]', 'b=0.5', 'Y=[1 2 3]'];
    const more = ['--data', 'X,Y', '--rate', '0.1', '--steps', '1', '--format', 'json'];
    const { steps } = JSON.parse((await ran(['train', ...argv, ...more])).out) as Train;
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
    expect(out).toMatch(/W = W - rate\*dW, \(20,30\)/);
    expect(out).toContain('W and X were drawn at random (seed 1).');
    expect(out.split('\n').filter((text) => text.length > 60)).toEqual([]);
  });

  test('a value is drawn for any command, and nothing but a value is', async () => {
    const show = ['show', 'J = sum(W)', 'W=randn(2,2)', '--seed', '3'];
    expect((await ran(show)).out).toBe((await ran(show)).out);
    expect((await ran(show)).out).toContain('W was drawn at random (seed 3).');
    expect((await ran(['show', 'J = sum(randn(2,2))'])).err).toMatch(
      /a program can't draw random numbers.*W=randn/,
    );
    expect((await ran(['show', 'J = sum(W)', 'W=randn(2)'])).err).toMatch(/value of W.*rows and columns/);
  });
});
