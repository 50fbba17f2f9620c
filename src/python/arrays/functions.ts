import { castFunctions } from './casts.ts';
import { diagonal, identity } from './diagonals.ts';
import { inShape, squeezed, turned, twoAxes } from './dimensions.ts';
import { kronecker } from './einsum.ts';
import { atom, callForm } from './form.ts';
import { joiningFunctions } from './joining.ts';
import {
  arrayEntries,
  arrayFrom,
  arraySize,
  copied,
  eachEntry,
  entrywise,
  onlyEntry,
  reducedArray,
  scalarArray,
} from './ndarray.ts';
import { type ArrayFunction, made, tooFew, tooMany } from './operand.ts';
import { productFunctions } from './products.ts';
import { rowFunction, rowFunctions, softmaxOf } from './row-functions.ts';
import { sortingFunctions } from './sorting.ts';

/** A function of each entry that no row spells. */
const each =
  (compute: (x: number) => number, mask = false): ArrayFunction =>
  ([x, further]) => {
    if (further) return tooMany;
    return x ? made(eachEntry(x.array, compute, mask)) : tooFew;
  };

/** A function of two arrays, entry by entry, that no row spells. */
const two =
  (compute: (x: number, y: number) => number, mask = false): ArrayFunction =>
  ([x, y, further]) => {
    if (further) return tooMany;
    return x && y ? made(entrywise(x.array, y.array, compute, mask)) : tooFew;
  };

/** A gathering that no row spells. */
const over =
  (compute: (entries: readonly number[]) => number): ArrayFunction =>
  ([x], { axis, keepdims }) =>
    x ? made(reducedArray(x.array, axis, keepdims, compute)) : tooFew;

const meanOf = (entries: readonly number[]): number =>
  entries.reduce((all, entry) => all + entry, 0) / entries.length;
const varianceOf = (entries: readonly number[]): number => {
  const middle = meanOf(entries);
  return meanOf(entries.map((entry) => (entry - middle) ** 2));
};
/** With one degree of freedom less: `ddof=1`, which is what PyTorch takes unless it is told otherwise. */
const sampleVariance = (entries: readonly number[]): number =>
  (varianceOf(entries) * entries.length) / (entries.length - 1);
const firstAt = (entries: readonly number[], wanted: number): number => entries.indexOf(wanted);

const filled =
  (entry: number): ArrayFunction =>
  ([x]) =>
    x ? { array: eachEntry(x.array, () => entry), form: null } : tooFew;

/** `np.linalg.norm(A, axis=1)`: the length along an axis; without one, of all entries. */
const lengths: ArrayFunction = ([x, further], { axis, keepdims }) => {
  if (further) return tooMany;
  if (!x) return tooFew;
  if (axis === null && !keepdims) return rowFunction('norm')([x], { axis, keepdims });
  return made(reducedArray(x.array, axis, keepdims, (entries) => Math.hypot(...entries)));
};

const same: ArrayFunction = ([x]) => (x ? { array: copied(x.array), form: x.form } : tooFew);

const softmax: ArrayFunction = ([x], { axis }) => {
  if (!x) return tooFew;
  const along = axis ?? -1;
  const form =
    x.array.shape.length === 2
      ? callForm('softmax', [x.form], `, ${along === 0 || along === -2 ? 1 : 2}`)
      : null;
  return made(softmaxOf(x.array, along), form);
};

/** Further names of what a row spells: NumPy, PyTorch and Python have several for one thing. */
const furtherNames: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  sub: '-',
  multiply: '*',
  mul: '*',
  divide: '/',
  true_divide: '/',
  div: '/',
  power: '**',
  pow: '**',
  float_power: '**',
  negative: 'negate',
  neg: 'negate',
  greater: '>',
  gt: '>',
  greater_equal: '>=',
  ge: '>=',
  less: '<',
  lt: '<',
  less_equal: '<=',
  le: '<=',
  equal: '==',
  eq: '==',
  not_equal: '!=',
  ne: '!=',
  absolute: 'abs',
  fabs: 'abs',
  amax: 'max',
  amin: 'min',
  average: 'mean',
  product: 'prod',
  asin: 'arcsin',
  acos: 'arccos',
  atan: 'arctan',
  asinh: 'arcsinh',
  acosh: 'arccosh',
  atanh: 'arctanh',
  clamp: 'clip',
  expit: 'sigmoid',
};

