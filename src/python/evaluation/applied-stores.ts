import { isFault, storedIn } from '../octave/indexing.ts';
import { octaveMatrix } from '../octave/matrices.ts';
import type { PyExpression } from '../text/syntax.ts';
import { unknownThrough } from '../values/conversions.ts';
import { nameIn, programValue, type State, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, type Scope, unknownValue } from '../values/values.ts';
import { partsWithin } from './applied.ts';
import type { Inner } from './part-stores.ts';

/** What a store needs beside its target: where it stands, how expressions are worked out, and how a whole is stored. */
interface Storing {
  readonly scope: Scope;
  readonly line: number;
  readonly inner: Inner;
  readonly store: (
    state: State,
    target: PyExpression,
    value: PyValue,
    source: PyExpression,
    scope: Scope,
    line: number,
    inner: Inner,
  ) => void;
}

/** `A(i, j) = ...` and `C{i} = ...` of Octave: the whole is stored anew, for nothing there shares its entries. */
export function storeApplied(
  state: State,
  target: PyExpression & { kind: 'applied' },
  value: PyValue,
  source: PyExpression,
  { scope, line, inner, store }: Storing,
): void {
  const { of, parts, braces } = target;
  const before = wholeBefore(state, of, scope, inner);
  const place = { ...target, to: Math.max(source.to, target.to) };
  // How the line changes the whole shows in its form: by a mask, or in another way.
  const how: PyExpression = {
    ...place,
    kind: 'binary',
    sign: isMasked(target) ? '*' : '+',
    left: of,
    right: source,
  };
  const [only] = parts;
  if (braces || before?.kind === 'sequence') {
    const at = only?.kind === 'index' ? wholeOf(inner(only.value)) : null;
    if (at === null) return;
    const items = before?.kind === 'sequence' ? [...before.items] : [];
    items[at - 1] = value;
    store(state, of, { kind: 'sequence', of: 'list', items }, how, scope, line, inner);
    // A cell is told by its list and its number: `dW{2}` is dW2.
    if (of.kind === 'name')
      store(state, { ...target, kind: 'name', name: cellName(of.name, at) }, value, how, scope, line, inner);
    return;
  }
  store(state, of, changed(state, target, before, value, { scope, line, inner }), how, scope, line, inner);
}

const cellName = (name: string, at: number): string =>
  name.endsWith('_grad') ? `${name.slice(0, -'_grad'.length)}${at}_grad` : `${name}${at}`;

/** What a whole was before the store; null where it was nothing. */
function wholeBefore(state: State, of: PyExpression, scope: Scope, inner: Inner): PyValue | null {
  if (of.kind === 'name' && !nameIn(scope, of.name) && !programValue(state, of.name)) {
    const known = inner(of);
    return known.kind === 'array' ? known : null;
  }
  const value = inner(of);
  return value.kind === 'callable' ? null : value;
}

const isMasked = ({ parts }: PyExpression & { kind: 'applied' }): boolean =>
  parts.some(
    (part) =>
      part.kind === 'index' &&
      ((part.value.kind === 'binary' && /^(?:[<>]=?|[=!]=|&|\|)$/.test(part.value.sign)) ||
        (part.value.kind === 'unary' && part.value.sign === '!')),
  );

function changed(
  state: State,
  target: PyExpression & { kind: 'applied' },
  before: PyValue | null,
  value: PyValue,
  { scope, line, inner }: Omit<Storing, 'store'>,
): PyValue {
  if (before?.kind === 'unknown') return before;
  const array = before ? octaveMatrix(before) : null;
  const worth = octaveMatrix(value);
  if (!worth) return unknownThrough(value, 'what is stored here is not an array of numbers', line);
  const places = partsWithin(state, target.parts, array, scope, inner);
  if ('kind' in places) return places;
  const name = target.of.kind === 'name' ? target.of.name : 'A';
  const made = storedIn(name, array, places, worth);
  if (isFault(made)) return unknownValue(made.fault, line, made.fault.startsWith('Octave'));
  const borrowed =
    (before?.kind === 'array' && (before.borrowed ?? false)) ||
    (value.kind === 'array' && (value.borrowed ?? false));
  return numbers(made, null, borrowed);
}
