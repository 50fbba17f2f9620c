import {
  arrayEntries,
  arrayFrom,
  type Failed,
  mostDimensions,
  type NdArray,
  pythonShape,
  tooManyDimensions,
} from './ndarray.ts';
import { type ArrayFunction, tooFew } from './operand.ts';

/** No learner's sum has more terms than this. */
const mostTerms = 2_000_000;

/** `np.einsum('ij,kj->ik', A, B)`: every product of entries, added up over the letters that stand in no result. */
export function einsumOf(spelled: string, arrays: readonly NdArray[]): NdArray | Failed {
  const [, from = '', , to] = /^([a-zA-Z,.]*)(->([a-zA-Z.]*))?$/.exec(spelled.replaceAll(/\s+/g, '')) ?? [];
  const given = from.split(',');
  if (from === '' || `${from}${to ?? ''}`.replaceAll('...', '').includes('.'))
    return { failed: `dvar can't read np.einsum('${spelled}')` };
  if (given.length !== arrays.length)
    return { failed: 'ValueError: einsum takes as many arrays as its subscripts name' };
  const parts = given.map((part, at) => spreadOut(part, arrays[at]?.shape.length ?? 0));
  const spread = parts.reduce((longest, part) => longer(longest, part.replaceAll(/[a-zA-Z]/g, '')), '');
  const sizes = sizesOf(parts, arrays);
  if (!(sizes instanceof Map)) return sizes;
  const result = [...(to === undefined ? spread + implied(from) : to.replace('...', spread))];
  if (result.some((letter) => !sizes.has(letter)) || new Set(result).size !== result.length)
    return { failed: `ValueError: einsum can't give ${to ?? result.join('')} of ${from}` };
  if (result.length > mostDimensions) return { failed: tooManyDimensions };
  return summed(parts, arrays, result, sizes);
}

/** Stand for the dimensions behind three points, from the last one on. */
const pointed = '0123456789';

const longer = (a: string, b: string): string => (b.length > a.length ? b : a);

/** A part whose three points are as many signs as its array has further dimensions. */
const spreadOut = (part: string, rank: number): string =>
  part.replace('...', pointed.slice(pointed.length - Math.max(0, rank - part.length + 3)));

/** How large each letter's dimension is. */
function sizesOf(parts: readonly string[], arrays: readonly NdArray[]): Map<string, number> | Failed {
  const sizes = new Map<string, number>();
  for (const [at, part] of parts.entries()) {
    const { shape } = arrays[at] as NdArray; // there are as many
    if (part.length !== shape.length)
      return {
        failed: `ValueError: einstein sum subscripts ${part} don't fit the shape ${pythonShape(shape)}`,
      };
    for (const [k, letter] of [...part].entries()) {
      const [known = shape[k], own = 1] = [sizes.get(letter), shape[k]];
      if (known !== own && known !== 1 && own !== 1)
        return { failed: `ValueError: ${letter} is ${known} in one array of einsum and ${own} in another` };
      sizes.set(letter, Math.max(known ?? 1, own));
    }
  }
  return sizes;
}

/** Without an arrow the result has the letters that stand once, by the alphabet. */
const implied = (left: string): string =>
  [...left]
    .filter((letter) => /[a-zA-Z]/.test(letter) && left.indexOf(letter) === left.lastIndexOf(letter))
    .sort()
    .join('');

function summed(
  parts: readonly string[],
  arrays: readonly NdArray[],
  result: readonly string[],
  sizes: ReadonlyMap<string, number>,
): NdArray | Failed {
  const letters = [...result, ...[...sizes.keys()].filter((letter) => !result.includes(letter))];
  const counts = letters.map((letter) => sizes.get(letter) ?? 1);
  const terms = counts.reduce((all, count) => all * count, 1);
  if (terms > mostTerms) return { failed: 'this sum is too large to be read' };
  const shape = counts.slice(0, result.length);
  const out = new Float64Array(shape.reduce((all, size) => all * size, 1));
  const inner = terms / out.length;
  const entries = arrays.map(arrayEntries);
  const steps = parts.map((part, at) =>
    letters.map((letter) => stepOf(part, letter, arrays[at]?.shape ?? [])),
  );
  const at = letters.map(() => 0);
  for (let term = 0; term < terms; term++) {
    let rest = term;
    for (let k = letters.length - 1; k >= 0; k--) {
      at[k] = rest % (counts[k] ?? 1);
      rest = Math.floor(rest / (counts[k] ?? 1));
    }
    let factor = 1;
    for (const [array, own] of steps.entries())
      factor *=
        entries[array]?.[own.reduce((place, step, k) => place + step * (at[k] ?? 0), 0)] ?? Number.NaN;
    const place = Math.floor(term / inner);
    out[place] = (out[place] ?? 0) + factor;
  }
  return arrayFrom(shape, out);
}

/** How far a letter's next entry lies in an array; a letter may stand twice, and what has one entry is repeated. */
function stepOf(part: string, letter: string, shape: readonly number[]): number {
  const strides = shape.map((_, at) => shape.slice(at + 1).reduce((all, size) => all * size, 1));
  return [...part].reduce(
    (all, each, k) => (each === letter && shape[k] !== 1 ? all + (strides[k] ?? 0) : all),
    0,
  );
}

/** `np.kron(A, B)`: B in the place of every entry of A, times that entry. */
export const kronecker: ArrayFunction = ([x, y]) => {
  if (!x || !y) return tooFew;
  if (x.array.shape.length !== 2 || y.array.shape.length !== 2)
    return { failed: 'dvar reads kron only between matrices' };
  const [rows = 1, columns = 1] = x.array.shape;
  const [down = 1, across = 1] = y.array.shape;
  const [a, b] = [arrayEntries(x.array), arrayEntries(y.array)];
  const wide = columns * across;
  if (rows * down * wide > mostTerms) return { failed: 'this matrix is too large to be read' };
  const out = Float64Array.from({ length: rows * down * wide }, (_, at) => {
    const [row, column] = [Math.floor(at / wide), at % wide];
    const left = a[Math.floor(row / down) * columns + Math.floor(column / across)] ?? 0;
    return left * (b[(row % down) * across + (column % across)] ?? 0);
  });
  return { array: arrayFrom([rows * down, wide], out), form: null };
};
