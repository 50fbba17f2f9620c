import { arrayEntries, arrayFrom, asWhole, mostDimensions, type NdArray } from '../arrays/ndarray.ts';
import { numberValue, wholeOf } from './state.ts';
import { numbers, type PyValue, unknownValue } from './values.ts';

/** Lists and tuples of numbers as NumPy turns them into arrays; null where they hold anything else. */
export function arrayFromValue(value: PyValue): NdArray | null {
  if (value.kind === 'array') return value.array;
  if (value.kind !== 'sequence') return null;
  const items = value.items.map(arrayFromValue);
  if (items.some((item) => item === null || item.shape.length >= mostDimensions)) return null;
  const rows = items as readonly NdArray[];
  const [first] = rows;
  if (!first) return null;
  if (rows.some((row) => row.shape.join() !== first.shape.join())) return null;
  const entries = Float64Array.from(rows.flatMap((row) => [...arrayEntries(row)]));
  const array = arrayFrom([rows.length, ...first.shape], entries);
  return rows.every(({ whole }) => whole) ? asWhole(array) : array;
}

/** What NumPy would raise is what Python would stop at; what is only not read here says so itself. */
export const raisedValue = (failed: string, line: number): PyValue =>
  unknownValue(saysRaised(failed), line, isRaised(failed));

const isRaised = (failed: string): boolean => /^[A-Z]\w*Error: /.test(failed);

/** The sentence about a failure: Python's own, or that of what is not read here. */
export const saysRaised = (failed: string): string =>
  isRaised(failed) ? `Python would stop here: ${failed}` : failed;

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
