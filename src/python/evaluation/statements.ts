import { arrayEntries, placesOf, pythonShape } from '../arrays/ndarray.ts';
import type { PyExpression, PyStatement } from '../text/syntax.ts';
import { joinedBy, valueOfExpression } from './expressions.ts';
import { settle, storeGradient } from './gradients.ts';
import { branch, loop, type Steps, whileLoop } from './loops.ts';
import { type Inner, partName } from './part-stores.ts';
import { derivativeOf, limits, nameIn, note, type State, textAt } from './state.ts';
import { assign } from './stores.ts';
import { type Callable, numbers, type PyFlow, type PyValue, type Scope, unknownValue } from './values.ts';

/** How an expression is worked out in a scope. */
const innerOf =
  (state: State, scope: Scope): Inner =>
  (of) =>
    valueOfExpression(state, of, scope, runStatements);

/** Goes through statements; gives what they return, how they leave a loop, or null. */
export function runStatements(state: State, body: readonly PyStatement[], scope: Scope): PyFlow | null {
  for (const statement of body) {
    if (++state.steps > limits.steps) {
      note(state, statement.line, 'from here on this takes too many steps to be read');
      return null;
    }
    const returned = runOne(state, statement, scope);
    if (returned) return returned;
  }
  return null;
}

function runOne(state: State, statement: PyStatement, scope: Scope): PyFlow | null {
  const { line } = statement;
  const value = innerOf(state, scope);
  const steps: Steps = { run: runStatements, inner: value };
  if (/^(assign|update|expression|return)$/.test(statement.kind))
    state.lines.set(line, { line, text: textAt(state, statement), stores: [] });
  switch (statement.kind) {
    case 'assign':
      assignAll(state, statement, scope, value);
      return null;
    case 'update':
      update(state, statement, scope);
      return null;
    case 'expression':
      value(statement.value);
      return null;
    case 'return':
      return statement.value ? storedValue(state, statement.value, scope, value) : { kind: 'none' };
    case 'function':
      scope.names.set(statement.name, { kind: 'callable', callable: ownFunction(statement, scope) });
      return null;
    case 'class':
      scope.names.set(statement.name, ownClass(statement, scope));
      return null;
    case 'for':
      return loop(state, statement, scope, steps);
    case 'while':
      return whileLoop(state, statement, scope, steps);
    case 'if':
      return branch(state, statement, scope, steps);
    case 'block':
      for (const { name, value: opened } of statement.opened) scope.names.set(name, value(opened));
      return runStatements(state, statement.body, scope);
    case 'global':
      for (const name of statement.names) scope.globals?.add(name);
      if (!scope.globals) Object.assign(scope, { globals: new Set(statement.names) });
      return null;
    case 'leave':
      return statement;
    case 'import':
      bindImports(state, statement, scope);
      return null;
    case 'nothing':
      return null;
    case 'unread':
      state.lost.add(line);
      note(state, line, `not read: ${statement.construct}`);
      return null;
  }
}

/** Works an expression out, and stores the derivatives that stand in it as entries. */
function storedValue(state: State, source: PyExpression, scope: Scope, inner: Inner): PyValue {
  const given = inner(source);
  storesOfEntries(state, source, given, scope);
  return given;
}

function assignAll(
  state: State,
  { targets, value, line }: PyStatement & { kind: 'assign' },
  scope: Scope,
  inner: Inner,
): void {
  const given = storedValue(state, value, scope, inner);
  for (const target of targets) assign(state, target, given, value, scope, line, inner);
}

function bindImports(state: State, { names, line }: PyStatement & { kind: 'import' }, scope: Scope): void {
  for (const { path, as } of names)
    if (/[*]$/.test(path)) state.starred.push(path);
    else scope.names.set(as, imported(path, line));
}

const ownClass = (statement: PyStatement & { kind: 'class' }, scope: Scope): PyValue => ({
  kind: 'callable',
  callable: { kind: 'class', name: statement.name, methods: methodsOf(statement, scope) },
});

