import { gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { type Matrix, matrixOf } from '../../ops/matrix.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import {
  alongTheRows,
  at,
  both,
  downTheColumns,
  everything,
  make,
  ones,
  product,
  times,
  turned,
} from './arithmetic.testing.ts';
import { slips } from './calculus.testing.ts';
import type { Network } from './networks.testing.ts';

/** What somebody hands in: numbers that they worked out or, where their shapes clash, the line that they would. */
export type Paper = Matrix | string;

/** Somebody who makes one mistake at one question. */
export interface Handed {
  readonly name: string;
  readonly id: MistakeId;
  readonly paper: Paper;
}

/** What learners read off a network: values, and the derivatives that they have found. */
interface Seen extends Network {
  readonly value: (name: string) => Matrix;
  readonly rate: (name: string) => Matrix;
}

/** What learners with one mistake each hand in for the questions of such a network. */
export function handedIn(network: Network): readonly Handed[] {
  const { worked } = network.lesson;
  const slot = (name: string): number => worked.slots.get(name) ?? -1;
  const seen: Seen = {
    ...network,
    value: (name) => matrixOf(valueOfSlot(worked, slot(name))),
    rate: (name) => matrixOf(gradientAt(worked, slot(name))),
  };
  return [
    ...anywhere(seen),
    ...atWeights(seen),
    ...atBiases(seen),
    ...throughTheProduct(seen),
    ...throughTheBend(seen),
    ...atTheLoss(seen),
  ];
}

const put = (name: string, ...papers: readonly (readonly [MistakeId, Paper])[]): readonly Handed[] =>
  papers.map(([id, paper]) => ({ name, id, paper }));

function anywhere({ value, rate, single, softmax }: Seen): readonly Handed[] {
  const mine = ['Z2', 'W2', 'b2', 'A1', 'Z1', 'W1', ...(single ? [] : ['b1']), ...(softmax ? ['P'] : [])];
  return mine.flatMap((name) => [
    ...put(
      name,
      ['opposite-sign', times(-1, rate(name))],
      ['own-value', value(name)],
      ['transposed-answer', turned(rate(name))],
    ),
    ...(single
      ? []
      : put(name, ['mean-forgotten', times(5, rate(name))], ['mean-twice', times(1 / 5, rate(name))])),
  ]);
}

function atWeights({ value, rate }: Seen): readonly Handed[] {
  const layers = [
    ['W1', 'Z1', 'X'],
    ['W2', 'Z2', 'A1'],
  ] as const;
  return layers.flatMap(([weight, step, input]) =>
    put(
      weight,
      ['descent-step', times(-0.1, rate(weight))],
      ['updated-weight', both(value(weight), rate(weight), (old, step) => old - 0.1 * step)],
      ['local-only', product(ones(rate(step).rows, 5), turned(value(input)))],
      ['factors-swapped', product(value(input), turned(rate(step)))],
      ['factors-swapped', `${input}'*dJ/d${step}`],
      ['factors-swapped', `${input}*dJ/d${step}`],
      ['transpose-dropped', `dJ/d${step}*${input}`],
      ['transpose-added', `dJ/d${step}'*${input}`],
      ['transpose-added', `dJ/d${step}'*${input}'`],
      ['entrywise-for-product', `dJ/d${step}.*${input}'`],
      ['entrywise-for-product', `dJ/d${step}.*${input}`],
    ),
  );
}

function atBiases({ value, rate, single }: Seen): readonly Handed[] {
  const columns = (single ? ['2'] : ['1', '2']).flatMap((layer) => {
    const [bias, above] = [`b${layer}`, rate(`Z${layer}`)];
    return put(
      bias,
      ['descent-step', times(-0.1, rate(bias))],
      ['updated-weight', both(value(bias), rate(bias), (old, step) => old - 0.1 * step)],
      ['sum-left-out', above],
      ['summed-the-other-way', downTheColumns(above)],
      ['summed-too-much', everything(above)],
      ['mean-for-sum', times(1 / 5, alongTheRows(above))],
    );
  });
  const above = rate('Z1');
  const alone = put(
    'b1',
    ['sum-left-out', above],
    ['summed-too-little', downTheColumns(above)],
    ['summed-too-little', alongTheRows(above)],
    ['mean-for-sum', times(1 / 20, everything(above))],
  );
  return [...columns, ...(single ? alone : [])];
}

/** From Z2 back to A1. */
const throughTheProduct = ({ value, rate }: Seen): readonly Handed[] =>
  put(
    'A1',
    ['transpose-dropped', 'W2*dJ/dZ2'],
    ['factors-swapped', "dJ/dZ2*W2'"],
    ['factors-swapped', 'dJ/dZ2*W2'],
    ['factors-swapped', product(turned(rate('Z2')), value('W2'))],
    ['transpose-added', "W2'*dJ/dZ2'"],
    ['transpose-added', "W2*dJ/dZ2'"],
    ['entrywise-for-product', "W2'.*dJ/dZ2"],
    ['entrywise-for-product', 'W2.*dJ/dZ2'],
    ['local-only', product(turned(value('W2')), ones(2, 5))],
    ['step-too-far', rate('Z1')],
    ...[0.1, 0.01].map((step): readonly [MistakeId, Paper] => [
      'updated-too-early',
      product(turned(both(value('W2'), rate('W2'), (old, slope) => old - step * slope)), rate('Z2')),
    ]),
  );

/** From A1 back to Z1, entry by entry, each with its own wrong slope. */
function throughTheBend({ value, rate, bend }: Seen): readonly Handed[] {
  const [z, a, above] = [value('Z1'), value('A1'), rate('A1')];
  const useAt = (row: number, column: number) => ({
    op: bend,
    by: 0,
    operands: [at(z, row, column)],
    out: at(a, row, column),
    above: at(above, row, column),
  });
  const entrywise = slips(useAt(0, 0)).map(({ id, as }): readonly [MistakeId, Paper] => {
    const slopeAt = (row: number, column: number): number =>
      slips(useAt(row, column)).find((slip) => slip.id === id && slip.as === as)?.slope ?? Number.NaN;
    return [id, make(4, 5, (row, column) => at(above, row, column) * slopeAt(row, column))];
  });
  const slope = { tanh: '(1 - A1.^2)', sigmoid: 'A1.*(1 - A1)', relu: '(Z1 > 0)' }[bend];
  const right = make(4, 5, (row, column) => {
    const [entry, out] = [at(z, row, column), at(a, row, column)];
    return { tanh: 1 - out * out, sigmoid: out * (1 - out), relu: entry > 0 ? 1 : 0 }[bend];
  });
  return put(
    'Z1',
    ...entrywise,
    ['upstream-only', above],
    ['product-for-entrywise', `dJ/dA1*${slope}`],
    ...(bend === 'sigmoid' ? [] : [['product-for-entrywise', product(above, turned(right))] as const]),
  );
}

function atTheLoss({ value, rate, softmax }: Seen): readonly Handed[] {
  if (!softmax) {
    const output = at(value('J'), 0, 0);
    return put(
      'Z2',
      ['first-path-only', times(1 / 2, rate('Z2'))],
      ['started-from-the-output', times(output, rate('Z2'))],
    );
  }
  const [p, above] = [value('P'), rate('P')];
  return put(
    'Z2',
    ['upstream-only', above],
    [
      'cross-terms-forgotten',
      make(2, 5, (row, column) => {
        const share = at(p, row, column);
        return at(above, row, column) * share * (1 - share);
      }),
    ],
  );
}
