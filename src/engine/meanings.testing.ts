import { matrixOf, shapeOf, sizeOf, type Value, valueFrom } from '../ops/matrix.ts';

/** What the structural ops mean, entry by entry, written down a second time. */
export const meanings: Readonly<
  Record<string, (operands: readonly Value[], ...settings: readonly number[]) => Value>
> = {
  matmul: ([left = 0, right = 0]) => {
    const [a, b] = [matrixOf(left), matrixOf(right)];
    return filled(a.rows, b.columns, (i, j) =>
      total(a.columns, (k) => (a.entries[i * a.columns + k] ?? 0) * (b.entries[k * b.columns + j] ?? 0)),
    );
  },
  transpose: ([of = 0]) => {
    const a = matrixOf(of);
    return filled(a.columns, a.rows, (i, j) => a.entries[j * a.columns + i] ?? 0);
  },
  sum: ([of = 0], dimension = 0) => summed(of, dimension),
  mean: ([of = 0], dimension = 0) => {
    const sum = matrixOf(summed(of, dimension));
    const count = sizeOf(shapeOf(of)) / sizeOf(sum);
    return valueFrom(
      sum,
      sum.entries.map((each) => each / count),
    );
  },
  softmax: ([of = 0]) => {
    const z = matrixOf(of);
    const power = (i: number, j: number): number => Math.exp(z.entries[i * z.columns + j] ?? 0);
    return filled(z.rows, z.columns, (i, j) => power(i, j) / total(z.rows, (k) => power(k, j)));
  },
};

const total = (count: number, term: (k: number) => number): number =>
  Array.from({ length: count }, (_, k) => term(k)).reduce((a, b) => a + b, 0);

/** For tests: a matrix from what stands at each row and column. */
export const filled = (rows: number, columns: number, entry: (i: number, j: number) => number): Value =>
  valueFrom(
    { rows, columns },
    Float64Array.from({ length: rows * columns }, (_, at) => entry(Math.floor(at / columns), at % columns)),
  );

function summed(of: Value, dimension: number): Value {
  const a = matrixOf(of);
  const at = (i: number, j: number): number => a.entries[i * a.columns + j] ?? 0;
  if (dimension === 1) return filled(1, a.columns, (_, j) => total(a.rows, (i) => at(i, j)));
  if (dimension === 2) return filled(a.rows, 1, (i) => total(a.columns, (j) => at(i, j)));
  return total(a.entries.length, (i) => a.entries[i] ?? 0);
}
