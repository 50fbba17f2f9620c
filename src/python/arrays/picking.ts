import {
  arrayEntries,
  arrayFrom,
  broadcastShape,
  broadcastTo,
  type Failed,
  isFailed,
  type NdArray,
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
  /** Entries picked by an array of indices; without a shape they are a list. */
  | { readonly kind: 'picked'; readonly indices: readonly number[]; readonly shape?: readonly number[] }
  | { readonly kind: 'mask'; readonly mask: NdArray };

/** What `A[...]` looks at: a view of the same numbers, or places picked one by one. */
export type Looked =
  | { readonly kind: 'view'; readonly array: NdArray }
  | { readonly kind: 'places'; readonly places: readonly number[]; readonly shape: readonly number[] };

/** Parts without masks. */
export type PlainPart = Exclude<IndexPart, { readonly kind: 'mask' }>;

/** The indices of what is not 0, a list for each dimension. */
export function placesWhere(array: NdArray): readonly (readonly number[])[] {
  const places = [...arrayEntries(array)].flatMap((entry, at) => (entry === 0 ? [] : [at]));
  return arrayFrom(array.shape, array.data).strides.map((stride, at) =>
    places.map((place) => Math.floor(place / stride) % (array.shape[at] ?? 1)),
  );
}

/** A dimension of what is looked at: how far each of its places lies from the first. */
interface Lane {
  readonly shape: readonly number[];
  readonly steps: readonly number[];
}

/** Entries picked by lists of indices, which go side by side; they stand where the lists do, or in front where these are apart. */
export function picked(array: NdArray, parts: readonly PlainPart[]): Looked | Failed {
  const lanes: Lane[] = [];
  const lists: {
    readonly indices: readonly number[];
    readonly shape: readonly number[];
    readonly stride: number;
  }[] = [];
  let dimension = 0;
  const places: number[] = [];
  for (const part of parts) {
    if (part.kind === 'new-axis') {
      lanes.push({ shape: [1], steps: [0] });
      continue;
    }
    const size = array.shape[dimension];
    if (size === undefined) return tooManyIndices(array);
    const stride = array.strides[dimension++] ?? 0;
    if (part.kind === 'slice') {
      lanes.push(laneOf(part, size, stride));
      continue;
    }
    const indices = (part.kind === 'at' ? [part.index] : part.indices).map((index) => inside(index, size));
    if (indices.includes(null)) return outOfBounds(array);
    const shape = part.kind === 'at' ? [] : (part.shape ?? [indices.length]);
    lists.push({ indices: indices as readonly number[], shape, stride }); // none is null
    places.push(lanes.length);
  }
  for (; dimension < array.shape.length; dimension++)
    lanes.push(laneOf(whole, array.shape[dimension] ?? 1, array.strides[dimension] ?? 0));
  const together = sideBySide(lists);
  if (isFailed(together)) return together;
  const [first = 0] = places;
  lanes.splice(places.every((at) => at === first) ? first : 0, 0, together);
  return {
    kind: 'places',
    places: lanes.reduce<readonly number[]>(
      (all, { steps }) => all.flatMap((place) => steps.map((step) => place + step)),
      [array.offset],
    ),
    shape: lanes.flatMap(({ shape }) => shape),
  };
}

const whole = { start: null, stop: null, step: null };

function laneOf(part: Parameters<typeof stretch>[0], size: number, stride: number): Lane {
  const { first, count, step } = stretch(part, size);
  return { shape: [count], steps: Array.from({ length: count }, (_, at) => (first + at * step) * stride) };
}

/** Lists of indices as one lane: the first entry of each, the second of each, as far as they spread over one another. */
function sideBySide(
  lists: readonly {
    readonly indices: readonly number[];
    readonly shape: readonly number[];
    readonly stride: number;
  }[],
): Lane | Failed {
  let shape: readonly number[] = [];
  for (const list of lists) {
    const next = broadcastShape(shape, list.shape);
    if (isFailed(next))
      return { failed: 'IndexError: shape mismatch: indexing arrays could not be broadcast together' };
    shape = next;
  }
  const common = shape;
  const steps = Array<number>(common.reduce((all, size) => all * size, 1)).fill(0);
  for (const { indices, shape: own, stride } of lists) {
    const spread = arrayEntries(broadcastTo(arrayFrom(own, Float64Array.from(indices)), common));
    for (const [at, index] of spread.entries()) steps[at] = (steps[at] ?? 0) + index * stride;
  }
  return { shape: common, steps };
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

/** An index within a dimension, negative ones from its end; null outside. */
export function inside(index: number, size: number): number | null {
  const at = index < 0 ? index + size : index;
  return Number.isInteger(at) && at >= 0 && at < size ? at : null;
}

/** What Python raises for an index outside. */
export const outOfBounds = ({ shape }: NdArray): Failed => ({
  failed: `IndexError: an index is out of bounds for shape ${pythonShape(shape)}`,
});

/** What Python raises for too many indices. */
export const tooManyIndices = ({ shape }: NdArray): Failed => ({
  failed: `IndexError: too many indices for an array of shape ${pythonShape(shape)}`,
});
