import type { OpName } from '../../ops/table.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';

/** For tests: one use of an op at certain values, asked by its `by`-th operand. */
export interface Use {
  readonly op: OpName;
  readonly by: number;
  readonly operands: readonly number[];
  readonly out: number;
  /** The derivative of the output by what the op gives. */
  readonly above: number;
}

/** What somebody takes the slope of an op for, and the name of that mistake. */
export interface Slip {
  readonly id: MistakeId;
  /** Which of several slips of one name it is. */
  readonly as: string;
  readonly slope: number;
}

// Written by hand, as a book writes it, and by nobody who has seen the table: what is made of the table is tried by this.

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** The derivative of an op by one of its operands. */
export function slope({ op, by, operands: [a = 0, b = 0], out }: Omit<Use, 'above'>): number {
  switch (op) {
    case 'add':
    case 'copy':
      return 1;
    case 'subtract':
      return by === 0 ? 1 : -1;
    case 'negate':
      return -1;
    case 'multiply':
      return by === 0 ? b : a;
    case 'divide':
      return by === 0 ? 1 / b : -a / (b * b);
    case 'pow':
      return by === 0 ? b * a ** (b - 1) : out * Math.log(a);
    case 'square':
      return 2 * a;
    case 'sqrt':
      return 0.5 / Math.sqrt(a);
    case 'exp':
      return Math.exp(a);
    case 'log':
      return 1 / a;
    case 'sin':
      return Math.cos(a);
    case 'cos':
      return -Math.sin(a);
    case 'sigmoid':
      return logistic(a) * (1 - logistic(a));
    case 'tanh':
      return 1 - Math.tanh(a) ** 2;
    case 'softplus':
      return logistic(a);
    case 'relu':
      return a > 0 ? 1 : 0;
    case 'abs':
      return Math.sign(a);
    case 'max':
      return a >= b === (by === 0) ? 1 : 0;
    case 'min':
      return a <= b === (by === 0) ? 1 : 0;
    default:
      throw new Error(`${op} has no slope in this book`);
  }
}

/** What learners take the slope for instead: what every op suffers, and what is its own. */
export function slips(use: Use): readonly Slip[] {
  const right = slope(use);
  return [
    { id: 'slope-forgotten', as: '1', slope: 1 },
    { id: 'output-for-slope', as: 'out', slope: use.out },
    { id: 'rule-sign-flipped', as: '-', slope: -right },
    ...own(use).map(([id, as, wrong]) => ({ id, as, slope: wrong })),
  ];
}

function own({ op, operands: [a = 0, b = 0], ...rest }: Use): readonly OwnSlip[] {
  const book = ownSlips[op];
  if (!book) throw new Error(`${op} has no slips in this book`);
  return book({ ...rest, op, a, b });
}

type OwnSlip = readonly [MistakeId, string, number];
type UseOfTwo = Omit<Use, 'operands'> & { readonly a: number; readonly b: number };

const none = (): readonly OwnSlip[] => [];

const ofExtremes = ({ op, by, a, b, out }: UseOfTwo): readonly OwnSlip[] => [
  ['operands-swapped', 'the other one', 1 - slope({ op, by, operands: [a, b], out })],
  ['shared-out', 'half', 0.5],
];

