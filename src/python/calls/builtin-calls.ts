import { arraySize, onlyEntry, scalarArray } from '../arrays/ndarray.ts';
import type { PyExpression, Subscript } from '../text/syntax.ts';
import { arrayFromValue, itemsOf, unknownThrough } from '../values/conversions.ts';
import { binaryOf } from '../values/operators.ts';
import { note, numberValue, type State, wholeOf } from '../values/state.ts';
import { type Callable, numbers, type PyValue, unknownValue } from '../values/values.ts';
import { arrayCall, type CallArguments, dtypeOf } from './array-calls.ts';
import { dictionaryMethod, listMethod, textMethod } from './container-methods.ts';
import { libraryCall } from './library-calls.ts';
import { arangeCall, arrayMade, filledCall, reshapeCall } from './making-calls.ts';
import { plainCall } from './plain-calls.ts';
import { addedAt, einsumCall, tensordotCall, universalCall } from './summing-calls.ts';

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
  if (/^(itertools|collections)\./.test(path) || /^(ndindex|ndenumerate)$/.test(name))
    return libraryCall(name, given);
  switch (name) {
    case 'array':
    case 'asarray':
    case 'tensor':
      return arrayMade(name, given);
    case 'matrix':
    case 'asmatrix':
    case 'mat':
      return arrayMade('matrix', given);
    case 'zeros':
    case 'ones':
    case 'empty':
    case 'full':
      return filledCall(name, given);
    case 'arange':
      return arangeCall(given);
    case 'size':
    case 'shape':
    case 'ndim':
      return measured(name, given);
    case 'einsum':
      return einsumCall(given);
    case 'multi_dot':
      return (given.values[0] ? (itemsOf(given.values[0]) ?? []) : []).reduce((all, each) =>
        binaryOf('@', all, each, given.line),
      );
    case 'tensordot':
      return tensordotCall(given);
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
  const sizes = array.shape.map((size) => numberValue(size));
  if (name === 'ndim') return numberValue(sizes.length);
  if (name === 'shape') return { kind: 'sequence', of: 'tuple', items: sizes };
  const along = axis ? wholeOf(axis) : null;
  if (!axis) return numberValue(arraySize(array));
  return (
    (along === null ? undefined : sizes.at(along)) ?? unknownValue("dvar can't tell this dimension", line)
  );
}

/** `A.astype(int)` cuts off, `A.astype(bool)` makes a mask; every other kind leaves the numbers. */
function castTo(of: PyValue & { kind: 'array' }, given: CallArguments): PyValue {
  const [kind = given.named.get('dtype')] = given.values;
  const name = dtypeOf(kind) ?? 'float';
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
  if (
    /^(numpy|jax\.numpy|math|torch|scipy|tensorflow|jax|torch\.nn|torch\.nn\.functional|itertools|collections|functools)$/.test(
      path,
    )
  )
    return { kind: 'module', path: path === 'jax.numpy' ? 'numpy' : path };
  if (/^(numpy|math|scipy\.special|jax|torch\.autograd|itertools|collections|functools)\.\w+$/.test(path))
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
