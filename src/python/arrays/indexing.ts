import {
  arrayEntries,
  arrayFrom,
  broadcastShape,
  broadcastTo,
  type Failed,
  isFailed,
  type NdArray,
  placesOf,
  pythonShape,
} from './ndarray.ts';

/** One part between the brackets of `A[...]`, worked out. */
export type IndexPart =
  | { readonly kind: 'at'; readonly index: number }
  | {
      readonly kind: 'slice';
      readonly start: number | null;
      readonly stop: number | null;
      readonly step: number | null;
    }
  | { readonly kind: 'new-axis' }
  /** Entries picked by a list of indices. */
  | { readonly kind: 'picked'; readonly indices: readonly number[] }
  | { readonly kind: 'mask'; readonly mask: NdArray };

/** What `A[...]` looks at: a view of the same numbers, or places picked one by one. */
export type Looked =
  | { readonly kind: 'view'; readonly array: NdArray }
  | { readonly kind: 'places'; readonly places: readonly number[]; readonly shape: readonly number[] };

/** What `array[parts]` looks at, as NumPy has it. */
export function lookedAt(array: NdArray, parts: readonly IndexPart[]): Looked | Failed {
  const [first] = parts;
  if (first?.kind === 'mask' && parts.length === 1) return masked(array, first.mask);
  if (parts.some((part) => part.kind === 'mask'))
    return { failed: "dvar can't read a mask beside another index" };
  if (parts.some((part) => part.kind === 'picked')) return picked(array, parts);
  return sliced(array, parts);
}

function masked(array: NdArray, mask: NdArray): Looked | Failed {
  const shape = broadcastShape(array.shape, mask.shape);
  if (
    isFailed(shape) ||
    pythonShape(shape) !== pythonShape(mask.shape) ||
    mask.shape.length !== array.shape.length
  )
    return {
      failed: `IndexError: boolean index did not match indexed array: ${pythonShape(mask.shape)} against ${pythonShape(array.shape)}`,
    };
  const on = arrayEntries(mask);
  const places = placesOf(array).filter((_, at) => on[at]);
  return { kind: 'places', places, shape: [places.length] };
}

function picked(array: NdArray, parts: readonly IndexPart[]): Looked | Failed {
  const [rows = 1, columns = 1] = array.shape.length === 2 ? array.shape : [array.shape[0] ?? 1, 1];
  const places = placesOf(array);
  const at = (part: IndexPart | undefined, size: number): readonly number[] | null => {
    if (!part) return Array.from({ length: size }, (_, k) => k);
    if (part.kind === 'picked') return part.indices;
    if (part.kind === 'at') return [part.index];
    return null;
  };
  const [first, second] = parts;
  if (parts.length > array.shape.length) return tooMany(array);
  if (
    array.shape.length === 2 &&
    parts.length === 2 &&
    first?.kind === 'picked' &&
    second?.kind === 'picked'
  ) {
    const count = Math.max(first.indices.length, second.indices.length);
    const pairs = Array.from({ length: count }, (_, k) => [
      inside(first.indices[first.indices.length === 1 ? 0 : k] ?? Number.NaN, rows),
      inside(second.indices[second.indices.length === 1 ? 0 : k] ?? Number.NaN, columns),
    ]);
    if (pairs.some(([row, column]) => row === null || column === null)) return outOfBounds(array);
    return {
      kind: 'places',
      places: pairs.map(([row, column]) => places[(row ?? 0) * columns + (column ?? 0)] ?? 0),
      shape: [count],
    };
  }
  const whole = (part: IndexPart | undefined): boolean =>
    part?.kind === 'slice' && part.start === null && part.stop === null && part.step === null;
  const down = whole(first) ? at(undefined, rows) : at(first, rows);
  const across =
    array.shape.length === 1 ? [0] : whole(second) ? at(undefined, columns) : at(second, columns);
  if (!down || !across) return { failed: "dvar can't read this index" };
  const ups = down.map((row) => inside(row, rows));
  const alongs = across.map((column) => inside(column, columns));
  if ([...ups, ...alongs].includes(null)) return outOfBounds(array);
  const shape = [
    ...(first?.kind === 'at' ? [] : [down.length]),
    ...(array.shape.length === 1 || second?.kind === 'at' ? [] : [across.length]),
  ];
  return {
    kind: 'places',
    places: ups.flatMap((row) => alongs.map((column) => places[(row ?? 0) * columns + (column ?? 0)] ?? 0)),
    shape,
  };
}

