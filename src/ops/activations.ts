import { erf } from './error-function.ts';
import { call, elementwise, formula, instruction, plain, primitive, slip } from './make-row.ts';
import { sharedOut } from './slips.ts';

const smaller =
  'min passes the smaller of its two inputs on unchanged; nudging the larger one changes nothing.';

const larger =
  'max passes the larger of its two inputs on unchanged; nudging the smaller one changes nothing.';

const run = {
  tanh: (z = 0) => Math.tanh(z),
  erf: (z = 0) => erf(z),
  // Written so that exp is only asked for what it can hold, and small values keep their digits.
  softplus: (z = 0) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  abs: (z = 0) => Math.abs(z),
  max: (a = 0, b = 0) => Math.max(a, b),
  min: (a = 0, b = 0) => Math.min(a, b),
};

/** As deconvolution and guided backpropagation do on purpose. */
const gatedByUpstream = slip({
  id: 'gated-by-upstream',
  means: 'relu opened by the sign of the upstream gradient, not by that of its input',
  says: 'It looks as if you let the sign of the upstream gradient decide what relu passes. What decides it in the forward pass?',
});

/** The bends of a network, smooth and sharp. At a kink the conventions are: relu' = abs' = 0, and at a tie the first operand of max or min takes it all. */
export const activations = {
  sigmoid: elementwise({
    operands: ['z'],
    written: call('sigmoid', 'σ', 'sigma'),
    mathjs: '1 ./ (1 + exp(-z))',
    numpy: '1 / (1 + np.exp(-z))',
    likenedTo: ['tanh'],
    tex: '\\sigma',
    activation: true,
    gives: 'probability',
    reported: { 'input-for-output': 8, 'applied-twice': 8 },
    value: formula('1 / (1 + exp(-z))'),
    local: { z: 'out * (1 - out)' },
    why: {
      z: 'The slope of sigmoid is its output times 1 minus its output: flat at both ends, steepest in the middle.',
    },
    samples: [[0.5], [-1.5], [0], [2]],
  }),

  tanh: elementwise({
    operands: ['z'],
    written: call('tanh'),
    mathjs: 'tanh(z)',
    numpy: 'np.tanh(z)',
    likenedTo: ['sigmoid'],
    activation: true,
    reported: { 'applied-twice': 6 },
    value: primitive(run.tanh),
    local: { z: '1 - out^2' },
    slips: {
      z: [
        {
          id: 'square-of-the-difference',
          instead: '(1 - out)^2',
          means: 'the square around the whole of 1 - t, where it belongs to t alone',
          says: 'You squared the whole difference. Which part of it does the slope of tanh square?',
        },
      ],
    },
    why: { z: 'The slope of tanh is 1 minus its output squared: flat at both ends, steepest in the middle.' },
    samples: [[0.5], [-1.2], [0], [2]],
  }),

  relu: elementwise({
    operands: ['z'],
    written: call('relu', 'ReLU'),
    mathjs: 'max(z, 0)',
    numpy: 'np.maximum(z, 0)',
    likenedTo: ['sigmoid', 'tanh'],
    tex: '\\operatorname{ReLU}',
    activation: true,
    reported: { 'gated-by-upstream': 2 },
    value: formula('max(z, 0)'),
    local: { z: 'z > 0' },
    why: { z: 'Above 0 relu passes a nudge on unchanged (slope 1); at 0 or below it blocks it (slope 0).' },
    kink: 'z',
    slips: { z: [gatedByUpstream('G > 0'), gatedByUpstream('(z > 0) * (G > 0)')] },
    samples: [[2], [-3], [0.5]],
  }),

  softplus: elementwise({
    operands: ['z'],
    written: call('softplus'),
    mathjs: 'log(1 + exp(z))',
    numpy: 'np.logaddexp(0, z)',
    likenedTo: ['sigmoid', 'tanh'],
    activation: true,
    value: primitive(run.softplus, 'log(1 + exp(z))'),
    local: { z: 'sigmoid(z)' },
    why: { z: 'The slope of softplus is a sigmoid: near 0 far on the left, near 1 far on the right.' },
    samples: [[0.5], [-2], [0], [3]],
  }),

  abs: elementwise({
    operands: ['z'],
    written: call('abs'),
    mathjs: 'abs(z)',
    numpy: 'np.abs(z)',
    likenedTo: ['sigmoid', 'tanh'],
    tex: '\\lvert #1 \\rvert',
    value: instruction(run.abs, 0x99),
    local: { z: '(z > 0) - (z < 0)' },
    why: { z: 'Above 0 abs moves with its input (slope 1); below 0 it moves against its input (slope -1).' },
    kink: 'z',
    samples: [[2], [-3], [0.5]],
  }),

  max: elementwise({
    operands: ['a', 'b'],
    written: [{ form: 'call', symbol: 'max', nests: true }],
    mathjs: 'max(a, b)',
    numpy: 'np.maximum(a, b)',
    reported: { 'shared-out': 2 },
    value: instruction(run.max, 0xa5),
    local: { a: 'a >= b', b: 'a < b' },
    why: {
      a: larger,
      b: larger,
    },
    kink: 'a - b',
    slips: { a: [sharedOut('1 / 2')], b: [sharedOut('1 / 2')] },
    samples: [
      [7, 3],
      [-2, 1.5],
      [-1, -4],
    ],
  }),

  min: elementwise({
    operands: ['a', 'b'],
    written: [{ form: 'call', symbol: 'min', nests: true }],
    mathjs: 'min(a, b)',
    numpy: 'np.minimum(a, b)',
    reported: { 'shared-out': 2 },
    value: instruction(run.min, 0xa4),
    local: { a: 'a <= b', b: 'a > b' },
    why: {
      a: smaller,
      b: smaller,
    },
    kink: 'a - b',
    slips: { a: [sharedOut('1 / 2')], b: [sharedOut('1 / 2')] },
    samples: [
      [7, 3],
      [-2, 1.5],
      [-1, -4],
    ],
  }),

  erf: plain(
    'erf',
    primitive(run.erf),
    '2 / sqrt(pi) * exp(-z^2)',
    'erf adds up the area under a bell curve, so its slope is the height of that curve.',
    {
      mathjs: 'erf(z)',
      numpy: null,
      likenedTo: ['tanh'],
    },
  ),

  elu: plain(
    ['elu', 'ELU'],
    'where(z > 0, z, expm1(z))',
    'where(z > 0, 1, out + 1)',
    'Above 0 elu passes a nudge on unchanged (slope 1); below 0 it is exp minus 1, so its slope is its output plus 1.',
    {
      mathjs: 'z > 0 ? z : expm1(z)',
      numpy: 'np.where(z > 0, z, np.expm1(z))',
      likenedTo: ['relu', 'exp'],
      activation: true,
    },
  ),

  gelu: plain(
    ['gelu', 'GELU'],
    'z * (1 + erf(z / sqrt(2))) / 2',
    '(1 + erf(z / sqrt(2))) / 2 + z * exp(-z^2 / 2) / sqrt(2 * pi)',
    'gelu is its input times the area of a bell curve left of the input. Both factors move: add the area, and the input times the height of the curve.',
    {
      mathjs: 'z .* (1 + erf(z / sqrt(2))) / 2',
      numpy: null,
      likenedTo: ['silu', 'relu'],
      activation: true,
    },
  ),

  silu: plain(
    ['silu', 'swish', 'SiLU'],
    'z * sigmoid(z)',
    'out + sigmoid(z) * (1 - out)',
    'silu is its input times the sigmoid of its input. Both factors move, so their contributions add up.',
    {
      mathjs: 'z ./ (1 + exp(-z))',
      numpy: 'z / (1 + np.exp(-z))',
      likenedTo: ['sigmoid', 'relu'],
      activation: true,
    },
  ),

  softsign: plain(
    'softsign',
    'z / (1 + abs(z))',
    '1 / (1 + abs(z))^2',
    'softsign is steepest at 0 (slope 1) and gets flatter on both sides.',
    {
      mathjs: 'z ./ (1 + abs(z))',
      numpy: 'z / (1 + np.abs(z))',
      likenedTo: ['tanh', 'sigmoid'],
      activation: true,
      samples: [[0.5], [-1.2], [3]],
    },
  ),
};
