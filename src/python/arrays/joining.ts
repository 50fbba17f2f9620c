import {
  arrayEntries,
  arrayFrom,
  arraySize,
  type Failed,
  isFailed,
  type NdArray,
  onlyEntry,
  pythonShape,
  reshaped,
  transposed,
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
  if (rank === 1) {
    const entries = parts.flatMap((part) => [...arrayEntries(part)]);
    return arrayFrom([entries.length], Float64Array.from(entries));
  }
  if (along === 1) {
    const down = joined(parts.map(transposed), 0);
    if (isFailed(down)) return down;
    return arrayFrom([...down.shape].reverse(), arrayEntries(transposed(down)));
  }
  const rows = parts.reduce((all, { shape }) => all + (shape[0] ?? 1), 0);
  const entries = parts.flatMap((part) => [...arrayEntries(part)]);
  return arrayFrom([rows, first.shape[1] ?? 1], Float64Array.from(entries));
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
  const arrays = arraysOf(operands);
  if (arrays.some(({ shape }) => shape.length > 1))
    return { failed: "dvar can't read arrays of three dimensions" };
  const rows = every(arrays, asRows);
  if ('failed' in rows) return rows;
  const down = joined(rows, 0);
  return axis === 1 || axis === -1
    ? isFailed(down)
      ? down
      : { array: transposed(down), form: null }
    : made(down);
};

/** A new dimension of one entry, at an axis. */
const widened: ArrayFunction = ([x, place], { axis }) => {
  if (!x) return tooFew;
  const at = axis ?? (place ? onlyEntry(place.array) : null);
  if (at === null) return tooFew;
  const { shape } = x.array;
  const where = at < 0 ? at + shape.length + 1 : at;
  return made(
    reshaped(x.array, [...shape.slice(0, where), 1, ...shape.slice(where)]),
    x.form && shape.length === 0 ? x.form : null,
  );
};

/** `np.tile(A, (rows, columns))`: the whole array again and again. */
const tiled: ArrayFunction = ([x, times]) => {
  if (!x || !times) return tooFew;
  const counts = [...arrayEntries(times.array)];
  const [down = 1, along = 1] = counts.length === 1 ? [1, counts[0]] : counts;
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
  if (axis === null || x.array.shape.length < 2) {
    const entries = [...arrayEntries(x.array)].flatMap((entry) => Array<number>(count).fill(entry));
    return { array: arrayFrom([entries.length], Float64Array.from(entries)), form: null };
  }
  const [rows = 1, columns = 1] = x.array.shape;
  const entries = arrayEntries(x.array);
  const down = axis === 0 || axis === -2;
  const shape = down ? [rows * count, columns] : [rows, columns * count];
  const out = Float64Array.from({ length: rows * columns * count }, (_, at) => {
    const row = Math.floor(at / (shape[1] ?? 1));
    const column = at % (shape[1] ?? 1);
    return down
      ? (entries[Math.floor(row / count) * columns + column] ?? 0)
      : (entries[row * columns + Math.floor(column / count)] ?? 0);
  });
  return { array: arrayFrom(shape, out), form: null };
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
