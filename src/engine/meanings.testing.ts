import { type Matrix, matrixOf, shapeOf, sizeOf, type Value, valueFrom } from '../ops/matrix.ts';

type Meaning = (operands: readonly Value[], ...settings: readonly number[]) => Value;

/** What the structural ops mean, entry by entry, written down a second time. */
export const meanings: Readonly<Record<string, Meaning>> = {
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
  maximum: ([of = 0], dimension = 0) => grouped(of, dimension, (all) => Math.max(...all)),
  minimum: ([of = 0], dimension = 0) => grouped(of, dimension, (all) => Math.min(...all)),
  prod: ([of = 0], dimension = 0) => grouped(of, dimension, (all) => all.reduce((x, y) => x * y, 1)),
  logsumexp: ([of = 0], dimension = 0) =>
    grouped(of, dimension, (all) => Math.log(all.map(Math.exp).reduce((x, y) => x + y, 0))),
  dot: ([left = 0, right = 0]) => {
    const [a, b] = [matrixOf(left), matrixOf(right)];
    return total(a.entries.length, (k) => (a.entries[k] ?? 0) * (b.entries[k] ?? 0));
  },
  norm: ([of = 0]) => {
    const v = matrixOf(of);
    return Math.sqrt(total(v.entries.length, (k) => (v.entries[k] ?? 0) ** 2));
  },
  outer: ([left = 0, right = 0]) => {
    const [a, b] = [matrixOf(left), matrixOf(right)];
    return filled(a.rows, b.rows, (i, j) => (a.entries[i] ?? 0) * (b.entries[j] ?? 0));
  },
  trace: ([of = 0]) => {
    const a = matrixOf(of);
    return total(a.rows, (k) => a.entries[k * a.columns + k] ?? 0);
  },
  pick: ([of = 0], top = 0, bottom = 0, left = 0, right = 0) => {
    const a = matrixOf(of);
    const rows = Array.from({ length: a.rows }, (_, i) => i + 1).filter(
      (i) => top === 0 || (i >= top && i <= bottom),
    );
    const columns = Array.from({ length: a.columns }, (_, j) => j + 1).filter(
      (j) => left === 0 || (j >= left && j <= right),
    );
    return filled(
      rows.length,
      columns.length,
      (i, j) => a.entries[((rows[i] ?? 0) - 1) * a.columns + (columns[j] ?? 0) - 1] ?? 0,
    );
  },
  concat: ([first = 0, second = 0], dimension = 2) => {
    const [a, b] = [first, second].map(matrixOf).map((each) => (dimension === 2 ? each : turned(each)));
    if (!a || !b) return Number.NaN;
    const beside = matrixOf(
      filled(a.rows, a.columns + b.columns, (i, j) =>
        j < a.columns ? (a.entries[i * a.columns + j] ?? 0) : (b.entries[i * b.columns + j - a.columns] ?? 0),
      ),
    );
    const whole = dimension === 2 ? beside : turned(beside);
    return valueFrom(whole, whole.entries);
  },
  softmax: ([of = 0], dimension = 1) => {
    if (dimension === 2) {
      const a = matrixOf(of);
      const along = (i: number, j: number): number => Math.exp(a.entries[i * a.columns + j] ?? 0);
      return filled(a.rows, a.columns, (i, j) => along(i, j) / total(a.columns, (k) => along(i, k)));
    }
    const z = matrixOf(of);
    const power = (i: number, j: number): number => Math.exp(z.entries[i * z.columns + j] ?? 0);
    return filled(z.rows, z.columns, (i, j) => power(i, j) / total(z.rows, (k) => power(k, j)));
  },
};

/** An op's meaning; a row without one is not finished. */
export function meaningOf(op: string): Meaning {
  const meaning = meanings[op];
  if (!meaning) throw new Error(`say what ${op} means, entry by entry, in src/engine/meanings.testing.ts`);
  return meaning;
}

const turned = (a: Matrix): Matrix =>
  matrixOf(filled(a.columns, a.rows, (i, j) => a.entries[j * a.columns + i] ?? 0));

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

/** The entries that stand together, all of them or those of a column or a row, each list made into a number. */
function grouped(of: Value, dimension: number, join: (all: readonly number[]) => number): Value {
  const a = matrixOf(of);
  const row = (i: number): number[] => Array.from(a.entries.slice(i * a.columns, (i + 1) * a.columns));
  const column = (j: number): number[] => Array.from(a.entries).filter((_, at) => at % a.columns === j);
  if (dimension === 1) return filled(1, a.columns, (_, j) => join(column(j)));
  if (dimension === 2) return filled(a.rows, 1, (i) => join(row(i)));
  return join(Array.from(a.entries));
}
