import { atom, tableForm, transposedForm } from '../arrays/form.ts';
import { arraySize, type NdArray, transposed } from '../arrays/ndarray.ts';
import { calledWith, type Machine } from '../calls/own-calls.ts';
import { isFault, joinedRows, type OctavePart, pickedForm, pickedIn } from '../octave/indexing.ts';
import { asMatrix, downColumns, fromColumns, octaveMatrix, rowsAndColumns } from '../octave/matrices.ts';
import { octaveRange } from '../octave/operators.ts';
import type { PyExpression, Subscript } from '../text/syntax.ts';
import { unknownThrough } from '../values/conversions.ts';
import { nameIn, numberValue, readFromProgram, type State, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, type Scope, unknownValue } from '../values/values.ts';
import type { Inner } from './part-stores.ts';

/** An expression of one kind. */
type Of<Kind extends PyExpression['kind']> = PyExpression & { readonly kind: Kind };

/** What only Octave writes: `f(x)` and `A(i, j)`, matrices between brackets, ranges. */
export function octaveValue(
  state: State,
  expression: Of<'applied' | 'table' | 'range'>,
  scope: Scope,
  machine: Machine,
): PyValue {
  const inner: Inner = (of) => machine.evaluate(state, of, scope, machine.run);
  switch (expression.kind) {
    case 'applied':
      return appliedValue(state, expression, scope, machine);
    case 'table':
      return tableValue(expression, inner);
    case 'range': {
      const { start, step, stop, line } = expression;
      return octaveRange(inner(start), step ? inner(step) : null, inner(stop), line);
    }
  }
}

/** `f(x)` and `A(i, j)` of Octave: a call where f is a function, else what is picked from a matrix. */
function appliedValue(state: State, expression: Of<'applied'>, scope: Scope, machine: Machine): PyValue {
  const { of, parts, braces, line } = expression;
  const inner: Inner = (each) => machine.evaluate(state, each, scope, machine.run);
  const [only] = parts;
  const labels = parts.length === 1 && only?.kind === 'index' ? classesNamed(state, of, scope) : null;
  const target = labels ?? inner(of);
  switch (target.kind) {
    case 'callable': {
      const values = parts.map(
        (part): PyValue => (part.kind === 'index' ? inner(part.value) : { kind: 'text', text: ':' }),
      );
      const all = expression.all ?? false;
      const given = calledWith(state, target.callable, { values, named: new Map(), line, all }, machine);
      return all ? listed(given) : firstOf(given);
    }
    case 'array': {
      const places = partsWithin(state, parts, target.array, scope, inner);
      if ('kind' in places) return places;
      const name = of.kind === 'name' ? of.name : 'index ';
      const picked = pickedIn(name, target.array, places);
      if (isFault(picked)) return unknownValue(picked.fault, line, picked.fault.startsWith('Octave'));
      return numbers(picked, pickedForm(target.form, target.array, places), target.borrowed);
    }
    case 'sequence': {
      const at = only?.kind === 'index' ? wholeOf(inner(only.value)) : null;
      const item = at === null ? undefined : target.items[at - 1];
      return (
        item ?? unknownValue(braces ? "dvar can't tell this cell" : "dvar can't read parts of cells", line)
      );
    }
    case 'unknown':
      return of.kind === 'name' &&
        nameIn(scope, of.name) === null &&
        !state.stored.has(of.name) &&
        !state.handed.has(of.name)
        ? unknownValue(`${of.name}(...) is a function that dvar does not know`, line)
        : target;
    default:
      return unknownValue("dvar can't tell what is picked from here", line);
  }
}

/** Of several values that a function gives, an expression takes the first. */
const firstOf = (value: PyValue): PyValue =>
  value.kind === 'sequence' && value.of === 'tuple' && value.items[0] ? value.items[0] : value;

const listed = (value: PyValue): PyValue =>
  value.kind === 'sequence' || value.kind === 'unknown'
    ? value
    : { kind: 'sequence', of: 'tuple', items: [value] };

