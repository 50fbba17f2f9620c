import { arrayEntries, placesOf } from '../arrays/ndarray.ts';
import { imported } from '../calls/builtin-calls.ts';
import type { PyExpression, PyStatement } from '../text/syntax.ts';
import { itemsOf } from '../values/conversions.ts';
import { inPlaceFault } from '../values/operators.ts';
import { derivativeOf, limits, move, nameIn, note, type State, textAt } from '../values/state.ts';
import { numbers, type PyFlow, type PyValue, type Scope, unknownValue } from '../values/values.ts';
import { ownClass, ownFunction } from './classes.ts';
import { joinedBy, valueOfExpression } from './expressions.ts';
import { noteAlias, settle, storeGradient } from './gradients.ts';
import { branch, loop, runTried, type Steps, whileLoop } from './loops.ts';
import { type Inner, isGradients, partName } from './part-stores.ts';
import { assign } from './stores.ts';

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
  if (/^(assign|update|expression|return)$/.test(statement.kind) && statement.to > statement.from)
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
      updatedEntries(state, statement.value, scope, value);
      return null;
    case 'return':
      return statement.value ? storedValue(state, statement.value, scope, value) : { kind: 'none' };
    case 'function':
      scope.names.set(statement.name, { kind: 'callable', callable: ownFunction(statement, scope) });
      return null;
    case 'class':
      scope.names.set(statement.name, ownClass(statement, scope, value));
      return null;
    case 'for':
      return loop(state, statement, scope, steps);
    case 'while':
      return whileLoop(state, statement, scope, steps);
    case 'if':
      return branch(state, statement, scope, steps);
    case 'block':
      for (const { name, value: opened } of statement.opened) scope.names.set(name, value(opened));
      return (statement.rescue ? runTried : runPlain)(state, statement, scope, runStatements);
    case 'yield':
      yielded(state, statement, value);
      return null;
    case 'global':
      for (const name of statement.names) scope.globals?.add(name);
      if (!scope.globals) Object.assign(scope, { globals: new Set(statement.names) });
      return null;
    case 'leave':
      return statement;
    case 'import':
      bindImports(state, statement, scope);
      return null;
    case 'field':
    case 'nothing':
      return null;
    case 'raise':
      return unknownValue(`Python would stop here: ${textAt(state, statement)}`, line, true);
    case 'unread':
      state.lost.add(line);
      note(state, line, `not read: ${statement.construct}`);
      loseStores(state, statement, scope);
      return null;
  }
}

const runPlain: typeof runTried = (state, { body }, scope, run) => run(state, body, scope);

/** What a generator gives is kept until its call ends. */
function yielded(state: State, { value, all }: PyStatement & { kind: 'yield' }, inner: Inner): void {
  const given: PyValue = value ? inner(value) : { kind: 'none' };
  state.yielded.at(-1)?.push(...(all ? (itemsOf(given) ?? [given]) : [given]));
}

/** What a statement that is not read stores is not known afterwards. */
function loseStores(state: State, statement: PyStatement & { kind: 'unread' }, scope: Scope): void {
  const text = state.text.slice(statement.from, statement.to);
  const why = unknownValue(`not read: ${statement.construct}`, statement.line);
  for (const [whole, name = ''] of text.matchAll(/([A-Za-z_]\w*)\s*[-+*/@]?=(?!=)/g)) {
    const source = { ...statement, to: statement.from + whole.length };
    const target: PyExpression = { ...statement, kind: 'name', name };
    assign(state, target, why, source, scope, statement.line, innerOf(state, scope));
  }
}

/** Works an expression out, and stores the derivatives that stand in it as entries. */
function storedValue(
  state: State,
  source: PyExpression,
  scope: Scope,
  inner: Inner,
  owner: PyExpression | null = null,
): PyValue {
  const given = inner(source);
  storesOfEntries(state, source, given, scope, owner);
  return given;
}

/** `grads.update({"dW2": ...})` stores what it is given. */
function updatedEntries(state: State, call: PyExpression, scope: Scope, inner: Inner): void {
  if (call.kind !== 'call' || call.callee.kind !== 'attribute' || call.callee.name !== 'update') return;
  for (const { value } of call.arguments) storesOfEntries(state, value, inner(value), scope, call.callee.of);
}

function assignAll(
  state: State,
  { targets, value, line }: PyStatement & { kind: 'assign' },
  scope: Scope,
  inner: Inner,
): void {
  const given = storedValue(state, value, scope, inner, targets[0] ?? null);
  for (const target of targets) assign(state, target, given, value, scope, line, inner);
}

function bindImports(state: State, { names, line }: PyStatement & { kind: 'import' }, scope: Scope): void {
  for (const { path, as } of names)
    if (/[*]$/.test(path)) state.starred.push(path);
    else scope.names.set(as, imported(path, line));
}

/** A dictionary of derivatives, `{"dW2": ...}` or `dict(dW2=...)`, stores each that is worked out in it. */
function storesOfEntries(
  state: State,
  source: PyExpression,
  given: PyValue,
  scope: Scope,
  owner: PyExpression | null = null,
): void {
  if (given.kind !== 'dictionary') return;
  const ofGradients = owner?.kind === 'name' && isGradients(owner.name);
  for (const { key, value } of writtenEntries(source, innerOf(state, scope))) {
    const derivative =
      derivativeOf(state, key) ?? (ofGradients ? derivativeOf(state, `grads[${key}]`) : null);
    // The dictionary that hands derivatives back repeats what was stored before; the line that worked it out counts.
    if (
      derivative === null ||
      (value.kind === 'name' && nameIn(scope, value.name) && state.gradients.has(derivative))
    )
      continue;
    const entry = given.entries.get(key);
    if (entry) storeGradient(state, derivative, key, entry, textAt(state, value), value.line);
  }
}

/** The entries of a dictionary that are written down under words, `f"dW{l}"` included. */
function writtenEntries(
  source: PyExpression,
  inner: Inner,
): readonly { readonly key: string; readonly value: PyExpression }[] {
  if (source.kind === 'dictionary')
    return source.entries.flatMap(({ key, value }) => {
      const word = key ? inner(key) : null;
      return word?.kind === 'text' ? [{ key: word.text, value }] : [];
    });
  if (source.kind !== 'call' || source.callee.kind !== 'name' || source.callee.name !== 'dict') return [];
  return source.arguments.flatMap(({ name, value }) => (name === null ? [] : [{ key: name, value }]));
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
    move(state, moves, after, line);
    const holder = target.kind === 'attribute' || target.kind === 'subscript' ? inner(target.of) : null;
    if (holder?.kind === 'dictionary' || holder?.kind === 'holder') holder.entries.set(moves, after);
    return;
  }
  // An array is changed where it lies, so that every other name for it changes as well; a number is not.
  if (
    before.kind === 'array' &&
    after.kind === 'array' &&
    before.array.shape.length > 0 &&
    target.kind !== 'subscript' &&
    !state.named
  ) {
    const fault = inPlaceFault(sign, before.array, after.array);
    if (fault !== null) {
      assign(state, target, unknownValue(fault, line, true), source, scope, line, innerOf(state, scope));
      return;
    }
    if (target.kind === 'name') noteAlias(state, target.name, before.array, scope, line);
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
