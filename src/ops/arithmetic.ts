import { binding, elementwise, machine, primitive, slip } from './row.ts';
import { integrated } from './slips.ts';

const bothFactors = slip({
  id: 'both-factors',
  means: 'both factors of a product added up: a + b for the slope of a*b',
  says: 'That is what you get if both factors count at once. Which of them moves here, and which holds still?',
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
      a: 'A sum moves just as far as either of its terms.',
      b: 'A sum moves just as far as either of its terms.',
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
      a: 'A difference moves along with what it is taken from.',
      b: 'What is taken away pulls the difference down as far as it goes up.',
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
      a: 'A nudge to one factor arrives scaled by the other.',
      b: 'A nudge to one factor arrives scaled by the other.',
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
      a: 'A nudge to the numerator arrives divided by the denominator.',
      b: 'A larger denominator makes the quotient smaller, and the more so the smaller it was.',
    },
    needs: { b: { when: 'b != 0', says: 'other than 0' } },
    slips: {
      b: [
        integrated('a * log(b)'),
        {
          id: 'quotient-as-product',
          instead: 'a',
          means: 'a quotient by its denominator treated as a product: the numerator taken for the slope',
          says: 'That is what you get if the denominator were a factor. When it grows, does a quotient grow with it?',
        },
      ],
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
    why: { a: 'A minus sign turns every nudge around.' },
    samples: [[2], [-3.5], [0]],
  }),

  copy: elementwise({
    operands: ['a'],
    written: [],
    mathjs: 'a',
    numpy: 'a',
    value: primitive((a = 0) => a, 'a'),
    local: { a: '1' },
    why: { a: 'A second name for the same number moves just as it does.' },
    samples: [[2], [-3.5], [0]],
  }),
};
