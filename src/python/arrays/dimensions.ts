import { arrayEntries, dimensionOf, type Failed, onlyEntry, permuted, reshaped } from './ndarray.ts';
import { type ArrayFunction, made, type Operand, tooFew } from './operand.ts';
import { turnedOf } from './products.ts';

/** `np.transpose(A)`, and with an order of the dimensions. */
export const turned: ArrayFunction = ([x, order, ...more]) => {
  if (!x) return tooFew;
  if (!order) return turnedOf(x);
  const { shape } = x.array;
  const axes = (more.length > 0 ? [order, ...more] : [order])
    .flatMap(({ array }) => [...arrayEntries(array)])
    .map((axis) => dimensionOf(shape.length, axis));
  const odd = axes.find((axis) => typeof axis !== 'number');
  if (typeof odd === 'object') return odd;
  if (new Set(axes).size !== shape.length || axes.length !== shape.length)
    return { failed: "ValueError: axes don't match array" };
  return axes.every((axis, at) => axis === at)
    ? x
    : shape.length === 2
      ? turnedOf(x)
      : made(permuted(x.array, axes as readonly number[])); // none is odd
};

/** `np.swapaxes(A, 0, 1)`; `np.moveaxis(A, 0, 1)` puts one in the other's place. */
export const twoAxes =
  (swaps: boolean): ArrayFunction =>
  ([x, first, second]) => {
    if (!x || !first || !second) return tooFew;
    const { shape } = x.array;
    const [from, to] = [first, second].map(({ array }) =>
      dimensionOf(shape.length, onlyEntry(array) ?? Number.NaN),
    );
    if (typeof from !== 'number') return from ?? tooFew;
    if (typeof to !== 'number') return to ?? tooFew;
    const order = [...shape.keys()];
    if (swaps) [order[from], order[to]] = [to, from];
    else order.splice(to, 0, ...order.splice(from, 1));
    return shape.length === 2 ? (from === to ? x : turnedOf(x)) : made(permuted(x.array, order));
  };

/** The same entries in another shape. */
export const inShape = ({ array }: Operand, wanted: readonly number[]): Operand | Failed =>
  made(reshaped(array, wanted));

/** Without dimensions of one entry: all of them, or the one that is named. */
export const squeezed: ArrayFunction = ([x, place], { axis }) => {
  if (!x) return tooFew;
  const { shape } = x.array;
  const named = axis ?? (place ? onlyEntry(place.array) : null);
  if (named === null)
    return inShape(
      x,
      shape.filter((size) => size !== 1),
    );
  const along = dimensionOf(shape.length, named);
  if (typeof along !== 'number') return along;
  if (shape[along] !== 1)
    return { failed: 'ValueError: cannot select an axis to squeeze out which has size not equal to one' };
  return inShape(
    x,
    shape.filter((_, at) => at !== along),
  );
};
