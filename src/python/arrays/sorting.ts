import {
  alongAxis,
  arrayEntries,
  arrayFrom,
  type NdArray,
  onlyEntry,
  permuted,
  reshaped,
} from './ndarray.ts';
import { type ArrayFunction, made, tooFew, tooMany } from './operand.ts';

/** The places of a lane in the order of its entries; equal ones stay in theirs. */
const orderOf = (lane: readonly number[]): readonly number[] =>
  [...lane.keys()].sort((a, b) => (lane[a] ?? 0) - (lane[b] ?? 0) || a - b);

/** A function that changes each lane along an axis; without one along the last, or over everything. */
const lanes =
  (change: (lane: readonly number[]) => readonly number[], without: 'last' | 'everything'): ArrayFunction =>
  ([x, further], { axis }) => {
    if (further) return tooMany;
    if (!x) return tooFew;
    const flat = axis === null && without === 'everything' ? reshaped(x.array, [-1]) : x.array;
    return 'failed' in flat ? flat : made(alongAxis(flat, axis ?? -1, change));
  };

const running =
  (join: (a: number, b: number) => number) =>
  (lane: readonly number[]): readonly number[] => {
    let all: number | null = null;
    return lane.map((entry) => {
      all = all === null ? entry : join(all, entry);
      return all;
    });
  };

/** `np.flip(A)` turns every dimension round. */
const flipped: ArrayFunction = ([x], { axis }) => {
  if (!x) return tooFew;
  const turn = (lane: readonly number[]): readonly number[] => [...lane].reverse();
  if (axis !== null) return made(alongAxis(x.array, axis, turn));
  const all = arrayEntries(x.array).reverse();
  return { array: arrayFrom(x.array.shape, all), form: null };
};

/** `np.take(A, i, axis=1)`: what stands at indices along an axis. */
const taken: ArrayFunction = ([x, at], { axis }) => {
  if (!x || !at) return tooFew;
  const indices = [...arrayEntries(at.array)];
  if (at.array.shape.length > 1 && axis !== null) return tooMany;
  const flat = axis === null ? reshaped(x.array, [-1]) : x.array;
  if ('failed' in flat) return flat;
  const picked = alongAxis(flat, axis ?? 0, (lane) => indices.map((index) => lane.at(index) ?? Number.NaN));
  if ('failed' in picked) return picked;
  return made(axis === null ? reshaped(picked, at.array.shape) : picked);
};

/** `np.take_along_axis(A, i, axis=1)`: of each lane what stands at its own indices. */
const takenAlong: ArrayFunction = ([x, at], { axis }) => {
  if (!x || !at) return tooFew;
  const rank = x.array.shape.length;
  const along = axis ?? Number.NaN;
  if (rank !== 2 || at.array.shape.length !== 2) return tooMany;
  const down = along === 0 || along === -2;
  const turn = (array: NdArray): NdArray => (down ? permuted(array, [1, 0]) : array);
  const [source, indices] = [turn(x.array), turn(at.array)];
  const [, width = 1] = source.shape;
  const [rows = 1, count = 1] = indices.shape;
  const entries = arrayEntries(source);
  const picked = arrayEntries(indices).map(
    (index, k) => entries[Math.floor(k / count) * width + (index < 0 ? index + width : index)] ?? Number.NaN,
  );
  return made(turn(arrayFrom([rows, count], picked)));
};

/** `np.bincount(y)`: how often each whole number stands there. */
const counted: ArrayFunction = ([x]) => {
  if (!x) return tooFew;
  const entries = [...arrayEntries(x.array)];
  if (entries.some((entry) => !Number.isInteger(entry) || entry < 0 || entry > 5000)) return tooMany;
  const counts = new Float64Array(Math.max(-1, ...entries) + 1);
  for (const entry of entries) counts[entry] = (counts[entry] ?? 0) + 1;
  return { array: arrayFrom([counts.length], counts), form: null };
};

/** `np.unique(y)`: each entry once, in order. */
const once: ArrayFunction = ([x]) => {
  if (!x) return tooFew;
  const entries = [...new Set(arrayEntries(x.array))].sort((a, b) => a - b);
  return { array: arrayFrom([entries.length], Float64Array.from(entries)), form: null };
};

/** Whether two arrays are close to one another, as `np.allclose` says it. */
const close: ArrayFunction = ([x, y, further]) => {
  if (further) return tooMany;
  if (!x || !y) return tooFew;
  const [a, b] = [arrayEntries(x.array), arrayEntries(y.array)];
  const single = onlyEntry(y.array);
  const near = a.every((entry, at) => {
    const other = single ?? b[at] ?? Number.NaN;
    return Math.abs(entry - other) <= 1e-8 + 1e-5 * Math.abs(other);
  });
  return { array: arrayFrom([], Float64Array.of(Number(near)), true), form: null };
};

/** Functions that put entries in an order, look them up or count them. */
export const sortingFunctions: Readonly<Record<string, ArrayFunction>> = {
  sort: lanes((lane) => [...lane].sort((a, b) => a - b), 'last'),
  argsort: lanes(orderOf, 'last'),
  cumsum: lanes(
    running((a, b) => a + b),
    'everything',
  ),
  cumprod: lanes(
    running((a, b) => a * b),
    'everything',
  ),
  flip: flipped,
  take: taken,
  take_along_axis: takenAlong,
  bincount: counted,
  unique: once,
  allclose: close,
};
