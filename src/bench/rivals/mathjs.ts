import type { Matrix as MathMatrix } from 'mathjs';
import type { Matrix as Entries } from '../../ops/matrix.ts';
import type { Network, Rival } from '../tasks/network.ts';

type Passed = readonly [number, MathMatrix, MathMatrix, MathMatrix, MathMatrix];

/** The network in matrices of mathjs, which always makes new ones. */
export async function byMathjs(network: Network): Promise<Rival<Passed>> {
  const { add, dotMultiply, map, matrix, multiply, subtract, sum, transpose } = await import('mathjs');
  const { batch } = network;
  // Told that all entries are numbers, mathjs need not find out again and again.
  const matrixOf = ({ rows, columns, entries }: Entries): MathMatrix =>
    matrix(
      Array.from({ length: rows }, (_, i) => [...entries.subarray(i * columns, (i + 1) * columns)]),
      'dense',
      'number',
    );
  const [X, Y] = [matrixOf(network.X), matrixOf(network.Y)];
  const [Xt, notY] = [transpose(X), subtract(1, Y) as MathMatrix]; // a number less a matrix is a matrix
  const [W1, W2] = [matrixOf(network.W1), matrixOf(network.W2)];
  const [b1, b2] = [matrixOf(network.b1), matrixOf(network.b2)];
  const passes = (): Passed => {
    const A1 = map(add(multiply(W1, X), b1), (z: number) => Math.tanh(z));
    const A2 = map(add(multiply(W2, A1), b2), (z: number) => 1 / (1 + Math.exp(-z)));
    const logRight = map(A2, (a: number) => Math.log(a));
    const logWrong = map(A2, (a: number) => Math.log(1 - a));
    const losses = add(dotMultiply(Y, logRight), dotMultiply(notY, logWrong));
    const J = (-1 / batch) * (sum(losses) as number); // as its entries are
    const dZ2 = multiply(subtract(A2, Y), 1 / batch);
    const slope = map(A1, (a: number) => 1 - a * a);
    const dZ1 = dotMultiply(multiply(transpose(W2), dZ2), slope);
    return [J, multiply(dZ1, Xt), sumOfRows(dZ1), multiply(dZ2, transpose(A1)), sumOfRows(dZ2)];
  };
  const sumOfRows = (of: MathMatrix): MathMatrix => sum(of, 1) as unknown as MathMatrix; // so for a matrix
  const flat = (part: Passed[number]): number[] =>
    typeof part === 'number' ? [part] : (part.toArray().flat() as number[]); // as they were put in
  return { passes, numbers: (passed) => passed.map((part) => Float64Array.from(flat(part))) };
}
