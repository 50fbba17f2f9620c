import { call, elementwise, plain, primitive } from './make-row.ts';
import { verticalAt0 } from './powers.ts';
import { exponentNotLowered, integrated, inversesRule } from './slips.ts';

const atNoLength = 'where both sides are 0: the length has a corner there';

const ofASide = 'The slope of the hypotenuse with respect to a side is that side divided by the hypotenuse.';

const run = {
  log2: (z = 0) => Math.log2(z),
  log10: (z = 0) => Math.log10(z),
  log1p: (z = 0) => Math.log1p(z),
  expm1: (z = 0) => Math.expm1(z),
  exp2: (z = 0) => 2 ** z,
  cbrt: (z = 0) => Math.cbrt(z),
  hypot: (a = 0, b = 0) => Math.hypot(a, b),
};

const above0 = { when: 'z > 0', says: 'above 0' };
const positive = [[2], [0.5], [7]];

/** Exponentials and logarithms to other bases and near 0, the cube root, and the length of a pair. */
export const exponentials = {
  log2: plain(
    'log2',
    primitive(run.log2, 'log(z) / log(2)'),
    '1 / (z * log(2))',
    'Doubling the input of log2 adds 1 to its output: its slope is that of the natural logarithm divided by log(2).',
    {
      mathjs: 'log2(z)',
      numpy: 'np.log2(z)',
      likenedTo: ['log', 'log10'],
      needs: { z: above0 },
      samples: positive,
    },
  ),

  log10: plain(
    'log10',
    primitive(run.log10, 'log(z) / log(10)'),
    '1 / (z * log(10))',
    'Ten times the input of log10 adds 1 to its output: its slope is that of the natural logarithm divided by log(10).',
    {
      mathjs: 'log10(z)',
      numpy: 'np.log10(z)',
      likenedTo: ['log', 'log2'],
      needs: { z: above0 },
      samples: positive,
    },
  ),

  log1p: plain(
    'log1p',
    primitive(run.log1p, 'log(1 + z)'),
    '1 / (1 + z)',
    'log1p is the logarithm of 1 plus its input, so its slope is 1 over that sum.',
    {
      mathjs: 'log1p(z)',
      numpy: 'np.log1p(z)',
      likenedTo: ['log'],
      needs: { z: { when: 'z > -1', says: 'above -1' } },
      samples: [[0.5], [-0.4], [2]],
      slips: { z: [integrated('(1 + z) * log(1 + z) - z')] },
    },
  ),

  expm1: plain(
    'expm1',
    primitive(run.expm1, 'exp(z) - 1'),
    'out + 1',
    'expm1 is exp minus 1, so its slope is its output plus 1.',
    {
      mathjs: 'expm1(z)',
      numpy: 'np.expm1(z)',
      likenedTo: ['exp'],
      slips: { z: [inversesRule('1 / (1 + z)')] },
    },
  ),

  exp2: plain(
    'exp2',
    primitive(run.exp2, '2^z'),
    'out * log(2)',
    'exp2 doubles with each step of 1: its slope is its output times log(2).',
    {
      mathjs: '2 .^ z',
      numpy: 'np.exp2(z)',
      likenedTo: ['exp', 'square'],
    },
  ),

  cbrt: plain(
    'cbrt',
    primitive(run.cbrt),
    '1 / (3 * out^2)',
    'The further the input is from 0, the flatter the cube root: its slope is 1 over three times the root squared.',
    {
      mathjs: 'cbrt(z)',
      numpy: 'np.cbrt(z)',
      likenedTo: ['sqrt'],
      missing: verticalAt0,
      slips: { z: [exponentNotLowered('out / 3')] },
      samples: [[8], [-3], [0.5]],
    },
  ),

  hypot: elementwise({
    operands: ['a', 'b'],
    written: call('hypot'),
    mathjs: 'hypot(a, b)',
    numpy: 'np.hypot(a, b)',
    value: primitive(run.hypot, 'sqrt(a^2 + b^2)'),
    local: { a: 'a / out', b: 'b / out' },
    why: {
      a: ofASide,
      b: ofASide,
    },
    missing: {
      a: { when: 'out == 0', says: atNoLength },
      b: { when: 'out == 0', says: atNoLength },
    },
    samples: [
      [3, 4],
      [-1, 2],
      [0.5, -1.5],
    ],
  }),
};
