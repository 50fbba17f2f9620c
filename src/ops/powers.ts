import { call, elementwise, formula, instruction, primitive } from './make-row.ts';
import { binding } from './row.ts';
import { exponentNotLowered, integrated, inversesRule, powerRuleOnExp } from './slips.ts';

/** Roots have no slope at 0. */
export const verticalAt0 = {
  z: { when: 'z == 0', says: 'where its input is 0: the curve is vertical there' },
};

const run = {
  pow: (a = 0, b = 0) => a ** b,
  sqrt: (z = 0) => Math.sqrt(z),
  exp: (z = 0) => Math.exp(z),
  log: (z = 0) => Math.log(z),
  sin: (z = 0) => Math.sin(z),
  cos: (z = 0) => Math.cos(z),
};

/** Powers, roots, exponentials, logarithms and the circle's functions. */
export const powers = {
  pow: elementwise({
    operands: ['a', 'b'],
    written: [
      { form: 'infix', symbol: '^', binds: binding.power, rightward: true, matrices: 'none' },
      { form: 'infix', symbol: '.^', binds: binding.power, rightward: true },
      { form: 'call', symbol: 'pow' },
    ],
    mathjs: 'a .^ b',
    numpy: 'a ** b',
    value: primitive(run.pow),
    local: { a: 'b * a^(b-1)', b: 'out * log(a)' },
    why: {
      a: 'Power rule: bring the exponent down in front, then lower the power by one.',
      b: 'Where the exponent moves, the slope is the power itself times the log of the base.',
    },
    needs: {
      a: { when: '(a != 0) + (b >= 0) > 0', says: 'other than 0 where the exponent is negative' },
      b: { when: '(a >= 0) + (out == out) > 0', says: 'a whole number where the base is negative' },
    },
    // a^0 is 1 whatever a is, 0 included; and 0^b stays 0 while b is positive.
    except: {
      a: { when: 'b == 0', local: '0' },
      b: { when: '(a == 0) * (b > 0) > 0', local: '0' },
    },
    missing: {
      a: {
        when: '(a == 0) * (b > 0) * (b < 1) > 0',
        says: 'where the base of a root is 0: the curve is vertical there',
      },
      b: {
        when: '(a < 0) + (a == 0) * (b == 0) > 0',
        says: 'with respect to an exponent whose base is not above 0: the powers close by do not exist',
      },
    },
    reported: { 'power-rule-on-exp': 2, 'exponent-not-lowered': 4 },
    slips: {
      a: [integrated('a^(b+1) / (b+1)'), exponentNotLowered('b * a^b')],
      b: [powerRuleOnExp('b * a^(b-1)'), powerRuleOnExp('a^(b-1)'), integrated('out / log(a)')],
    },
    samples: [
      [3, 2],
      [2, 3],
      [1.5, -2],
      [4, 0.5],
      [0.7, 2.3],
    ],
  }),

  square: elementwise({
    operands: ['z'],
    written: call('square'),
    mathjs: 'square(z)',
    numpy: 'np.square(z)',
    tex: '(#1)^{2}',
    likenedTo: ['sqrt', 'exp'],
    value: formula('z * z'),
    local: { z: '2 * z' },
    why: { z: 'The slope of a square is twice the number.' },
    samples: [[3], [-1.5], [0], [0.25]],
  }),

  sqrt: elementwise({
    operands: ['z'],
    written: call('sqrt'),
    mathjs: 'sqrt(z)',
    numpy: 'np.sqrt(z)',
    tex: '\\sqrt{#1}',
    likenedTo: ['exp'],
    value: instruction(run.sqrt, 0x9f),
    local: { z: '1 / (2 * out)' },
    why: { z: 'The slope of a square root is 1 over twice the root.' },
    needs: { z: { when: 'z >= 0', says: '0 or above' } },
    missing: verticalAt0,
    slips: { z: [exponentNotLowered('out / 2')] },
    samples: [[4], [0.25], [7]],
  }),

  exp: elementwise({
    operands: ['z'],
    written: call('exp'),
    mathjs: 'exp(z)',
    numpy: 'np.exp(z)',
    likenedTo: ['sqrt'],
    value: primitive(run.exp),
    local: { z: 'out' },
    why: { z: 'exp is its own slope: the slope equals the output.' },
    reported: { 'power-rule-on-exp': 2 },
    slips: { z: [powerRuleOnExp('z * exp(z-1)'), powerRuleOnExp('exp(z-1)'), inversesRule('1 / z')] },
    samples: [[1], [-2], [0], [0.5]],
  }),

  log: elementwise({
    operands: ['z'],
    written: call('log', 'ln'),
    mathjs: 'log(z)',
    numpy: 'np.log(z)',
    likenedTo: ['sqrt', 'exp'],
    value: primitive(run.log),
    local: { z: '1 / z' },
    why: { z: 'The slope of log is 1 over its input.' },
    needs: { z: { when: 'z > 0', says: 'above 0' } },
    cures: [
      { written: 'log(1 - sigmoid(z))', instead: '-softplus(z)' },
      { written: 'log(sigmoid(z))', instead: '-softplus(-z)' },
      { written: 'log(softmax(Z, dim))', instead: 'Z - logsumexp(Z, dim)' },
      {
        written: 'log(softmax(Z, dim)(top:bottom, left:right))',
        instead: '(Z - logsumexp(Z, dim))(top:bottom, left:right)',
      },
    ],
    aside: 'log is the natural logarithm',
    slips: {
      z: [
        {
          id: 'logarithm-to-ten',
          instead: '1 / (z * log(10))',
          means: 'the slope of the logarithm to base ten, where log is the natural logarithm',
          says: 'That is the slope of the logarithm to base ten. Which base does log have here?',
        },
        {
          id: 'logarithm-kept',
          instead: 'out / z',
          means: 'the logarithm itself left standing in its slope: ln z / z for 1/z',
          says: 'You left the logarithm itself standing in its slope. For which function does the slope contain the function again?',
        },
        inversesRule('exp(z)'),
        integrated('z * log(z) - z'),
      ],
    },
    samples: [[2], [0.5], [7]],
  }),

  sin: elementwise({
    operands: ['z'],
    written: call('sin'),
    mathjs: 'sin(z)',
    numpy: 'np.sin(z)',
    likenedTo: ['sqrt', 'exp'],
    value: primitive(run.sin),
    local: { z: 'cos(z)' },
    why: { z: 'The slope of sin is cos.' },
    samples: [[0.5], [-2], [3]],
  }),

  cos: elementwise({
    operands: ['z'],
    written: call('cos'),
    mathjs: 'cos(z)',
    numpy: 'np.cos(z)',
    likenedTo: ['sqrt', 'exp'],
    value: primitive(run.cos),
    local: { z: '-sin(z)' },
    why: { z: 'The slope of cos is minus sin.' },
    samples: [[0.5], [-2], [3]],
  }),
};
