import type { Value } from '../../ops/matrix.ts';

/**
 * An array as NumPy has it: a view of numbers that may be shared. `A.T` and slices look at the same numbers, so that a store
 * into one of them shows in the other.
 */
export interface NdArray {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly data: Float64Array;
  /** Whether it holds truth values, so that it picks entries when it stands as an index. */
  readonly mask: boolean;
  /** Whether it holds whole numbers, dtype int: what is stored into it loses what stands behind the point. */
  readonly whole?: boolean;
  /** Whether it is an `np.matrix`: it always has two dimensions, and `*` is the product of matrices. */
  readonly matrix?: boolean;
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

/** How far the next entry along each dimension lies, in C order. */
const stridesOf = (shape: readonly number[]): readonly number[] =>
  shape.map((_, at) => shape.slice(at + 1).reduce((all, size) => all * size, 1));

/** A new array of a shape, in C order. */
export const arrayFrom = (shape: readonly number[], data: Float64Array, mask = false): NdArray => ({
  ...{ shape, strides: stridesOf(shape), offset: 0 },
  ...{ data, mask },
});

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
  let places = [offset];
  for (const [at, size] of shape.entries()) {
    const stride = strides[at] ?? 0;
    const next: number[] = [];
    for (const place of places) for (let k = 0; k < size; k++) next.push(place + k * stride);
    places = next;
  }
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
export const copied = (array: NdArray): NdArray => {
  const own = { ...arrayFrom(array.shape, arrayEntries(array), array.mask), ...likeMatrix(array) };
  return array.whole ? asWhole(own) : own;
};

/** What makes an array an `np.matrix` where one of those that it comes from is one. */
export const likeMatrix = (...arrays: readonly NdArray[]): { readonly matrix?: boolean } =>
  arrays.some(({ matrix }) => matrix) ? { matrix: true } : {};

/** The array as one of whole numbers. */
export const asWhole = (array: NdArray): NdArray => ({ ...array, whole: true });

/** A list as a column. */
export const asColumn = (array: NdArray): NdArray => ({
  ...array,
  shape: [...array.shape, 1],
  strides: [...array.strides, 1],
});

/** The only entry of an array of one; null where there are more. */
export const onlyEntry = (array: NdArray): number | null =>
  arraySize(array) === 1 ? (arrayEntries(array)[0] ?? null) : null;

/** The array looked at with its dimensions the other way round: a view. */
export const transposed = (array: NdArray): NdArray => permuted(array, [...array.shape.keys()].reverse());

/** The array looked at with its dimensions in another order: a view. `order` names each dimension once. */
export const permuted = (array: NdArray, order: readonly number[]): NdArray => ({
  ...array,
  shape: order.map((at) => array.shape[at] ?? 1),
  strides: order.map((at) => array.strides[at] ?? 0),
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

/** Which dimension an axis is (negative ones count from the last). */
export function dimensionOf(rank: number, axis: number): number | Failed {
  const along = axis < 0 ? axis + rank : axis;
  return Number.isInteger(axis) && along >= 0 && along < rank
    ? along
    : { failed: `AxisError: axis ${axis} is out of bounds for array of dimension ${rank}` };
}

/** Each lane along a dimension changed into another one, all of them of one length. */
export function alongAxis(
  array: NdArray,
  axis: number,
  change: (lane: readonly number[]) => readonly number[],
): NdArray | Failed {
  const rank = array.shape.length;
  const along = dimensionOf(rank, axis);
  if (typeof along !== 'number') return along;
  const others = [...array.shape.keys()].filter((at) => at !== along);
  const size = array.shape[along] ?? 1;
  const entries = arrayEntries(permuted(array, [...others, along]));
  const lanes = Array.from({ length: size === 0 ? 0 : entries.length / size }, (_, at) =>
    change([...entries.subarray(at * size, (at + 1) * size)]),
  );
  const shape = [...others.map((at) => array.shape[at] ?? 1), lanes[0]?.length ?? size];
  const back = [...array.shape.keys()].map((at) => (at === along ? rank - 1 : others.indexOf(at)));
  return copied(permuted(arrayFrom(shape, Float64Array.from(lanes.flat())), back));
}

/** A reduction over everything, or along one axis. */
export function reducedArray(
  array: NdArray,
  axis: number | null,
  keepdims: boolean,
  over: (entries: readonly number[]) => number,
): NdArray | Failed {
  if (axis === null) {
    const shape = keepdims ? array.shape.map(() => 1) : [];
    return arrayFrom(shape, Float64Array.of(over([...arrayEntries(array)])));
  }
  const reduced = alongAxis(array, axis, (lane) => [over(lane)]);
  const along = dimensionOf(array.shape.length, axis);
  return isFailed(reduced) || keepdims
    ? reduced
    : arrayFrom(
        reduced.shape.filter((_, at) => at !== along),
        reduced.data,
      );
}

/** An array with more dimensions is not read. */
export const mostDimensions = 6;

/** What is said of an array with more dimensions. */
export const tooManyDimensions = `dvar can't read arrays of more than ${mostDimensions} dimensions`;

/** The same entries in another shape; `-1` stands for what is left. */
export function reshaped(array: NdArray, wanted: readonly number[]): NdArray | Failed {
  const size = arraySize(array);
  const known = wanted.filter((each) => each >= 0).reduce((all, each) => all * each, 1);
  const shape = wanted.map((each) => (each === -1 ? size / known : each));
  if (shape.length > mostDimensions) return { failed: tooManyDimensions };
  if (!shape.every(Number.isInteger) || shape.reduce((all, each) => all * each, 1) !== size)
    return { failed: `ValueError: cannot reshape array of size ${size} into shape ${pythonShape(wanted)}` };
  const plain = arrayFrom(array.shape, array.data);
  const contiguous =
    array.offset === 0 &&
    array.data.length === size &&
    array.strides.every((each, at) => each === plain.strides[at]);
  const data = contiguous ? array.data : arrayEntries(array);
  const own = { ...arrayFrom(shape, data, array.mask), ...likeMatrix(array) };
  return array.whole ? asWhole(own) : own;
}
