import { arrayEntries, arraySize, type NdArray } from '../arrays/ndarray.ts';
import { limits, wholeOf } from '../values/state.ts';
import { numbers, unknownValue } from '../values/values.ts';
import { isFault, joinedRows } from './indexing.ts';
import { downColumns, fromColumns, octaveMatrix, octaveShape, rowsAndColumns, stops } from './matrices.ts';
import { notMatrix, type OctaveFunction, sizesIn } from './octave-call.ts';

/** `reshape(A, 2, 3)`: the same entries down the columns of another size. */
export const reshapedMatrix: OctaveFunction = (given) => {
  const {
    values: [first, ...sizes],
    line,
  } = given;
  const array = octaveMatrix(first);
  if (!array || first?.kind !== 'array') return notMatrix(given);
  const all =
    sizes.length === 1 && sizes[0]
      ? [...(octaveMatrix(sizes[0]) ? arrayEntries(octaveMatrix(sizes[0]) as NdArray) : [])]
      : sizes.map((size) =>
          octaveMatrix(size) && arraySize(octaveMatrix(size) as NdArray) === 0
            ? -1
            : (wholeOf(size) ?? Number.NaN),
        );
  const unknown = sizes.find(({ kind }) => kind === 'unknown');
  if (all.length !== 2 || all.some(Number.isNaN))
    return unknown ?? unknownValue("dvar can't tell this size", line);
  const count = arraySize(array);
  const [rows = 0, columns = 0] = all.map((size, at) => (size === -1 ? count / (all[1 - at] ?? 1) : size));
  if (rows * columns !== count || !Number.isInteger(rows) || !Number.isInteger(columns))
    return unknownValue(
      stops(`reshape: can't reshape ${octaveShape(array)} array to ${rows}x${columns} array`),
      line,
      true,
    );
  return numbers(fromColumns(rows, columns, downColumns(array)), null, first.borrowed);
};

/** `repmat(A, 2, 3)`. */
export const repeated: OctaveFunction = (given) => {
  const {
    values: [first, ...times],
    line,
  } = given;
  const array = octaveMatrix(first);
  const sizes = sizesIn(times);
  if (!array || first?.kind !== 'array') return notMatrix(given);
  if (!sizes || times.length === 0) return unknownValue("dvar can't tell how often this is repeated", line);
  if (arraySize(array) * sizes[0] * sizes[1] > limits.entries)
    return unknownValue('this matrix is too large to be read', line);
  const row = Array.from({ length: sizes[1] }, () => array);
  const made = joinedRows(Array.from({ length: sizes[0] }, () => row));
  return isFault(made) ? unknownValue(made.fault, line, true) : numbers(made, null, first.borrowed);
};

/** `horzcat`, `vertcat` and `cat`. */
export const stacked: OctaveFunction = (given) => {
  const { name, line } = given;
  const values = name === 'cat' ? given.values.slice(1) : given.values;
  const down =
    name === 'vertcat' || (name === 'cat' && given.values[0] !== undefined && wholeOf(given.values[0]) === 1);
  const arrays = values.map(octaveMatrix);
  const at = arrays.indexOf(null);
  if (at >= 0) return notMatrix(given, name === 'cat' ? at + 1 : at);
  const own = arrays as readonly NdArray[]; // none is null
  const made = joinedRows(down ? own.map((each) => [each]) : [own]);
  return isFault(made) ? unknownValue(made.fault, line, true) : numbers(made);
};

/** `diag(A)`, and `diag(v)` as a matrix. */
export const diagonalMatrix: OctaveFunction = (given) => {
  const array = octaveMatrix(given.values[0]);
  if (!array || given.values.length > 1) return notMatrix(given);
  const [rows, columns] = rowsAndColumns(array);
  const entries = downColumns(array);
  if (rows !== 1 && columns !== 1) {
    const size = Math.min(rows, columns);
    return numbers(
      fromColumns(
        size,
        1,
        Array.from({ length: size }, (_, at) => entries[at * rows + at] ?? 0),
      ),
    );
  }
  const size = entries.length;
  return numbers(
    fromColumns(
      size,
      size,
      Array.from({ length: size * size }, (_, at) =>
        at % (size + 1) === 0 ? (entries[at / (size + 1)] ?? 0) : 0,
      ),
    ),
  );
};

/** `find(mask)`: the places of what is not 0. */
export const found: OctaveFunction = (given) => {
  const array = octaveMatrix(given.values[0]);
  if (!array || given.values.length > 1) return notMatrix(given);
  const places = [...downColumns(array)].flatMap((entry, at) => (entry === 0 ? [] : [at + 1]));
  return numbers(
    rowsAndColumns(array)[0] === 1
      ? fromColumns(1, places.length, places)
      : fromColumns(places.length, 1, places),
  );
};
