import { onlyEntry, scalarArray } from '../arrays/ndarray.ts';
import {
  arrayCall,
  arrayFromValue,
  type CallArguments,
  filledCall,
  rangeOf,
  reshapeCall,
  unknownThrough,
} from './array-calls.ts';
import { plainCall } from './plain-calls.ts';
import { note, type State, wholeOf } from './state.ts';
import { numbers, type PyValue, unknownValue } from './values.ts';

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, inf: Number.POSITIVE_INFINITY };

/** A member of a module that is no function: `np.pi`, `np.newaxis`; a function of it is a callable. */
export function memberOf(path: string, name: string): PyValue {
  const constant = constants[name];
  if (constant !== undefined) return numbers(scalarArray(constant), null);
  if (name === 'newaxis') return { kind: 'none' };
  if (/^(random|linalg|nn|functional|special|F)$/.test(name))
    return { kind: 'module', path: `${path}.${name}` };
  return { kind: 'callable', callable: { kind: 'builtin', path: `${path}.${name}` } };
}

/** A call of a function by its path: `numpy.sum`, `len`. */
export function builtinCall(path: string, given: CallArguments): PyValue {
  const name = path.split('.').at(-1) ?? path;
  if (path.includes('.random.') || path.startsWith('random.'))
    return unknownValue('numbers drawn at random are not known here', given.line);
  if (!path.includes('.')) return plainCall(name, given);
  const [first] = given.values;
  switch (name) {
    case 'array':
    case 'asarray':
    case 'tensor':
    case 'float64':
    case 'float32': {
      if (!first) return unknownValue('an argument is missing', given.line, true);
      const array = arrayFromValue(first);
      return array
        ? numbers(array, first.kind === 'array' ? first.form : null, first.kind === 'array' && first.borrowed)
        : unknownThrough(first, 'this is no table of numbers', given.line);
    }
    case 'zeros':
    case 'ones':
    case 'empty':
    case 'full':
      return filledCall(name, given);
    case 'arange':
      return rangeOf(given) ?? unknownValue('the bounds of this range are not known here', given.line);
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
        case 'float':
        case 'detach':
        case 'numpy':
        case 'double':
          return of;
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
      if (name === 'append' && given.values[0]) of.items.push(given.values[0]);
      else if (name === 'insert' && given.values[1])
        of.items.splice(wholeOf(given.values[0] as PyValue) ?? 0, 0, given.values[1]); // there are two
      else if (name === 'reverse') of.items.reverse();
      else if (name === 'pop')
        return of.items.pop() ?? unknownValue('nothing is left in this list', given.line, true);
      else return unknownValue(`a list's ${name} is not read`, given.line);
      return { kind: 'none' };
    case 'dictionary': {
      const [key] = given.values;
      if (name === 'get' && key?.kind === 'text')
        return of.entries.get(key.text) ?? given.values[1] ?? { kind: 'none' };
      return unknownValue(`a dictionary's ${name} is not read`, given.line);
    }
    case 'unknown':
      return of;
    default:
      return unknownValue(`${name}(...) is not read`, given.line);
  }
}
