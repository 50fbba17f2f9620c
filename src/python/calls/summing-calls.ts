import { einsumOf } from '../arrays/einsum.ts';
import { lookedAt } from '../arrays/indexing.ts';
import {
  arrayEntries,
  broadcastShape,
  broadcastTo,
  isFailed,
  type NdArray,
  pythonShape,
} from '../arrays/ndarray.ts';
import { tensordotOf } from '../arrays/products.ts';
import {
  arrayFromValue,
  itemsOf,
  missingArgument,
  raisedValue,
  unknownThrough,
} from '../values/conversions.ts';
import { numberValue, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';
import { arrayCall, type CallArguments } from './array-calls.ts';

/** `np.einsum('ij,kj->ik', A, B)`. */
export function einsumCall({ values, line }: CallArguments): PyValue {
  const [subscripts, ...operands] = values;
  if (subscripts?.kind !== 'text') return unknownValue("dvar can't tell what einsum adds up", line);
  const spelled = subscripts.text;
  const arrays = operands.map(arrayFromValue);
  const at = arrays.indexOf(null);
  const unknown = operands[at];
  if (unknown) return unknownThrough(unknown, "dvar can't tell what einsum is applied to", line);
  const sum = einsumOf(spelled, arrays as readonly NdArray[]); // none is null
  const borrowed = operands.some((each) => each.kind === 'array' && each.borrowed);
  return isFailed(sum) ? raisedValue(sum.failed, line) : numbers(sum, null, borrowed);
}

/** `np.tensordot(A, B, axes)`; without axes over two of them. */
export function tensordotCall({ values, named, line }: CallArguments): PyValue {
  const [left, right, axes = named.get('axes')] = values;
  const [a, b] = [left, right].map((each) => (each ? arrayFromValue(each) : null));
  if (!a || !b || !left || !right) {
    const unknown = a ? right : left;
    return unknown
      ? unknownThrough(unknown, "dvar can't tell what tensordot is applied to", line)
      : missingArgument(line);
  }
  const count = axes ? wholeOf(axes) : 2;
  const lists = axes && count === null ? (itemsOf(axes) ?? []).map(axesIn) : [];
  if (count === null && (lists.length !== 2 || lists.some((list) => list.some(Number.isNaN))))
    return unknownValue("dvar can't tell over which axes tensordot sums", line);
  const product = tensordotOf(a, b, count ?? lists);
  const borrowed = [left, right].some((each) => each.kind === 'array' && each.borrowed);
  return isFailed(product) ? raisedValue(product.failed, line) : numbers(product, null, borrowed);
}

const axesIn = (value: PyValue): readonly number[] =>
  (value.kind === 'sequence' ? value.items : [value]).map((axis) => wholeOf(axis) ?? Number.NaN);

/** `np.add.reduce(dZ)` and `np.multiply.outer(a, b)`: a function's own methods. */
export function universalCall(path: string, method: string, given: CallArguments): PyValue {
  const of = /\.(\w+)\.\w+$/.exec(path)?.[1] ?? '';
  const [first, axis] = given.values;
  if (method === 'outer' && of !== '' && of !== 'multiply')
    return unknownValue(`not read: np.${of}.outer(...)`, given.line);
  if (method === 'outer') return arrayCall('outer', given.values, given, path);
  const gathered = new Map([
    ['add', 'sum'],
    ['multiply', 'prod'],
    ['maximum', 'max'],
    ['minimum', 'min'],
  ]).get(of);
  if (!gathered || !first) return unknownValue(`not read: np.${of}.reduce(...)`, given.line);
  const along = given.named.get('axis') ?? axis ?? numberValue(0);
  return arrayCall(gathered, [first], { ...given, named: new Map([...given.named, ['axis', along]]) }, path);
}

/** `np.add.at(A, i, b)`: A with b added at indices, each as often as it stands there. */
export function addedAt(path: string, { values, line }: CallArguments): PyValue {
  const [of, at, by] = values;
  const sign = /\.subtract\.at$/.test(path) ? -1 : /\.add\.at$/.test(path) ? 1 : null;
  const array = of ? arrayFromValue(of) : null;
  const more = by ? arrayFromValue(by) : null;
  const parts = (at?.kind === 'sequence' && at.of === 'tuple' ? at.items : at ? [at] : []).map((each) => ({
    kind: 'picked' as const,
    indices: [...(arrayFromValue(each) ? arrayEntries(arrayFromValue(each) as NdArray) : [Number.NaN])],
  }));
  if (sign === null || !array || !more) return unknownValue('not read: np.add.at(...)', line);
  const looked = lookedAt(array, parts);
  if (isFailed(looked)) return raisedValue(looked.failed, line);
  const { places, shape } = looked.kind === 'places' ? looked : { places: [], shape: [] };
  const spread = broadcastShape(shape, more.shape);
  if (isFailed(spread) || pythonShape(spread) !== pythonShape(shape))
    return raisedValue(`ValueError: array is not broadcastable to correct shape`, line);
  const entries = arrayEntries(broadcastTo(more, shape));
  const out = { ...array, data: array.data.slice() };
  for (const [k, place] of places.entries())
    out.data[place] = (out.data[place] ?? 0) + sign * (entries[k] ?? 0);
  return numbers(out);
}
