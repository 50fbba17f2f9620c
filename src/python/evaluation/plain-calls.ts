import { onlyEntry, scalarArray } from '../arrays/ndarray.ts';
import {
  arrayCall,
  arrayFromValue,
  type CallArguments,
  itemsOf,
  missingArgument,
  rangeOf,
  unknownThrough,
} from './array-calls.ts';
import { binaryOf, truthOf, wordText } from './operators.ts';
import { numberValue } from './state.ts';
import { numbers, type PyValue, unknownValue } from './values.ts';

/** `sum(...)` of a list: its items one after the other, as `+` adds them. */
const summedUp = (items: readonly PyValue[], line: number): PyValue =>
  items.reduce<PyValue>((all, item) => binaryOf('+', all, item, line), numberValue(0));

/** A call of one of Python's own functions: `len`, `range`, `sum`. */
export function plainCall(name: string, given: CallArguments): PyValue {
  const [first] = given.values;
  switch (name) {
    case 'len': {
      if (first?.kind === 'array' && first.array.shape[0] !== undefined)
        return numberValue(first.array.shape[0]);
      if (first?.kind === 'sequence') return numberValue(first.items.length);
      return first
        ? unknownThrough(first, 'this has no length that is known here', given.line)
        : missingArgument(given.line);
    }
    case 'range':
      return rangeOf(given) ?? unknownValue('the bounds of this range are not known here', given.line);
    case 'reversed':
    case 'list':
    case 'tuple': {
      if (!first) return { kind: 'sequence', of: 'list', items: [] };
      const items = itemsOf(first);
      if (!items) return unknownThrough(first, 'what is in this is not known here', given.line);
      return {
        kind: 'sequence',
        of: name === 'tuple' ? 'tuple' : 'list',
        items: name === 'reversed' ? [...items].reverse() : [...items],
      };
    }
    case 'enumerate': {
      const items = first ? itemsOf(first) : null;
      if (!items)
        return first
          ? unknownThrough(first, 'what is in this is not known here', given.line)
          : missingArgument(given.line);
      return {
        kind: 'sequence',
        of: 'list',
        items: items.map((item, at) => ({ kind: 'sequence', of: 'tuple', items: [numberValue(at), item] })),
      };
    }
    case 'zip': {
      const lists = given.values.map(itemsOf);
      if (lists.some((list) => list === null))
        return unknownValue('what is in these is not known here', given.line);
      const rows = lists as readonly (readonly PyValue[])[];
      const count = Math.min(...rows.map((list) => list.length));
      return {
        kind: 'sequence',
        of: 'list',
        items: Array.from({ length: rows.length === 0 ? 0 : count }, (_, at) => ({
          kind: 'sequence',
          of: 'tuple',
          items: rows.map((list) => list[at] as PyValue), // at is below the shortest
        })),
      };
    }
    case 'float':
    case 'int': {
      const only = first?.kind === 'array' ? onlyEntry(first.array) : null;
      if (first?.kind !== 'array' || only === null)
        return first
          ? unknownThrough(first, `${name}() takes a single number`, given.line)
          : missingArgument(given.line);
      return name === 'float' ? { ...first, array: scalarArray(only) } : numberValue(Math.trunc(only));
    }
    case 'sum': {
      // Python's own sum goes along the first axis, and a number has none.
      if (first?.kind === 'array' && first.array.shape.length === 0)
        return unknownValue("TypeError: 'float' object is not iterable", given.line, true);
      const array = first ? arrayFromValue(first) : null;
      if (first?.kind === 'sequence' && !array) return summedUp(first.items, given.line);
      if (!array || !first)
        return first
          ? unknownThrough(first, 'what is summed is not known here', given.line)
          : missingArgument(given.line);
      const source = first.kind === 'array' ? first : numbers(array);
      return arrayCall(
        'sum',
        [source],
        { ...given, values: [source], named: new Map([['axis', numberValue(0)]]) },
        'sum',
      );
    }
    case 'max':
    case 'min':
      if (given.values.length === 2)
        return arrayCall(name === 'max' ? 'maximum' : 'minimum', given.values, given, name);
      return arrayCall(name, given.values, given, name);
    case 'sorted': {
      const items = first ? itemsOf(first) : null;
      const words = items?.map(wordText);
      if (!items || !words || words.includes(null))
        return unknownValue('this order is not known here', given.line);
      const plain = items.every((item) => item.kind === 'text');
      const sorted = [...items].sort((a, b) =>
        plain
          ? (wordText(a) ?? '').localeCompare(wordText(b) ?? '')
          : Number(wordText(a)) - Number(wordText(b)),
      );
      return { kind: 'sequence', of: 'list', items: sorted };
    }
    case 'bool': {
      const test = first ? truthOf(first) : false;
      return test === null
        ? unknownValue('a truth value is not known here', given.line)
        : numberValue(Number(test));
    }
    case 'any':
    case 'all':
    case 'round':
    case 'softmax':
    case 'abs':
    case 'pow':
    case 'sigmoid':
    case 'relu':
    case 'exp':
    case 'log':
    case 'tanh':
    case 'sqrt':
      return arrayCall(name, given.values, given, name);
    case 'dict':
      return { kind: 'dictionary', entries: new Map(given.named) };
    case 'print':
      return { kind: 'none' };
    case 'isinstance':
      return unknownValue('the kinds of values are not read', given.line);
    case 'str': {
      const text = first ? wordText(first) : '';
      return text === null ? unknownValue('this text is not known here', given.line) : { kind: 'text', text };
    }
    default:
      return unknownValue(`${name}(...) is not known here`, given.line);
  }
}
