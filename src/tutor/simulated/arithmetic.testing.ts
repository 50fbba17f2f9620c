import type { Matrix } from '../../ops/matrix.ts';

// A little arithmetic of matrices, by hand: what the engine can do is not used to say what a learner would write.

/** For tests: a matrix from its entries. */
export const make = (
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): Matrix => ({
  rows,
  columns,
  entries: Float64Array.from({ length: rows * columns }, (_, at) =>
    entry(Math.floor(at / columns), at % columns),
  ),
});
export const at = (a: Matrix, row: number, column: number): number =>
  a.entries[row * a.columns + column] ?? Number.NaN;
export const turned = (a: Matrix): Matrix => make(a.columns, a.rows, (row, column) => at(a, column, row));
export const times = (factor: number, a: Matrix): Matrix =>
  make(a.rows, a.columns, (row, column) => factor * at(a, row, column));
export const both = (a: Matrix, b: Matrix, join: (x: number, y: number) => number): Matrix =>
  make(a.rows, a.columns, (row, column) => join(at(a, row, column), at(b, row, column)));
export const product = (a: Matrix, b: Matrix): Matrix =>
  make(a.rows, b.columns, (row, column) => {
    let total = 0;
    for (let k = 0; k < a.columns; k++) total += at(a, row, k) * at(b, k, column);
    return total;
  });
export const ones = (rows: number, columns: number): Matrix => make(rows, columns, () => 1);
export const downTheColumns = (a: Matrix): Matrix => product(ones(1, a.rows), a);
export const alongTheRows = (a: Matrix): Matrix => product(a, ones(a.columns, 1));
export const everything = (a: Matrix): Matrix => alongTheRows(downTheColumns(a));
