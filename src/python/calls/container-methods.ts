import { arrayFunction } from '../arrays/functions.ts';
import { entryKey, itemsOf, keyValue } from '../values/conversions.ts';
import { wordText } from '../values/operators.ts';
import { numberValue, wholeOf } from '../values/state.ts';
import { type PyValue, unknownValue } from '../values/values.ts';
import type { CallArguments } from './array-calls.ts';

/** A method of a list: `append`, `insert`, `pop`. */
export function listMethod(
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
        : unknownValue(`dvar can't read a list's ${name}`, line);
  }
  return { kind: 'none' };
}

/** A method of a dictionary: `get`, `items`, `update`. */
export function dictionaryMethod(
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
      if (key === null) return unknownValue("dvar can't tell this key", line);
      const entry = of.entries.get(key) ?? second ?? { kind: 'none' };
      if (name === 'pop') of.entries.delete(key);
      if (name === 'setdefault') of.entries.set(key, entry);
      return entry;
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
      return unknownValue(`dvar can't read a dictionary's ${name}`, line);
  }
}

/** `"dW{}".format(l)` and its like, of which keys are made. */
export function textMethod(text: string, name: string, { values, line }: CallArguments): PyValue {
  const words = values.map(wordText);
  if (words.includes(null)) return unknownValue("dvar can't tell this text", line);
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
      return unknownValue(`dvar can't read a text's ${name}`, line);
  }
}
