import { atom } from '../arrays/form.ts';
import { arrayFunctions, type Operand } from '../arrays/functions.ts';
import {
  arrayEntries,
  arrayFrom,
  arraySize,
  isFailed,
  type NdArray,
  onlyEntry,
  reshaped,
} from '../arrays/ndarray.ts';
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

export function arrayCall(
  name: string,
  values: readonly PyValue[],
  given: CallArguments,
  spelled: string,
): PyValue {
  const compute = Object.hasOwn(arrayFunctions, name) ? arrayFunctions[name] : undefined;
  if (!compute)
    return unknownValue(
      `${spelled.replace(/^(numpy|torch|math)\./, (_, path: string) => (path === 'numpy' ? 'np.' : `${path}.`))}(...) is not read`,
      given.line,
    );
  const reduces = /^(sum|mean|average|max|amax|min|amin|prod)$/.test(name);
  const operands: Operand[] = [];
  for (const value of reduces ? values.slice(0, 1) : values) {
    const array = arrayFromValue(value);
    if (!array) return unknownThrough(value, `what ${name} takes is not known here`, given.line);
    operands.push({ array, form: value.kind === 'array' ? value.form : null });
  }
  const axis = given.named.get('axis') ?? given.named.get('dim') ?? (reduces ? values[1] : undefined) ?? null;
  const along = axis === null || axis.kind === 'none' ? null : wholeOf(axis);
  if (axis !== null && axis.kind !== 'none' && along === null)
    return unknownValue('the axis is not known here', given.line);
  if (given.named.has('out') || given.named.has('where'))
    return unknownValue(`${name} with out= or where= is not read`, given.line);
  const keep = given.named.get('keepdims') ?? given.named.get('keepdim');
  const keepdims = keep ? wholeOf(keep) === 1 : false;
  const result = compute(operands, { axis: along, keepdims });
  if (isFailed(result)) return unknownValue(`Python would stop here: ${result.failed}`, given.line, true);
  if (arraySize(result.array) > limits.entries)
    return unknownValue('this matrix is too large to be read', given.line);
  const borrowed = values.some((value) => value.kind === 'array' && value.borrowed);
  return numbers(result.array, result.form, borrowed);
}

export function filledCall(name: string, given: CallArguments): PyValue {
  const [shape, fill] = given.values;
  const sizes = shape ? shapeFrom(shape) : null;
  if (!sizes || sizes.length > 2)
    return shape
      ? unknownThrough(shape, 'this shape is not known here', given.line)
      : missingArgument(given.line);
  const count = sizes.reduce((all, size) => all * size, 1);
  if (count > limits.entries) return unknownValue('this matrix is too large to be read', given.line);
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

export function reshapeCall(of: PyValue, shape: readonly PyValue[], line: number): PyValue {
  if (of.kind !== 'array') return unknownThrough(of, 'what is reshaped is not known here', line);
  const [only] = shape;
  const sizes =
    shape.length === 1 && only ? shapeFrom(only) : shape.map((size) => wholeOf(size) ?? Number.NaN);
  if (!sizes || sizes.some(Number.isNaN)) return unknownValue('this shape is not known here', line);
  const result = reshaped(of.array, sizes);
  return isFailed(result)
    ? unknownValue(`Python would stop here: ${result.failed}`, line, true)
    : numbers(result, null, of.borrowed);
}

/** The sizes that a shape names: a tuple of whole numbers, or one. */
function shapeFrom(value: PyValue): readonly number[] | null {
  const one = wholeOf(value);
  if (one !== null) return [one];
  if (value.kind !== 'sequence') return null;
  const sizes = value.items.map(wholeOf);
  return sizes.some((size) => size === null) ? null : (sizes as number[]);
}

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

/** What a loop goes over, item by item; null where that is not known. */
export function itemsOf(value: PyValue): readonly PyValue[] | null {
  if (value.kind === 'sequence') return value.items;
  if (value.kind === 'dictionary') return [...value.entries.keys()].map((text) => ({ kind: 'text', text }));
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

export const missingArgument = (line: number): PyValue => unknownValue('an argument is missing', line, true);
