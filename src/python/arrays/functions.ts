import { atom, binaryForm, callForm, type Form, transposedForm } from './form.ts';
import {
  arrayEntries,
  arrayFrom,
  arraySize,
  broadcastShape,
  broadcastTo,
  copied,
  eachEntry,
  entrywise,
  type Failed,
  isFailed,
  matrixProductOf,
  type NdArray,
  onlyEntry,
  reducedArray,
  reshaped,
  scalarArray,
  transposed,
} from './ndarray.ts';

/** A value that an array function takes. */
export interface Operand {
  readonly array: NdArray;
  readonly form: Form | null;
}

/** Arguments by name that are no arrays: `axis`, `keepdims`, a shape. */
export interface ReductionSettings {
  readonly axis: number | null;
  readonly keepdims: boolean;
}

type ArrayFunction = (operands: readonly Operand[], settings: ReductionSettings) => Operand | Failed;

const made = (array: NdArray | Failed, form: Form | null): Operand | Failed =>
  isFailed(array) ? array : { array, form };

/** A function of each entry; `spelled` is its name in the tutor's notation, null where it has none. */
const each =
  (compute: (x: number) => number, spelled: string | null, mask = false): ArrayFunction =>
  ([x]) =>
    x
      ? {
          array: eachEntry(x.array, compute, mask),
          form: spelled === null ? null : callForm(spelled, [x.form]),
        }
      : missing;

const missing: Failed = { failed: 'TypeError: an argument is missing' };

/** A function of two arrays, entry by entry. */
const two =
  (
    compute: (x: number, y: number) => number,
    sign: string | null,
    spelled: string | null = null,
    mask = false,
  ): ArrayFunction =>
  ([x, y]) =>
    x && y
      ? made(
          entrywise(x.array, y.array, compute, mask),
          sign !== null
            ? binaryForm(sign, x.form, y.form, x.array, y.array)
            : spelled === null
              ? null
              : callForm(spelled, [x.form, y.form]),
        )
      : missing;

/** A sum, a mean and their like: over everything, or along an axis. */
const over =
  (compute: (entries: readonly number[]) => number, spelled: string | null): ArrayFunction =>
  ([x], { axis, keepdims }) => {
    if (!x) return missing;
    const array = reducedArray(x.array, axis, keepdims, compute);
    const rank = x.array.shape.length;
    const dimension = axis === null ? null : (axis < 0 ? axis + rank : axis) + 1;
    const form =
      spelled === null || (dimension !== null && rank !== 2)
        ? null
        : callForm(spelled, [x.form], dimension === null ? '' : `, ${dimension}`);
    return made(array, form);
  };

const sum = (entries: readonly number[]): number => entries.reduce((all, entry) => all + entry, 0);

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const product: ArrayFunction = ([x, y]) => {
  if (!x || !y) return missing;
  const plain = x.array.shape.length === 0 || y.array.shape.length === 0;
  return plain
    ? two((a, b) => a * b, '*')([x, y], { axis: null, keepdims: false })
    : made(matrixProductOf(x.array, y.array), binaryForm('@', x.form, y.form, x.array, y.array));
};

const turned: ArrayFunction = ([x]) =>
  x
    ? { array: transposed(x.array), form: x.array.shape.length === 2 ? transposedForm(x.form) : x.form }
    : missing;

const filled =
  (entry: number): ArrayFunction =>
  ([x]) =>
    x ? { array: eachEntry(x.array, () => entry), form: null } : missing;

const chosen: ArrayFunction = ([test, then, otherwise]) => {
  if (!test || !then || !otherwise) return missing;
  const inner = broadcastShape(then.array.shape, otherwise.array.shape);
  if (isFailed(inner)) return inner;
  const shape = broadcastShape(test.array.shape, inner);
  if (isFailed(shape)) return shape;
  const [which, a, b] = [test, then, otherwise].map(({ array }) => arrayEntries(broadcastTo(array, shape)));
  if (!which || !a || !b) return missing;
  return {
    array: arrayFrom(
      shape,
      which.map((on, at) => (on ? (a[at] ?? 0) : (b[at] ?? 0))),
    ),
    form: null,
  };
};

const outer: ArrayFunction = ([x, y]) => {
  if (!x || !y) return missing;
  const left = arrayEntries(x.array);
  const right = arrayEntries(y.array);
  const out = new Float64Array(left.length * right.length);
  for (let row = 0; row < left.length; row++)
    for (let column = 0; column < right.length; column++)
      out[row * right.length + column] = (left[row] ?? 0) * (right[column] ?? 0);
  return { array: arrayFrom([left.length, right.length], out), form: null };
};

const column = ({ array }: Operand, wanted: readonly number[]): Operand | Failed =>
  made(reshaped(array, wanted), null);

