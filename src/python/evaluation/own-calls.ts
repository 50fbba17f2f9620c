import type { PyExpression, PyStatement } from '../text/syntax.ts';
import type { CallArguments } from './array-calls.ts';
import { builtinCall, methodCall } from './calls.ts';
import { limits, note, type State } from './state.ts';
import { type Callable, type PyFlow, type PyValue, type Scope, unknownValue } from './values.ts';

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
      if (frameworks.test(callable.path)) return frameworkCall(state, callable.path, given.line);
      return builtinCall(callable.path, given);
    case 'method':
      if (callable.of.kind === 'holder') return holderMethod(state, callable, given.line);
      return methodCall(state, callable.of, callable.name, given);
    case 'class':
      return instanceOf(state, callable, given, machine);
    case 'own':
      return ownCall(state, callable, given, machine);
  }
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
  return unknownValue(`${owner}.${name}(...) is not known here`, line);
}

/** An object of a learner's own class, as its `__init__` leaves it. */
function instanceOf(
  state: State,
  { name, methods }: Callable & { kind: 'class' },
  given: CallArguments,
  machine: Machine,
): PyValue {
  const made: PyValue = { kind: 'holder', name, entries: new Map(), methods };
  const begin = methods.get('__init__');
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
  const all = callable.bound ? [callable.bound, ...values] : values;
  const names = new Map<string, PyValue>();
  const local: Scope = { names, outer: callable.names };
  for (const [at, { name, fallback }] of callable.parameters.entries()) {
    const value =
      named.get(name) ?? all[at] ?? (fallback ? evaluate(state, fallback, callable.names, run) : null);
    if (!value)
      return unknownValue(
        `Python would stop here: TypeError: ${callable.name}() is missing ${name}`,
        line,
        true,
      );
    names.set(name, value);
  }
  state.called.add(callable.body);
  state.depth++;
  const muted = state.muted;
  if (callable.name === state.context.entry) state.muted = false;
  const result =
    'kind' in callable.body ? evaluate(state, callable.body, local, run) : run(state, callable.body, local);
  state.muted = muted;
  state.depth--;
  return result && result.kind !== 'leave' ? result : { kind: 'none' };
}
