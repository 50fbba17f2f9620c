import { Matrix } from 'ml-matrix';
import type { Matrix as Entries } from '../../ops/matrix.ts';
import type { Network, Rival } from '../tasks/network.ts';

type Passed = readonly [number, Matrix, number[], Matrix, number[]];

/** The network in ml-matrix. What can be written over is: only products, and what is read again, are new matrices. */
export function byMlMatrix(network: Network): Rival<Passed> {
  const { batch } = network;
  const [X, Y] = [matrixOf(network.X), matrixOf(network.Y)];
  const [Xt, notY] = [X.transpose(), Matrix.mul(Y, -1).add(1)];
  const [W1, W2] = [matrixOf(network.W1), matrixOf(network.W2)];
  const [b1, b2] = [[...network.b1.entries], [...network.b2.entries]];
  const passes = (): Passed => {
    const A1 = W1.mmul(X).addColumnVector(b1).tanh();
    const A2 = W2.mmul(A1).addColumnVector(b2).neg().exp().add(1).pow(-1);
    const right = Matrix.log(A2).mul(Y);
    const wrong = Matrix.mul(A2, -1).add(1).log().mul(notY);
    const J = (-1 / batch) * right.add(wrong).sum();
    const dZ2 = Matrix.sub(A2, Y).mul(1 / batch);
    const dZ1 = W2.transpose().mmul(dZ2).mul(Matrix.mul(A1, A1).neg().add(1));
    return [J, dZ1.mmul(Xt), dZ1.sum('row'), dZ2.mmul(A1.transpose()), dZ2.sum('row')];
  };
  const flat = (part: Passed[number]): number[] => (Matrix.isMatrix(part) ? part.to1DArray() : [part].flat());
  return { passes, numbers: (passed) => passed.map((part) => Float64Array.from(flat(part))) };
}

const matrixOf = ({ rows, columns, entries }: Entries): Matrix =>
  Matrix.from1DArray(rows, columns, [...entries]);
