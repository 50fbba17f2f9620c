import { arrayEntries, arrayFrom, arraySize, onlyEntry } from '../arrays/ndarray.ts';
import type { PyExpression, PyStatement } from '../text/syntax.ts';
import { arrayFromValue, itemsOf, unknownThrough } from '../values/conversions.ts';
import { limits, note, numberValue, programValue, type State } from '../values/state.ts';
import {
  type Callable,
  numbers,
  type OwnCallable,
  type PyFlow,
  type PyValue,
  type Scope,
  unknownValue,
} from '../values/values.ts';
import type { CallArguments } from './array-calls.ts';
import { boundNames, yields } from './bound-names.ts';
import { builtinCall, methodCall } from './builtin-calls.ts';

/** How the body of a learner's own function is gone through; statements know expressions, not the other way round. */
export type RunBody = (state: State, body: readonly PyStatement[], scope: Scope) => PyFlow | null;

/** What a call needs of the rooms behind it. */
export interface Machine {
  readonly run: RunBody;
  readonly evaluate: (state: State, expression: PyExpression, scope: Scope, run: RunBody) => PyValue;
}

/** A call of anything that can be called. */
export function calledWith(
  state: State,
  callable: Callable,
  given: CallArguments,
  machine: Machine,
): PyValue {
  switch (callable.kind) {
    case 'builtin':
      if (callable.path === 'map') return mapped(state, given, machine);
      if (callable.path === 'numpy.vectorize') return vectorized(given);
      if (callable.path === 'functools.partial') return partialOf(given);
      if (callable.path === 'functools.reduce') return reduced(state, given, machine);
      if (frameworks.test(callable.path)) return frameworkCall(state, callable.path, given.line);
      return builtinCall(callable.path, given);
    case 'octave':
      return callable.compute({
        ...{ name: callable.name, values: given.values, line: given.line, all: given.all ?? false },
        apply: (of, values) => calledWith(state, of, { values, named: new Map(), line: given.line }, machine),
      });
    case 'method':
      if (callable.of.kind === 'holder') return holderMethod(state, callable, given.line);
      return methodCall(state, callable.of, callable.name, given);
    case 'class':
      return instanceOf(state, callable, given, machine);
    case 'own':
      return ownCall(state, callable, given, machine);
    case 'partial':
      return calledWith(
        state,
        callable.of,
        {
          values: [...callable.values, ...given.values],
          named: new Map([...callable.named, ...given.named]),
          line: given.line,
        },
        machine,
      );
    case 'entrywise':
      return entryByEntry(state, callable.of, given, machine);
  }
}

/** `partial(np.sum, axis=1)`. */
function partialOf({ values: [of, ...values], named, line }: CallArguments): PyValue {
  return of?.kind === 'callable'
    ? { kind: 'callable', callable: { kind: 'partial', of: of.callable, values, named } }
    : unknownValue("dvar can't tell what partial is applied to", line);
}

/** `reduce(f, items, first)`. */
function reduced(
  state: State,
  { values: [by, over, first], line }: CallArguments,
  machine: Machine,
): PyValue {
  const items = over ? itemsOf(over) : null;
  if (by?.kind !== 'callable' || !items)
    return unknownValue("dvar can't tell what reduce is applied to", line);
  const [head, ...rest] = first ? [first, ...items] : items;
  return rest.reduce<PyValue>(
    (all, item) => calledWith(state, by.callable, { values: [all, item], named: new Map(), line }, machine),
    head ?? unknownValue('Python would stop here: TypeError: reduce() of empty iterable', line, true),
  );
}

const vectorized = ({ values: [of], line }: CallArguments): PyValue =>
  of?.kind === 'callable'
    ? { kind: 'callable', callable: { kind: 'entrywise', of: of.callable } }
    : unknownValue("dvar can't tell what is vectorized here", line);

/** A call of a vectorized function: the function of each entry, one after the other. */
function entryByEntry(state: State, of: Callable, given: CallArguments, machine: Machine): PyValue {
  const { values, line } = given;
  const [first, ...others] = values;
  const array = first ? arrayFromValue(first) : null;
  if (!array || others.length > 0 || arraySize(array) > limits.turns)
    return unknownValue("dvar can't tell what this vectorized function is applied to", line);
  const out: number[] = [];
  for (const entry of arrayEntries(array)) {
    const value = calledWith(
      state,
      of,
      { values: [numberValue(entry, false)], named: new Map(), line },
      machine,
    );
    const only = value.kind === 'array' ? onlyEntry(value.array) : null;
    if (only === null) return unknownThrough(value, 'this vectorized function gives no number', line);
    out.push(only);
  }
  return numbers(arrayFrom(array.shape, Float64Array.from(out)));
}

/** `map(f, A, B)`: f of the items, one after the other. */
function mapped(state: State, { values, line }: CallArguments, machine: Machine): PyValue {
  const [by, ...lists] = values;
  const items = lists.map(itemsOf);
  const count = Math.min(...items.map((each) => each?.length ?? -1));
  if (by?.kind !== 'callable' || items.length === 0 || count < 0 || count > limits.turns)
    return unknownValue("dvar can't tell what this map goes over", line);
  return {
    kind: 'sequence',
    of: 'list',
    items: Array.from({ length: count }, (_, at) => {
      const given = items.flatMap((each) => each?.[at] ?? []);
      return calledWith(state, by.callable, { values: given, named: new Map(), line }, machine);
    }),
  };
}

