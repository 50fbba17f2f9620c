import { arrayFunction, gathers } from '../arrays/functions.ts';
import { joins } from '../arrays/joining.ts';
import {
  arrayFrom,
  arraySize,
  asWhole,
  dimensionOf,
  type Failed,
  isFailed,
  likeMatrix,
  permuted,
  reshaped,
} from '../arrays/ndarray.ts';
import { type ArrayFunction, made, type Operand, tooFew } from '../arrays/operand.ts';
import { placesWhere } from '../arrays/picking.ts';
import { arrayFromValue, raisedValue, unknownThrough } from '../values/conversions.ts';
import { limits, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';

/** A call's arguments, worked out. */
export interface CallArguments {
  readonly values: readonly PyValue[];
  readonly named: ReadonlyMap<string, PyValue>;
  readonly line: number;
  /** In Octave, whether all that a function gives is taken: `[m, n] = size(X)`. */
  readonly all?: boolean;
}

/** Arguments by name that stand for one by position, in NumPy's order and PyTorch's. */
const positional: readonly (readonly string[])[] = [
  ['a', 'x', 'x1', 'input', 'condition', 'A', 'm', 'v', 'tup', 'tensors', 'arrays', 'object'],
  [
    'b',
    'x2',
    'other',
    'exponent',
    'a_min',
    'min',
    'B',
    'y',
    'reps',
    'repeats',
    'n',
    'decimals',
    'axes',
    'indices',
  ],
  ['a_max', 'max'],
];

/** Arguments by name that are read, and those that change no number. */
const readWords: ReadonlySet<string> = new Set([
  ...positional.flat(),
  ...'axis dim keepdims keepdim decimals order kind dtype copy subok device requires_grad ddof unbiased correction'.split(
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
  if (first && (name === 'nonzero' || (name === 'where' && all.length === 1))) return whereSo(first, line);
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
  const own = likeMatrix(...operands.map(({ array }) => array));
  // A matrix of NumPy's keeps its two dimensions.
  const keepdims = keep ? wholeOf(keep) === 1 : own.matrix === true && axis !== null;
  const result =
    typeof axis === 'object' && axis !== null
      ? overSeveral(compute, operands, axis, keepdims)
      : compute(operands, { axis, keepdims });
  if (isFailed(result)) return raisedValue(result.failed, line);
  if (arraySize(result.array) > limits.entries)
    return unknownValue('this matrix is too large to be read', line);
  const borrowed = spread.some((value) => value.kind === 'array' && value.borrowed);
  const dtype = dtypeOf(named.get('dtype'));
  const isWhole =
    dtype === 'int' ||
    alwaysWhole.test(name) ||
    (dtype === null &&
      keepsWhole.test(name) &&
      operands.slice(name === 'where' ? 1 : 0).every(({ array }) => array.whole));
  const made = result.array.shape.length === 2 ? { ...result.array, ...own } : result.array;
  return numbers(isWhole ? asWhole(made) : made, result.form, borrowed);
}

/** Functions that give whole numbers, and those that give them where they are given some. */
const alwaysWhole = /^(argmax|argmin|argsort|bincount|int|int8|int16|int32|int64|int_|uint8|long)$/;
const keepsWhole =
  /^(zeros_like|ones_like|empty_like|full_like|abs|absolute|sum|prod|max|min|amax|amin|cumsum|cumprod|sort|unique|take|flip|copy|clone|ravel|flatten|squeeze|reshape|expand_dims|concatenate|stack|vstack|hstack|column_stack|tile|repeat|maximum|minimum|where|clip|add|subtract|multiply|dot|matmul|outer|square|diag|transpose)$/;

/** Which kind of numbers a `dtype` names; null where there is none. */
export function dtypeOf(value: PyValue | undefined): 'int' | 'bool' | 'float' | null {
  if (!value || value.kind === 'none') return null;
  const word =
    value.kind === 'text'
      ? value.text
      : value.kind === 'callable' && value.callable.kind === 'builtin'
        ? (value.callable.path.split('.').at(-1) ?? '')
        : '';
  return /^u?int|^long$/.test(word) ? 'int' : /^bool/.test(word) ? 'bool' : 'float';
}

/** Which variance is meant: NumPy divides by the count unless `ddof=1` is said, PyTorch by one less unless it is told. */
function freedom(name: string, named: CallArguments['named'], spelled: string): string {
  if (name !== 'var' && name !== 'std') return name;
  const said = named.get('ddof') ?? named.get('correction') ?? named.get('unbiased');
  const less = said ? wholeOf(said) : spelled.startsWith('torch.') ? 1 : 0;
  return less === 0 ? name : less === 1 ? `${name}1` : '';
}

const spelledCall = (path: string): string => `${path.replace(/^numpy\./, 'np.')}(...)`;

/** The axis that a value names, or several; null for all of them, as a tuple of every axis means as well. */
function axisOf(value: PyValue | null, rank: number): number | readonly number[] | null | 'unknown' {
  if (value === null || value.kind === 'none') return null;
  if (value.kind !== 'sequence') return wholeOf(value) ?? 'unknown';
  const axes = value.items.map(wholeOf);
  const [only] = axes;
  if (axes.includes(null) || only === null || only === undefined) return 'unknown';
  if (axes.length === 1) return only;
  return axes.length === rank ? null : (axes as readonly number[]); // none is null
}

/** A gathering over several axes at once: they are laid into one, which is gathered. */
function overSeveral(
  compute: ArrayFunction,
  [first]: readonly Operand[],
  axes: readonly number[],
  keepdims: boolean,
): Operand | Failed {
  if (!first) return tooFew;
  const { shape } = first.array;
  const dimensions = axes.map((axis) => dimensionOf(shape.length, axis));
  const odd = dimensions.find((each) => typeof each !== 'number');
  if (typeof odd === 'object') return odd;
  if (new Set(dimensions).size < axes.length) return { failed: "ValueError: duplicate value in 'axis'" };
  const others = [...shape.keys()].filter((at) => !dimensions.includes(at));
  const sizes = others.map((at) => shape[at] ?? 1);
  const turned = permuted(first.array, [...others, ...(dimensions as readonly number[])]); // none is odd
  const flat = reshaped(turned, [...sizes, -1]);
  const gathered = isFailed(flat)
    ? flat
    : compute([{ array: flat, form: null }], { axis: -1, keepdims: false });
  if (isFailed(gathered) || !keepdims) return gathered;
  return made(
    reshaped(
      gathered.array,
      shape.map((size, at) => (dimensions.includes(at) ? 1 : size)),
    ),
  );
}

/** `np.where(mask)` and `np.nonzero(A)`: the indices of what is not 0, a list for each dimension. */
function whereSo(of: PyValue, line: number): PyValue {
  const array = arrayFromValue(of);
  if (!array) return unknownThrough(of, "dvar can't tell where this is true", line);
  const items = placesWhere(array).map((each) => numbers(arrayFrom([each.length], Float64Array.from(each))));
  return { kind: 'sequence', of: 'tuple', items };
}