/** What no row spells, or NumPy spells as a formula and libraries by a word. */
const ownFunctions: Readonly<Record<string, ArrayFunction>> = {
  ...productFunctions,
  ...sortingFunctions,
  kron: kronecker,
  fsum: over((entries) => entries.reduce((all, entry) => all + entry, 0)),
  norm: lengths,
  softmax,
  square: ([x], settings) =>
    x ? rowFunction('**')([x, { array: scalarArray(2), form: atom('2') }], settings) : tooFew,
  heaviside: two((x, at) => (x === 0 ? at : Number(x > 0))),
  /** log(exp(x) + exp(y)): of 0 and z it is softplus. */
  logaddexp: ([x, y, further]) => {
    if (further) return tooMany;
    if (!x || !y) return tooFew;
    const zero = x.form?.text === '0' ? y : y.form?.text === '0' ? x : null;
    const joined = entrywise(
      x.array,
      y.array,
      (a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))),
    );
    return made(joined, zero && callForm('softplus', [zero.form]));
  },
  reciprocal: each((x) => 1 / x),
  nan_to_num: each((x) => (Number.isNaN(x) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x)))),
  isnan: each((x) => Number(Number.isNaN(x)), true),
  floor: each(Math.floor),
  ceil: each(Math.ceil),
  '//': two((x, y) => Math.floor(x / y)),
  '%': two((x, y) => x - Math.floor(x / y) * y),
  floor_divide: two((x, y) => Math.floor(x / y)),
  mod: two((x, y) => x - Math.floor(x / y) * y),
  '&': two((x, y) => Number(x !== 0 && y !== 0), true),
  '|': two((x, y) => Number(x !== 0 || y !== 0), true),
  '^': two((x, y) => Number((x !== 0) !== (y !== 0)), true),
  logical_and: two((x, y) => Number(x !== 0 && y !== 0), true),
  logical_or: two((x, y) => Number(x !== 0 || y !== 0), true),
  logical_not: each((x) => Number(x === 0), true),
  var: over(varianceOf),
  std: over((entries) => Math.sqrt(varianceOf(entries))),
  var1: over(sampleVariance),
  std1: over((entries) => Math.sqrt(sampleVariance(entries))),
  argmax: over((entries) => firstAt(entries, Math.max(...entries))),
  argmin: over((entries) => firstAt(entries, Math.min(...entries))),
  any: over((entries) => Number(entries.some((entry) => entry !== 0))),
  all: over((entries) => Number(entries.every((entry) => entry !== 0))),
  ...castFunctions,
  transpose: turned,
  t: turned,
  permute: turned,
  swapaxes: twoAxes(true),
  moveaxis: twoAxes(false),
  zeros_like: filled(0),
  ones_like: filled(1),
  empty_like: filled(0),
  copy: same,
  clone: same,
  contiguous: same,
  ascontiguousarray: same,
  squeeze: squeezed,
  ravel: ([x]) => (x ? inShape(x, [arraySize(x.array)]) : tooFew),
  flatten: ([x]) => (x ? inShape({ ...x, array: copied(x.array) }, [arraySize(x.array)]) : tooFew),
  diag: ([x, further]) => {
    if (further) return tooMany;
    return x ? diagonal(x) : tooFew;
  },
  diagflat: ([x]) =>
    x ? diagonal({ array: arrayFrom([arraySize(x.array)], arrayEntries(x.array)), form: null }) : tooFew,
  eye: ([x, y, further]) =>
    further || (x && y && onlyEntry(x.array) !== onlyEntry(y.array)) ? tooMany : identity(x),
  identity: ([x]) => identity(x),
};

/** NumPy's functions by the last word of their path, and Python's signs. The list is closed: what is not in it is not read. */
const arrayFunctions: ReadonlyMap<string, ArrayFunction> = new Map([
  ...rowFunctions,
  ...Object.entries(furtherNames).map(([name, of]) => [name, rowFunction(of)] as const),
  ...Object.entries(ownFunctions),
  ...Object.entries(joiningFunctions),
]);

/** The function of a name or of a sign; undefined where it is not read. */
export const arrayFunction = (name: string): ArrayFunction | undefined => arrayFunctions.get(name);

/** Functions whose second argument by position is an axis. */
export const gathers = (name: string): boolean =>
  /^(sum|mean|average|max|amax|min|amin|prod|product|var|std|argmax|argmin|any|all|softmax|sort|argsort|cumsum|cumprod|flip)$/.test(
    name,
  );