/** NumPy's functions by the last word of their path. The list is closed: what is not in it is not read. */
export const arrayFunctions: Readonly<Record<string, ArrayFunction>> = {
  dot: product,
  matmul: product,
  mm: product,
  multiply: two((a, b) => a * b, '*'),
  mul: two((a, b) => a * b, '*'),
  divide: two((a, b) => a / b, '/'),
  true_divide: two((a, b) => a / b, '/'),
  add: two((a, b) => a + b, '+'),
  subtract: two((a, b) => a - b, '-'),
  power: two((a, b) => a ** b, '**'),
  pow: two((a, b) => a ** b, '**'),
  maximum: two(Math.max, null, 'max'),
  minimum: two(Math.min, null, 'min'),
  greater: two((a, b) => Number(a > b), '>', null, true),
  greater_equal: two((a, b) => Number(a >= b), '>=', null, true),
  less: two((a, b) => Number(a < b), '<', null, true),
  less_equal: two((a, b) => Number(a <= b), '<=', null, true),
  equal: two((a, b) => Number(a === b), '==', null, true),
  square: ([x], settings) =>
    x ? two((a, b) => a ** b, '**')([x, { array: scalarArray(2), form: atom('2') }], settings) : missing,
  sqrt: each(Math.sqrt, 'sqrt'),
  exp: each(Math.exp, 'exp'),
  log: each(Math.log, 'log'),
  tanh: each(Math.tanh, 'tanh'),
  sin: each(Math.sin, 'sin'),
  cos: each(Math.cos, 'cos'),
  abs: each(Math.abs, 'abs'),
  absolute: each(Math.abs, 'abs'),
  fabs: each(Math.abs, 'abs'),
  sign: each(Math.sign, null),
  heaviside: two((x, at) => (x === 0 ? at : Number(x > 0)), null),
  negative: ([x]) =>
    x ? { array: eachEntry(x.array, (entry) => -entry), form: x.form && callNegated(x.form) } : missing,
  reciprocal: each((x) => 1 / x, null),
  sigmoid: each(sigmoid, 'sigmoid'),
  expit: each(sigmoid, 'sigmoid'),
  relu: each((x) => Math.max(0, x), 'relu'),
  sum: over(sum, 'sum'),
  mean: over((entries) => sum(entries) / entries.length, 'mean'),
  average: over((entries) => sum(entries) / entries.length, 'mean'),
  max: over((entries) => Math.max(...entries), null),
  amax: over((entries) => Math.max(...entries), null),
  min: over((entries) => Math.min(...entries), null),
  amin: over((entries) => Math.min(...entries), null),
  prod: over((entries) => entries.reduce((all, entry) => all * entry, 1), null),
  transpose: turned,
  t: turned,
  outer,
  where: chosen,
  zeros_like: filled(0),
  ones_like: filled(1),
  copy: ([x]) => (x ? { array: copied(x.array), form: x.form } : missing),
  clone: ([x]) => (x ? { array: copied(x.array), form: x.form } : missing),
  squeeze: ([x]) =>
    x
      ? column(
          x,
          x.array.shape.filter((size) => size !== 1),
        )
      : missing,
  ravel: ([x]) => (x ? column(x, [arraySize(x.array)]) : missing),
  flatten: ([x]) => (x ? column({ ...x, array: copied(x.array) }, [arraySize(x.array)]) : missing),
  diag: ([x]) => (x ? diagonal(x) : missing),
  eye: ([x]) => identity(x),
  identity: ([x]) => identity(x),
  clip: ([x, low, high]) => {
    if (!x || !low || !high) return missing;
    const above = entrywise(x.array, low.array, Math.max);
    return isFailed(above) ? above : made(entrywise(above, high.array, Math.min), null);
  },
};

const callNegated = ({ text }: Form): Form | null => atom(`(-(${text}))`);

function diagonal({ array }: Operand): Operand {
  const entries = arrayEntries(array);
  const [size = 1] = array.shape;
  if (array.shape.length === 2)
    return {
      array: arrayFrom(
        [size],
        Float64Array.from({ length: size }, (_, at) => entries[at * (size + 1)] ?? 0),
      ),
      form: null,
    };
  const out = new Float64Array(size * size);
  for (let at = 0; at < size; at++) out[at * (size + 1)] = entries[at] ?? 0;
  return { array: arrayFrom([size, size], out), form: null };
}

/** `np.eye(k)`: no learner needs more than this. */
const mostSquare = 2000;

function identity(size: Operand | undefined): Operand | Failed {
  const count = size ? onlyEntry(size.array) : null;
  if (count === null || !Number.isInteger(count) || count < 1 || count > mostSquare)
    return { failed: 'the size of this matrix is not known here' };
  return diagonal({ array: arrayFrom([count], new Float64Array(count).fill(1)), form: null });
}
