import type { Value } from '../../ops/matrix.ts';

/**
 * An array as NumPy has it, of rank 0, 1 or 2: a view of numbers that may be shared. `A.T` and slices look at the same
 * numbers, so that a store into one of them shows in the other.
 */
export interface NdArray {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly data: Float64Array;
  /** Whether it holds truth values, so that it picks entries when it stands as an index. */
  readonly mask: boolean;
}

/** What NumPy would raise, or why something is not known here; both spread to whatever depends on them. */
export interface Failed {
  readonly failed: string;
}

/** Whether something went wrong. */
export const isFailed = (result: object): result is Failed => 'failed' in result;

/** How many entries an array has. */
export const arraySize = ({ shape }: NdArray): number => shape.reduce((all, each) => all * each, 1);

/** The shape as Python prints it: `()`, `(4,)`, `(2, 3)`. */
export const pythonShape = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;

/** A new array of a shape, in C order. */
export function arrayFrom(shape: readonly number[], data: Float64Array, mask = false): NdArray {
  const strides = shape.length === 2 ? [shape[1] ?? 1, 1] : shape.length === 1 ? [1] : [];
  return { shape, strides, offset: 0, data, mask };
}

/** A single number as an array of rank 0. */
export const scalarArray = (value: number, mask = false): NdArray =>
  arrayFrom([], Float64Array.of(value), mask);

/** A value of the program: a number has rank 0, a matrix rank 2. */
export const arrayOf = (value: Value): NdArray =>
  typeof value === 'number'
    ? scalarArray(value)
    : arrayFrom([value.rows, value.columns], Float64Array.from(value.entries));

/** Where each entry lies in `data`, in C order. */
export function placesOf({ shape, strides, offset }: NdArray): readonly number[] {
  const [rows = 1, columns = 1] = shape.length === 2 ? shape : [1, shape[0] ?? 1];
  const [down = 0, along = 0] = shape.length === 2 ? strides : [0, strides[0] ?? 0];
  const places: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) places.push(offset + row * down + column * along);
  return places;
}

/** The entries in C order, as numbers of their own. */
export function arrayEntries(array: NdArray): Float64Array {
  const places = placesOf(array);
  const entries = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) entries[at] = array.data[places[at] ?? 0] ?? Number.NaN;
  return entries;
}

/** The same entries in an array that shares nothing. */
export const copied = (array: NdArray): NdArray => arrayFrom(array.shape, arrayEntries(array), array.mask);

/** The only entry of an array of one; null where there are more. */
export const onlyEntry = (array: NdArray): number | null =>
  arraySize(array) === 1 ? (arrayEntries(array)[0] ?? null) : null;

/** The array looked at with its dimensions the other way round: a view. */
export const transposed = (array: NdArray): NdArray => ({
  ...array,
  shape: [...array.shape].reverse(),
  strides: [...array.strides].reverse(),
});

/** The shape that two shapes broadcast to, as NumPy pairs them: from the last dimension on. */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] | Failed {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let at = 1; at <= rank; at++) {
    const x = a.at(-at) ?? 1;
    const y = b.at(-at) ?? 1;
    if (at > a.length || x === 1) shape.unshift(at > b.length ? x : y);
    else if (at > b.length || y === 1 || x === y) shape.unshift(x);
    else
      return {
        failed: `ValueError: operands could not be broadcast together with shapes ${pythonShape(a)} ${pythonShape(b)}`,
      };
  }
  return shape;
}

/** An array spread over a larger shape, as a view: what has one entry along a dimension repeats it. */
export function broadcastTo(array: NdArray, shape: readonly number[]): NdArray {
  const lead = shape.length - array.shape.length;
  const strides = shape.map((_, at) =>
    at < lead || array.shape[at - lead] === 1 ? 0 : (array.strides[at - lead] ?? 0),
  );
  return { ...array, shape, strides };
}

/** Entry by entry, broadcast as NumPy does. */
export function entrywise(
  a: NdArray,
  b: NdArray,
  combine: (x: number, y: number) => number,
  mask = false,
): NdArray | Failed {
  const shape = broadcastShape(a.shape, b.shape);
  if (isFailed(shape)) return shape;
  const left = arrayEntries(broadcastTo(a, shape));
  const right = arrayEntries(broadcastTo(b, shape));
  return arrayFrom(
    shape,
    left.map((x, at) => combine(x, right[at] ?? Number.NaN)),
    mask,
  );
}

/** Something done to each entry. */
export const eachEntry = (array: NdArray, change: (entry: number) => number, mask = false): NdArray =>
  arrayFrom(array.shape, arrayEntries(array).map(change), mask);

/** `A @ B` and `np.dot(A, B)`: 1-D arrays are rows on the left and columns on the right, and leave no dimension behind. */
export function matrixProductOf(a: NdArray, b: NdArray): NdArray | Failed {
  const left = a.shape.length === 1 ? [1, a.shape[0] ?? 1] : a.shape;
  const right = b.shape.length === 1 ? [b.shape[0] ?? 1, 1] : b.shape;
  const [rows = 1, inner = 1] = left;
  const [below = 1, columns = 1] = right;
  if (inner !== below)
    return {
      failed: `ValueError: shapes ${pythonShape(a.shape)} and ${pythonShape(b.shape)} not aligned: ${inner} (dim ${a.shape.length - 1}) != ${below} (dim 0)`,
    };
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

/** A reduction over everything, or along one axis (negative ones count from the last). */
export function reducedArray(
  array: NdArray,
  axis: number | null,
  keepdims: boolean,
  over: (entries: readonly number[]) => number,
): NdArray | Failed {
  const rank = array.shape.length;
  if (axis === null) {
    const shape = keepdims ? array.shape.map(() => 1) : [];
    return arrayFrom(shape, Float64Array.of(over([...arrayEntries(array)])));
  }
  const along = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || along < 0 || along >= rank)
    return { failed: `AxisError: axis ${axis} is out of bounds for array of dimension ${rank}` };
  const entries = arrayEntries(array);
  const [rows = 1, columns = 1] = rank === 2 ? array.shape : [1, array.shape[0] ?? 1];
  const down = rank === 2 && along === 0;
  const count = down ? columns : rows;
  const out = Float64Array.from({ length: count }, (_, at) =>
    over(
      Array.from({ length: down ? rows : columns }, (_each, k) =>
        down ? (entries[k * columns + at] ?? 0) : (entries[at * columns + k] ?? 0),
      ),
    ),
  );
  const shape = array.shape.flatMap((each, at) => (at === along ? (keepdims ? [1] : []) : [each]));
  return arrayFrom(shape, out);
}

/** The same entries in another shape; `-1` stands for what is left. */
export function reshaped(array: NdArray, wanted: readonly number[]): NdArray | Failed {
  const size = arraySize(array);
  const known = wanted.filter((each) => each >= 0).reduce((all, each) => all * each, 1);
  const shape = wanted.map((each) => (each === -1 ? size / known : each));
  if (shape.length > 2) return { failed: "dvar can't read arrays of three dimensions" };
  if (!shape.every(Number.isInteger) || shape.reduce((all, each) => all * each, 1) !== size)
    return { failed: `ValueError: cannot reshape array of size ${size} into shape ${pythonShape(wanted)}` };
  const plain = arrayFrom(array.shape, array.data);
  const contiguous =
    array.offset === 0 &&
    array.data.length === size &&
    array.strides.every((each, at) => each === plain.strides[at]);
  return arrayFrom(shape, contiguous ? array.data : arrayEntries(array), array.mask);
}
