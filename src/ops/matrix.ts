/** Rows and columns, in that order. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** Numbers in rows and columns; the entries stand row by row. A matrix of one entry is not one: it is a number. */
export interface Matrix extends Shape {
  readonly entries: Float64Array;
}

/** What a node holds. A 1x1 is a scalar everywhere: it is always the number, never a matrix. */
export type Value = number | Matrix;

/** The shape of a single number. */
export const single: Shape = { rows: 1, columns: 1 };

/** The shape of a value. */
export const shapeOf = (value: Value): Shape => (typeof value === 'number' ? single : value);

/** Whether a shape is that of a single number. */
export const isSingle = ({ rows, columns }: Shape): boolean => rows === 1 && columns === 1;

/** Whether two shapes are the same. */
export const sameShape = (a: Shape, b: Shape): boolean => a.rows === b.rows && a.columns === b.columns;

/** How many entries a shape has. */
export const sizeOf = ({ rows, columns }: Shape): number => rows * columns;

/** Entries in rows and columns, as a value: one alone is a number. */
export function valueFrom({ rows, columns }: Shape, entries: Float64Array): Value {
  return rows === 1 && columns === 1 ? (entries[0] ?? Number.NaN) : { rows, columns, entries };
}

/** A value as a matrix, for code that goes by rows and columns whatever there is. */
export function matrixOf(value: Value): Matrix {
  return typeof value === 'number' ? { ...single, entries: Float64Array.of(value) } : value;
}

/** The entries of a value, row by row. */
export const entriesOf = (value: Value): ArrayLike<number> =>
  typeof value === 'number' ? [value] : value.entries;

/** A value as other programs take it: a number, or rows of numbers. */
export type Nested = number | readonly (readonly number[])[];

/** A value as a number or as rows of numbers; never -0. */
export function nested(value: Value): Nested {
  if (typeof value === 'number') return value + 0;
  return Array.from({ length: value.rows }, (_, row) =>
    Array.from(value.entries.subarray(row * value.columns, (row + 1) * value.columns), (entry) => entry + 0),
  );
}

/** The value that such a number or such rows stand for. */
export function fromNested(value: Nested): Value {
  if (typeof value === 'number') return value;
  const columns = value[0]?.length ?? 0;
  return valueFrom({ rows: value.length, columns }, Float64Array.from(value.flat()));
}
/** A matrix may have so many entries, and so may all values of a graph together. */
export const mostEntries = 10_000_000;

/** Whether every entry is a finite number. */
export const isFiniteValue = (value: Value): boolean => everyEntry(value, Number.isFinite);

/** Whether something holds of every entry, row by row; the first of which it does not hold is the last that is looked at. */
export function everyEntry(value: Value, holds: (entry: number, at: number) => boolean): boolean {
  if (typeof value === 'number') return holds(value, 0);
  const { entries } = value;
  for (let at = 0; at < entries.length; at++) if (!holds(entries[at] as number, at)) return false; // at is within
  return true;
}

/** Whether every entry is 0. */
export const isZero = (value: Value): boolean => everyEntry(value, (entry) => entry === 0);

/** A value with something done to each entry. */
export function mapped(value: Value, change: (entry: number, index: number) => number): Value {
  return typeof value === 'number'
    ? change(value, 0)
    : { rows: value.rows, columns: value.columns, entries: value.entries.map(change) };
}

/** A value of one shape whose entries are all the same. */
export const filledWith = (shape: Shape, entry: number): Value =>
  isSingle(shape) ? entry : valueFrom(shape, new Float64Array(sizeOf(shape)).fill(entry));

/** The shape as `(3,2)`, the one way in which it is written. */
export const writtenShape = ({ rows, columns }: Shape): string => `(${rows},${columns})`;
