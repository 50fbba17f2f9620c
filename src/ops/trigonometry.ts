import { call, elementwise, plain, primitive } from './make-row.ts';
import { inversesRule } from './slips.ts';

const run = {
  tan: (z = 0) => Math.tan(z),
  asin: (z = 0) => Math.asin(z),
  acos: (z = 0) => Math.acos(z),
  atan: (z = 0) => Math.atan(z),
  sinh: (z = 0) => Math.sinh(z),
  cosh: (z = 0) => Math.cosh(z),
  asinh: (z = 0) => Math.asinh(z),
  acosh: (z = 0) => Math.acosh(z),
  atanh: (z = 0) => Math.atanh(z),
  atan2: (y = 0, x = 0) => Math.atan2(y, x),
};

const within1 = { when: 'abs(z) <= 1', says: 'from -1 to 1' };
const verticalAtTheEnds = {
  when: 'abs(z) == 1',
  says: 'where its input is 1 or -1: the curve is vertical there',
};
const inside1 = [[0.5], [-0.8], [0.1]];
const atOrigin = { when: '(x == 0) * (y == 0) > 0', says: 'at the origin: the angle is not defined there' };

/** The functions of the circle and of the hyperbola that powers.ts has not, and what undoes them. */
export const trigonometry = {
  tan: plain(
    'tan',
    primitive(run.tan, 'sin(z) / cos(z)'),
    '1 + out^2',
    'The slope of tan is 1 plus its output squared.',
    {
      mathjs: 'tan(z)',
      numpy: 'np.tan(z)',
      likenedTo: ['tanh'],
      slips: { z: [inversesRule('1 / (1 + z^2)')] },
      samples: [[0.5], [-1.2], [2.5]],
    },
  ),

  asin: plain(
    ['asin', 'arcsin'],
    primitive(run.asin),
    '1 / sqrt(1 - z^2)',
    'asin undoes sin, so its slope is 1 over the cosine of its output: it is steepest at both ends.',
    {
      mathjs: 'asin(z)',
      numpy: 'np.arcsin(z)',
      tex: '\\arcsin',
      likenedTo: ['acos', 'atan'],
      needs: { z: within1 },
      missing: { z: verticalAtTheEnds },
      slips: { z: [inversesRule('cos(z)')] },
      samples: inside1,
    },
  ),

  acos: plain(
    ['acos', 'arccos'],
    primitive(run.acos),
    '-1 / sqrt(1 - z^2)',
    'acos undoes cos, which falls over this range: its slope is minus 1 over the sine of its output.',
    {
      mathjs: 'acos(z)',
      numpy: 'np.arccos(z)',
      tex: '\\arccos',
      likenedTo: ['asin', 'atan'],
      needs: { z: within1 },
      missing: { z: verticalAtTheEnds },
      slips: { z: [inversesRule('-sin(z)')] },
      samples: inside1,
    },
  ),

  atan: plain(
    ['atan', 'arctan'],
    primitive(run.atan),
    '1 / (1 + z^2)',
    'atan undoes tan: the further its input is from 0, the flatter it gets.',
    {
      mathjs: 'atan(z)',
      numpy: 'np.arctan(z)',
      tex: '\\arctan',
      likenedTo: ['asin', 'tanh'],
      slips: { z: [inversesRule('1 + tan(z)^2')] },
    },
  ),

  sinh: plain(
    'sinh',
    primitive(run.sinh, '(exp(z) - exp(-z)) / 2'),
    'cosh(z)',
    'The slope of sinh is cosh, without a minus sign: it is smallest, 1, where sinh crosses 0.',
    {
      mathjs: 'sinh(z)',
      numpy: 'np.sinh(z)',
      likenedTo: ['cosh', 'sin'],
    },
  ),

  cosh: plain(
    'cosh',
    primitive(run.cosh, '(exp(z) + exp(-z)) / 2'),
    'sinh(z)',
    'The slope of cosh is sinh: cosh falls left of 0 and climbs right of it.',
    {
      mathjs: 'cosh(z)',
      numpy: 'np.cosh(z)',
      likenedTo: ['sinh', 'cos'],
    },
  ),

  asinh: plain(
    ['asinh', 'arcsinh'],
    primitive(run.asinh, 'log(z + sqrt(z^2 + 1))'),
    '1 / sqrt(z^2 + 1)',
    'asinh undoes sinh, so its slope is 1 over the cosh of its output: 1 at 0, and smaller further out.',
    {
      mathjs: 'asinh(z)',
      numpy: 'np.arcsinh(z)',
      likenedTo: ['acosh', 'asin'],
      slips: { z: [inversesRule('cosh(z)')] },
    },
  ),

  acosh: plain(
    ['acosh', 'arccosh'],
    primitive(run.acosh, 'log(z + sqrt(z^2 - 1))'),
    '1 / sqrt(z^2 - 1)',
    'acosh undoes cosh, which is flat at 0: acosh is vertical at 1 and gets flatter from there.',
    {
      mathjs: 'acosh(z)',
      numpy: 'np.arccosh(z)',
      likenedTo: ['asinh', 'acos'],
      needs: { z: { when: 'z >= 1', says: '1 or above' } },
      missing: { z: { when: 'z == 1', says: 'where its input is 1: the curve is vertical there' } },
      slips: { z: [inversesRule('sinh(z)')] },
      samples: [[1.5], [2], [7]],
    },
  ),

  atanh: plain(
    ['atanh', 'arctanh'],
    primitive(run.atanh, 'log((1 + z) / (1 - z)) / 2'),
    '1 / (1 - z^2)',
    'atanh undoes tanh, which gets flat near 1 and -1: near them the slope of atanh gets larger and larger.',
    {
      mathjs: 'atanh(z)',
      numpy: 'np.arctanh(z)',
      likenedTo: ['atan'],
      needs: { z: { when: 'abs(z) < 1', says: 'between -1 and 1' } },
      slips: { z: [inversesRule('1 - tanh(z)^2')] },
      samples: inside1,
    },
  ),

  atan2: elementwise({
    operands: ['y', 'x'],
    written: call('atan2', 'arctan2'),
    mathjs: 'atan2(y, x)',
    numpy: 'np.arctan2(y, x)',
    value: primitive(run.atan2),
    local: { y: 'x / (x^2 + y^2)', x: '-y / (x^2 + y^2)' },
    why: {
      y: 'The slope of the angle with respect to its first input is the second input over the squared distance.',
      x: 'The slope of the angle with respect to its second input is minus the first input over the squared distance.',
    },
    // The angle jumps from pi to -pi where the point crosses the negative x axis.
    kink: 'where(x < 0, y, 1)',
    missing: { y: atOrigin, x: atOrigin },
    samples: [
      [1, 2],
      [-1.5, -0.5],
      [2, -3],
    ],
  }),
};