/** What stands between the parentheses, worked out; `end` is the last index there. An unknown value where one is not known. */
export function partsWithin(
  state: State,
  parts: readonly Subscript[],
  given: NdArray | null,
  scope: Scope,
  inner: Inner,
): readonly OctavePart[] | (PyValue & { kind: 'unknown' }) {
  const sizes = given ? rowsAndColumns(asMatrix(given)) : ([0, 0] as const);
  const found: OctavePart[] = [];
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'slice') {
      found.push('all');
      continue;
    }
    const last = parts.length === 1 ? sizes[0] * sizes[1] : (sizes[at] ?? 1);
    state.ends.push(last);
    const value = classesNamed(state, part.value, scope) ?? inner(part.value);
    state.ends.pop();
    if (value.kind === 'text' && value.text === ':') {
      found.push('all');
      continue;
    }
    const array = octaveMatrix(value);
    if (array) found.push(array);
    else if (value.kind === 'unknown') return value;
    else return { kind: 'unknown', why: "dvar can't tell this index", line: part.value.line, raised: false };
  }
  return found;
}

/**
 * `y` of a file whose program has `Y`, the classes as rows or columns of 0 and 1: where it stands as an index, or one entry of
 * it is picked, it is the column of classes, counted from 1. Null for every other name.
 */
export function classesNamed(state: State, of: PyExpression, scope: Scope): PyValue | null {
  if (!state.octave || of.kind !== 'name' || nameIn(scope, of.name) || state.context.has(of.name))
    return null;
  const array = octaveMatrix(readFromProgram(state, of.name) ?? undefined);
  if (!array) return null;
  const [rows, columns] = rowsAndColumns(array);
  const entries = [...downColumns(array)];
  if (rows < 2 || columns < 2 || entries.some((entry) => entry !== 0 && entry !== 1)) return null;
  const down = Array.from({ length: columns }, (_, at) => entries.slice(at * rows, (at + 1) * rows));
  const along = Array.from({ length: rows }, (_, at) => entries.filter((_entry, k) => k % rows === at));
  const oneHot = (lines: readonly (readonly number[])[]): boolean =>
    lines.every((each) => each.filter((entry) => entry === 1).length === 1);
  const lines = oneHot(along) ? along : oneHot(down) ? down : null;
  if (!lines) return null;
  state.taken.set(of.name, `the classes of ${state.context.spelled(of.name)}`);
  return numbers(
    fromColumns(
      lines.length,
      1,
      lines.map((each) => each.indexOf(1) + 1),
    ),
  );
}

/**
 * The sizes that the older course's exercises hand their functions, by the program's own `Theta1` and `Theta2`; null for every
 * other name.
 */
export function courseSize(state: State, name: string): PyValue | null {
  const sizes = (of: string): readonly [number, number] | null => {
    const array = octaveMatrix(readFromProgram(state, of) ?? undefined);
    return array && state.context.has(of) ? rowsAndColumns(array) : null;
  };
  const [first, second] = [sizes('Theta1'), sizes('Theta2')];
  const known = {
    input_layer_size: first ? first[1] - 1 : undefined,
    hidden_layer_size: first?.[0],
    num_labels: (second ?? first)?.[0],
  }[name];
  return known === undefined ? null : numberValue(known, false);
}

/** `A'`. */
export function transposedValue(of: PyValue): PyValue {
  if (of.kind !== 'array') return unknownThrough(of, "dvar can't tell what is transposed", 0);
  return numbers(transposed(asMatrix(of.array)), transposedForm(of.form), of.borrowed);
}

/** `[A, b; c]`: matrices side by side and below each other. */
function tableValue({ rows, line }: Of<'table'>, inner: Inner): PyValue {
  const values = rows.map((row) => row.map(inner));
  const all = values.flat();
  const unknown = all.find(({ kind }) => kind === 'unknown');
  if (unknown) return unknown;
  const [only] = all;
  if (all.length === 1 && only?.kind === 'array') return only;
  const arrays = values.map((row) => row.map(octaveMatrix));
  if (arrays.flat().includes(null)) return unknownValue("dvar can't tell what stands in this matrix", line);
  const joined = joinedRows(arrays as readonly (readonly NdArray[])[]); // none is null
  if (isFault(joined)) return unknownValue(joined.fault, line, true);
  const borrowed = all.some((value) => value.kind === 'array' && value.borrowed);
  const isPlain = all.every(
    (value) =>
      value.kind === 'array' && arraySize(value.array) === 1 && /^-?[\d.e]+$/.test(value.form?.text ?? ''),
  );
  const forms = values.map((row) =>
    row.map((value) => (value.kind === 'array' ? (value.form ?? null) : null)),
  );
  const text = forms
    .map((row) => row.map((form) => (form && form.binding < 6 ? `(${form.text})` : form?.text)).join(' '))
    .join('; ');
  const form = isPlain ? tableForm(joined) : forms.flat().includes(null) ? null : atom(`[${text}]`);
  return numbers(joined, form, borrowed);
}
