import {
  arrayEntries,
  arrayFrom,
  arraySize,
  eachEntry,
  isFailed,
  type NdArray,
  reshaped,
  transposed,
} from '../arrays/ndarray.ts';
import { arrayFromValue } from '../values/conversions.ts';
import { numberValue } from '../values/state.ts';
import { numbers, type PyValue } from '../values/values.ts';

/** An array as the matrix that everything is in Octave: a number is 1x1. */
export function asMatrix(array: NdArray): NdArray {
  if (array.shape.length === 2) return array;
  const made = reshaped(array, array.shape.length === 0 ? [1, 1] : [1, arraySize(array)]);
  return isFailed(made) ? array : made;
}

/** The matrix that a value is; null where it is none. */
export function octaveMatrix(value: PyValue | undefined): NdArray | null {
  const array = value?.kind === 'array' ? arrayFromValue(value) : null;
  return array && asMatrix(array);
}

/** How many rows and columns a matrix has. */
export const rowsAndColumns = ({ shape }: NdArray): readonly [number, number] => [
  shape[0] ?? 1,
  shape[1] ?? 1,
];

/** A size as Octave prints it: `3x4`. */
export const octaveShape = (array: NdArray): string => rowsAndColumns(asMatrix(array)).join('x');

/** The entries down the columns, one column after the other, as Octave keeps them. */
export const downColumns = (array: NdArray): Float64Array => arrayEntries(transposed(asMatrix(array)));

/** A matrix from its entries down the columns. */
export const fromColumns = (
  rows: number,
  columns: number,
  entries: ArrayLike<number>,
  mask = false,
): NdArray => transposed(arrayFrom([columns, rows], Float64Array.from(entries), mask));

/** Truth values as the numbers that Octave calculates with. */
export const asNumbers = (array: NdArray): NdArray =>
  array.mask ? eachEntry(array, (entry) => entry) : array;

/** What Octave would say where it stops. */
export const stops = (why: string): string => `Octave would stop here: ${why}`;

/** The columns of a matrix, over which a loop of Octave's goes; the items of a list; null for anything else. */
export function octaveColumns(value: PyValue): readonly PyValue[] | null {
  if (value.kind === 'sequence') return value.items;
  const array = octaveMatrix(value);
  if (!array || value.kind !== 'array') return null;
  const [rows, columns] = rowsAndColumns(array);
  const entries = downColumns(array);
  return Array.from({ length: columns }, (_, at) =>
    rows === 1
      ? numberValue(entries[at] ?? 0, false)
      : numbers(fromColumns(rows, 1, entries.subarray(at * rows, (at + 1) * rows))),
  );
}
