import { arrayEntries, arraySize } from '../arrays/ndarray.ts';
import type { CallArguments } from '../calls/array-calls.ts';
import { unknownThrough } from '../values/conversions.ts';
import { wholeOf } from '../values/state.ts';
import { type OctaveCall, type PyValue, unknownValue } from '../values/values.ts';
import { octaveMatrix, stops } from './matrices.ts';

/** One of Octave's functions: what a call of it gives. */
export type OctaveFunction = (call: OctaveCall) => PyValue;

/** Several values that a function gives. */
export const tuple = (items: PyValue[]): PyValue => ({ kind: 'sequence', of: 'tuple', items });
/** A call of one of NumPy's functions, with arguments by name. */
export const numpyArguments = (
  values: readonly PyValue[],
  line: number,
  named: readonly (readonly [string, PyValue])[] = [],
): CallArguments => ({
  values,
  named: new Map(named),
  line,
});

/** What is said where an argument is not a matrix of numbers. */
export function notMatrix({ name, values, line }: OctaveCall, at = 0): PyValue {
  const value = values[at];
  return value
    ? unknownThrough(value, `dvar can't tell what ${name} is applied to`, line)
    : unknownValue(stops(`Invalid call to ${name}`), line, true);
}

/** The sizes that `zeros(2, 3)`, `zeros(2)` and `zeros(size(A))` name; null where one is not known. */
export function sizesIn(values: readonly PyValue[]): readonly [number, number] | null {
  const given = values.filter(({ kind }) => kind !== 'text');
  const [first, second] = given;
  if (!first) return [1, 1];
  const array = octaveMatrix(first);
  if (!second && array && arraySize(array) === 2) {
    const [rows = 0, columns = 0] = arrayEntries(array);
    return [rows, columns];
  }
  const rows = wholeOf(first);
  const columns = second ? wholeOf(second) : rows;
  return rows === null || columns === null || given.length > 2
    ? null
    : [Math.max(0, rows), Math.max(0, columns)];
}
