import { arrayEntries, arrayFrom, type Failed, onlyEntry } from './ndarray.ts';
import type { Operand } from './operand.ts';

/** `np.diag`: a matrix's diagonal, or a vector as one. */
export function diagonal({ array }: Operand): Operand {
  const entries = arrayEntries(array);
  const [size = 1, columns = 1] = array.shape;
  if (array.shape.length === 2)
    return {
      array: arrayFrom(
        [Math.min(size, columns)],
        Float64Array.from({ length: Math.min(size, columns) }, (_, at) => entries[at * (columns + 1)] ?? 0),
      ),
      form: null,
    };
  const out = new Float64Array(size * size);
  for (let at = 0; at < size; at++) out[at * (size + 1)] = entries[at] ?? 0;
  return { array: arrayFrom([size, size], out), form: null };
}

/** No learner needs a larger one. */
const mostSquare = 2000;

/** `np.eye(k)`. */
export function identity(size: Operand | undefined): Operand | Failed {
  const count = size ? onlyEntry(size.array) : null;
  if (count === null || !Number.isInteger(count) || count < 1 || count > mostSquare)
    return { failed: "dvar can't tell the size of this matrix" };
  return diagonal({ array: arrayFrom([count], new Float64Array(count).fill(1)), form: null });
}
