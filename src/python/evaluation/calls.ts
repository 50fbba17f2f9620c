import { einsumOf } from '../arrays/einsum.ts';
import { tableForm } from '../arrays/form.ts';
import { lookedAt } from '../arrays/indexing.ts';
import {
  arrayEntries,
  arraySize,
  broadcastShape,
  broadcastTo,
  isFailed,
  type NdArray,
  onlyEntry,
  pythonShape,
  scalarArray,
} from '../arrays/ndarray.ts';
import type { PyExpression, Subscript } from '../text/syntax.ts';
import {
  arrayCall,
  arrayFromValue,
  type CallArguments,
  filledCall,
  raisedValue,
  rangeOf,
  reshapeCall,
  unknownThrough,
} from './array-calls.ts';
import { dictionaryMethod, listMethod, textMethod } from './container-methods.ts';
import { plainCall } from './plain-calls.ts';
import { note, numberValue, type State, wholeOf } from './state.ts';
import { type Callable, numbers, type PyValue, unknownValue } from './values.ts';

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, inf: Number.POSITIVE_INFINITY };

/** A member of a module that is no function: `np.pi`, `np.newaxis`; a function of it is a callable. */
export function memberOf(path: string, name: string): PyValue {
  const constant = constants[name];
  if (constant !== undefined) return numbers(scalarArray(constant), null);
  if (name === 'newaxis') return { kind: 'none' };
  if (/^(random|linalg|nn|functional|special|F|autograd|func)$/.test(name))
    return { kind: 'module', path: `${path}.${name}` };
  return { kind: 'callable', callable: { kind: 'builtin', path: `${path}.${name}` } };
}

/** A call of a function by its path: `numpy.sum`, `len`. */
export function builtinCall(path: string, given: CallArguments): PyValue {
  const name = path.split('.').at(-1) ?? path;
  if (path.includes('.random.') || path.startsWith('random.'))
    return unknownValue("dvar can't know numbers that are drawn at random", given.line);
  if (!path.includes('.')) return plainCall(name, given);
  const [first] = given.values;
  switch (name) {
    case 'array':
    case 'asarray':
    case 'tensor': {
      if (!first) return unknownValue('an argument is missing', given.line, true);
      const array = arrayFromValue(first);
      return array
        ? numbers(
            array,
            first.kind === 'array' ? first.form : tableForm(array),
            first.kind === 'array' && first.borrowed,
          )
        : unknownThrough(first, 'this is not an array of numbers', given.line);
    }
    case 'zeros':
    case 'ones':
    case 'empty':
    case 'full':
      return filledCall(name, given);
    case 'arange':
      return rangeOf(given) ?? unknownValue("dvar can't tell the bounds of this range", given.line);
    case 'size':
    case 'shape':
    case 'ndim':
      return measured(name, given);
    case 'einsum': {
      const [spelled, ...operands] = given.values;
      return spelled?.kind === 'text'
        ? summedByLetters(spelled.text, operands, given.line)
        : unknownValue("dvar can't tell what einsum adds up", given.line);
    }
    case 'at':
      return addedAt(path, given);
    case 'reduce':
    case 'outer':
      return universalCall(path, name, given);
    case 'reshape': {
      const [of, ...shape] = given.values;
      return of
        ? reshapeCall(of, shape, given.line)
        : unknownValue('an argument is missing', given.line, true);
    }
    default:
      return arrayCall(name, given.values, given, path);
  }
}

/** `np.shape(X)`, `np.size(X, 0)`, `np.ndim(X)`. */
function measured(name: string, { values, line }: CallArguments): PyValue {
  const [of, axis] = values;
  const array = of ? arrayFromValue(of) : null;
  if (!array || !of)
    return of
      ? unknownThrough(of, "dvar can't tell this shape", line)
      : unknownValue('an argument is missing', line, true);
  const sizes = array.shape.map(numberValue);
  if (name === 'ndim') return numberValue(sizes.length);
  if (name === 'shape') return { kind: 'sequence', of: 'tuple', items: sizes };
  const along = axis ? wholeOf(axis) : null;
  if (!axis) return numberValue(arraySize(array));
  return (
    (along === null ? undefined : sizes.at(along)) ?? unknownValue("dvar can't tell this dimension", line)
  );
}

