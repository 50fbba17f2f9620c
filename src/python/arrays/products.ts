import { einsumOf } from './einsum.ts';
import { binaryForm, transposedForm } from './form.ts';
import {
  arrayEntries,
  arrayFrom,
  arraySize,
  dimensionOf,
  type Failed,
  isFailed,
  type NdArray,
  pythonShape,
  reshaped,
  transposed,
} from './ndarray.ts';
import { type ArrayFunction, made, type Operand, tooFew } from './operand.ts';
import { rowFunction } from './row-functions.ts';

/** `A @ B` of at most two dimensions: 1-D arrays are rows on the left and columns on the right, and leave no dimension behind. */
function matrixProductOf(a: NdArray, b: NdArray): NdArray | Failed {
  const left = a.shape.length === 1 ? [1, a.shape[0] ?? 1] : a.shape;
  const right = b.shape.length === 1 ? [b.shape[0] ?? 1, 1] : b.shape;
  const [rows = 1, inner = 1] = left;
  const [below = 1, columns = 1] = right;
  if (inner !== below) return notAligned(a, b);
  const x = arrayEntries(a);
  const y = arrayEntries(b);
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < inner; k++) {
      const factor = x[row * inner + k] ?? Number.NaN;
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        out[at] = (out[at] ?? 0) + factor * (y[k * columns + column] ?? Number.NaN);
      }
    }
  const shape = [...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [columns])];
  return arrayFrom(shape, out);
}

const notAligned = (a: NdArray, b: NdArray): Failed => {
  const at = Math.max(0, b.shape.length - 2);
  return {
    failed: `ValueError: shapes ${pythonShape(a.shape)} and ${pythonShape(b.shape)} not aligned: ${a.shape.at(-1)} (dim ${a.shape.length - 1}) != ${b.shape[at]} (dim ${at})`,
  };
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** Sums of products over pairs of dimensions; what is left of the first array stands in front of what is left of the second. */
function contracted(
  a: NdArray,
  b: NdArray,
  ofA: readonly number[],
  ofB: readonly number[],
): NdArray | Failed {
  const left = [...alphabet.slice(0, a.shape.length)];
  const right = [...alphabet.slice(a.shape.length, a.shape.length + b.shape.length)];
  for (const [k, at] of ofA.entries()) right[ofB[k] ?? 0] = left[at] ?? '';
  const result = [...left, ...right].filter(
    (letter, _, all) => all.indexOf(letter) === all.lastIndexOf(letter),
  );
  return einsumOf(`${left.join('')},${right.join('')}->${result.join('')}`, [a, b]);
}

/** `np.dot(A, B)`: of more than two dimensions the last of A goes with the last but one of B. */
function dotOf(a: NdArray, b: NdArray): NdArray | Failed {
  if (a.shape.length < 3 && b.shape.length < 3) return matrixProductOf(a, b);
  const below = Math.max(0, b.shape.length - 2);
  return a.shape.at(-1) === b.shape[below]
    ? contracted(a, b, [a.shape.length - 1], [below])
    : notAligned(a, b);
}

/** `A @ B`: of more than two dimensions the last two are matrices, and the others go side by side. */
function matmulOf(a: NdArray, b: NdArray): NdArray | Failed {
  if (a.shape.length < 3 && b.shape.length < 3) return matrixProductOf(a, b);
  const below = Math.max(0, b.shape.length - 2);
  if (a.shape.at(-1) !== b.shape[below]) return notAligned(a, b);
  const stack = alphabet.slice(3);
  const lead = (rank: number): string => (rank > 2 ? stack.slice(-(rank - 2)) : '');
  const left = lead(a.shape.length) + (a.shape.length === 1 ? 'b' : 'ab');
  const right = lead(b.shape.length) + (b.shape.length === 1 ? 'b' : 'bc');
  const result = lead(Math.max(a.shape.length, b.shape.length)) + `${left}${right}`.replaceAll(/[^ac]/g, '');
  return einsumOf(`${left},${right}->${result}`, [a, b]);
}

const productBy =
  (compute: (a: NdArray, b: NdArray) => NdArray | Failed): ArrayFunction =>
  ([x, y], settings) => {
    if (!x || !y) return tooFew;
    const plain = x.array.shape.length === 0 || y.array.shape.length === 0;
    return plain
      ? rowFunction('*')([x, y], settings)
      : made(compute(x.array, y.array), binaryForm('@', x.form, y.form, x.array, y.array));
  };

/** The array the other way round, and the form with it where it is a matrix. */
export const turnedOf = ({ array, form }: Operand): Operand => ({
  array: transposed(array),
  form: array.shape.length === 2 ? transposedForm(form) : form,
});

/** `np.inner(A, B)` goes along the last dimensions of both. */
const inner: ArrayFunction = ([x, y], settings) => {
  if (!x || !y) return tooFew;
  const [a, b] = [x.array, y.array];
  if (a.shape.length < 3 && b.shape.length < 3) return productBy(dotOf)([x, turnedOf(y)], settings);
  return a.shape.at(-1) === b.shape.at(-1)
    ? made(contracted(a, b, [a.shape.length - 1], [b.shape.length - 1]))
    : notAligned(a, b);
};

const outer: ArrayFunction = ([x, y]) => {
  if (!x || !y) return tooFew;
  const left = made(reshaped(x.array, [arraySize(x.array)]));
  const right = made(reshaped(y.array, [arraySize(y.array)]));
  return isFailed(left) || isFailed(right) ? left : made(contracted(left.array, right.array, [], []));
};

/** `np.tensordot(A, B, axes)`: over so many of A's last and B's first dimensions, or over those that are named. */
export function tensordotOf(
  a: NdArray,
  b: NdArray,
  axes: number | readonly (readonly number[])[],
): NdArray | Failed {
  const [ofA, ofB] =
    typeof axes === 'number'
      ? [
          Array.from({ length: axes }, (_, at) => a.shape.length - axes + at),
          Array.from({ length: axes }, (_, at) => at),
        ]
      : [axes[0] ?? [], axes[1] ?? []];
  const left = ofA.map((axis) => dimensionOf(a.shape.length, axis));
  const right = ofB.map((axis) => dimensionOf(b.shape.length, axis));
  const odd = [...left, ...right].find((each) => typeof each !== 'number');
  if (odd !== undefined) return { failed: 'IndexError: tuple index out of range' };
  const [downs, alongs] = [left as readonly number[], right as readonly number[]]; // the others were odd
  if (downs.length !== alongs.length || downs.some((at, k) => a.shape[at] !== b.shape[alongs[k] ?? 0]))
    return { failed: 'ValueError: shape-mismatch for sum' };
  return contracted(a, b, downs, alongs);
}

/** Sums of products, by NumPy's names. */
export const productFunctions: Readonly<Record<string, ArrayFunction>> = {
  dot: productBy(dotOf),
  matmul: productBy(matmulOf),
  mm: productBy(matmulOf),
  bmm: productBy(matmulOf),
  '@': productBy(matmulOf),
  inner,
  outer,
};
