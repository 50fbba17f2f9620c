import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { screen } from '../../screen/themes.testing.ts';
import { type Around, ran as ranInTime } from '../../shell/environment.testing.ts';
import { costText } from './cost.ts';

// `dvar cost`: N + P against N*P. Counts are exact; times are looked at for being there, not for their size.

const lecture = ['u = b*c; v = a+u; J = 3*v', 'a=5', 'b=3', 'c=2'];
const relu = [
  't1 = w1*x; z1 = t1+b1; a1 = relu(z1); t2 = w2*a1; z2 = t2+b2; a2 = relu(z2); J = 1/2*(a2-y)^2',
  ...['x=1', 'y=5', 'w1=2', 'b1=0', 'w2=3', 'b2=1', '--data', 'x,y'],
];

/** Time flies, so that no loop is run for long. */
const ran = (argv: readonly string[], around: Around = {}) =>
  ranInTime(argv, { clock: () => 100 * performance.now(), ...around });

test('times are told in the unit that fits, microseconds too', () => {
  const contest = { net: null, sizes: { nodes: 3, parameters: 3 }, program: null };
  const race = {
    backprop: { steps: 6, time: 0.00032 },
    sweeps: { run: 3, steps: 9, time: 0.0013 },
    nudging: { run: 3, time: 2 },
    difference: 0,
  };
  expect(costText(contest, race, 'text', screen(80))).toMatch(/320 ns.*1\.3 µs.*2 ms/s);
  expect(costText(contest, race, 'text', screen(80, true))).toMatch(/320 ns.*1\.3 us.*2 ms/s);
});

interface Cost {
  readonly format: string;
  readonly program: string | null;
  readonly nodes: number;
  readonly parameters: number;
  readonly backprop: { readonly steps: number; readonly milliseconds: number };
  readonly sweeps: { readonly steps: number; readonly milliseconds: number; readonly run: number };
  readonly ratio: { readonly counted: number; readonly measured: number };
  readonly nudging: { readonly passes: number; readonly milliseconds: number; readonly run: number };
  readonly difference: number;
}

async function costOf(...argv: readonly string[]): Promise<Cost> {
  const { code, out, err } = await ran(['cost', ...argv, '--format', 'json']);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Cost; // the tests below say of what shape
}

describe('what is counted', () => {
  test('the running example: 6 against 9', async () => {
    const cost = await costOf(...lecture);
    expect(cost).toMatchObject({
      format: 'dvar.cost/1',
      program: 'u = b*c; v = a + u; J = 3*v',
      nodes: 3,
      parameters: 3,
      backprop: { steps: 6 },
      sweeps: { steps: 9, run: 3 },
      nudging: { passes: 3 },
      difference: 0,
    });
    expect(cost.ratio.counted).toBe(1.5);
    for (const time of [cost.backprop, cost.sweeps, cost.nudging])
      expect(time.milliseconds).toBeGreaterThan(0);
  });

  test('the two-layer net: 11 against 28 as it is drawn, whatever the ops that it is run by', async () => {
    const cost = await costOf(...relu);
    expect(cost).toMatchObject({ nodes: 7, parameters: 4, backprop: { steps: 11 }, sweeps: { steps: 28 } });
    const { out } = await ran(['cost', ...relu], { columns: 200, env: { NO_COLOR: '1' } });
    expect(out).toMatch(/N \+ P = 11 .*N\*P = 28 /s);
    expect(out).toContain('N = 7 nodes and P = 4 parameters.\n');
  });

  test('of matrices each entry counts, and both ways run', async () => {
    const argv = [
      'Z = W*X + b; J = mean(sum(Z.^2))',
      'W=[1 2 3; 4 5 6]',
      'X=[1 0; 0 1; 1 1]',
      'b=[1; -1]',
      '--data',
      'X',
    ];
    const cost = await costOf(...argv);
    // Z has 4 entries, and J is one number; W has 6 and b 2.
    expect(cost).toMatchObject({ nodes: 5, parameters: 8 });
    expect(cost).toMatchObject({ backprop: { steps: 13 }, sweeps: { steps: 40, run: 8 } });
    expect(cost.difference).toBeLessThan(1e-14);
    expect((await ran(['cost', ...argv])).out).toContain('Each entry of a matrix counts as one.');
  });

  test('what is too large is counted, and it is said why it is not run', async () => {
    const argv = ['J = sum(W*X)', 'W=randn(300,100)', 'X=randn(100,300)', '--data', 'X'];
    expect(await costOf(...argv)).toMatchObject({
      nodes: 90_001,
      parameters: 30_000,
      sweeps: { steps: 90_001 * 30_000, milliseconds: null, run: 0 },
      difference: null,
    });
    const { out } = await ran(['cost', ...argv]);
    expect(out).toMatch(/counted, not run/);
    expect(out).not.toMatch(/time measured/);
  });

  test('a network of a wanted size; either number implies the other', async () => {
    expect(await costOf('--nodes', '50', '--params', '120')).toMatchObject({
      nodes: 50,
      parameters: 120,
      program: null,
    });
    expect(await costOf('--nodes', '20')).toMatchObject({ nodes: 20, parameters: 200 });
    const cost = await costOf('--params', '1,000');
    expect(cost).toMatchObject({ nodes: 100, parameters: 1000, sweeps: { steps: 100_000, run: 1000 } });
    expect(cost.difference).toBeLessThan(1e-14);
    // Nothing but a broken loop is so far off: the bench looks closer.
    expect(cost.ratio.measured).toBeGreaterThan(cost.ratio.counted / 10);
  });
});

