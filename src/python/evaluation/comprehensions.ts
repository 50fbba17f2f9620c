import type { PyExpression } from '../text/syntax.ts';
import { entryKey, itemsOf } from './array-calls.ts';
import { truthOf } from './operators.ts';
import { limits, type State } from './state.ts';
import { assign } from './stores.ts';
import { type PyValue, type Scope, unknownValue } from './values.ts';

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
        if (key === null) return 'a key of this dictionary is not known here';
        entries.set(key, value);
      }
      return null;
    }
    const over = itemsOf(within(clause.over, inner));
    if (!over) return 'what this comprehension goes over is not known here';
    for (const item of over) {
      if (++turns > limits.turns) return 'this comprehension has too many turns to be read';
      const next: Scope = { names: new Map(), outer: inner, bound: true };
      assign(state, clause.target, item, clause.over, next, line, (of) => within(of, next));
      const tests = clause.tests.map((test) => truthOf(within(test, next)));
      if (tests.includes(null)) return 'which turns of this comprehension count is not known here';
      const fault = tests.includes(false) ? null : go(at + 1, next);
      if (fault !== null) return fault;
    }
    return null;
  };
  const fault = go(0, scope);
  if (fault !== null) return unknownValue(fault, line);
  return expression.key ? { kind: 'dictionary', entries } : { kind: 'sequence', of: 'list', items };
}
