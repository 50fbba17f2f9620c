import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../../../fixtures.testing.ts';
import { ran } from '../../shell/environment.testing.ts';

// `dvar train`: what a derivative is for. The pages hold one step of every lecture's network, as the screen shows it.

const folder = new URL('../../../../fixtures/descents/', import.meta.url);
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
  expectFixture(new URL(file, folder), out, screen, (part) => `\n==>\n${part}`);
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

  test.each(['log(w)', 'sqrt(w)'])('a step out of the values of %s goes past no bottom', async (written) => {
    const { out } = await ran(['train', `J = ${written}`, 'w=0.01', '--rate', '2']);
    const said = out.replaceAll('\n', ' ');
    expect(said).toContain('so long that they leave the values at which J can be computed.');
    expect(said).not.toContain('bottom');
  });

  test('a rate that only jumps across the bottom is neither recommended nor passed over', async () => {
    expect((await trained('J = w^2', 'w=3', '--rate', '2')).calmerRate).toBeLessThan(1);
    const across = (await ran(['train', 'J = w^2', 'w=3', '--rate', '1', '--steps', '5'])).out;
    expect(across.replaceAll('\n', ' ')).toContain(
      'J is 9, as at the start: each step jumps across the bottom, and lands as high on the other side.',
    );
    const short = (await ran(['train', 'J = w^2', 'w=3', '--rate', '1e-13', '--steps', '5'])).out;
    expect(short).not.toContain('jumps');
  });

  test('says how data is left alone, where nothing says what is data', async () => {
    const line = ['train', 'J = (w*x + b - y)^2', 'w=0', 'b=0', 'x=2', 'y=7', '--steps', '2'];
    const says = 'Every input moves. To leave one out, add --data y.';
    expect((await ran(line)).out).toContain(says);
    for (const more of [
      ['--data', 'x,y'],
      ['--wrt', 'w,b'],
    ])
      expect((await ran([...line, ...more])).out).not.toContain('Every given');
  });

  test('ends where the output falls for ever, is flat, or has no value or no derivative', async () => {
    expect((await trained('J = -w^2', 'w=1', '--rate', '1')).end).toBe('bottomless');
    expect((await trained('J = w^2', 'w=0')).end).toBe('flat');
    expect((await trained('J = -log(w)*-1', 'w=0.1', '--rate', '1')).end).toBe('diverged');
    expect((await trained('J = sqrt(w)', 'w=1', '--rate', '2')).end).toBe('stuck');
  });
});

describe('how it went is said in words', () => {
  const told = async (...argv: string[]) => (await ran(['train', ...argv])).out.replaceAll(/\s+/g, ' ');

  test('what grows, grows; where it begins flat may be the bottom', async () => {
    expect(await told('J = w^2', 'w=3', '--rate', '1.5', '--steps', '10')).toContain(
      'J grows without bound.',
    );
    expect(await told('J = w^2', 'w=0')).toContain(
      'Perhaps this is already the bottom; if not, start elsewhere.',
    );
  });

  test('heights that are all alike, or nearly, have labels that differ; steps are whole', async () => {
    const across = (await ran(['train', 'J = w^2', 'w=3', '--rate', '1', '--steps', '5'])).out;
    expect([...across.matchAll(/^ *(\d+) ┤/gm)].map(([, label]) => label)).toEqual(['10', '5']);
    expect(across).toMatch(/^ +0 +1 +2 +3 +4 +5$/m);
    const near = (await ran(['train', 'J = 9 + 1e-5*w^2', 'w=1', '--steps', '5', '--rate', '10000'])).out;
    const labels = [...near.matchAll(/^ *(\d[\d.]*) ┤/gm)].map(([, label]) => label);
    expect(labels.length).toBeGreaterThan(1);
    expect(new Set(labels).size).toBe(labels.length);
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
