import { atom } from '../arrays/form.ts';
import { arrayFunction, gathers } from '../arrays/functions.ts';
import { joins } from '../arrays/joining.ts';
import {
  arrayEntries,
  arrayFrom,
  arraySize,
  isFailed,
  type NdArray,
  onlyEntry,
  reshaped,
} from '../arrays/ndarray.ts';
import type { Operand } from '../arrays/operand.ts';
import { limits, numberValue, wholeOf } from './state.ts';
import { numbers, type PyValue, unknownValue } from './values.ts';

/** A call's arguments, worked out. */
export interface CallArguments {
  readonly values: readonly PyValue[];
  readonly named: ReadonlyMap<string, PyValue>;
  readonly line: number;
}

/** Lists and tuples of numbers as NumPy turns them into arrays; null where they hold anything else. */
export function arrayFromValue(value: PyValue): NdArray | null {
  if (value.kind === 'array') return value.array;
  if (value.kind !== 'sequence') return null;
  const items = value.items.map(arrayFromValue);
  if (items.some((item) => item === null || item.shape.length > 1)) return null;
  const rows = items as readonly NdArray[];
  const [first] = rows;
  if (!first) return null;
  if (rows.some((row) => row.shape.join() !== first.shape.join())) return null;
  const entries = Float64Array.from(rows.flatMap((row) => [...arrayEntries(row)]));
  return arrayFrom([rows.length, ...first.shape], entries);
}

/** Arguments by name that stand for one by position, in NumPy's order and PyTorch's. */
const positional: readonly (readonly string[])[] = [
  ['a', 'x', 'x1', 'input', 'condition', 'A', 'm', 'v', 'tup', 'tensors', 'arrays', 'object'],
  ['b', 'x2', 'other', 'exponent', 'a_min', 'min', 'B', 'y', 'reps', 'repeats', 'n', 'decimals'],
  ['a_max', 'max'],
];

/** Arguments by name that are read, and those that change no number. */
const readWords: ReadonlySet<string> = new Set([
  ...positional.flat(),
  ...'axis dim keepdims keepdim axes decimals order dtype copy subok device requires_grad ddof unbiased correction'.split(
    ' ',
  ),
]);

/** A call of one of NumPy's functions, or of a method of an array, whose first operand is then the array. */
export function arrayCall(
  name: string,
  values: readonly PyValue[],
  given: CallArguments,
  spelled: string,
): PyValue {
  const { line, named } = given;
  const compute = arrayFunction(freedom(name, named, spelled));
  if (!compute) return unknownValue(`not read: ${spelledCall(spelled)}`, line);
  for (const word of named.keys())
    if (!readWords.has(word)) return unknownValue(`dvar can't read ${name} with ${word}=`, line);
  const reduces = gathers(name);
  const all = [...(reduces ? values.slice(0, 1) : values)];
  for (const [at, words] of positional.entries())
    for (const word of words) {
      const value = named.get(word);
      if (value && all[at] === undefined && all.length === at) all.push(value);
    }
  const [first] = all;
  if (first && (name === 'nonzero' || (name === 'where' && all.length === 1)))
    return placesWhere(first, line);
  const spread = joins(name) && first?.kind === 'sequence' ? first.items : all;
  const operands: Operand[] = [];
  for (const value of spread) {
    const array = arrayFromValue(value);
    if (!array) return unknownThrough(value, `dvar can't tell what ${name} is applied to`, line);
    operands.push({ array, form: value.kind === 'array' ? value.form : null });
  }
  const axis = axisOf(
    named.get('axis') ?? named.get('dim') ?? (reduces || joins(name) ? values[1] : undefined) ?? null,
    operands[0]?.array.shape.length ?? 0,
  );
  if (axis === 'unknown') return unknownValue("dvar can't tell this axis", line);
  const keep = named.get('keepdims') ?? named.get('keepdim') ?? (reduces ? values[2] : undefined);
  const keepdims = keep ? wholeOf(keep) === 1 : false;
  const result = compute(operands, { axis, keepdims });
  if (isFailed(result)) return raisedValue(result.failed, line);
  if (arraySize(result.array) > limits.entries)
    return unknownValue('this matrix is too large to be read', line);
  const borrowed = spread.some((value) => value.kind === 'array' && value.borrowed);
  return numbers(result.array, result.form, borrowed);
}

