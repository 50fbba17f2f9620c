import type { PyExpression } from '../text/syntax.ts';
import { entryKey, itemsOf, unknownThrough } from '../values/conversions.ts';
import { wordText } from '../values/operators.ts';
import { type PyValue, type Scope, unknownValue } from '../values/values.ts';
import type { Inner } from './part-stores.ts';

/** An expression of one kind. */
type Of<Kind extends PyExpression['kind']> = PyExpression & { readonly kind: Kind };

/** A list or a tuple, what is spread in it item by item. */
export function sequenceOf({ of, items, line }: Of<'sequence'>, inner: Inner): PyValue {
  const found: PyValue[] = [];
  for (const item of items) {
    if (item.kind !== 'starred') {
      found.push(inner(item));
      continue;
    }
    const spread = inner(item.of);
    const all = itemsOf(spread);
    if (!all) return unknownThrough(spread, "dvar can't tell what is spread here", line);
    found.push(...all);
  }
  return { kind: 'sequence', of, items: found };
}

/** A dictionary, and those that are spread in it. */
export function dictionaryOf(expression: Of<'dictionary'>, inner: Inner): PyValue {
  const entries = new Map<string, PyValue>();
  for (const { key, value } of expression.entries) {
    const name = key ? entryKey(inner(key)) : null;
    const given = inner(value);
    if (name !== null) entries.set(name, given);
    else if (!key && given.kind === 'dictionary')
      for (const [word, each] of given.entries) entries.set(word, each);
  }
  return { kind: 'dictionary', entries };
}

/** The text of an f-string. */
export function formatted({ parts, line }: Of<'format'>, inner: Inner): PyValue {
  const words = parts.map((part) => wordText(inner(part)));
  return words.some((word) => word === null)
    ? unknownValue("dvar can't tell this text", line)
    : { kind: 'text', text: words.join('') };
}

/** A function without a name. */
export const lambdaOf = ({ parameters, body }: Of<'lambda'>, names: Scope): PyValue => ({
  kind: 'callable',
  callable: { kind: 'own', name: 'lambda', parameters, body, bound: null, names },
});
