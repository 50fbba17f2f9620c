import { transposedForm } from '../arrays/form.ts';
import { lookedAt, takenAt } from '../arrays/indexing.ts';
import { arraySize, isFailed, reshaped, transposed } from '../arrays/ndarray.ts';
import { stretch } from '../arrays/picking.ts';
import { joinedInBrackets, memberOf } from '../calls/builtin-calls.ts';
import type { PyExpression, Subscript } from '../text/syntax.ts';
import { entryKey, raisedValue, unknownThrough } from '../values/conversions.ts';
import {
  exampleCount,
  holderNamed,
  numberValue,
  partNamed,
  programValue,
  readFromProgram,
  type State,
  trueDerivative,
  wholeOf,
} from '../values/state.ts';
import { type Callable, numbers, type PyValue, unknownValue } from '../values/values.ts';
import { indexParts, labelsFor, sliceOf } from './subscripts.ts';

/** What stands behind a dot: a part of an object, a view of an array, a method. */
export function attributeOf(
  state: State,
  expression: PyExpression & { kind: 'attribute' },
  of: PyValue,
  line: number,
  opened: (property: Callable & { kind: 'own' }) => PyValue,
): PyValue {
  const { name } = expression;
  switch (of.kind) {
    case 'module':
      return memberOf(of.path, name);
    case 'holder': {
      const method = of.methods?.get(name);
      if (method && !of.entries.has(name)) {
        const bound = {
          ...method,
          bound: method.as === 'static' ? null : of.of && method.as === 'class' ? of.of : of,
        };
        return method.as === 'property' ? opened(bound) : { kind: 'callable', callable: bound };
      }
      return of.entries.has(name) ||
        programValue(state, name) ||
        trueDerivative(state, name) ||
        exampleCount(state, name)
        ? partNamed(state, of, name, line)
        : { kind: 'callable', callable: { kind: 'method', of, name } };
    }
    case 'array':
      return viewOf(state, expression, of, line);
    case 'callable':
      if (of.callable.kind === 'class') return classPart(of.callable, of, name, line);
      // A function of NumPy's has methods itself: `np.add.at`.
      return of.callable.kind === 'builtin' && of.callable.path.includes('.')
        ? { kind: 'callable', callable: { kind: 'builtin', path: `${of.callable.path}.${name}` } }
        : { kind: 'callable', callable: { kind: 'method', of, name } };
    case 'dictionary':
      if (state.octave)
        return of.entries.get(name) ?? unknownValue(`this has no part ${name} that is known here`, line);
      return { kind: 'callable', callable: { kind: 'method', of, name } };
    case 'unknown':
      return name === 'grad' ? gradientPart(state, expression, line) : of;
    default:
      return { kind: 'callable', callable: { kind: 'method', of, name } };
  }
}

/** What an array has behind a dot: a view, its sizes, a method. */
function viewOf(
  state: State,
  expression: PyExpression & { kind: 'attribute' },
  of: PyValue & { kind: 'array' },
  line: number,
): PyValue {
  const { name } = expression;
  const { array, form, borrowed } = of;
  switch (name) {
    case 'T':
      return numbers(transposed(array), array.shape.length === 2 ? transposedForm(form) : form, borrowed);
    case 'flat': {
      const flat = reshaped(array, [-1]);
      return isFailed(flat) ? of : numbers(flat, null, borrowed);
    }
    case 'A':
      return array.matrix ? numbers({ ...array, matrix: false }, form, borrowed) : methodOf(of, name);
    case 'shape':
      return { kind: 'sequence', of: 'tuple', items: array.shape.map((size) => numberValue(size)) };
    case 'size':
      return numberValue(arraySize(array));
    case 'ndim':
      return numberValue(array.shape.length);
    case 'data':
    case 'values':
    case 'real':
      return of;
    case 'grad':
      return gradientPart(state, expression, line);
    default:
      return methodOf(of, name);
  }
}

const methodOf = (of: PyValue, name: string): PyValue => ({
  kind: 'callable',
  callable: { kind: 'method', of, name },
});

