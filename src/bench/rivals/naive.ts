import type { Matrix } from '../../ops/matrix.ts';
import type { Network } from '../tasks/network.ts';

// The network as one would write it first: loops over rows and columns, every product three of them, nothing clever.

/** The cost, then its derivatives by what the network learns. */
export function byNaiveLoops({ batch, X, Y, W1, b1, W2, b2 }: Network): readonly Float64Array[] {
  const A1 = entrywise(product(W1, X), (z, row) => Math.tanh(z + b1.entries[row]!));
  const A2 = entrywise(product(W2, A1), (z, row) => 1 / (1 + Math.exp(-(z + b2.entries[row]!))));
  let sum = 0;
  A2.entries.forEach((a, i) => {
    const y = Y.entries[i]!;
    sum += y * Math.log(a) + (1 - y) * Math.log(1 - a);
  });
  const share = -1 / batch;
  const dZ2 = entrywise(A2, (a, _, i) => {
    const y = Y.entries[i]!;
    const dA2 = share * y * (1 / a) - share * (1 - y) * (1 / (1 - a));
    return dA2 * (a * (1 - a));
  });
  const dA1 = product(transposed(W2), dZ2);
  const dZ1 = entrywise(dA1, (d, _, i) => d * (1 - A1.entries[i]! ** 2));
  return [
    Float64Array.of(share * sum),
    product(dZ1, transposed(X)).entries,
    sumOfRows(dZ1),
    product(dZ2, transposed(A1)).entries,
    sumOfRows(dZ2),
  ];
}

function product(a: Matrix, b: Matrix): Matrix {
  const entries = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.columns; j++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++)
        sum += a.entries[i * a.columns + k]! * b.entries[k * b.columns + j]!;
      entries[i * b.columns + j] = sum;
    }
  return { rows: a.rows, columns: b.columns, entries };
}

function transposed({ rows, columns, entries }: Matrix): Matrix {
  const turned = new Float64Array(entries.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned[j * rows + i] = entries[i * columns + j]!;
  return { rows: columns, columns: rows, entries: turned };
}

function entrywise(a: Matrix, change: (entry: number, row: number, i: number) => number): Matrix {
  return { ...a, entries: a.entries.map((entry, i) => change(entry, Math.floor(i / a.columns), i)) };
}

function sumOfRows({ rows, columns, entries }: Matrix): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[i]! += entries[i * columns + j]!;
  return sums;
}