/** Which variance is meant: NumPy divides by the count unless `ddof=1` is said, PyTorch by one less unless it is told. */
function freedom(name: string, named: CallArguments['named'], spelled: string): string {
  if (name !== 'var' && name !== 'std') return name;
  const said = named.get('ddof') ?? named.get('correction') ?? named.get('unbiased');
  const less = said ? wholeOf(said) : spelled.startsWith('torch.') ? 1 : 0;
  return less === 0 ? name : less === 1 ? `${name}1` : '';
}

/** What NumPy would raise is what Python would stop at; what is only not read here says so itself. */
export const raisedValue = (failed: string, line: number): PyValue =>
  unknownValue(saysRaised(failed), line, isRaised(failed));

const isRaised = (failed: string): boolean => /^[A-Z]\w*Error: /.test(failed);

/** The sentence about a failure: Python's own, or that of what is not read here. */
export const saysRaised = (failed: string): string =>
  isRaised(failed) ? `Python would stop here: ${failed}` : failed;

const spelledCall = (path: string): string => `${path.replace(/^numpy\./, 'np.')}(...)`;

/** The axis that a value names; null for all of them, as a tuple of every axis means as well. */
function axisOf(value: PyValue | null, rank: number): number | null | 'unknown' {
  if (value === null || value.kind === 'none') return null;
  if (value.kind === 'sequence') {
    const axes = value.items.map(wholeOf);
    const [only] = axes;
    if (axes.length === 1 && only !== null && only !== undefined) return only;
    return axes.length === rank && axes.every((axis) => axis !== null) ? null : 'unknown';
  }
  return wholeOf(value) ?? 'unknown';
}

/** `np.where(mask)` and `np.nonzero(A)`: the indices of what is not 0, a list for each dimension. */
function placesWhere(of: PyValue, line: number): PyValue {
  const array = arrayFromValue(of);
  if (!array) return unknownThrough(of, "dvar can't tell where this is true", line);
  const places = [...arrayEntries(array)].flatMap((entry, at) => (entry === 0 ? [] : [at]));
  const indices = array.shape.map((size, dimension) => {
    const below = array.shape.slice(dimension + 1).reduce((all, each) => all * each, 1);
    return arrayFrom(
      [places.length],
      Float64Array.from(places, (at) => Math.floor(at / below) % size),
    );
  });
  return { kind: 'sequence', of: 'tuple', items: indices.map((each) => numbers(each)) };
}

/** `np.zeros(shape)` and its like. */
export function filledCall(name: string, given: CallArguments): PyValue {
  const [shape, fill] = given.values;
  const sizes = shape ? shapeFrom(shape) : null;
  if (!sizes || sizes.length > 2)
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
  return numbers(
    arrayFrom(sizes, new Float64Array(count).fill(entry)),
    sizes.length === 0 ? atom(String(entry)) : null,
  );
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

/** A key of a dictionary as it is kept: a text as it is, a whole number behind a sign that no text begins with. */
export function entryKey(value: PyValue): string | null {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'sequence') return null;
  const whole = wholeOf(value);
  return whole === null ? null : `\u0000${whole}`;
}

/** The value that a key was. */
export const keyValue = (key: string): PyValue =>
  key.startsWith('\u0000') ? numberValue(Number(key.slice(1))) : { kind: 'text', text: key };

/** What a loop goes over, item by item; null where that is not known. */
export function itemsOf(value: PyValue): readonly PyValue[] | null {
  if (value.kind === 'sequence') return value.items;
  if (value.kind === 'dictionary') return [...value.entries.keys()].map(keyValue);
  if (value.kind !== 'array' || value.array.shape.length === 0) return null;
  const { array } = value;
  const [count = 0] = array.shape;
  return Array.from({ length: count }, (_, at) =>
    numbers({
      ...array,
      shape: array.shape.slice(1),
      strides: array.strides.slice(1),
      offset: array.offset + at * (array.strides[0] ?? 0),
    }),
  );
}

/** What is not known keeps its own reason; for anything else the reason is given here. */
export const unknownThrough = (value: PyValue, why: string, line: number): PyValue =>
  value.kind === 'unknown' ? value : unknownValue(why, line);

/** What is unknown because a call lacks an argument. */
export const missingArgument = (line: number): PyValue => unknownValue('an argument is missing', line, true);
