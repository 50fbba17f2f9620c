import { elementwise, machine, primitive, slip } from './make-row.ts';
import { binding } from './row.ts';
import { integrated, quotientAsProduct } from './slips.ts';

const ofAFactor = 'Nudge one factor and the product moves by that nudge times the other factor.';

const ofATerm = 'Nudge one term of a sum and the sum moves by the same amount.';

const bothFactors = slip({
  id: 'both-factors',
  means: 'both factors of a product added up: a + b for the slope of a*b',
  says: 'It looks as if you added both factors. Which of them moves here, and which stays fixed?',
})('a + b');

/** Sums, products and quotients: the ops that a blackboard writes with signs. */
export const arithmetic = {
  add: elementwise({
    operands: ['a', 'b'],
    written: [{ form: 'infix', symbol: '+', binds: binding.sum }],
    mathjs: 'a + b',
    numpy: 'a + b',
    value: machine('+'),
    local: { a: '1', b: '1' },
    why: {
      a: ofATerm,
      b: ofATerm,
    },
    samples: [
      [5, 6],
      [-2.5, 0.75],
      [0, -3],
    ],
  }),

  subtract: elementwise({
    operands: ['a', 'b'],
    written: [{ form: 'infix', symbol: '-', binds: binding.sum }],
    mathjs: 'a - b',
    numpy: 'a - b',
    value: machine('-'),
    local: { a: '1', b: '-1' },
    why: {
      a: 'Nudge the first number of a difference and the result moves by the same amount.',
      b: 'Nudge the second number of a difference up and the result goes down by the same amount.',
    },
    samples: [
      [7, 5],
      [-1.5, 4],
      [0, -3],
    ],
  }),

  multiply: elementwise({
    operands: ['a', 'b'],
    written: [
      { form: 'infix', symbol: '*', binds: binding.product, matrices: 'one' },
      { form: 'infix', symbol: '.*', binds: binding.product },
    ],
    mathjs: 'a .* b',
    numpy: 'a * b',
    value: machine('*'),
    local: { a: 'b', b: 'a' },
    why: {
      a: ofAFactor,
      b: ofAFactor,
    },
    slips: { a: [bothFactors], b: [bothFactors] },
    samples: [
      [3, 2],
      [-4, 0.5],
      [0, 7],
      [7, 0],
    ],
  }),

  divide: elementwise({
    operands: ['a', 'b'],
    written: [
      { form: 'infix', symbol: '/', binds: binding.product, matrices: 'left' },
      { form: 'infix', symbol: './', binds: binding.product },
    ],
    mathjs: 'a ./ b',
    numpy: 'a / b',
    value: machine('/'),
    local: { a: '1 / b', b: '-a / b^2' },
    why: {
      a: 'Nudge the numerator and the quotient moves by that nudge divided by the denominator.',
      b: 'The slope of a quotient with respect to its denominator is minus the numerator over the denominator squared.',
    },
    needs: { b: { when: 'b != 0', says: 'other than 0' } },
    reported: { 'quotient-as-product': 4 },
    slips: {
      a: [quotientAsProduct('b')],
      b: [integrated('a * log(b)'), quotientAsProduct('a')],
    },
    samples: [
      [6, 2],
      [-3, 4],
      [1, -0.5],
      [0, 3],
    ],
  }),

  negate: elementwise({
    operands: ['a'],
    written: [{ form: 'prefix', symbol: '-', binds: binding.sign }],
    mathjs: '-a',
    numpy: '-a',
    value: machine('negate'),
    local: { a: '-1' },
    why: { a: 'A minus sign flips the direction of the nudge.' },
    samples: [[2], [-3.5], [0]],
  }),

  copy: elementwise({
    operands: ['a'],
    written: [],
    mathjs: 'a',
    numpy: 'a',
    value: primitive((a = 0) => a, 'a'),
    identity: true,
    local: { a: '1' },
    why: { a: 'A second name for the same number moves exactly with it.' },
    samples: [[2], [-3.5], [0]],
  }),
};