/** What an import binds: NumPy and its like, one of their functions, or something that is not read. */
function imported(path: string, line: number): PyValue {
  if (/^(numpy|jax\.numpy|math|torch|scipy|tensorflow|jax|torch\.nn|torch\.nn\.functional)$/.test(path))
    return { kind: 'module', path: path === 'jax.numpy' ? 'numpy' : path };
  if (/^(numpy|math|scipy\.special|jax|torch\.autograd)\.\w+$/.test(path))
    return { kind: 'callable', callable: { kind: 'builtin', path } };
  return unknownValue(`${path} is not read`, line);
}

const ownFunction = (
  { name, parameters, body }: PyStatement & { kind: 'function' },
  names: Scope,
): Callable & { kind: 'own' } => ({ kind: 'own', name, parameters, body, bound: null, names });

/** The methods of a class, those of the classes that it is made from included. */
function methodsOf({ bases, body }: PyStatement & { kind: 'class' }, scope: Scope) {
  const methods = new Map<string, Callable & { kind: 'own' }>();
  for (const base of bases) {
    const known = nameIn(scope, base);
    if (known?.kind === 'callable' && known.callable.kind === 'class')
      for (const [name, method] of known.callable.methods) methods.set(name, method);
  }
  for (const statement of body)
    if (statement.kind === 'function') methods.set(statement.name, ownFunction(statement, scope));
  return methods;
}

/** A dictionary of derivatives, `{"dW2": ...}`, stores each that is worked out in it. */
function storesOfEntries(state: State, source: PyExpression, given: PyValue, scope: Scope): void {
  if (source.kind !== 'dictionary' || given.kind !== 'dictionary') return;
  for (const { key, value } of source.entries) {
    if (key?.kind !== 'text') continue;
    const derivative = derivativeOf(state, key.value);
    // The dictionary that hands derivatives back repeats what was stored before; the line that worked it out counts.
    if (
      derivative === null ||
      (value.kind === 'name' && nameIn(scope, value.name) && state.gradients.has(derivative))
    )
      continue;
    const entry = given.entries.get(key.value);
    if (entry) storeGradient(state, derivative, key.value, entry, textAt(state, value), value.line);
  }
}

function update(state: State, statement: PyStatement & { kind: 'update' }, scope: Scope): void {
  const { target, sign, line } = statement;
  const inner = (of: PyExpression) => valueOfExpression(state, of, scope, runStatements);
  const before = inner(target);
  const by = inner(statement.value);
  const after = joinedBy(state, sign, before, by, line);
  const source: PyExpression = {
    ...{ kind: 'binary', sign, left: target, right: statement.value },
    ...{ from: target.from, to: statement.to, line },
  };
  const moves =
    target.kind === 'name'
      ? target.name
      : target.kind === 'subscript' || target.kind === 'attribute'
        ? partName(target, inner)
        : null;
  if (
    moves !== null &&
    state.context.isParameter(moves) &&
    !(target.kind === 'name' && scope.names.has(moves))
  ) {
    settle(state, moves, after);
    return;
  }
  // An array is changed where it lies, so that every other name for it changes as well; a number is not.
  if (
    before.kind === 'array' &&
    after.kind === 'array' &&
    before.array.shape.length > 0 &&
    target.kind !== 'subscript'
  ) {
    if (pythonShape(after.array.shape) !== pythonShape(before.array.shape)) {
      const fault = `Python would stop here: ValueError: non-broadcastable output operand with shape ${pythonShape(before.array.shape)} doesn't match the broadcast shape ${pythonShape(after.array.shape)}`;
      assign(state, target, unknownValue(fault, line, true), source, scope, line, innerOf(state, scope));
      return;
    }
    const places = placesOf(before.array);
    const entries = arrayEntries(after.array);
    for (const [at, place] of places.entries()) before.array.data[place] = entries[at] ?? Number.NaN;
    assign(
      state,
      target,
      numbers(before.array, after.form, after.borrowed),
      source,
      scope,
      line,
      innerOf(state, scope),
    );
    return;
  }
  assign(state, target, after, source, scope, line, innerOf(state, scope));
}
