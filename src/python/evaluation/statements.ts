import { arrayEntries, placesOf, pythonShape } from '../arrays/ndarray.ts';
import type { PyExpression, PyModule, PyStatement } from '../text/syntax.ts';
import { itemsOf, unknownThrough } from './array-calls.ts';
import type { PyContext, PyReading } from './context.ts';
import { valueOfExpression } from './expressions.ts';
import { binaryOf, truthOf } from './operators.ts';
import { limits, nameIn, newState, note, type State, textAt } from './state.ts';
import { assign, type Inner, partName, settle, storeGradient } from './stores.ts';
import { numbers, type PyValue, type Scope, unknownValue } from './values.ts';

/**
 * Reads a Python text against a program: every store into a name that means a derivative is an answer. The text is
 * evaluated on the program's values, as NumPy would, and never run: its functions are a closed list, and what is not
 * known spreads to what depends on it.
 */
export function readGradients(module: PyModule, context: PyContext): PyReading {
  const state = newState(module.text, context);
  const scope: Scope = { names: new Map(), outer: null };
  const lines = module.text.split('\n');
  for (const line of module.broken) brokenLine(state, lines[line - 1] ?? '', line);
  run(state, module.body, scope);
  // What nobody calls is read with its parameters by their names, as a learner hands in the one function that was asked.
  for (const { body } of functionsIn(module.body, scope))
    if (!state.called.has(body)) run(state, body, { names: new Map(), outer: scope });
  return {
    gradients: state.gradients,
    notes: [...state.notes.values()].sort((a, b) => a.line - b.line),
  };
}

function functionsIn(
  body: readonly PyStatement[],
  scope: Scope,
): readonly { body: readonly PyStatement[] }[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'function')
      return [{ body: statement.body }, ...functionsIn(statement.body, scope)];
    if (statement.kind === 'class') return functionsIn(statement.body, scope);
    return [];
  });
}

