import type { Matrix } from '../../ops/matrix.ts';
import { seededNumbers } from '../measure.ts';

/** A network of two layers and its batch, before any engine has them: a column of X and of Y is an example. */
export interface Network {
  readonly batch: number;
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly W1: Matrix;
  readonly b1: Matrix;
  readonly W2: Matrix;
  readonly b2: Matrix;
}

/** The names of what a network learns, in the order in which every engine hands back their gradients. */
export const learned = ['W1', 'b1', 'W2', 'b2'] as const;

/** The third lecture's program; every engine computes these lines and their derivatives. */
export const lines =
  'Z1 = W1*X + b1; A1 = tanh(Z1); Z2 = W2*A1 + b2; A2 = sigmoid(Z2); J = -1/m*sum(Y.*log(A2) + (1-Y).*log(1-A2))';

/** Another way to compute it. */
export interface Rival<Passed> {
  /** Both passes: the cost and the gradients, in matrices of its own. */
  readonly passes: () => Passed;
  /** The same as numbers, row by row. */
  readonly numbers: (passed: Passed) => readonly Float64Array[];
}

/** 784 inputs as grey as digits on paper, 128 hidden nodes, 10 classes. */
export function digits(batch: number): Network {
  const random = seededNumbers(batch);
  const matrix = (rows: number, columns: number, entry: () => number): Matrix => ({
    rows,
    columns,
    entries: Float64Array.from({ length: rows * columns }, entry),
  });
  const weight = (): number => (random() - 0.5) / 10;
  const Y = matrix(10, batch, () => 0);
  for (let example = 0; example < batch; example++)
    Y.entries[Math.floor(random() * 10) * batch + example] = 1;
  return {
    batch,
    X: matrix(784, batch, random),
    Y,
    W1: matrix(128, 784, weight),
    b1: matrix(128, 1, weight),
    W2: matrix(10, 128, weight),
    b2: matrix(10, 1, weight),
  };
}
