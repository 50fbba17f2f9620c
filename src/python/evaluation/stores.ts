import { lookedAt, stored } from '../arrays/indexing.ts';
import { arrayEntries, arraySize, copied, isFailed, type NdArray } from '../arrays/ndarray.ts';
import type { PyExpression } from '../text/syntax.ts';
import { itemsOf, unknownThrough } from './array-calls.ts';
import { indexParts } from './parts.ts';
import { holderNamed, nameIn, note, programValue, type State, textAt } from './state.ts';
import { numbers, type PyValue, type Scope, unknownValue } from './values.ts';

/** How an expression inside of a target is worked out. */
export type Inner = (of: PyExpression) => PyValue;

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
      const items = itemsOf(value);
      const sources = source.kind === 'sequence' ? source.items : [];
      for (const [at, each] of target.items.entries()) {
        const item = items?.[at];
        const from = sources[at] ?? source;
        // What comes out of something unknown has the program's own values by its name: `W1, b1 = cache`.
        if (item || each.kind !== 'name' || !standsInProgram(state, each.name))
          assign(
            state,
            each,
            item ?? unknownThrough(value, 'what is taken apart here is not known', line),
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
    default:
      note(state, line, 'what is stored here is not read');
  }
}

const standsInProgram = (state: State, name: string): boolean =>
  programValue(state, name) !== null || state.context.derivative(name) !== null;

function assignName(
  state: State,
  name: string,
  value: PyValue,
  source: PyExpression,
  scope: Scope,
  line: number,
): void {
  const derivative = state.context.derivative(name);
  if (derivative !== null) storeGradient(state, derivative, value, textAt(state, source), line);
  else if (!scope.names.has(name)) {
    const own = programValue(state, name);
    if (own && meansTheSame(own, value)) {
      if (state.context.isParameter(name)) settle(state, name, value);
      forward(state, name, own, value, line);
      return;
    }
  }
  scope.names.set(name, value);
}

/** A learner's own name may be one of the program's by chance: then it holds something of another size. */
const meansTheSame = (own: PyValue, value: PyValue): boolean =>
  value.kind === 'unknown' ||
  (value.kind === 'array' && own.kind === 'array' && arraySize(own.array) === arraySize(value.array));

/** Names of the forward pass mean the program's values; another forward pass is said to be one. */
function forward(state: State, name: string, own: PyValue, value: PyValue, line: number): void {
  if (value.kind !== 'array' || own.kind !== 'array' || state.context.isParameter(name)) return;
  const a = arrayEntries(own.array);
  const b = arrayEntries(value.array);
  const near =
    a.length === b.length &&
    a.every((entry, at) => Math.abs(entry - (b[at] ?? 0)) <= 1e-6 * Math.max(1, Math.abs(entry)));
  if (!near)
    note(state, line, `this gives \`${name}\` another value than the program does; the program's is used`);
}

/** A parameter moves: its derivative is what was stored last before that. */
export function settle(state: State, parameter: string, value: PyValue): void {
  const derivative = state.context.derivative(`d${parameter}`);
  const moved = value.kind === 'unknown' || value.kind === 'array';
  if (derivative !== null && moved && state.gradients.has(derivative)) state.settled.add(derivative);
}

export function storeGradient(
  state: State,
  derivative: string,
  value: PyValue,
  text: string,
  line: number,
): void {
  if (state.settled.has(derivative)) return;
  // A derivative that the text never works out is not given by being handed on under its name.
  if (value.kind === 'array' && value.borrowed && value.form?.text === state.context.word(derivative)) return;
  const known = value.kind === 'array' ? copied(value.array) : null;
  const why =
    value.kind === 'unknown' ? value.why : known ? null : 'this is no table of numbers, so nothing is judged';
  state.gradients.set(derivative, {
    derivative,
    line,
    text,
    array: known,
    why: value.kind === 'unknown' && value.line !== line ? `line ${value.line}: ${value.why}` : why,
    raised: value.kind === 'unknown' && value.raised,
    form: value.kind === 'array' ? (value.form?.text ?? null) : null,
    borrowed: value.kind === 'array' && (value.borrowed ?? false),
  });
}

/** A store into a part: `grads["dW2"] = ...`, `self.dW2 = ...`, `W1.grad = ...`, `dZ[Z <= 0] = 0`. */
function storePart(
  state: State,
  target: PyExpression & { kind: 'attribute' | 'subscript' },
  value: PyValue,
  source: PyExpression,
  scope: Scope,
  line: number,
  inner: Inner,
): void {
  const name = partName(target, inner);
  const of = inner(target.of);
  if (target.kind === 'attribute' && target.name === 'grad') {
    const owner = target.of.kind === 'name' || target.of.kind === 'attribute' ? target.of.name : null;
    const derivative = owner === null ? null : state.context.derivative(`d${owner}`);
    if (owner !== null) holderNamed(state, 'grad').entries.set(owner, value);
    if (derivative !== null) storeGradient(state, derivative, value, textAt(state, source), line);
    return;
  }
  if (of.kind === 'array' && target.kind === 'subscript') {
    const parts = indexParts(target.parts, inner);
    const fault = 'kind' in parts ? parts.why : storeInto(of.array, parts, value);
    const owner = target.of.kind === 'name' ? target.of.name : null;
    const derivative = owner === null ? null : state.context.derivative(owner);
    const after =
      fault === null
        ? numbers(of.array, null, of.borrowed)
        : unknownValue(fault, line, fault.startsWith('Python'));
    if (derivative !== null)
      storeGradient(state, derivative, after, textAt(state, { ...target, to: source.to }), line);
    if (owner !== null && (fault !== null || nameIn(scope, owner) !== null)) scope.names.set(owner, after);
    return;
  }
  if (of.kind === 'sequence' && target.kind === 'subscript') {
    const [part] = target.parts;
    const at = part?.kind === 'index' ? inner(part.value) : null;
    const index = at?.kind === 'array' ? arrayEntries(at.array)[0] : undefined;
    if (index !== undefined) of.items[index < 0 ? index + of.items.length : index] = value;
    return;
  }
  if (name === null) {
    note(state, line, 'what is stored here is not read');
    return;
  }
  if (of.kind === 'dictionary') of.entries.set(name, value);
  else if (target.of.kind === 'name') holderNamed(state, target.of.name).entries.set(name, value);
  const derivative = state.context.derivative(name);
  if (derivative !== null) storeGradient(state, derivative, value, textAt(state, source), line);
  else if (state.context.isParameter(name)) settle(state, name, value);
}

function storeInto(array: NdArray, parts: Parameters<typeof lookedAt>[1], value: PyValue): string | null {
  if (value.kind !== 'array')
    return value.kind === 'unknown' ? value.why : 'what is stored here is no table of numbers';
  const looked = lookedAt(array, parts);
  const fault = isFailed(looked) ? looked : stored(array, looked, value.array);
  return fault ? `Python would stop here: ${fault.failed}` : null;
}

/** The name of a part: the key between brackets, or what stands behind the dot. */
export function partName(
  target: PyExpression & { kind: 'attribute' | 'subscript' },
  inner: Inner,
): string | null {
  if (target.kind === 'attribute') return target.name;
  const [part] = target.parts;
  const key = target.parts.length === 1 && part?.kind === 'index' ? inner(part.value) : null;
  return key?.kind === 'text' ? key.text : null;
}