function summedByLetters(spelled: string, operands: readonly PyValue[], line: number): PyValue {
  const arrays = operands.map(arrayFromValue);
  const at = arrays.indexOf(null);
  const unknown = operands[at];
  if (unknown) return unknownThrough(unknown, "dvar can't tell what einsum is applied to", line);
  const sum = einsumOf(spelled, arrays as readonly NdArray[]); // none is null
  const borrowed = operands.some((each) => each.kind === 'array' && each.borrowed);
  return isFailed(sum) ? raisedValue(sum.failed, line) : numbers(sum, null, borrowed);
}

/** `np.add.reduce(dZ)` and `np.multiply.outer(a, b)`: a function's own methods. */
function universalCall(path: string, method: string, given: CallArguments): PyValue {
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
function addedAt(path: string, { values, line }: CallArguments): PyValue {
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

/** `A.astype(int)` cuts off, `A.astype(bool)` makes a mask; every other kind leaves the numbers. */
function castTo(of: PyValue & { kind: 'array' }, given: CallArguments): PyValue {
  const [kind = given.named.get('dtype')] = given.values;
  const word =
    kind?.kind === 'text'
      ? kind.text
      : kind?.kind === 'callable' && kind.callable.kind === 'builtin'
        ? (kind.callable.path.split('.').at(-1) ?? '')
        : '';
  const name = /^u?int|^long$/.test(word) ? 'int' : /^bool/.test(word) ? 'bool' : 'float';
  return arrayCall(name, [of], { ...given, named: new Map() }, name);
}

/** A call of a method of a value: `dZ.sum(axis=1)`, `grads.get("dW")`. */
export function methodCall(state: State, of: PyValue, name: string, given: CallArguments): PyValue {
  if (name === 'backward' && given.values.length === 0) {
    note(state, given.line, `these derivatives are the framework's, not yours: \`${name}()\` works them out`);
    return { kind: 'none' };
  }
  switch (of.kind) {
    case 'array':
      switch (name) {
        case 'reshape':
        case 'view':
          return reshapeCall(of, given.values, given.line);
        case 'astype':
          return castTo(of, given);
        case 'detach':
        case 'numpy':
          return of;
        case 'double':
          return arrayCall('float', [of], given, name);
        case 'item': {
          const only = onlyEntry(of.array);
          return only === null
            ? unknownValue('item() takes an array of one entry', given.line, true)
            : { ...of, array: scalarArray(only) };
        }
        case 'zero_':
          of.array.data.fill(0);
          return of;
        default:
          return arrayCall(name, [of, ...given.values], given, name);
      }
    case 'sequence':
      return listMethod(of, name, given);
    case 'dictionary':
      return dictionaryMethod(of, name, given);
    case 'text':
      return textMethod(of.text, name, given);
    case 'unknown':
      return of;
    default:
      return unknownValue(`dvar can't read ${name}(...)`, given.line);
  }
}

/** What an import binds: NumPy and its like, one of their functions, or something that is not read. */
export function imported(path: string, line: number): PyValue {
  if (/^(numpy|jax\.numpy|math|torch|scipy|tensorflow|jax|torch\.nn|torch\.nn\.functional)$/.test(path))
    return { kind: 'module', path: path === 'jax.numpy' ? 'numpy' : path };
  if (/^(numpy|math|scipy\.special|jax|torch\.autograd)\.\w+$/.test(path))
    return { kind: 'callable', callable: { kind: 'builtin', path } };
  return unknownValue(`dvar can't read ${path}`, line);
}

/** `np.c_[A, b]` and `np.r_[a, b]` join what stands between the brackets. */
export function joinedInBrackets(
  callable: Callable,
  parts: readonly Subscript[],
  inner: (of: PyExpression) => PyValue,
  line: number,
): PyValue {
  const word = callable.kind === 'builtin' ? /\.(c_|r_)$/.exec(callable.path)?.[1] : undefined;
  const values = parts.flatMap((part) => (part.kind === 'index' ? [inner(part.value)] : []));
  if (word === undefined || values.length < parts.length)
    return unknownValue("dvar can't tell what is picked from here", line);
  const given = { values: [], named: new Map(), line };
  const list: PyValue = { kind: 'sequence', of: 'list', items: [...values] };
  return arrayCall(word === 'c_' ? 'column_stack' : 'concatenate', [list], given, `np.${word}`);
}
