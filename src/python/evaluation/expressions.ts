import { arrayFunction } from '../arrays/functions.ts';
import { calledWith, type RunBody } from '../calls/own-calls.ts';
import { isPlainFunction } from '../calls/plain-calls.ts';
import { octaveName } from '../octave/functions.ts';
import { octaveBinary, octaveSurprise, octaveUnary } from '../octave/operators.ts';
import type { PyExpression } from '../text/syntax.ts';
import { unknownThrough } from '../values/conversions.ts';
import { binaryOf, broadcastSurprise, truthOf, unaryOf } from '../values/operators.ts';
import {
  exampleCount,
  holderNamed,
  limits,
  nameIn,
  note,
  numberValue,
  readFromProgram,
  type State,
  trueDerivative,
  wholeOf,
} from '../values/state.ts';
import { type PyValue, type Scope, unknownValue } from '../values/values.ts';
import { classesNamed, courseSize, octaveValue, transposedValue } from './applied.ts';
import { isDifference } from './differences.ts';
import { dictionaryOf, formatted, lambdaOf, sequenceOf } from './literals.ts';
import { comprehended } from './loops.ts';
import type { Inner } from './part-stores.ts';
import { attributeOf, subscriptOf } from './parts.ts';
import { assign } from './stores.ts';

/** Works an expression out, as far as it can be told. */
export function valueOfExpression(
  state: State,
  expression: PyExpression,
  scope: Scope,
  run: RunBody,
): PyValue {
  const { line } = expression;
  if (++state.steps > limits.steps) return unknownValue('this takes too many steps to be read', line);
  const inner: Inner = (of) => valueOfExpression(state, of, scope, run);
  switch (expression.kind) {
    case 'number':
      return numberValue(expression.value, expression.whole);
    case 'text':
      return { kind: 'text', text: expression.value };
    case 'constant':
      return expression.value === null ? { kind: 'none' } : numberValue(Number(expression.value));
    case 'name':
      return namedValue(state, expression.name, scope, line);
    case 'attribute':
      return partValue(state, expression, scope, run);
    case 'subscript':
      return subscriptOf(state, expression, holderOr(state, expression.of, scope, run), inner);
    case 'call':
      return callOf(state, expression, scope, run);
    case 'binary':
      return joinedValue(state, expression, scope, inner);
    case 'unary':
      return (state.octave ? octaveUnary : unaryOf)(expression.sign, inner(expression.operand), line);
    case 'choice':
      return choiceOf(expression, inner);
    case 'sequence':
      return sequenceOf(expression, inner);
    case 'starred':
      return unknownValue("dvar can't tell what is spread here", line);
    case 'dictionary':
      return dictionaryOf(expression, inner);
    case 'comprehension':
      return comprehended(state, expression, scope, (of, within) =>
        valueOfExpression(state, of, within, run),
      );
    case 'named': {
      const value = inner(expression.value);
      assign(state, { ...expression, kind: 'name' }, value, expression.value, scope, line, inner);
      return value;
    }
    case 'format':
      return formatted(expression, inner);
    case 'lambda':
      return lambdaOf(expression, scope);
    case 'applied':
    case 'table':
    case 'range':
      return octaveValue(state, expression, scope, { run, evaluate: valueOfExpression });
    case 'unread':
      return unknownValue(`dvar can't read ${expression.construct}`, line);
  }
}

/** What stands behind a dot; a property of the learner's own class is worked out. */
function partValue(state: State, expression: Of<'attribute'>, scope: Scope, run: RunBody): PyValue {
  const { of, name, line } = expression;
  if (state.octave && name === 'T') return transposedValue(valueOfExpression(state, of, scope, run));
  const machine = { run, evaluate: valueOfExpression };
  return attributeOf(state, expression, holderOr(state, of, scope, run), line, (property) =>
    calledWith(state, property, { values: [], named: new Map(), line }, machine),
  );
}

/** Two operands and their sign; a derivative by differences is known as one. */
function joinedValue(state: State, expression: Of<'binary'>, scope: Scope, inner: Inner): PyValue {
  const { sign, left, right, line } = expression;
  if (isDifference(expression))
    note(state, line, 'this is a derivative by differences: its numbers are judged, and it shows no rule');
  if (!state.octave) return joinedBy(state, sign, inner(left), inner(right), line);
  // A class is compared with classes: `y == 1:10`.
  const side = (of: PyExpression): PyValue =>
    (/^[=!]=$/.test(sign) ? classesNamed(state, of, scope) : null) ?? inner(of);
  const [a, b] = [side(left), side(right)];
  const surprise = octaveSurprise(sign, a, b);
  if (surprise !== null) note(state, line, surprise);
  return octaveBinary(sign, a, b, line);
}

/** An expression of one kind. */
type Of<Kind extends PyExpression['kind']> = PyExpression & { readonly kind: Kind };

