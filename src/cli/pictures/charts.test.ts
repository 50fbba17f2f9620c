import { describe, expect, test } from '@jest/globals';
import { stretchOf, ticksOf } from '../../picture/plots/axes.ts';
import { contour, levelsOf } from '../../picture/plots/contours.ts';
import { wellFormed } from '../../picture/svg/markup.testing.ts';
import { ran } from '../shell/environment.testing.ts';

test.each([
  [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [-3, 9, [-2, 0, 2, 4, 6, 8]],
  [0.0011, 0.0032, [0.0015, 0.002, 0.0025, 0.003]],
  [1200, 9000, [2000, 4000, 6000, 8000]],
])('from %d to %d there are round numbers', (least, most, ticks) => {
  expect(ticksOf({ least, most })).toEqual(ticks);
});

test('a stretch passes over what is no number, and has room where all are alike', () => {
  expect(stretchOf([1, Number.NaN, 3, Number.POSITIVE_INFINITY])).toEqual({ least: 0.9, most: 3.1 });
  expect(stretchOf([4, 4])).toEqual({ least: 2, most: 6 });
});

test('contours of a bowl lie on circles', () => {
  const side = 41;
  const heights = Array.from(
    { length: side * side },
    (_, at) => ((at % side) - 20) ** 2 + (Math.floor(at / side) - 20) ** 2,
  );
  const pieces = contour({ columns: side, rows: side, heights }, 100);
  expect(pieces.length).toBeGreaterThan(40);
  for (const [x, y] of pieces) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(10, 1);
  expect(levelsOf(heights, 3).every((level) => level > 0 && level < 800)).toBe(true);
});

describe('nudge --format svg', () => {
  test('shows the curve, the tangent and a secant for each nudge', async () => {
    const { code, out, err } = await ran(['nudge', 'J = w^2', 'w=3', '--by', '1,0.5', '--format', 'svg']);
    expect([code, err]).toEqual([0, '']);
    expect(wellFormed(out)).toBe(true);
    expect(out).toContain('tangent at w = 3: dJ/dw = 6</text>');
    expect(out).toContain('secant over a nudge of 1: slope 7</text>');
    expect(out).toContain('secant over a nudge of 0.5: slope 6.5</text>');
    expect(out.match(/<circle class="dot/g)).toHaveLength(3);
  });

  test('is of one curve', async () => {
    const { code, err } = await ran(['nudge', 'J = w^2', 'w=3', '--all', '--format', 'svg']);
    expect([code, err]).toEqual([
      2,
      'dvar: --all makes a table, and a picture shows one curve; name one with --var\n',
    ]);
  });
});

describe('train --format svg', () => {
  const line = [
    'train',
    'J = (w*x + b - y)^2',
    'w=0',
    'b=0',
    'x=2',
    'y=7',
    '--wrt',
    'w,b',
    '--rate',
    '0.05',
    '--format',
    'svg',
  ];
  test('two parameters go over contours', async () => {
    const { out } = await ran(line);
    expect(wellFormed(out)).toBe(true);
    expect(out).toContain('The path of w and b over contours of J');
    // One more in the legend.
    expect(out.match(/class="contour"/g)).toHaveLength(13);
  });

  test('else, and with --over steps, the output goes over the steps', async () => {
    expect((await ran([...line, '--over', 'steps'])).out).toContain('J over the steps of gradient descent');
    expect((await ran(['train', 'J = w^2', 'w=3', '--format', 'svg'])).out).toContain('J from 9 to');
    const { err } = await ran(['train', 'J = w^2', 'w=3', '--format', 'svg', '--over', 'parameters']);
    expect(err).toMatch(/^dvar: contours need two numbers that move, but 1 moves here; name two with --wrt/);
  });
});

describe('in the terminal', () => {
  const bowl = [
    'train',
    'J = (w - 3)^2 + 4*(b - 1)^2',
    'w=-2',
    'b=3',
    '--wrt',
    'w,b',
    '--over',
    'parameters',
  ];

  test('a nudge is drawn if that is wanted, with what each line is', async () => {
    const { out } = await ran(['nudge', 'J = w^2', 'w=3', '--plot']);
    expect(out).toMatch(/[\u2801-\u28ff]{5}/);
    expect(out).toContain('tangent at w = 3: dJ/dw = 6');
    expect((await ran(['nudge', 'J = w^2', 'w=3'])).out).not.toMatch(/[\u2801-\u28ff]/);
  });

  test('a way goes over contours, in ASCII where only that is safe, and a voice tells it', async () => {
    const { out } = await ran(bowl, { env: { LC_ALL: 'C' } });
    expect(out).toMatch(/^[\n -~]*$/);
    expect(out).toMatch(/\.\.\..*\n.*o/);
    expect(out).toContain(' @   the end, (');
    const plain = (await ran([...bowl, '--plain'])).out;
    expect(plain).toContain('points of a descent, from w equals minus 2 and b equals 3 to');
    expect(plain).not.toMatch(/[\u2801-\u28ff@]/);
  });

  test('a plot has no place in JSON, nor in a table of all', async () => {
    expect((await ran(['nudge', 'J = w^2', 'w=3', '--plot', '--format', 'json'])).err).toContain(
      'leave one of the two',
    );
    expect((await ran(['nudge', 'J = w^2', 'w=3', '--plot', '--all'])).err).toContain(
      'a picture shows one curve',
    );
    const three = ['train', 'J = a*a + b*b + c*c', 'a=1', 'b=1', 'c=1', '--over', 'parameters'];
    expect((await ran(three)).err).toContain('contours need two numbers that move, but 3 move here');
  });
});
