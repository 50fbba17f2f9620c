import { atom, tableForm } from '../arrays/form.ts';
import {
  arrayEntries,
  arrayFrom,
  asWhole,
  copied,
  eachEntry,
  isFailed,
  mostDimensions,
  type NdArray,
  onlyEntry,
  reshaped,
} from '../arrays/ndarray.ts';
import { arrayFromValue, missingArgument, raisedValue, unknownThrough } from '../values/conversions.ts';
import { limits, numberValue, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';
import { type CallArguments, dtypeOf } from './array-calls.ts';

/** `np.zeros(shape)` and its like. */
export function filledCall(name: string, given: CallArguments): PyValue {
  const [shape, fill] = given.values;
  const sizes = shape ? shapeFrom(shape) : null;
  if (!sizes || sizes.length > mostDimensions)
    return shape
      ? unknownThrough(shape, "dvar can't tell this shape", given.line)
      : missingArgument(given.line);
  const count = sizes.reduce((all, size) => all * size, 1);
  if (count > limits.entries) return unknownValue('this matrix is too large to be read', given.line);
  if (name !== 'full' && fill?.kind === 'array')
    return raisedValue(
      `TypeError: Cannot interpret '${onlyEntry(fill.array)}' as a data type; put the shape in brackets`,
      given.line,
    );
  const entry =
    name === 'ones'
      ? 1
      : name === 'full' && fill?.kind === 'array'
        ? (onlyEntry(fill.array) ?? Number.NaN)
        : 0;
  const made = arrayFrom(sizes, new Float64Array(count).fill(entry));
  const dtype = dtypeOf(given.named.get('dtype') ?? (name === 'full' ? undefined : fill));
  const whole =
    dtype === 'int' || (name === 'full' && dtype === null && fill?.kind === 'array' && fill.array.whole);
  return numbers(whole ? asWhole(made) : made, sizes.length === 0 ? atom(String(entry)) : null);
}

/** `A.reshape(...)`: the same entries in another shape. */
export function reshapeCall(of: PyValue, shape: readonly PyValue[], line: number): PyValue {
  if (of.kind !== 'array') return unknownThrough(of, "dvar can't tell what is reshaped", line);
  const [only] = shape;
  const sizes =
    shape.length === 1 && only ? shapeFrom(only) : shape.map((size) => wholeOf(size) ?? Number.NaN);
  if (!sizes || sizes.some(Number.isNaN)) return unknownValue("dvar can't tell this shape", line);
  const result = reshaped(of.array, sizes);
  return isFailed(result) ? raisedValue(result.failed, line) : numbers(result, null, of.borrowed);
}

/** The sizes that a shape names: a tuple of whole numbers, or one. */
function shapeFrom(value: PyValue): readonly number[] | null {
  const one = wholeOf(value);
  if (one !== null) return [one];
  if (value.kind !== 'sequence') return null;
  const sizes = value.items.map(wholeOf);
  return sizes.some((size) => size === null) ? null : (sizes as number[]);
}

/** `range(...)` and `np.arange(...)`; null where the bounds are not known. */
export function rangeOf({ values }: CallArguments): PyValue | null {
  const bounds = values.map(wholeOf);
  if (bounds.length === 0 || bounds.some((bound) => bound === null)) return null;
  const [a = 0, b, step = 1] = bounds as number[];
  const [start, stop] = b === undefined ? [0, a] : [a, b];
  if (step === 0) return null;
  const count = Math.min(limits.turns + 1, Math.max(0, Math.ceil((stop - start) / step)));
  return {
    kind: 'sequence',
    of: 'list',
    items: Array.from({ length: count }, (_, at) => numberValue(start + at * step)),
  };
}

/** `np.arange(...)`: a range as an array. */
export function arangeCall(given: CallArguments): PyValue {
  const range = rangeOf(given);
  const array = range ? arrayFromValue(range) : null;
  if (array)
    return numbers(dtypeOf(given.named.get('dtype')) === 'float' ? { ...array, whole: false } : array);
  const bounds = given.values.map((each) => (each.kind === 'array' ? onlyEntry(each.array) : null));
  if (bounds.length === 0 || bounds.some((bound) => bound === null))
    return unknownValue("dvar can't tell the bounds of this range", given.line);
  const [a = 0, b, step = 1] = bounds as readonly number[]; // none is null
  const [start, stop] = b === undefined ? [0, a] : [a, b];
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return count <= limits.turns
    ? numbers(
        arrayFrom(
          [count],
          Float64Array.from({ length: count }, (_, at) => start + at * step),
        ),
      )
    : unknownValue('this range is too long to be read', given.line);
}

/** `np.matrix(...)`: two dimensions, and a `*` of its own. */
function asMatrixOf(array: NdArray, from: PyValue): PyValue {
  const flat = array.shape.length === 2 ? array : reshaped(array, [1, -1]);
  if (isFailed(flat)) return unknownValue("dvar can't tell this matrix", 0);
  const form = from.kind === 'array' ? from.form : tableForm(flat);
  return numbers({ ...copied(flat), matrix: true }, form, from.kind === 'array' && from.borrowed);
}

/** `np.array(...)`: a copy; `np.asarray(...)` of an array is that array. */
export function arrayMade(name: string, { values: [first], named, line }: CallArguments): PyValue {
  if (!first) return missingArgument(line);
  const array = arrayFromValue(first);
  if (!array) return unknownThrough(first, 'this is not an array of numbers', line);
  const dtype = dtypeOf(named.get('dtype'));
  if (name === 'matrix') return asMatrixOf(array, first);
  if (name === 'asarray' && dtype === null && first.kind === 'array')
    return { ...first, array: { ...array, matrix: false } };
  const own = { ...copied(array), matrix: false };
  const borrowed = first.kind === 'array' && first.borrowed;
  if (dtype === 'int' && arrayEntries(own).some((entry) => !Number.isInteger(entry)))
    return numbers(asWhole(eachEntry(own, Math.trunc)), null, borrowed);
  const typed =
    dtype === 'int' ? asWhole(own) : dtype === 'float' ? { ...own, whole: false, mask: false } : own;
  return numbers(typed, first.kind === 'array' ? first.form : tableForm(own), borrowed);
}
