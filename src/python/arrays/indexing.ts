import {
  arrayEntries,
  arrayFrom,
  broadcastShape,
  broadcastTo,
  type Failed,
  isFailed,
  mostDimensions,
  type NdArray,
  placesOf,
  pythonShape,
  tooManyDimensions,
} from './ndarray.ts';
import {
  type IndexPart,
  inside,
  type Looked,
  outOfBounds,
  type PlainPart,
  picked,
  placesWhere,
  stretch,
  tooManyIndices,
} from './picking.ts';

/** What `array[parts]` looks at, as NumPy has it. */
export function lookedAt(array: NdArray, given: readonly IndexPart[]): Looked | Failed {
  const parts = withoutMasks(array, array.matrix ? keptFlat(given) : given);
  if ('failed' in parts) return parts;
  return parts.some(({ kind }) => kind === 'picked') ? picked(array, parts) : sliced(array, parts);
}

/** A row of an `np.matrix` is a matrix: an index beside a whole dimension is a slice of one. */
function keptFlat(parts: readonly IndexPart[]): readonly IndexPart[] {
  if (parts.length > 1 && parts.every(({ kind }) => kind === 'at')) return parts;
  return parts.map((part) =>
    part.kind === 'at'
      ? { kind: 'slice', start: part.index, stop: part.index === -1 ? null : part.index + 1, step: null }
      : part,
  );
}

/** A mask picks the entries where it holds: a list of indices for each of its dimensions. */
function withoutMasks(array: NdArray, parts: readonly IndexPart[]): readonly PlainPart[] | Failed {
  const found: PlainPart[] = [];
  let dimension = 0;
  for (const part of parts) {
    if (part.kind !== 'mask') {
      if (part.kind !== 'new-axis') dimension++;
      found.push(part);
      continue;
    }
    const { shape } = part.mask;
    const own = array.shape.slice(dimension, dimension + shape.length);
    if (pythonShape(own) !== pythonShape(shape))
      return {
        failed: `IndexError: boolean index did not match indexed array: ${pythonShape(shape)} against ${pythonShape(array.shape)}`,
      };
    found.push(...placesWhere(part.mask).map((indices) => ({ kind: 'picked' as const, indices })));
    dimension += shape.length;
  }
  return found;
}

function sliced(array: NdArray, parts: readonly PlainPart[]): Looked | Failed {
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
    if (size === undefined) return tooManyIndices(array);
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
  if (shape.length > mostDimensions) return { failed: tooManyDimensions };
  return { kind: 'view', array: { ...array, shape, strides, offset } };
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
  for (const [at, place] of places.entries()) {
    const entry = entries[at] ?? Number.NaN;
    array.data[place] = array.whole ? Math.trunc(entry) : entry;
  }
  return null;
}

/** What was looked at, as an array: a view stays one, picked entries are new. */
export const takenAt = (array: NdArray, looked: Looked): NdArray =>
  looked.kind === 'view'
    ? looked.array
    : {
        ...arrayFrom(
          looked.shape,
          Float64Array.from(looked.places, (place) => array.data[place] ?? Number.NaN),
          array.mask,
        ),
        ...(array.whole && { whole: true }),
      };