/** Functions that work derivatives out by themselves. */
const frameworks =
  /^(torch\.autograd|torch\.func|jax\.(grad|value_and_grad|vjp|jacobian)|tf\.gradients|tensorflow\.gradients|tf\.GradientTape|tensorflow\.GradientTape)\b/;

function frameworkCall(state: State, path: string, line: number): PyValue {
  const word = path.replace(/^tensorflow/, 'tf');
  note(state, line, `these derivatives are the framework's, not yours: \`${word}(...)\` works them out`);
  return /GradientTape/.test(path)
    ? { kind: 'holder', name: 'tape', entries: new Map() }
    : unknownValue("this is the framework's derivative, not yours", line);
}

function holderMethod(state: State, { of, name }: Callable & { kind: 'method' }, line: number): PyValue {
  const owner = of.kind === 'holder' ? of.name : '';
  if (name === 'backward' || /^tape/.test(owner)) {
    note(
      state,
      line,
      `these derivatives are the framework's, not yours: \`${owner}.${name}(...)\` works them out`,
    );
    return unknownValue("this is the framework's derivative, not yours", line);
  }
  return unknownValue(`${owner}.${name}(...) is a function that dvar does not know`, line);
}

/** An object of a learner's own class, as its `__init__` leaves it. */
function instanceOf(
  state: State,
  callable: Callable & { kind: 'class' },
  given: CallArguments,
  machine: Machine,
): PyValue {
  const { name, methods, parts, fields } = callable;
  const entries = new Map(parts);
  const of: PyValue = { kind: 'callable', callable };
  const made: PyValue & { kind: 'holder' } = { kind: 'holder', name, entries, methods, of };
  const begin = methods.get('__init__');
  // A dataclass keeps what it is handed under the names that it is handed by, or under those of its fields.
  if (!begin) {
    for (const [at, value] of given.values.entries()) entries.set(fields[at] ?? `${at}`, value);
    for (const [word, value] of given.named) entries.set(word, value);
  }
  if (begin) ownCall(state, { ...begin, bound: made }, given, machine);
  return made;
}

function ownCall(
  state: State,
  callable: Callable & { kind: 'own' },
  { values, named, line }: CallArguments,
  { run, evaluate }: Machine,
): PyValue {
  if (state.depth >= limits.depth)
    return unknownValue(`${callable.name} calls itself too often to be read`, line);
  // What a function of Octave's is not handed is not there, and nobody is told as long as nothing reads it.
  const left = state.octave ? callable.parameters.slice(values.length) : [];
  const handed = [...values, ...left.map(({ name }) => unknownValue(`${name} has no value here`, line))];
  const names = boundNames(callable, { values: handed, named, line }, (fallback) =>
    evaluate(state, fallback, callable.names, run),
  );
  if (!(names instanceof Map)) return names;
  const { bound, above } = callable;
  if (bound?.kind === 'holder' && above) names.set('super', superOf(bound, above));
  const local: Scope = { names, outer: callable.names, foreign: isForeignTo(state, names) };
  state.called.add(callable.body);
  state.depth++;
  const inlined = isShort(callable.body) ? 1 : 0;
  state.inlined += inlined;
  const muted = state.muted;
  if (callable.name === state.context.entry) state.muted = false;
  const gives = 'kind' in callable.body ? false : yields(callable.body);
  if (gives) state.yielded.push([]);
  const result =
    'kind' in callable.body ? evaluate(state, callable.body, local, run) : run(state, callable.body, local);
  state.muted = muted;
  state.inlined -= inlined;
  state.depth--;
  if (gives) return { kind: 'sequence', of: 'list', items: state.yielded.pop() ?? [] };
  return result && result.kind !== 'leave' ? result : { kind: 'none' };
}

/** A function that stores a thing or two is read where it is called; a longer one is a pass of its own. */
const isShort = (body: readonly PyStatement[] | PyExpression): boolean =>
  'kind' in body ||
  (body.every(({ kind }) => kind !== 'for' && kind !== 'while') &&
    body.filter((each) => each.kind === 'assign' && !/^(sequence|dictionary)$/.test(each.value.kind)).length <
      3);

/** `super()`: the same object, with the methods of the classes that its own is made from. */
const superOf = (bound: PyValue & { kind: 'holder' }, above: ReadonlyMap<string, OwnCallable>): PyValue => ({
  kind: 'callable',
  callable: {
    kind: 'partial',
    of: { kind: 'builtin', path: 'super' },
    values: [{ ...bound, methods: above }],
    named: new Map(),
  },
});

/** Whether names of the program hold something else than the program has. */
function isForeignTo(state: State, names: ReadonlyMap<string, PyValue>): boolean {
  return [...names].some(([name, value]) => {
    const own = state.context.has(name) ? programValue(state, name) : null;
    if (own?.kind !== 'array' || value.kind !== 'array') return false;
    const [a, b] = [arrayEntries(own.array), arrayEntries(value.array)];
    return a.length !== b.length || a.some((entry, at) => entry !== b[at]);
  });
}