/** The lecture's numbers take their time; they are run once. */
let ofTheLecture: ReturnType<typeof ran> | null = null;
const lectureRun = (): ReturnType<typeof ran> => {
  ofTheLecture ??= ran(['cost']);
  return ofTheLecture;
};

describe('what is printed', () => {
  test("the lecture's table, both ways really run", async () => {
    const { code, out, err } = await lectureRun();
    expect(code).toBe(0);
    expect(err).toBe('');
    const lines = out.split('\n');
    expect(lines[0]).toBe('A network made for this count, with N = 10,000 nodes and P = 100,000 parameters.');
    expect(lines[2]).toBe('                         steps counted        time measured');
    expect(lines[3]).toMatch(/^backprop, one sweep {6}N \+ P = 110,000 {6}[\d.]+ m?s$/);
    expect(lines[4]).toMatch(
      /^one sweep per parameter {2}N\*P = 1,000,000,000 {2}[\d.]+ (?:s|minutes|hours)$/,
    );
    expect(lines[5]).toMatch(/^ratio {20}9,091 {16}[\d,]+$/);
    expect(out).toMatch(
      /Both ways give the same derivatives: they differ by at most \d(?:\.\d)?e-1\d of the\slargest\./,
    );
    expect(out).toMatch(
      /one forward pass for each, would take [\d.]+ (?:s|minutes|hours|days)\s\(estimated\sfrom [\d,]+ of 100,000 passes\)\./,
    );
    expect(out).not.toContain('sweeps were run');
  }, 60_000);

  test.each([40, 25])('fits %i columns', async (columns) => {
    const { out } = await ran(['cost', ...lecture], { columns, env: { NO_COLOR: '1' } });
    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
  });

  test('in sentences with --plain, without commas in numbers', async () => {
    const { out } = await ran(['cost', '--nodes', '200', '--plain']);
    expect(out).toContain('one sweep per parameter: steps counted N times P is 400000, time measured ');
    expect(out).not.toMatch(/\d,\d|comma|apostrophe/);
  });
});

describe('a bar on standard error', () => {
  const slow = ['cost', '--nodes', '1000'];

  test('in a terminal, taken away when all is done', async () => {
    const { err } = await ran(slow, { columns: 60 });
    expect(err).toMatch(/^\r\[#*\.*\] +\d+%/);
    expect(err.endsWith('\r\x1b[K')).toBe(true);
  });

  test.each([
    ['a pipe', slow, {}],
    ['--plain', [...slow, '--plain'], { columns: 60 }],
    ['TERM=dumb', slow, { columns: 60, env: { TERM: 'dumb' } }],
  ])('none with %s', async (_, argv, around) => {
    expect((await ran(argv, around)).err).toBe('');
  });
});

describe('what is refused is said in one line', () => {
  test.each([
    [['--nodes', '0'], /--nodes.*whole number from 1 on/],
    [['--nodes', '-3'], /--nodes.*whole number from 1 on/],
    [['--params', 'many'], /--params.*whole number from 1 on/],
    [['--params', '2.5'], /--params.*whole number from 1 on/],
    [['--nodes', '1e7'], /more than 5,000,000 together; use fewer/],
    [[...lecture, '--nodes', '5'], /a program has nodes and parameters of its own/],
    [['J = a', 'a=1', '--data', 'a'], /there is no parameter: J depends only on data/],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await ran(['cost', ...argv]);
    expect(err).toMatch(/^dvar: [^\n]*\n$/);
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

test('the manual shows this screen, but for its times', async () => {
  const page = readFileSync(new URL('../../../manual/demonstrations.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```text\n\$ dvar cost\n([\s\S]*?)```/.exec(page) ?? [];
  // Times, and what is said of them, differ from run to run.
  const parts = (screen: string): readonly string[] =>
    screen
      .split('\n')
      .slice(0, 10)
      .map((line) => line.replace(/(?<=\S {2,})\d[\d.,]*(?: \w+)?$/, '...').trimEnd());
  expect(parts(shown).join('\n')).toContain('N*P = 1,000,000,000  ...');
  expect(parts((await lectureRun()).out)).toEqual(parts(shown));
}, 60_000);
