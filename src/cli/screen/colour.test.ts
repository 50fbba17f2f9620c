import { describe, expect, test } from '@jest/globals';
import { colourNumbers, coloursOf } from './colour.ts';
import { manyColours } from './theme.ts';
import { wrapped } from './wrap.ts';

// Every colour can be read on black and on white: contrast by WCAG 2.1, of the colours that all terminals share.

const steps = [0, 95, 135, 175, 215, 255] as const;

/** Red, green and blue of a colour from 16 to 255, as xterm defined them: a cube of six steps, then greys. */
function shares(number: number): readonly number[] {
  if (number >= 232) return Array<number>(3).fill(8 + 10 * (number - 232));
  const at = number - 16;
  return [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => steps[step] ?? Number.NaN);
}

function luminance(number: number): number {
  const [red = 0, green = 0, blue = 0] = shares(number).map((share) => {
    const part = share / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

test('the computation knows what is known: black on white is 21, the grey in the middle 4.54', () => {
  expect(contrast(luminance(16), luminance(231))).toBeCloseTo(21, 5);
  expect(contrast(luminance(243), luminance(231))).toBeCloseTo(4.54, 2);
});

describe.each(Object.entries(colourNumbers))('%s', (_, number) => {
  test('is one of the colours that palettes leave alone', () => {
    expect(number).toBeGreaterThanOrEqual(16);
    expect(number).toBeLessThanOrEqual(255);
  });

  test.each([
    ['black', 0],
    ['white', 1],
  ])('has a contrast of at least 4.5 on %s', (__, ground) => {
    expect(contrast(luminance(number), ground)).toBeGreaterThanOrEqual(4.5);
  });
});

const colour = /\x1b\[(?:3[0-7]|9[0-7]|2)m/;
const fixed = /\x1b\[38;5;(\d+)m/g;

test.each([true, false])(
  'a sentence has the default ink; its sign alone is coloured (many colours: %s)',
  (many) => {
    const paint = coloursOf(many);
    const look = { width: () => 40, ascii: false, plain: false, paint };
    for (const role of ['right', 'wrong', 'hint', 'told', 'trouble', 'note', 'plain'] as const) {
      const [first = '', ...more] = wrapped(
        '✓ ',
        'A sentence that goes on in the next line: `dJ/db = 6`.',
        role,
        look,
      );
      expect([first, ...more].join('')).not.toMatch(colour);
      const numbers = [...[first, ...more].join('\n').matchAll(fixed)].map(([, number]) => Number(number));
      expect(numbers).toEqual(many && role !== 'note' && role !== 'plain' ? [colourNumbers[role]] : []);
      expect(first.indexOf('A sentence')).toBeGreaterThan(first.indexOf('✓'));
    }
  },
);

test.each([
  [{ TERM: 'xterm-256color' }, 'linux', true],
  [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 'linux', true],
  [{ TERM: 'linux' }, 'linux', false],
  [{ TERM: 'xterm' }, 'linux', false],
  [{}, 'win32', true],
])('%j on %s has many colours: %s', (env, platform, many) => {
  expect(manyColours({ env, platform, isTerminal: true })).toBe(many);
});
