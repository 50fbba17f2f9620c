import { atom, type Form } from '../arrays/form.ts';
import { arraySize, type NdArray } from '../arrays/ndarray.ts';
import { asMatrix, downColumns, fromColumns, octaveShape, rowsAndColumns, stops } from './matrices.ts';

/** What stands at one place between the parentheses of `A(...)`: a whole dimension, or a matrix of indices or truth values. */
export type OctavePart = 'all' | NdArray;

/** What goes wrong, in a sentence. */
interface Fault {
  readonly fault: string;
}

/** Whether something went wrong. */
export const isFault = (made: object): made is Fault => 'fault' in made;

/** A place of one dimension as indices from 0; a mask picks where it holds. */
function indicesOf(part: OctavePart, size: number): readonly number[] | Fault {
  if (part === 'all') return Array.from({ length: size }, (_, at) => at);
  const entries = [...downColumns(part)];
  if (part.mask) return entries.flatMap((entry, at) => (entry === 0 ? [] : [at]));
  if (entries.some((entry) => !Number.isInteger(entry) || entry < 1))
    return { fault: stops('subscripts must be whole numbers from 1 on, or logical') };
  return entries.map((entry) => entry - 1);
}

const outOfBounds = (name: string, place: string, bound: number, array: NdArray): Fault => ({
  fault: stops(`${name}(${place}): out of bound ${bound} (dimensions are ${octaveShape(array)})`),
});

/** `A(i)` and `A(i, j)`: what stands there, counted from 1 and down the columns. */
export function pickedIn(name: string, given: NdArray, parts: readonly OctavePart[]): NdArray | Fault {
  const array = asMatrix(given);
  const [rows, columns] = rowsAndColumns(array);
  const entries = downColumns(array);
  const [first, second] = parts;
  if (parts.length === 0 || first === undefined) return array;
  if (second === undefined) {
    const indices = indicesOf(first, entries.length);
    if ('fault' in indices) return indices;
    const high = indices.find((at) => at >= entries.length);
    if (high !== undefined) return outOfBounds(name, String(high + 1), entries.length, array);
    const [tall, wide] = linearShape(first, array, indices.length);
    return fromColumns(
      tall,
      wide,
      indices.map((at) => entries[at] ?? 0),
      array.mask,
    );
  }
  if (parts.length > 2) return { fault: "dvar can't read more than two indices in Octave" };
  const down = indicesOf(first, rows);
  const along = indicesOf(second, columns);
  if ('fault' in down) return down;
  if ('fault' in along) return along;
  const low = down.find((at) => at >= rows);
  if (low !== undefined) return outOfBounds(name, `${low + 1},_`, rows, array);
  const far = along.find((at) => at >= columns);
  if (far !== undefined) return outOfBounds(name, `_,${far + 1}`, columns, array);
  const picked = along.flatMap((column) => down.map((row) => entries[column * rows + row] ?? 0));
  return fromColumns(down.length, along.length, picked, array.mask);
}

/** The shape of `A(i)`: a column for `A(:)` and for a mask of a matrix, else that of a vector A, else that of i. */
function linearShape(part: OctavePart, array: NdArray, count: number): readonly [number, number] {
  if (part === 'all') return [count, 1];
  const [rows, columns] = rowsAndColumns(array);
  const [tall, wide] = rowsAndColumns(part);
  const isList = tall === 1 || wide === 1;
  if (part.mask) return rows === 1 && columns !== 1 ? [1, count] : [count, 1];
  if (isList && arraySize(array) > 1 && (rows === 1 || columns === 1))
    return rows === 1 ? [1, count] : [count, 1];
  return [tall, wide];
}

