import { tableForm } from '../arrays/form.ts';
import { arrayFunction } from '../arrays/functions.ts';
import { onlyEntry, scalarArray } from '../arrays/ndarray.ts';
import {
  arrayCall,
  arrayFromValue,
  type CallArguments,
  entryKey,
  filledCall,
  itemsOf,
  keyValue,
  rangeOf,
  reshapeCall,
  unknownThrough,
} from './array-calls.ts';
import { wordText } from './operators.ts';
import { plainCall } from './plain-calls.ts';
import { note, numberValue, type State, wholeOf } from './state.ts';
import { numbers, type PyValue, unknownValue } from './values.ts';

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
        ? numbers(
            array,
            first.kind === 'array' ? first.form : tableForm(array),
            first.kind === 'array' && first.borrowed,
          )
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
      return listMethod(of, name, given);
    case 'dictionary':
      return dictionaryMethod(of, name, given);
    case 'text':
      return textMethod(of.text, name, given);
    case 'unknown':
      return of;
    default:
      return unknownValue(`${name}(...) is not read`, given.line);
  }
}

function listMethod(
  of: PyValue & { kind: 'sequence' },
  name: string,
  { values, line }: CallArguments,
): PyValue {
  const [first, second] = values;
  switch (name) {
    case 'append':
      if (first) of.items.push(first);
      break;
    case 'extend':
      of.items.push(...((first && itemsOf(first)) ?? []));
      break;
    case 'insert':
      if (first && second) of.items.splice(wholeOf(first) ?? 0, 0, second);
      break;
    case 'reverse':
      of.items.reverse();
      break;
    case 'copy':
      return { ...of, items: [...of.items] };
    case 'pop': {
      const at = first ? wholeOf(first) : -1;
      const [taken] = at === null ? [] : of.items.splice(at, 1);
      return taken ?? unknownValue('Python would stop here: IndexError: pop from empty list', line, true);
    }
    default:
      return arrayFunction(name)
        ? unknownValue(
            `Python would stop here: AttributeError: '${of.of}' object has no attribute '${name}'`,
            line,
            true,
          )
        : unknownValue(`a list's ${name} is not read`, line);
  }
  return { kind: 'none' };
}

function dictionaryMethod(
  of: PyValue & { kind: 'dictionary' },
  name: string,
  { values, named, line }: CallArguments,
): PyValue {
  const [first, second] = values;
  const list = (items: PyValue[]): PyValue => ({ kind: 'sequence', of: 'list', items });
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault': {
      const key = first ? entryKey(first) : null;
      return key === null
        ? unknownValue('this key is not known here', line)
        : (of.entries.get(key) ?? second ?? { kind: 'none' });
    }
    case 'items':
      return list(
        [...of.entries].map(([key, value]) => ({
          kind: 'sequence',
          of: 'tuple',
          items: [keyValue(key), value],
        })),
      );
    case 'keys':
      return list([...of.entries.keys()].map(keyValue));
    case 'values':
      return list([...of.entries.values()]);
    case 'copy':
      return { ...of, entries: new Map(of.entries) };
    case 'update':
      if (first?.kind === 'dictionary') for (const [key, value] of first.entries) of.entries.set(key, value);
      for (const [key, value] of named) of.entries.set(key, value);
      return { kind: 'none' };
    default:
      return unknownValue(`a dictionary's ${name} is not read`, line);
  }
}

/** `"dW{}".format(l)` and its like, of which keys are made. */
function textMethod(text: string, name: string, { values, line }: CallArguments): PyValue {
  const words = values.map(wordText);
  if (words.includes(null)) return unknownValue('this text is not known here', line);
  switch (name) {
    case 'format': {
      let next = 0;
      return {
        kind: 'text',
        text: text.replaceAll(
          /\{(\d*)[^{}]*\}/g,
          (_, at: string) => words[at === '' ? next++ : Number(at)] ?? '',
        ),
      };
    }
    case 'replace':
      return { kind: 'text', text: text.replaceAll(words[0] || '\u0000', words[1] ?? '') };
    case 'lower':
      return { kind: 'text', text: text.toLowerCase() };
    case 'upper':
      return { kind: 'text', text: text.toUpperCase() };
    case 'startswith':
      return numberValue(Number(text.startsWith(words[0] ?? '')));
    case 'endswith':
      return numberValue(Number(text.endsWith(words[0] ?? '')));
    default:
      return unknownValue(`a text's ${name} is not read`, line);
  }
}
