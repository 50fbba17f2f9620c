import { arrayEntries, arraySize } from '../arrays/ndarray.ts';
import type { PyExpression } from '../text/syntax.ts';
import { itemsOf, unknownThrough } from '../values/conversions.ts';
import { derivativeOf, keep, move, note, programValue, type State, textAt } from '../values/state.ts';
import type { PyValue, Scope } from '../values/values.ts';
import { storeApplied } from './applied-stores.ts';
import { changeOf, derivativeAfter, keptAs, record, settle, storeGradient } from './gradients.ts';
import { type Inner, storePart } from './part-stores.ts';

/** Stores a value under whatever stands on the left: a name, several, or a part of something. */
export function assign(
  state: State,
  target: PyExpression,
  value: PyValue,
  source: PyExpression,
  scope: Scope,
  line: number,
  inner: Inner,
): void {
  switch (target.kind) {
    case 'name':
      assignName(state, target.name, value, source, scope, line);
      return;
    case 'sequence': {
      const items = gatheredFor(target.items, itemsOf(value));
      const sources = source.kind === 'sequence' ? source.items : [];
      for (const [at, each] of target.items.entries()) {
        const item = items?.[at];
        const from = (sources.length === target.items.length ? sources[at] : undefined) ?? source;
        // What comes out of something unknown has the program's own values by its name: `W1, b1 = cache`.
        // A derivative that a call hands back is that call's answer, even where nothing is known of it.
        const answer =
          source.kind === 'call' && each.kind === 'name' && derivativeOf(state, each.name) !== null;
        if (item || answer || each.kind !== 'name' || !standsInProgram(state, each.name))
          assign(
            state,
            each.kind === 'starred' ? each.of : each,
            item ?? unknownThrough(value, "dvar can't tell what is taken apart here", line),
            from,
            scope,
            line,
            inner,
          );
      }
      return;
    }
    case 'attribute':
    case 'subscript':
      storePart(state, target, value, source, scope, line, inner);
      return;
    case 'applied':
      storeApplied(state, target, value, source, { scope, line, inner, store: assign });
      return;
    case 'starred':
      assign(state, target.of, value, source, scope, line, inner);
      return;
    default:
      note(state, line, "dvar can't read what is stored here");
  }
}

/** The items for each target: what stands behind a star takes all that the others leave. */
function gatheredFor(
  targets: readonly PyExpression[],
  items: readonly PyValue[] | null,
): readonly PyValue[] | null {
  const at = targets.findIndex(({ kind }) => kind === 'starred');
  if (!items || at < 0) return items;
  const behind = targets.length - at - 1;
  const rest: PyValue = {
    kind: 'sequence',
    of: 'list',
    items: items.slice(at, items.length - behind),
  };
  return [...items.slice(0, at), rest, ...items.slice(items.length - behind)];
}

const standsInProgram = (state: State, name: string): boolean =>
  programValue(state, name) !== null || derivativeOf(state, name) !== null;

function assignName(
  state: State,
  name: string,
  value: PyValue,
  source: PyExpression,
  scope: Scope,
  line: number,
): void {
  if (scope.bound) {
    scope.names.set(name, value);
    return;
  }
  if (state.named) {
    const own = state.inlined > 0 ? value : state.named(name, value, source, line);
    outermost(scope, name).names.set(name, own);
    return;
  }
  keep(state, name, value);
  const derivative = derivativeAfter(state, name, value, line, changeOf(name, source));
  if (derivative !== null) {
    storeGradient(state, derivative, name, value, textAt(state, source), line);
    outermost(scope, name).names.set(name, keptAs(state, derivative, name, value));
    return;
  }
  if (!scope.names.has(name) && !isForeign(scope)) {
    const own = programValue(state, name);
    if (own && meansTheSame(own, value)) {
      if (state.context.isParameter(name)) {
        settle(state, name, value);
        if (changeOf(name, source) !== 'anew') move(state, name, value, line);
      }
      // A name that is only alike is the learner's own from here on.
      if (state.context.has(name) || state.context.isParameter(name)) {
        forward(state, name, own, value, line);
        record(state, line, name, null, value);
        return;
      }
    }
  }
  record(state, line, name, null, value);
  outermost(scope, name).names.set(name, value);
}

/** Where a name is stored: further out where it is global. */
function outermost(scope: Scope, name: string): Scope {
  if (!scope.globals?.has(name)) return scope;
  let at = scope;
  while (at.outer) at = at.outer;
  return at;
}

/** Whether a function around was handed other values under the program's names: what it works out from them is its own. */
function isForeign(scope: Scope): boolean {
  for (let at: Scope | null = scope; at; at = at.outer) if (at.foreign) return true;
  return false;
}

/** A learner's own name may be one of the program's by chance: then it holds something of another size. */
const meansTheSame = (own: PyValue, value: PyValue): boolean =>
  value.kind === 'unknown' ||
  (value.kind === 'array' && own.kind === 'array' && arraySize(own.array) === arraySize(value.array));

/** Names of the forward pass mean the program's values; another forward pass is said to be one. */
function forward(state: State, name: string, own: PyValue, value: PyValue, line: number): void {
  if (value.kind !== 'array' || own.kind !== 'array' || state.context.isParameter(name)) return;
  if (state.moved.size > 0) return;
  const a = arrayEntries(own.array);
  const b = arrayEntries(value.array);
  // Zeros are where a matrix begins that is filled later.
  if (b.every((entry) => entry === 0)) return;
  const near =
    a.length === b.length &&
    a.every((entry, at) => Math.abs(entry - (b[at] ?? 0)) <= 1e-6 * Math.max(1, Math.abs(entry)));
  if (!near)
    note(
      state,
      line,
      `this gives \`${name}\` a different value from the program's; the program's value is used`,
    );
}