function sliced(array: NdArray, parts: readonly IndexPart[]): Looked | Failed {
  const shape: number[] = [];
  const strides: number[] = [];
  let offset = array.offset;
  let dimension = 0;
  for (const part of parts) {
    const size = array.shape[dimension];
    const stride = array.strides[dimension] ?? 0;
    if (part.kind === 'new-axis') {
      shape.push(1);
      strides.push(0);
      continue;
    }
    if (size === undefined) return tooMany(array);
    dimension++;
    if (part.kind === 'at') {
      const at = inside(part.index, size);
      if (at === null) return outOfBounds(array);
      offset += at * stride;
    } else if (part.kind === 'slice') {
      const { first, count, step } = stretch(part, size);
      offset += first * stride;
      shape.push(count);
      strides.push(stride * step);
    }
  }
  for (; dimension < array.shape.length; dimension++) {
    shape.push(array.shape[dimension] ?? 1);
    strides.push(array.strides[dimension] ?? 0);
  }
  if (shape.length > 2) return { failed: "dvar can't read arrays of three dimensions" };
  return { kind: 'view', array: { ...array, shape, strides, offset } };
}

/** A slice of a dimension, as Python cuts it. */
export function stretch(
  {
    start,
    stop,
    step: by,
  }: { readonly start: number | null; readonly stop: number | null; readonly step: number | null },
  size: number,
): { readonly first: number; readonly count: number; readonly step: number } {
  const step = by === null || by === 0 ? 1 : by;
  const clamp = (at: number, low: number, high: number) =>
    Math.min(Math.max(at < 0 ? at + size : at, low), high);
  const first =
    start === null ? (step > 0 ? 0 : size - 1) : clamp(start, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
  const end =
    stop === null ? (step > 0 ? size : -1) : clamp(stop, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
  return { first, count: Math.max(0, Math.ceil((end - first) / step)), step };
}

/** A store into what is looked at; the value is broadcast. */
export function stored(array: NdArray, looked: Looked, value: NdArray): Failed | null {
  const places = looked.kind === 'view' ? placesOf(looked.array) : looked.places;
  const shape = looked.kind === 'view' ? looked.array.shape : looked.shape;
  const lean = withoutLead(value, shape.length);
  const both = broadcastShape(shape, lean.shape);
  if (isFailed(both) || pythonShape(both) !== pythonShape(shape))
    return {
      failed: `ValueError: could not broadcast input array from shape ${pythonShape(value.shape)} into shape ${pythonShape(shape)}`,
    };
  return write(array, places, arrayEntries(broadcastTo(lean, shape)));
}

/** NumPy drops dimensions of one in front of a value that is stored, and no others. */
function withoutLead(value: NdArray, rank: number): NdArray {
  const { shape, strides } = value;
  return shape.length > rank && shape[0] === 1
    ? withoutLead({ ...value, shape: shape.slice(1), strides: strides.slice(1) }, rank)
    : value;
}

function write(array: NdArray, places: readonly number[], entries: Float64Array): null {
  for (const [at, place] of places.entries()) array.data[place] = entries[at] ?? Number.NaN;
  return null;
}

/** What was looked at, as an array: a view stays one, picked entries are new. */
export const takenAt = (array: NdArray, looked: Looked): NdArray =>
  looked.kind === 'view'
    ? looked.array
    : arrayFrom(
        looked.shape,
        Float64Array.from(looked.places, (place) => array.data[place] ?? Number.NaN),
        array.mask,
      );

/** An index within a dimension, negative ones from its end; null outside. */
function inside(index: number, size: number): number | null {
  const at = index < 0 ? index + size : index;
  return Number.isInteger(at) && at >= 0 && at < size ? at : null;
}

const outOfBounds = ({ shape }: NdArray): Failed => ({
  failed: `IndexError: an index is out of bounds for shape ${pythonShape(shape)}`,
});

const tooMany = ({ shape }: NdArray): Failed => ({
  failed: `IndexError: too many indices for an array of shape ${pythonShape(shape)}`,
});