/** What a class itself has: a value of its body, or a method. */
function classPart(
  { name: owner, methods, parts }: Callable & { kind: 'class' },
  of: PyValue,
  name: string,
  line: number,
): PyValue {
  const method = methods.get(name);
  if (method)
    return { kind: 'callable', callable: method.as === 'class' ? { ...method, bound: of } : method };
  return parts.get(name) ?? unknownValue(`${owner} has no part ${name} that is known here`, line);
}

/** `W1.grad`: what was stored there, else the derivative of that name. */
function gradientPart(state: State, { of }: PyExpression & { kind: 'attribute' }, line: number): PyValue {
  const name = of.kind === 'name' ? of.name : of.kind === 'attribute' ? of.name : null;
  if (name === null) return unknownValue("dvar can't tell whose grad this is", line);
  return (
    holderNamed(state, 'grad').entries.get(name) ??
    trueDerivative(state, `d${name}`) ??
    unknownValue(`${name}.grad has no value that dvar can tell`, line)
  );
}

/** What stands between brackets: a part by its key, an item of a list, a view of an array. */
export function subscriptOf(
  state: State,
  expression: PyExpression & { kind: 'subscript' },
  of: PyValue,
  inner: (of: PyExpression) => PyValue,
): PyValue {
  const { parts, line } = expression;
  const [only] = parts;
  const key = parts.length === 1 && only?.kind === 'index' ? inner(only.value) : null;
  switch (of.kind) {
    case 'holder':
      return key?.kind === 'text'
        ? partNamed(state, of, key.text, line)
        : unknownValue(`${of.name}[...] has a value that dvar can't tell`, line);
    case 'dictionary':
      return entryOf(state, of, key, line);
    case 'sequence':
      return itemOf(of, parts, key, inner, line);
    case 'array': {
      const labels = labelsFor(parts, inner, of.array.shape.length);
      if (labels !== null) return unknownValue(labels, line);
      const index = indexParts(parts, inner, of.array.shape.length);
      if ('kind' in index) return index;
      const looked = lookedAt(of.array, index);
      return isFailed(looked)
        ? raisedValue(looked.failed, line)
        : numbers(takenAt(of.array, looked), null, of.borrowed);
    }
    case 'callable':
      return joinedInBrackets(of.callable, parts, inner, line);
    default:
      return unknownThrough(of, "dvar can't tell what is picked from here", line);
  }
}

/** What a dictionary holds under a key. What is drawn or left out there means the program's value, as a plain name does. */
function entryOf(
  state: State,
  { entries, missing }: PyValue & { kind: 'dictionary' },
  key: PyValue | null,
  line: number,
): PyValue {
  const unread = "dvar can't tell this key";
  if (!key) return unknownValue(unread, line);
  const name = entryKey(key);
  if (name === null) return unknownThrough(key, unread, line);
  const entry = entries.get(name) ?? missing?.();
  if (entry && !entries.has(name)) entries.set(name, entry);
  const own = entry?.kind === 'unknown' && !entry.raised ? readFromProgram(state, name) : null;
  const shown = name.startsWith('\u0000') ? name.slice(1) : `'${name}'`;
  return own ?? entry ?? unknownValue(`Python would stop here: KeyError: ${shown}`, line, true);
}

/** An item of a list or a tuple, or a stretch of its items. */
function itemOf(
  of: PyValue & { kind: 'sequence' },
  parts: readonly Subscript[],
  key: PyValue | null,
  inner: (of: PyExpression) => PyValue,
  line: number,
): PyValue {
  const [only] = parts;
  if (only?.kind === 'slice' && parts.length === 1) {
    const bounds = sliceOf(only, inner);
    if (!bounds) return unknownValue("dvar can't tell this slice", line);
    const { first, count, step } = stretch(bounds, of.items.length);
    const items = Array.from({ length: count }, (_, at) => of.items[first + at * step] as PyValue); // within
    return { ...of, items };
  }
  const at = key ? wholeOf(key) : null;
  if (at === null) return unknownValue("dvar can't tell this index", line);
  return (
    of.items.at(at) ?? unknownValue('Python would stop here: IndexError: list index out of range', line, true)
  );
}
