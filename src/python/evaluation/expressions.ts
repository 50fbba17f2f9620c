import type { PyExpression, PyStatement } from '../text/syntax.ts';
import { itemsOf, unknownThrough } from './array-calls.ts';
import { builtinCall, methodCall } from './calls.ts';
import { binaryOf, truthOf, unaryOf } from './operators.ts';
import { attributeOf, subscriptOf } from './parts.ts';
import {
  exampleCount,
  holderNamed,
  limits,
  nameIn,
  note,
  numberValue,
  programValue,
  type State,
  trueDerivative,
} from './state.ts';
import { type Callable, type PyValue, type Scope, unknownValue } from './values.ts';

/** How the body of a learner's own function is gone through; statements know expressions, not the other way round. */
export type RunBody = (state: State, body: readonly PyStatement[], scope: Scope) => PyValue | null;

/** Works an expression out, as far as it can be told. */
export function valueOfExpression(
  state: State,
  expression: PyExpression,
  scope: Scope,
  run: RunBody,
): PyValue {
  const { line } = expression;
  if (++state.steps > limits.steps) return unknownValue('this takes too many steps to be read', line);
  const inner = (of: PyExpression) => valueOfExpression(state, of, scope, run);
  switch (expression.kind) {
    case 'number':
      return numberValue(expression.value);
    case 'text':
      return { kind: 'text', text: expression.value };
    case 'constant':
      return expression.value === null ? { kind: 'none' } : numberValue(Number(expression.value));
    case 'name':
      return namedValue(state, expression.name, scope, line);
    case 'attribute':
      return attributeOf(state, expression, holderOr(state, expression.of, scope, run), line);
    case 'subscript':
      return subscriptOf(state, expression, holderOr(state, expression.of, scope, run), inner);
    case 'call':
      return callOf(state, expression, scope, run);
    case 'binary':
      return binaryOf(expression.sign, inner(expression.left), inner(expression.right), line);
    case 'unary':
      return unaryOf(expression.sign, inner(expression.operand), line);
    case 'choice': {
      const test = truthOf(inner(expression.test));
      if (test === null) return unknownValue('which of the two this is is not known here', line);
      return inner(test ? expression.whenTrue : expression.otherwise);
    }
    case 'sequence':
      return { kind: 'sequence', of: expression.of, items: expression.items.map(inner) };
    case 'dictionary': {
      const entries = new Map<string, PyValue>();
      for (const { key, value } of expression.entries) {
        const name = key ? inner(key) : null;
        if (name?.kind === 'text') entries.set(name.text, inner(value));
      }
      return { kind: 'dictionary', entries };
    }
    case 'comprehension': {
      const items = itemsOf(inner(expression.over));
      if (!items || items.length > limits.turns || expression.target.kind !== 'name')
        return unknownValue('what this comprehension goes over is not known here', line);
      const { name } = expression.target;
      return {
        kind: 'sequence',
        of: 'list',
        items: items.map((item) =>
          valueOfExpression(state, expression.value, { names: new Map([[name, item]]), outer: scope }, run),
        ),
      };
    }
    case 'lambda':
      return {
        kind: 'callable',
        callable: {
          kind: 'own',
          name: 'lambda',
          parameters: expression.parameters,
          body: expression.body,
          bound: null,
          names: scope,
        },
      };
    case 'unread':
      return unknownValue(`${expression.construct} is not read`, line);
  }
}

/** What a name stands for: the learner's own, the program's, a derivative, the number of examples, a function. */
function namedValue(state: State, name: string, scope: Scope, line: number): PyValue {
  const own = nameIn(scope, name);
  if (own) return own;
  const known = programValue(state, name) ?? trueDerivative(state, name) ?? exampleCount(state, name);
  if (known) return known;
  if (/^(np|numpy|jnp|math|torch|scipy|tf)$/.test(name))
    return { kind: 'module', path: name === 'np' ? 'numpy' : name };
  if (name === '__name__') return { kind: 'text', text: '__main__' };
  if (plainFunctions.has(name)) return { kind: 'callable', callable: { kind: 'builtin', path: name } };
  return unknownValue(`${name} has no value that is known here`, line);
}

const plainFunctions: ReadonlySet<string> = new Set(
  'len range reversed list tuple enumerate zip float int sum max min abs pow dict print str isinstance sigmoid relu exp log tanh sqrt'.split(
    ' ',
  ),
);

/** What stands in front of a dot or a bracket: a name that is nothing yet is an object with parts. */
function holderOr(state: State, of: PyExpression, scope: Scope, run: RunBody): PyValue {
  const value = valueOfExpression(state, of, scope, run);
  if (value.kind !== 'unknown' || value.raised) return value;
  if (of.kind === 'name' && nameIn(scope, of.name) === null) return holderNamed(state, of.name);
  if (of.kind === 'attribute' && of.of.kind === 'name') return holderNamed(state, `${of.of.name}.${of.name}`);
  return value;
}

function callOf(
  state: State,
  expression: PyExpression & { kind: 'call' },
  scope: Scope,
  run: RunBody,
): PyValue {
  const { line } = expression;
  const callee = valueOfExpression(state, expression.callee, scope, run);
  const values: PyValue[] = [];
  const named = new Map<string, PyValue>();
  for (const argument of expression.arguments) {
    const value = valueOfExpression(state, argument.value, scope, run);
    if (argument.spread) {
      if (value.kind === 'sequence') values.push(...value.items);
      else if (value.kind === 'dictionary') for (const [name, each] of value.entries) named.set(name, each);
      else return unknownThrough(value, 'what is spread here is not known', line);
    } else if (argument.name) named.set(argument.name, value);
    else values.push(value);
  }
  if (callee.kind !== 'callable') {
    // Whatever is called so is nobody's that is known here: an assignment's helper, `eval`, a framework.
    const name = expression.callee.kind === 'name' ? expression.callee.name : null;
    return unknownValue(name ? `${name}(...) is not known here` : 'what is called here is not known', line);
  }
  const { callable } = callee;
  switch (callable.kind) {
    case 'builtin':
      return builtinCall(callable.path, { values, named, line });
    case 'method':
      if (callable.of.kind === 'holder') return holderMethod(state, callable, line);
      return methodCall(state, callable.of, callable.name, { values, named, line });
    case 'own':
      return ownCall(state, callable, { values, named, line }, run);
  }
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

function ownCall(
  state: State,
  callable: Callable & { kind: 'own' },
  { values, named, line }: { values: readonly PyValue[]; named: ReadonlyMap<string, PyValue>; line: number },
  run: RunBody,
): PyValue {
  if (state.depth >= limits.depth)
    return unknownValue(`${callable.name} calls itself too often to be read`, line);
  const all = callable.bound ? [callable.bound, ...values] : values;
  const names = new Map<string, PyValue>();
  const local: Scope = { names, outer: callable.names };
  for (const [at, { name, fallback }] of callable.parameters.entries()) {
    const value =
      named.get(name) ??
      all[at] ??
      (fallback ? valueOfExpression(state, fallback, callable.names, run) : null);
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
  const result =
    'kind' in callable.body
      ? valueOfExpression(state, callable.body, local, run)
      : run(state, callable.body, local);
  state.depth--;
  return result ?? { kind: 'none' };
}
