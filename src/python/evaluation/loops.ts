import type { RunBody } from '../calls/own-calls.ts';
import { octaveColumns } from '../octave/matrices.ts';
import type { PyExpression, PyStatement } from '../text/syntax.ts';
import { entryKey, itemsOf, unknownThrough } from '../values/conversions.ts';
import { truthOf } from '../values/operators.ts';
import { limits, note, type State } from '../values/state.ts';
import { type PyFlow, type PyValue, type Scope, unknownValue } from '../values/values.ts';
import type { Inner } from './part-stores.ts';
import { assign } from './stores.ts';

/** What a loop or a branch needs of the rooms behind it. */
export interface Steps {
  readonly run: RunBody;
  readonly inner: Inner;
}

const firstPass = 'dvar reads only the first pass of this loop';

/** A loop, turn by turn where it is known what it goes over; a training loop is read as its first pass. */
export function loop(
  state: State,
  statement: PyStatement & { kind: 'for' },
  scope: Scope,
  { run, inner }: Steps,
): PyFlow | null {
  const { line, target, over } = statement;
  const value = inner(over);
  const items = state.octave ? octaveColumns(value) : itemsOf(value);
  const bind = (item: Parameters<typeof assign>[2]) =>
    assign(state, target, item, over, { ...scope, bound: true }, line, inner);
  if (!items || moves(state, statement.body) || items.length > limits.turns) {
    note(state, line, firstPass);
    bind(items?.[0] ?? unknownThrough(value, "dvar can't tell what this loop goes over", line));
    return returnedBy(run(state, statement.body, scope));
  }
  for (const item of items) {
    bind(item);
    const flow = run(state, statement.body, scope);
    if (flow?.kind === 'leave' && flow.how === 'break') return null;
    if ((flow && flow.kind !== 'leave') || state.steps > limits.steps) return flow;
  }
  return null;
}

/** A loop as long as a condition is known to hold. */
export function whileLoop(
  state: State,
  statement: PyStatement & { kind: 'while' },
  scope: Scope,
  { run, inner }: Steps,
): PyFlow | null {
  const { line, test, body } = statement;
  const once = () => {
    note(state, line, firstPass);
    return returnedBy(run(state, body, scope));
  };
  if (!test || moves(state, body)) return once();
  for (let turn = 0; ; turn++) {
    const on = truthOf(inner(test));
    if (on === false) return null;
    if (on === null || turn > limits.turns) return turn === 0 ? once() : null;
    const flow = run(state, body, scope);
    if (flow?.kind === 'leave' && flow.how === 'break') return null;
    if ((flow && flow.kind !== 'leave') || state.steps > limits.steps) return flow;
  }
}

const returnedBy = (flow: PyFlow | null): PyFlow | null => (flow?.kind === 'leave' ? null : flow);

/** Whether statements move a parameter of the program: then a loop over them is a training loop. */
function moves(state: State, body: readonly PyStatement[]): boolean {
  const isParameter = (target: PyExpression): boolean => {
    const name =
      target.kind === 'name' || target.kind === 'attribute'
        ? target.name
        : target.kind === 'subscript' && target.parts[0]?.kind === 'index'
          ? target.parts[0].value.kind === 'text'
            ? target.parts[0].value.value
            : null
          : null;
    if (target.kind === 'applied') return isParameter(target.of);
    if (name !== null) return state.context.isParameter(name);
    // `params[key] -= ...` moves whatever its key is.
    return (
      target.kind === 'subscript' &&
      target.of.kind === 'name' &&
      /^(params?|parameters|weights)/.test(target.of.name)
    );
  };
  return body.some((statement) => {
    switch (statement.kind) {
      case 'assign':
        return statement.targets.some((target) =>
          target.kind === 'sequence' ? target.items.some(isParameter) : isParameter(target),
        );
      case 'update':
        return isParameter(statement.target);
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

/** The branch that Python would take, where that is known; else whatever any of them stores is not known either. */
export function branch(
  state: State,
  statement: PyStatement & { kind: 'if' },
  scope: Scope,
  { run, inner }: Steps,
): PyFlow | null {
  for (const { test, body } of statement.branches) {
    const on = test === null ? true : truthOf(inner(test));
    if (on === true) return run(state, body, scope);
    if (on === null) {
      for (const each of statement.branches) forget(state, each.body, scope, inner);
      return null;
    }
  }
  return null;
}

function forget(state: State, body: readonly PyStatement[], scope: Scope, inner: Inner): void {
  for (const statement of body) {
    const { line } = statement;
    const why = unknownValue("dvar can't tell whether this line runs", line);
    if (statement.kind === 'assign')
      for (const target of statement.targets) assign(state, target, why, statement.value, scope, line, inner);
    else if (statement.kind === 'update')
      assign(state, statement.target, why, statement.value, scope, line, inner);
    else if (statement.kind === 'if')
      for (const each of statement.branches) forget(state, each.body, scope, inner);
    else if (statement.kind === 'for' || statement.kind === 'block')
      forget(state, statement.body, scope, inner);
  }
}

/** The lines of `try` until one stops, as Python would, and then those of `except`. */
export function runTried(
  state: State,
  { body, rescue = [] }: PyStatement & { kind: 'block' },
  scope: Scope,
  run: RunBody,
): PyFlow | null {
  for (const each of body) {
    const before = new Set(state.lines.values());
    const flow = run(state, [each], scope);
    if (flow) return flow.kind === 'unknown' && flow.raised ? run(state, rescue, scope) : flow;
    const stopped = [...state.lines.values()].some(
      (line) => !before.has(line) && line.stores.some(({ raised }) => raised),
    );
    if (stopped) return run(state, rescue, scope);
  }
  return null;
}

/** How an expression is worked out in a scope. */
type Within = (of: PyExpression, scope: Scope) => PyValue;

/** A comprehension, turn by turn: a list, or a dictionary where it has keys. */
export function comprehended(
  state: State,
  expression: PyExpression & { kind: 'comprehension' },
  scope: Scope,
  within: Within,
): PyValue {
  const { line, clauses } = expression;
  const items: PyValue[] = [];
  const entries = new Map<string, PyValue>();
  let turns = 0;
  const go = (at: number, inner: Scope): string | null => {
    const clause = clauses[at];
    if (!clause) {
      const value = within(expression.value, inner);
      if (!expression.key) items.push(value);
      else {
        const key = entryKey(within(expression.key, inner));
        if (key === null) return "dvar can't tell a key of this dictionary";
        entries.set(key, value);
      }
      return null;
    }
    const over = itemsOf(within(clause.over, inner));
    if (!over) return "dvar can't tell what this comprehension goes over";
    for (const item of over) {
      if (++turns > limits.turns) return 'this comprehension has too many turns to be read';
      const next: Scope = { names: new Map(), outer: inner, bound: true };
      assign(state, clause.target, item, clause.over, next, line, (of) => within(of, next));
      const tests = clause.tests.map((test) => truthOf(within(test, next)));
      if (tests.includes(null)) return "dvar can't tell which turns of this comprehension count";
      const fault = tests.includes(false) ? null : go(at + 1, next);
      if (fault !== null) return fault;
    }
    return null;
  };
  const fault = go(0, scope);
  if (fault !== null) return unknownValue(fault, line);
  return expression.key ? { kind: 'dictionary', entries } : { kind: 'sequence', of: 'list', items };
}