/** A broken line that was meant as an answer is one that can't be read; any other is told of. */
function brokenLine(state: State, text: string, line: number): void {
  const [, name, right = ''] =
    /^\s*(?:[\w.]+\[['"])?([A-Za-z_]\w*)(?:['"]\])?\s*[-+*/]?=(?!=)\s*(.*)$/.exec(text) ?? [];
  const derivative = name === undefined ? null : state.context.derivative(name);
  const why = 'this line is no Python that can be read; is a bracket open?';
  if (derivative === null) note(state, line, why);
  else storeGradient(state, derivative, unknownValue(why, line), right.trim(), line);
}

/** How an expression is worked out in a scope. */
const innerOf =
  (state: State, scope: Scope): Inner =>
  (of) =>
    valueOfExpression(state, of, scope, run);

/** Goes through statements; gives what they return, or null. */
function run(state: State, body: readonly PyStatement[], scope: Scope): PyValue | null {
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

function runOne(state: State, statement: PyStatement, scope: Scope): PyValue | null {
  const { line } = statement;
  const value = (expression: PyExpression) => valueOfExpression(state, expression, scope, run);
  switch (statement.kind) {
    case 'assign': {
      const given = value(statement.value);
      storesOfEntries(state, statement.value, given, scope);
      for (const target of statement.targets)
        assign(state, target, given, statement.value, scope, line, innerOf(state, scope));
      return null;
    }
    case 'update':
      update(state, statement, scope);
      return null;
    case 'expression':
      value(statement.value);
      return null;
    case 'return': {
      if (!statement.value) return { kind: 'none' };
      const given = value(statement.value);
      storesOfEntries(state, statement.value, given, scope);
      return given;
    }
    case 'function':
      scope.names.set(statement.name, {
        kind: 'callable',
        callable: {
          kind: 'own',
          name: statement.name,
          parameters: statement.parameters,
          body: statement.body,
          bound: null,
          names: scope,
        },
      });
      return null;
    case 'for':
      return loop(state, statement, scope);
    case 'while':
      note(state, line, 'this loop is read as its first pass');
      return run(state, statement.body, scope);
    case 'if':
      return branch(state, statement, scope);
    case 'block':
      return run(state, statement.body, scope);
    case 'import':
      for (const { path, as } of statement.names)
        if (!/[*]$/.test(path))
          scope.names.set(
            as,
            /^(numpy|jax\.numpy|math|torch|scipy)$/.test(path)
              ? { kind: 'module', path: path === 'jax.numpy' ? 'numpy' : path }
              : /^(numpy|math|scipy\.special)\.\w+$/.test(path)
                ? { kind: 'callable', callable: { kind: 'builtin', path } }
                : unknownValue(`${path} is not read`, line),
          );
      return null;
    case 'class':
    case 'nothing':
      return null;
    case 'unread':
      note(state, line, `not read: ${statement.construct}`);
      return null;
  }
}

/** A dictionary of derivatives, `{"dW2": ...}`, stores each that is worked out in it. */
function storesOfEntries(state: State, source: PyExpression, given: PyValue, scope: Scope): void {
  if (source.kind !== 'dictionary' || given.kind !== 'dictionary') return;
  for (const { key, value } of source.entries) {
    if (key?.kind !== 'text') continue;
    const derivative = state.context.derivative(key.value);
    // The dictionary that hands derivatives back repeats what was stored before; the line that worked it out counts.
    if (
      derivative === null ||
      (value.kind === 'name' && nameIn(scope, value.name) && state.gradients.has(derivative))
    )
      continue;
    const entry = given.entries.get(key.value);
    if (entry) storeGradient(state, derivative, entry, textAt(state, value), value.line);
  }
}

function update(state: State, statement: PyStatement & { kind: 'update' }, scope: Scope): void {
  const { target, sign, line } = statement;
  const inner = (of: PyExpression) => valueOfExpression(state, of, scope, run);
  const before = inner(target);
  const by = inner(statement.value);
  const after = binaryOf(sign, before, by, line);
  const source = { ...target, to: statement.to };
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

function loop(state: State, statement: PyStatement & { kind: 'for' }, scope: Scope): PyValue | null {
  const { line } = statement;
  const over = valueOfExpression(state, statement.over, scope, run);
  const items = itemsOf(over);
  const trains = moves(state, statement.body);
  if (!items || trains || items.length > limits.turns) {
    note(state, line, 'this loop is read as its first pass');
    const first = items?.[0] ?? unknownThrough(over, 'what this loop goes over is not known here', line);
    assign(state, statement.target, first, statement.over, scope, line, innerOf(state, scope));
    return run(state, statement.body, scope);
  }
  for (const item of items) {
    assign(state, statement.target, item, statement.over, scope, line, innerOf(state, scope));
    const returned = run(state, statement.body, scope);
    if (returned || state.steps > limits.steps) return returned;
  }
  return null;
}

/** Whether statements move a parameter of the program: then a loop over them is a training loop. */
function moves(state: State, body: readonly PyStatement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'assign':
        return statement.targets.some(
          (target) => target.kind === 'name' && state.context.isParameter(target.name),
        );
      case 'update':
        return statement.target.kind === 'name' && state.context.isParameter(statement.target.name);
      case 'for':
      case 'while':
      case 'block':
        return moves(state, statement.body);
      case 'if':
        return statement.branches.some((each) => moves(state, each.body));
      default:
        return false;
    }
  });
}

function branch(state: State, statement: PyStatement & { kind: 'if' }, scope: Scope): PyValue | null {
  for (const { test, body } of statement.branches) {
    const on = test === null ? true : truthOf(valueOfExpression(state, test, scope, run));
    if (on === true) return run(state, body, scope);
    if (on === null) {
      // Which branch Python would take is not known, so whatever any of them stores is not known either.
      for (const each of statement.branches) forget(state, each.body, scope);
      return null;
    }
  }
  return null;
}

function forget(state: State, body: readonly PyStatement[], scope: Scope): void {
  for (const statement of body) {
    const why = unknownValue('whether this line runs is not known here', statement.line);
    if (statement.kind === 'assign')
      for (const target of statement.targets)
        assign(state, target, why, statement.value, scope, statement.line, innerOf(state, scope));
    else if (statement.kind === 'update')
      assign(state, statement.target, why, statement.value, scope, statement.line, innerOf(state, scope));
    else if (statement.kind === 'if') for (const each of statement.branches) forget(state, each.body, scope);
    else if (statement.kind === 'for' || statement.kind === 'block') forget(state, statement.body, scope);
  }
}
