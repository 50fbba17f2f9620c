import {
  alongAxis,
  arrayEntries,
  arrayFrom,
  arraySize,
  type Failed,
  isFailed,
  type NdArray,
  onlyEntry,
  permuted,
  pythonShape,
  reshaped,
} from './ndarray.ts';
import { type ArrayFunction, made, type Operand, tooFew } from './operand.ts';

const arraysOf = (operands: readonly Operand[]): readonly NdArray[] => operands.map(({ array }) => array);

/** Arrays one behind the other along an axis. */
function joined(parts: readonly NdArray[], axis: number): NdArray | Failed {
  const [first] = parts;
  if (!first) return { failed: 'ValueError: need at least one array to concatenate' };
  const rank = first.shape.length;
  const along = axis < 0 ? axis + rank : axis;
  const fits = ({ shape }: NdArray) =>
    shape.length === rank && shape.every((size, at) => at === along || size === first.shape[at]);
  const odd = parts.find((part) => !fits(part));
  if (rank === 0 || odd)
    return {
      failed: `ValueError: shapes ${pythonShape(first.shape)} and ${pythonShape((odd ?? first).shape)} can't be joined along axis ${axis}`,
    };
  // The axis in front, everything else as one lane: then they lie one behind the other.
  const order = [along, ...first.shape.keys()].filter((at, k) => k === 0 || at !== along);
  const turned = parts.map((part) => permuted(part, order));
  const entries = turned.flatMap((part) => [...arrayEntries(part)]);
  const size = parts.reduce((all, { shape }) => all + (shape[along] ?? 1), 0);
  const shape = [size, ...order.slice(1).map((at) => first.shape[at] ?? 1)];
  return permuted(
    arrayFrom(shape, Float64Array.from(entries)),
    first.shape.map((_, at) => order.indexOf(at)),
  );
}

const asRows = ({ shape, ...rest }: NdArray): NdArray | Failed =>
  shape.length === 2 ? { shape, ...rest } : reshaped({ shape, ...rest }, [1, arraySize({ shape, ...rest })]);

/** Every array changed, unless one can't be. */
function every(
  arrays: readonly NdArray[],
  change: (array: NdArray) => NdArray | Failed,
): readonly NdArray[] | Failed {
  const changed: NdArray[] = [];
  for (const array of arrays) {
    const one = change(array);
    if (isFailed(one)) return one;
    changed.push(one);
  }
  return changed;
}

const below: ArrayFunction = (operands) => {
  const rows = every(arraysOf(operands), asRows);
  return 'failed' in rows ? rows : made(joined(rows, 0));
};

const beside: ArrayFunction = (operands) => {
  const arrays = arraysOf(operands);
  return made(joined(arrays, arrays[0]?.shape.length === 1 ? 0 : 1));
};

const stacked: ArrayFunction = (operands, { axis }) => {
  const wide = every(arraysOf(operands), (array) => newDimension(array, axis ?? 0));
  return 'failed' in wide ? wide : made(joined(wide, axis ?? 0));
};

/** The same entries with a dimension of one at a place, negative ones counted from the end of what comes out. */
function newDimension(array: NdArray, at: number): NdArray | Failed {
  const { shape } = array;
  const where = at < 0 ? at + shape.length + 1 : at;
  return reshaped(array, [...shape.slice(0, where), 1, ...shape.slice(where)]);
}

/** A new dimension of one entry, at an axis. */
const widened: ArrayFunction = ([x, place], { axis }) => {
  if (!x) return tooFew;
  const at = axis ?? (place ? onlyEntry(place.array) : null);
  if (at === null) return tooFew;
  return made(newDimension(x.array, at), x.array.shape.length === 0 ? x.form : null);
};

/** `np.tile(A, (rows, columns))`: the whole array again and again. */
const tiled: ArrayFunction = ([x, times]) => {
  if (!x || !times) return tooFew;
  const counts = [...arrayEntries(times.array)];
  const [down = 1, along = 1] = counts.length === 1 ? [1, counts[0]] : counts;
  if (counts.length > 2 || x.array.shape.length > 2)
    return { failed: 'tile is read of two dimensions at most' };
  if (!counts.every((count) => Number.isInteger(count) && count > 0 && count < 5000))
    return { failed: "dvar can't tell how often this is repeated" };
  const flat = x.array.shape.length < 2 && counts.length < 2;
  const rows = asRows(x.array.shape.length === 0 ? arrayFrom([1], arrayEntries(x.array)) : x.array);
  if (isFailed(rows)) return rows;
  const row = joined(Array<NdArray>(along).fill(rows), 1);
  if (isFailed(row)) return row;
  const all = joined(Array<NdArray>(down).fill(row), 0);
  return flat && !isFailed(all) ? made(reshaped(all, [arraySize(all)])) : made(all);
};

/** `np.repeat(A, times, axis)`: each entry, row or column so often. */
const repeated: ArrayFunction = ([x, times], { axis }) => {
  const count = times ? onlyEntry(times.array) : null;
  if (!x) return tooFew;
  if (count === null || !Number.isInteger(count) || count < 1 || count > 5000)
    return { failed: "dvar can't tell how often this is repeated" };
  if (axis === null) {
    const entries = [...arrayEntries(x.array)].flatMap((entry) => Array<number>(count).fill(entry));
    return { array: arrayFrom([entries.length], Float64Array.from(entries)), form: null };
  }
  const soOften = (entry: number): readonly number[] => Array<number>(count).fill(entry);
  return made(alongAxis(x.array, axis, (lane) => lane.flatMap(soOften)));
};

/** Functions that put arrays together, repeat them, or give them one dimension more. */
export const joiningFunctions: Readonly<Record<string, ArrayFunction>> = {
  concatenate: (operands, { axis }) => made(joined(arraysOf(operands), axis ?? 0)),
  cat: (operands, { axis }) => made(joined(arraysOf(operands), axis ?? 0)),
  vstack: below,
  hstack: beside,
  column_stack: (operands) => {
    const columns = every(arraysOf(operands), (array) =>
      array.shape.length === 2 ? array : reshaped(array, [arraySize(array), 1]),
    );
    return 'failed' in columns ? columns : made(joined(columns, 1));
  },
  stack: stacked,
  expand_dims: widened,
  unsqueeze: widened,
  atleast_2d: ([x]) => (x ? made(asRows(x.array)) : tooFew),
  tile: tiled,
  repeat: repeated,
};

/** Functions whose first argument is a list of arrays. */
export const joins = (name: string): boolean =>
  /^(concatenate|cat|vstack|hstack|column_stack|stack)$/.test(name);
