import { call, elementwise, formula, primitive, slip } from './row.ts';
import { sharedOut } from './slips.ts';

const run = {
  tanh: (z = 0) => Math.tanh(z),
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
  says: 'That is what you get if the sign of what comes back decides what relu lets through. What decided it on the way forward?',
});

/** The bends of a network, smooth and sharp. At a kink the conventions are: relu' = abs' = 0, and at a tie the first operand of max or min takes it all. */
export const activations = {
  sigmoid: elementwise({
    operands: ['z'],
    written: call('sigmoid', 'σ', 'sigma'),
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
    value: primitive(run.tanh),
    local: { z: '1 - out^2' },
    why: { z: 'The slope of tanh is 1 minus its output squared: flat at both ends, steepest in the middle.' },
    samples: [[0.5], [-1.2], [0], [2]],
  }),

  relu: elementwise({
    operands: ['z'],
    written: call('relu', 'ReLU'),
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
    value: primitive(run.softplus, 'log(1 + exp(z))'),
    local: { z: 'sigmoid(z)' },
    why: { z: 'The slope of softplus is a sigmoid: near 0 far on the left, near 1 far on the right.' },
    samples: [[0.5], [-2], [0], [3]],
  }),

  abs: elementwise({
    operands: ['z'],
    written: call('abs'),
    value: primitive(run.abs),
    local: { z: '(z > 0) - (z < 0)' },
    why: { z: 'Right of 0 abs moves with its input (slope 1), left of 0 against it (slope -1).' },
    kink: 'z',
    samples: [[2], [-3], [0.5]],
  }),

  max: elementwise({
    operands: ['a', 'b'],
    written: [{ form: 'call', symbol: 'max', nests: true }],
    value: primitive(run.max),
    local: { a: 'a >= b', b: 'a < b' },
    why: {
      a: 'max passes the larger of its two inputs on unchanged; nudging the smaller one changes nothing.',
      b: 'max passes the larger of its two inputs on unchanged; nudging the smaller one changes nothing.',
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
    value: primitive(run.min),
    local: { a: 'a <= b', b: 'a > b' },
    why: {
      a: 'min passes the smaller of its two inputs on unchanged; nudging the larger one changes nothing.',
      b: 'min passes the smaller of its two inputs on unchanged; nudging the larger one changes nothing.',
    },
    kink: 'a - b',
    slips: { a: [sharedOut('1 / 2')], b: [sharedOut('1 / 2')] },
    samples: [
      [7, 3],
      [-2, 1.5],
      [-1, -4],
    ],
  }),
};