/** What `then if test else otherwise` gives. */
function choiceOf({ test, whenTrue, otherwise, line }: Of<'choice'>, inner: Inner): PyValue {
  const chosen = truthOf(inner(test));
  if (chosen === null) return unknownValue("dvar can't tell which of the two this is", line);
  return inner(chosen ? whenTrue : otherwise);
}

/** Two values joined by a sign; where NumPy spreads them as nobody would expect, that is said. */
export function joinedBy(state: State, sign: string, left: PyValue, right: PyValue, line: number): PyValue {
  const surprise = broadcastSurprise(sign, left, right);
  if (surprise !== null) note(state, line, surprise);
  return binaryOf(sign, left, right, line);
}

/** What a name stands for: the learner's own, the program's, a derivative, the number of examples, a function. */
function namedValue(state: State, name: string, scope: Scope, line: number): PyValue {
  const own = nameIn(scope, name);
  if (own) return own;
  const lost = state.unknowns.get(name);
  if (lost) return lost;
  const known = readFromProgram(state, name) ?? trueDerivative(state, name) ?? exampleCount(state, name);
  if (known) return known;
  const end = state.octave && name === 'end' ? state.ends.at(-1) : undefined;
  if (end !== undefined) return numberValue(end);
  if (state.octave)
    return (
      octaveName(name) ??
      courseSize(state, name) ??
      unknownValue(`${name} has no value that dvar can tell`, line)
    );
  if (name === '...') return { kind: 'text', text: '...' };
  if (/^(np|numpy|jnp|math|torch|scipy|tf|tensorflow|jax)$/.test(name))
    return { kind: 'module', path: /^(np|jnp)$/.test(name) ? 'numpy' : name };
  if (/^(itertools|functools|collections)$/.test(name)) return { kind: 'module', path: name };
  if (/^(F|nn)$/.test(name)) return { kind: 'module', path: `torch.${name}` };
  if (name === '__name__') return { kind: 'text', text: '__main__' };
  // Names that come with `from numpy import *` hide Python's own: `sum` has an axis then.
  if (
    state.starred.length > 0 &&
    (arrayFunction(name) || makers.has(name)) &&
    !/^(int|float|bool|pow)$/.test(name)
  )
    return { kind: 'callable', callable: { kind: 'builtin', path: `numpy.${name}` } };
  if (isPlainFunction(name)) return { kind: 'callable', callable: { kind: 'builtin', path: name } };
  return unknownValue(
    state.stored.has(name) || state.handed.has(name)
      ? `${name} has no value that dvar can tell`
      : `${name} has no value that dvar can tell: if no other file gives it one, Python stops with a NameError`,
    line,
  );
}

/** Functions of NumPy that make arrays; they are no functions over arrays. */
const makers: ReadonlySet<string> = new Set('array asarray zeros ones empty full arange reshape'.split(' '));

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
  const isOwn = callee.kind === 'callable' && /^(own|class)$/.test(callee.callable.kind);
  for (const argument of expression.arguments) {
    // A function of the learner's may be handed an object of which nothing but the parts' names is known: `parameters`.
    const value = isOwn
      ? holderOr(state, argument.value, scope, run)
      : valueOfExpression(state, argument.value, scope, run);
    if (argument.spread) {
      if (value.kind === 'sequence') values.push(...value.items);
      else if (value.kind === 'dictionary') for (const [name, each] of value.entries) named.set(name, each);
      else return unknownThrough(value, "dvar can't tell what is spread here", line);
    } else if (argument.name) named.set(argument.name, value);
    else values.push(value);
  }
  if (callee.kind === 'array' && expression.callee.kind === 'attribute' && expression.callee.name === 'size')
    return sizeCall(valueOfExpression(state, expression.callee.of, scope, run), values[0], line);
  const itself = callee.kind === 'holder' ? callee.methods?.get('__call__') : undefined;
  if (itself)
    return calledWith(
      state,
      { ...itself, bound: callee },
      { values, named, line },
      { run, evaluate: valueOfExpression },
    );
  if (callee.kind !== 'callable') {
    // Whatever is called so is nobody's that is known here: an assignment's helper, `eval`, a framework.
    const name = expression.callee.kind === 'name' ? expression.callee.name : null;
    return callee.kind === 'unknown' && !name
      ? callee
      : unknownValue(
          name ? `${name}(...) is a function that dvar does not know` : "dvar can't tell what is called here",
          line,
        );
  }
  return calledWith(state, callee.callable, { values, named, line }, { run, evaluate: valueOfExpression });
}

/** PyTorch's `X.size(1)`, where NumPy's `size` is a number. */
function sizeCall(of: PyValue, dimension: PyValue | undefined, line: number): PyValue {
  if (of.kind !== 'array') return unknownValue("dvar can't tell what is called here", line);
  const sizes = of.array.shape.map((size) => numberValue(size));
  if (!dimension) return { kind: 'sequence', of: 'tuple', items: sizes };
  const at = wholeOf(dimension);
  return (at === null ? undefined : sizes.at(at)) ?? unknownValue("dvar can't tell this dimension", line);
}