/** The slips that belong to one op, each with the slope that it gives. */
const ownSlips: Readonly<Partial<Record<OpName, (use: UseOfTwo) => readonly OwnSlip[]>>> = {
  add: none,
  copy: none,
  subtract: none,
  negate: none,
  multiply: ({ by, a, b }) => [
    ['operands-swapped', 'its own factor', by === 0 ? a : b],
    ['both-factors', 'a+b', a + b],
  ],
  divide: ({ by, a, b }) =>
    by === 0
      ? [
          ['quotient-as-product', 'b for 1/b', b],
          ['operands-swapped', '1/a', 1 / a],
          ['other-operands-rule', '-a/b^2', -a / (b * b)],
        ]
      : [
          ['part-dropped', '-a/b', -a / b],
          ['part-dropped', '-1/b^2', -1 / (b * b)],
          ['operands-swapped', '-b/a^2', -b / (a * a)],
          ['other-operands-rule', '1/b', 1 / b],
          ['quotient-as-product', 'a', a],
          ['integrated', 'a*ln b', a * Math.log(b)],
        ],
  pow: ({ by, a, b, out }) =>
    by === 1
      ? [
          ['part-dropped', 'log(a)', Math.log(a)],
          ['power-rule-on-exp', 'b*a^(b-1)', b * a ** (b - 1)],
        ]
      : [
          ['part-dropped', 'a^(b-1)', a ** (b - 1)],
          ['exponent-not-lowered', 'b*a^b', b * a ** b],
          ['part-dropped', 'b', b],
          ['part-dropped', 'b*a', b * a],
          ['inner-sign-flipped', 'b*a^(b+1)', b * a ** (b + 1)],
          ['output-for-input', 'b*out^(b-1)', b * out ** (b - 1)],
          ['integrated', 'a^(b+1)/(b+1)', a ** (b + 1) / (b + 1)],
          ['other-operands-rule', 'a^b*ln a', a ** b * Math.log(a)],
        ],
  square: ({ a, out }) => [
    ['part-dropped', 'z', a],
    ['part-dropped', '2', 2],
    ['output-for-input', '2*out', 2 * out],
  ],
  sqrt: ({ a, out }) => [
    ['part-dropped', '1/out', 1 / out],
    ['input-for-output', '1/(2*z)', 1 / (2 * a)],
    ['exponent-not-lowered', 'out/2', out / 2],
    ['slope-twice', 'squared', 0.25 / a],
  ],
  exp: ({ a }) => [
    ['input-for-output', 'z', a],
    ['power-rule-on-exp', 'z*e^(z-1)', a * Math.exp(a - 1)],
    ['inverses-rule', '1/z', 1 / a],
    ['slope-twice', 'squared', Math.exp(2 * a)],
  ],
  log: ({ a, out }) => [
    ['part-dropped', 'z', a],
    ['output-for-input', '1/log(z)', 1 / out],
    ['logarithm-to-ten', '1/(z*ln 10)', 1 / (a * Math.LN10)],
    ['inverses-rule', 'e^z', Math.exp(a)],
    ['integrated', 'z*ln z - z', a * Math.log(a) - a],
  ],
  sin: ({ out }) => [['output-for-input', 'cos(out)', Math.cos(out)]],
  cos: ({ out }) => [['output-for-input', '-sin(out)', -Math.sin(out)]],
  sigmoid: ({ a, out }) => [
    ['input-for-output', 'z*(1-z)', a * (1 - a)],
    ['applied-twice', 's(s)*(1-s(s))', logistic(out) * (1 - logistic(out))],
    ['part-dropped', '1-s', 1 - out],
    ['inner-sign-flipped', 's*(1+s)', out * (1 + out)],
    ['neighbours-rule', '1-s^2', 1 - out * out],
    ['slope-twice', 'squared', (out * (1 - out)) ** 2],
  ],
  tanh: ({ a, out }) => [
    ['input-for-output', '1-z^2', 1 - a * a],
    ['applied-twice', '1-tanh(t)^2', 1 - Math.tanh(out) ** 2],
    ['part-dropped', '1-t', 1 - out],
    ['part-dropped', '-t^2', -out * out],
    ['part-dropped', 't^2', out * out],
    ['inner-sign-flipped', '1+t^2', 1 + out * out],
    ['neighbours-rule', 't*(1-t)', out * (1 - out)],
    ['slope-twice', 'squared', (1 - out * out) ** 2],
  ],
  softplus: ({ out }) => [['output-for-input', 's(out)', logistic(out)]],
  relu: ({ a, above }) => [
    ['part-dropped', 'z', a],
    ['gated-by-upstream', 'G>0', above > 0 ? 1 : 0],
    ['gated-by-upstream', 'z>0 and G>0', a > 0 && above > 0 ? 1 : 0],
  ],
  abs: none,
  max: ofExtremes,
  min: ofExtremes,
};
