import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Around, ran } from '../shell/environment.testing.ts';

// `dvar train` on examples from a file. The optima that it must reach are found here without the engine, or were published.

const shipped = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/data/${name}`, import.meta.url), 'utf8');
const files = { 'forbes.csv': shipped('forbes.csv'), 'challenger.csv': shipped('challenger.csv') };

interface Train {
  readonly end: string;
  readonly seed?: number;
  readonly examples?: object;
  readonly outputs: readonly number[];
  readonly steps: readonly {
    readonly step: number;
    readonly epoch?: number;
    readonly J: number;
    readonly parameters: Readonly<Record<string, number>>;
  }[];
}

async function trained(argv: readonly string[], around: Around = { files }): Promise<Train> {
  const { code, out, err } = await ran(['train', ...argv, '--format', 'json'], around);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Train; // the tests below say of what shape
}

const last = (run: Train): Readonly<Record<string, number>> => run.steps.at(-1)?.parameters ?? {};

const rowsOf = (text: string): readonly (readonly [number, number])[] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [x = Number.NaN, y = Number.NaN] = line.split(',').map(Number);
      return [x, y];
    });

/** To four digits. */
function near(value: number | undefined, expected: number): void {
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThan(0.5e-3 * Math.abs(expected));
}

describe("Forbes's boiling points: pressure over temperature, a straight line", () => {
  const rows = rowsOf(files['forbes.csv']);
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b) / numbers.length;
  const [x, y] = [mean(rows.map(([each]) => each)), mean(rows.map(([, each]) => each))];
  const slope =
    rows.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    rows.reduce((sum, [a]) => sum + (a - x) ** 2, 0);

  test('the closed form gives what is published: -81.064 and 0.5229', () => {
    expect(rows).toHaveLength(17);
    expect(slope).toBeCloseTo(0.52289, 5);
    expect(y - slope * x).toBeCloseTo(-81.0637, 4);
  });

  test.each([
    ['example by example', 'J = (w*(bp - 203) + b - pres)^2', ['w=0', 'b=0'], []],
    ['side by side', 'J = mean((w*(X - 203) + b - Y).^2)', ['w=0', 'b=0'], ['--columns', 'X=bp; Y=pres']],
  ])('descent comes there, %s', async (_, program, values, more) => {
    const run = await trained([
      program,
      ...values,
      '--data-file',
      'forbes.csv',
      ...more,
      '--rate',
      '0.01',
      '--steps',
      '2000',
    ]);
    near(last(run).w, slope);
    near((last(run).b ?? 0) - 203 * (last(run).w ?? 0), y - slope * x);
  });

  test('and batches come near it', async () => {
    const run = await trained([
      'J = (w*(bp - 203)/5 + b - pres)^2',
      'w=0',
      'b=0',
      ...['--data-file', 'forbes.csv', '--batch', '4', '--epochs', '200', '--rate', '0.02', '--seed', '5'],
    ]);
    expect(Math.abs((last(run).w ?? 0) / 5 - slope)).toBeLessThan(0.05);
    expect(Math.abs((last(run).b ?? 0) - 25.1)).toBeLessThan(0.5);
  });
});

describe("the Challenger's seals: distress over temperature, a logistic curve", () => {
  const rows = rowsOf(files['challenger.csv']);

  /** Newton's method on the log likelihood of a + b*(T - 70). */
  function byNewton(): { readonly a: number; readonly b: number } {
    let [a, b] = [0, 0];
    for (let round = 0; round < 30; round++) {
      let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
      for (const [temperature, y] of rows) {
        const t = temperature - 70;
        const p = 1 / (1 + Math.exp(-(a + b * t)));
        [ga, gb] = [ga + y - p, gb + (y - p) * t];
        const q = p * (1 - p);
        [haa, hab, hbb] = [haa + q, hab + q * t, hbb + q * t * t];
      }
      const det = haa * hbb - hab * hab;
      [a, b] = [a + (hbb * ga - hab * gb) / det, b + (haa * gb - hab * ga) / det];
    }
    return { a, b };
  }

  test("Newton's method gives what is published: 15.0429 and -0.2322", () => {
    const { a, b } = byNewton();
    expect(rows).toHaveLength(23);
    expect(a - 70 * b).toBeCloseTo(15.0429, 4);
    expect(b).toBeCloseTo(-0.2322, 4);
  });

  test('descent comes there', async () => {
    const run = await trained([
      'a = sigmoid(w*(T - 70)/10 + b); J = -(y*log(a) + (1-y)*log(1-a))',
      ...['w=0', 'b=0', '--data-file', 'challenger.csv', '--columns', 'T=temperature; y=distress'],
      ...['--rate', '2', '--steps', '1000'],
    ]);
    const { a, b } = byNewton();
    near(last(run).w, 10 * b);
    near(last(run).b, a);
  });
});

describe('batches and epochs', () => {
  const points = { 'p.csv': 'x,y\n1,10\n2,20\n3,30\n4,40\n5,50\n' };
  const line = ['J = (w*x - y)^2', 'w=0', '--data-file', 'p.csv', '--rate', '0.01'];

  test('a step over all examples goes by the mean of their derivatives', async () => {
    const { steps, outputs } = await trained([...line, '--steps', '1'], { files: points });
    // dJ/dw of each is 2*(w*x - y)*x = -20*x^2, and the mean of x^2 is 11.
    expect(steps[1]?.parameters.w).toBeCloseTo(0.01 * 20 * 11, 12);
    expect(outputs[0]).toBeCloseTo(1100, 9);
  });

  test('an epoch sees every example once, in another order for another seed, in the same one for the same', async () => {
    // While the rate moves w by nothing to speak of, each batch of one tells by its output which example it was.
    const seen = async (seed: string) => {
      const run = await trained(
        [
          'J = (w*x - y)^2',
          'w=0',
          '--data-file',
          'p.csv',
          '--rate',
          '1e-15',
          '--batch',
          '1',
          '--epochs',
          '3',
          '--seed',
          seed,
        ],
        { files: points },
      );
      expect(run.examples).toEqual({ file: 'p.csv', count: 5, batch: 1, batches: 5 });
      return run.outputs.map((output) => Math.round(Math.sqrt(output) / 10));
    };
    const orders = await seen('1');
    expect(orders).toHaveLength(15);
    for (const epoch of [0, 1, 2])
      expect(orders.slice(5 * epoch, 5 * epoch + 5).toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(orders.slice(0, 5)).not.toEqual(orders.slice(5, 10));
    expect(await seen('1')).toEqual(orders);
    expect(await seen('2')).not.toEqual(orders);
  });

  test('the last batch may be smaller; J in the table is that of all examples', async () => {
    const run = await trained([...line, '--batch', '2', '--epochs', '2', '--seed', '1'], { files: points });
    expect(run.outputs).toHaveLength(6);
    expect(run.steps.map(({ step, epoch }) => [step, epoch])).toEqual([
      [0, 0],
      [3, 1],
      [6, 2],
    ]);
    for (const { J, parameters } of run.steps) expect(J).toBeCloseTo(11 * ((parameters.w ?? 0) - 10) ** 2, 6);
  });

  test('side by side, a batch is so many columns, also the smaller last one', async () => {
    const columns = ['J = mean((W*X - Y).^2)', 'W=[0 0]', '--data-file', 'q.csv', '--rate', '0.01'];
    const around = { files: { 'q.csv': 'X1,X2,Y\n1,0,1\n0,1,2\n1,1,3\n' } };
    const run = await trained(
      [...columns, '--batch', '2', '--epochs', '400', '--rate', '0.2', '--seed', '2'],
      around,
    );
    expect(run.steps.at(-1)?.parameters.W).toEqual([[expect.closeTo(1, 3), expect.closeTo(2, 3)]]);
  });

  test('it is said what a batch is and what an epoch is', async () => {
    const around = { files: points, columns: 80, env: { NO_COLOR: '1' } };
    const whole = (await ran(['train', ...line], around)).out;
    expect(whole.replaceAll('\n', ' ')).toMatch(
      /^Five examples from p.csv. Each update uses all of them.*one update is one epoch/,
    );
    const { out } = await ran(['train', ...line, '--batch', '1', '--epochs', '1', '--seed', '9'], around);
    expect(out.replaceAll('\n', ' ')).toMatch(
      /stochastic gradient descent.*epoch is over.*after 5 steps.*--seed 9/,
    );
    for (const columns of [40, 25]) {
      const narrow = await ran(['train', ...line, '--batch', '2'], { ...around, columns });
      expect(narrow.out.split('\n').filter((text) => text.length > columns)).toEqual([]);
    }
    const plain = (await ran(['train', ...line, '--batch', '2', '--plain'], { files: points })).out;
    expect(plain).toMatch(/^epoch 1: step 3, J /m);
    expect(plain).not.toMatch(/plot/);
  });

  test('long work draws a bar on standard error, and takes it away', async () => {
    let time = 0;
    const clock = () => (time += 50);
    const { err } = await ran(['train', ...line, '--steps', '200'], { files: points, columns: 80, clock });
    expect(err).toMatch(/\[#+\.*\] +\d+%/);
    expect(err.endsWith('\r\x1b[K')).toBe(true);
  });

  test.each([
    [['--batch', '2'], /--batch needs examples from a file/],
    [['--epochs', '2'], /--epochs needs examples from a file/],
    [['--columns', 'x=a'], /--columns needs examples from a file/],
    [['--data-file', 'p.csv', '--steps', '5', '--epochs', '5'], /--steps and --epochs both/],
    [['--data-file', 'p.csv', '--epochs', '1000000'], /more than 100000 steps/],
    [['--data-file', 'p.csv', '--columns', 'x'], /--columns.*X=x1,x2/],
    [['--data-file', 'p.csv', '--batch', '0'], /--batch.*whole number from 1 on/],
    [['--data-file', 'none.csv'], /none\.csv can't be read: there is no such file/],
    [['--data-file', 'bad.csv'], /^dvar: bad\.csv:3:3: y is missing in this row/],
  ])('%j is refused in one line', async (more, message) => {
    const around = { files: { ...points, 'bad.csv': 'x,y\n1,2\n3,\n' } };
    const { code, out, err } = await ran(['train', 'J = (w*x - y)^2', 'w=0', 'x=1', 'y=1', ...more], around);
    expect(err.split('\n')[0]).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
