import { call, elementwise, plain, primitive } from './make-row.ts';

const run = {
  sign: (z = 0) => Math.sign(z),
  clip: (x = 0, lo = 0, hi = 0) => (lo <= hi ? Math.min(Math.max(x, lo), hi) : Number.NaN),
  where: (c = 0, a = 0, b = 0) => (c === 0 || Number.isNaN(c) ? b : a),
};

const flat = 'The curve is flat except where it jumps: a tiny nudge changes nothing.';

/** What is put together of pieces: straight lines, steps, limits, and a choice. At a kink the left or the inner piece counts, as with relu. */
export const piecewise = {
  leakyrelu: plain(
    ['leaky_relu', 'leakyrelu', 'LeakyReLU'],
    'max(z, 0.01*z)',
    '(z > 0) + 0.01*(z <= 0)',
    'Above 0 leaky_relu passes a nudge on unchanged (slope 1); at 0 or below it passes on a hundredth of it (slope 0.01).',
    {
      mathjs: 'max(z, 0.01*z)',
      numpy: 'np.maximum(z, 0.01*z)',
      likenedTo: ['relu', 'elu'],
      activation: true,
      kink: 'z',
      slips: {
        z: [
          {
            id: 'slopes-change-sides',
            instead: '(z <= 0) + 0.01*(z > 0)',
            means: 'the two slopes of leaky_relu swapped',
            says: 'It looks as if you swapped the two slopes. On which side of 0 does a nudge pass unchanged?',
          },
        ],
      },
      samples: [[2], [-3], [0.5]],
    },
  ),

  hardtanh: plain(
    'hardtanh',
    'max(min(z, 1), -1)',
    '(z > -1) * (z < 1)',
    'Between -1 and 1 hardtanh passes a nudge on unchanged (slope 1); at these limits and beyond it blocks it (slope 0).',
    {
      mathjs: 'max(min(z, 1), -1)',
      numpy: 'np.clip(z, -1, 1)',
      likenedTo: ['tanh', 'relu'],
      activation: true,
      kink: '(z - 1) * (z + 1)',
      samples: [[0.5], [-3], [2]],
    },
  ),

  step: plain(['step', 'heaviside'], 'z > 0', '0', flat, {
    mathjs: 'larger(z, 0)',
    numpy: 'np.heaviside(z, 0)',
    likenedTo: ['relu', 'sigmoid'],
    kink: 'z',
    samples: [[2], [-3], [0.5]],
  }),

  sign: plain(['sign', 'sgn'], primitive(run.sign), '0', flat, {
    mathjs: 'sign(z)',
    numpy: 'np.sign(z)',
    likenedTo: ['abs', 'tanh'],
    kink: 'z',
    samples: [[2], [-3], [0.5]],
  }),

  clip: elementwise({
    operands: ['x', 'lo', 'hi'],
    written: call('clip', 'clamp'),
    mathjs: 'min(max(x, lo), hi)',
    numpy: 'np.clip(x, lo, hi)',
    value: primitive(run.clip, 'min(max(x, lo), hi)'),
    local: { x: '(x >= lo) * (x <= hi)', lo: 'x < lo', hi: 'x > hi' },
    why: {
      x: 'Between its limits clip passes a nudge on unchanged (slope 1); beyond them it blocks it (slope 0).',
      lo: 'The lower limit of clip is its output only where the input is smaller; elsewhere nudging the limit changes nothing.',
      hi: 'The upper limit of clip is its output only where the input is larger; elsewhere nudging the limit changes nothing.',
    },
    needs: { lo: { when: 'lo <= hi', says: 'no higher than the upper limit' } },
    kink: '(x - lo) * (x - hi)',
    samples: [
      [0.5, -1, 2],
      [-3, -1, 2],
      [7, -1, 2],
    ],
  }),

  where: elementwise({
    operands: ['c', 'a', 'b'],
    written: call('where'),
    mathjs: 'c ? a : b',
    numpy: 'np.where(c, a, b)',
    value: primitive(run.where),
    selects: true,
    local: { c: '0', a: 'where(c, 1, 0)', b: 'where(c, 0, 1)' },
    except: {
      a: { when: 'c == 0', local: '0' },
      b: { when: 'c != 0', local: '0' },
    },
    why: {
      c: 'A tiny nudge does not change whether a condition is true, so the slope is 0.',
      a: 'Where the condition is true, the output is the first choice; elsewhere nudging that choice changes nothing.',
      b: 'Where the condition is false, the output is the second choice; elsewhere nudging that choice changes nothing.',
    },
    kink: '(c != 0) - 1/2',
    samples: [
      [1, 3, -2],
      [0, 3, -2],
      [2, -1.5, 4],
    ],
  }),
};