/** A matrix in which `A(i)` or `A(i, j)` holds something else; it grows where it has to, as Octave's do. */
export function storedIn(
  name: string,
  given: NdArray | null,
  parts: readonly OctavePart[],
  value: NdArray,
): NdArray | Fault {
  const array = given ? asMatrix(given) : null;
  const [rows, columns] = array ? rowsAndColumns(array) : [0, 0];
  const [first, second] = parts;
  const worth = downColumns(value);
  const one = arraySize(value) === 1;
  if (first === undefined || parts.length > 2) return { fault: "dvar can't read this store" };
  const [tall, wide] = rowsAndColumns(asMatrix(value));
  const sized = (part: OctavePart, own: number, theirs: number): readonly number[] | Fault =>
    indicesOf(part, part === 'all' && !array ? theirs : own);
  const linear = second === undefined;
  const down = linear ? sized(first, rows * columns, worth.length) : sized(first, rows, tall);
  const along = linear ? [0] : sized(second, columns, wide);
  if ('fault' in down) return down;
  if ('fault' in along) return along;
  if (!one && worth.length !== down.length * along.length)
    return {
      fault: stops(
        linear
          ? `=: nonconformant arguments (op1 is 1x${down.length}, op2 is ${octaveShape(value)})`
          : `=: nonconformant arguments (op1 is ${down.length}x${along.length}, op2 is ${octaveShape(value)})`,
      ),
    };
  const most = (indices: readonly number[]): number =>
    indices.reduce((high, at) => Math.max(high, at + 1), 0);
  const grown = linear
    ? grownBy(most(down), rows, columns)
    : [Math.max(rows, most(down)), Math.max(columns, most(along))];
  if (grown === null)
    return { fault: stops(`A(I) = X: ${name} is ${rows}x${columns}, and a matrix can't grow by one index`) };
  const [height = 0, width = 0] = grown;
  if (height * width > 2_000_000) return { fault: 'this matrix is too large to be read' };
  const entries = new Float64Array(height * width);
  const before = array ? downColumns(array) : new Float64Array();
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) entries[column * height + row] = before[column * rows + row] ?? 0;
  let at = 0;
  for (const column of along)
    for (const row of down) {
      const place = linear ? row : column * height + row;
      entries[place] = worth[one ? 0 : at] ?? 0;
      at++;
    }
  return fromColumns(height, width, entries);
}

/** The size of a matrix that is stored into at one index beyond its end; null where it has two dimensions. */
function grownBy(most: number, rows: number, columns: number): readonly [number, number] | null {
  if (most <= rows * columns) return [rows, columns];
  if (rows <= 1) return [1, most];
  return columns === 1 ? [most, 1] : null;
}

/** The tutor's spelling of what is picked from a name, `Theta1(:,2:3)`; null where it has none. */
export function pickedForm(form: Form | null, given: NdArray, parts: readonly OctavePart[]): Form | null {
  const sizes = rowsAndColumns(asMatrix(given));
  if (!form || parts.length !== 2 || !/^[A-Za-z]\w*$/.test(form.text)) return null;
  const places = parts.map((part, dimension) => {
    if (part === 'all') return ':';
    const indices = indicesOf(part, sizes[dimension] ?? 1);
    if ('fault' in indices || indices.length === 0) return null;
    const [first = 0] = indices;
    if (!indices.every((at, k) => at === first + k)) return null;
    return indices.length === 1 ? String(first + 1) : `${first + 1}:${first + indices.length}`;
  });
  return places.includes(null) ? null : atom(`${form.text}(${places.join(',')})`);
}

/** The matrices of a row side by side, and the rows below each other: `[A b; c]`. */
export function joinedRows(rows: readonly (readonly NdArray[])[]): NdArray | Fault {
  const lines: NdArray[] = [];
  for (const row of rows) {
    const filled = row.map(asMatrix).filter((each) => arraySize(each) > 0);
    const [first] = filled;
    if (!first) continue;
    const [height] = rowsAndColumns(first);
    const odd = filled.find((each) => rowsAndColumns(each)[0] !== height);
    if (odd)
      return {
        fault: stops(`horizontal dimensions mismatch (${octaveShape(first)} vs ${octaveShape(odd)})`),
      };
    const width = filled.reduce((sum, each) => sum + rowsAndColumns(each)[1], 0);
    lines.push(
      fromColumns(
        height,
        width,
        filled.flatMap((each) => [...downColumns(each)]),
      ),
    );
  }
  const [top] = lines;
  if (!top) return fromColumns(0, 0, []);
  const [, width] = rowsAndColumns(top);
  const odd = lines.find((each) => rowsAndColumns(each)[1] !== width);
  if (odd)
    return { fault: stops(`vertical dimensions mismatch (${octaveShape(top)} vs ${octaveShape(odd)})`) };
  const height = lines.reduce((sum, each) => sum + rowsAndColumns(each)[0], 0);
  const entries: number[] = [];
  for (let column = 0; column < width; column++)
    for (const each of lines) {
      const [own] = rowsAndColumns(each);
      entries.push(...downColumns(each).subarray(column * own, (column + 1) * own));
    }
  return fromColumns(height, width, entries);
}
