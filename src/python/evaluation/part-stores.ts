import { lookedAt, stored } from '../arrays/indexing.ts';
import { arrayEntries, arraySize, isFailed, type NdArray } from '../arrays/ndarray.ts';
import type { PyExpression } from '../text/syntax.ts';
import { arrayFromValue, entryKey, saysRaised } from '../values/conversions.ts';
import {
  derivativeOf,
  holderNamed,
  keep,
  nameIn,
  namesOfObject,
  note,
  programValue,
  type State,
  textAt,
} from '../values/state.ts';
import { numbers, type PyValue, type Scope, unknownValue } from '../values/values.ts';
import { derivativeAfter, keptAs, noteAlias, record, settle, storeGradient } from './gradients.ts';
import { indexParts, labelsFor } from './subscripts.ts';

/** How an expression inside of a target is worked out. */
export type Inner = (of: PyExpression) => PyValue;

/** A store into a part: `grads["dW2"] = ...`, `self.dW2 = ...`, `W1.grad = ...`, `dZ[Z <= 0] = 0`. */
export function storePart(
  state: State,
  target: PyExpression & { kind: 'attribute' | 'subscript' },
  given: PyValue,
  source: PyExpression,
  scope: Scope,
  line: number,
  inner: Inner,
): void {
  const of = inner(target.of);
  const text = textAt(state, source);
  const value =
    state.named && state.inlined === 0 && of.kind !== 'array'
      ? state.named(storedName(target, inner), given, source, line)
      : given;
  if (target.kind === 'attribute' && target.name === 'grad') {
    const owner = partOwner(target.of, inner);
    if (owner === null) return;
    holderNamed(state, 'grad').entries.set(owner, value);
    storeNamed(state, [`d${owner}`], value, text, line);
    return;
  }
  if (of.kind === 'array' && target.kind === 'subscript') {
    storeEntries(state, target, of.array, value, source, scope, line, inner);
    return;
  }
  if (of.kind === 'sequence' && target.kind === 'subscript') {
    if (!storeItem(state, target, of, value, text, line, inner)) lose(state, target, scope, line, inner);
    return;
  }
  const name = partName(target, inner);
  const key =
    target.kind === 'subscript' && target.parts[0]?.kind === 'index'
      ? entryKey(inner(target.parts[0].value))
      : name;
  if (key === null) {
    lose(state, target, scope, line, inner);
    return;
  }
  const owner = partOwner(target.of, inner);
  // A parameter that is made up there means the program's value, as a plain name does.
  const derivative = name === null ? null : derivativeOf(state, name);
  const known = name === null || derivative === null ? value : keptAs(state, derivative, name, value);
  const kept = of.kind === 'dictionary' && !isGradients(owner) ? programsOwn(state, key, known) : known;
  if (of.kind === 'dictionary' || of.kind === 'holder') of.entries.set(key, kept);
  else if (target.of.kind === 'name') holderNamed(state, target.of.name).entries.set(key, known);
  const word = name ?? key.slice(1);
  const dotted = target.kind === 'attribute' ? `${owner}.${word}` : `${owner}[${word}]`;
  keep(state, target.kind === 'attribute' ? word : `${owner}[${word}]`, value);
  const objects = namesOfObject(state, of).map((object) => `${object}.${word}`);
  // A dictionary's own numbers for its layers are labels: `dW[1]`, `dW["1"]`; in a list they count from 0.
  if (of.kind === 'dictionary' && /^\d+$/.test(word)) objects.push(`${owner}${word}`);
  if (isGradients(owner) && name !== null && derivativeOf(state, name) === null)
    objects.push(`grads[${name}]`);
  if (storeNamed(state, [...objects, dotted, ...(name === null ? [] : [name])], value, text, line)) return;
  if (name !== null && state.context.isParameter(name)) settle(state, name, value);
}

/** What a part is called in a program: by its key, or by its list and its place. */
function storedName(target: PyExpression & { kind: 'attribute' | 'subscript' }, inner: Inner): string {
  const word = partName(target, inner);
  if (word !== null && /^[A-Za-z]\w*$/.test(word)) return word;
  const [part] = target.kind === 'subscript' ? target.parts : [];
  const at = part?.kind === 'index' ? entryKey(inner(part.value)) : null;
  return `${partOwner(target.of, inner) ?? 'part'}_${(at ?? '').replaceAll(/\W/g, '')}`;
}

/** A store into a place of a list, which may be counted from its end. */
function storeItem(
  state: State,
  target: PyExpression & { kind: 'subscript' },
  { items }: PyValue & { kind: 'sequence' },
  value: PyValue,
  text: string,
  line: number,
  inner: Inner,
): boolean {
  const [part] = target.parts;
  const at = part?.kind === 'index' ? inner(part.value) : null;
  const index = at?.kind === 'array' ? arrayEntries(at.array)[0] : undefined;
  if (index === undefined) return false;
  const { length } = items;
  const place = index + (index < 0 ? length : 0);
  items[place] = value;
  const list = partOwner(target.of, inner);
  storeNamed(state, [`${list}[${place}]`, `${list}[${place - length}]`], value, text, line);
  return true;
}

/** Where it is not known which part is stored, nothing is known of the whole any more. */
function lose(
  state: State,
  target: PyExpression & { kind: 'attribute' | 'subscript' },
  scope: Scope,
  line: number,
  inner: Inner,
): void {
  const why = `not read: the store into ${textAt(state, target)}`;
  note(state, line, why);
  const root = rootOf(target);
  const owner = partOwner(root, inner);
  if (owner === null) return;
  const lost = unknownValue(why, line);
  const derivative = derivativeOf(state, owner);
  if (derivative === null) record(state, line, owner, null, lost);
  else storeGradient(state, derivative, owner, lost, textAt(state, target), line);
  if (root.kind === 'name' && nameIn(scope, owner) !== null) scopeOf(scope, owner).names.set(owner, lost);
}

/** Whether something is one of derivatives by its name: `grads["W1"]` is that of W1. */
export const isGradients = (owner: string | null): boolean =>
  /^(grads?|gradients?|dparams)$/.test(owner ?? '');

/** The program's value of a parameter that a text fills with numbers of the same size. */
function programsOwn(state: State, key: string, value: PyValue): PyValue {
  const own = state.context.isParameter(key) && state.context.has(key) ? programValue(state, key) : null;
  const alike =
    value.kind === 'array' && own?.kind === 'array' && arraySize(value.array) === arraySize(own.array);
  return own && (alike || value.kind === 'unknown') ? own : value;
}

/** Stores under the first of some names that means a derivative; whether one does. */
function storeNamed(
  state: State,
  names: readonly string[],
  value: PyValue,
  text: string,
  line: number,
): boolean {
  for (const name of names) {
    const derivative = derivativeOf(state, name);
    if (derivative === null) continue;
    storeGradient(state, derivative, name, value, text, line);
    return true;
  }
  const [name] = names;
  record(state, line, name ?? '', null, value);
  return false;
}

/** A store into entries of an array changes it under every name; what is judged is the whole that it belongs to. */
function storeEntries(
  state: State,
  target: PyExpression & { kind: 'subscript' },
  array: NdArray,
  value: PyValue,
  source: PyExpression,
  scope: Scope,
  line: number,
  inner: Inner,
): void {
  const labels = labelsFor(target.parts, inner, array.shape.length);
  const parts = indexParts(target.parts, inner, array.shape.length);
  const fault = labels ?? ('kind' in parts ? parts.why : storeInto(array, parts, value));
  if (
    array.whole &&
    value.kind === 'array' &&
    arrayEntries(value.array).some((entry) => !Number.isInteger(entry))
  )
    note(
      state,
      line,
      `\`${textAt(state, target.of)}\` holds whole numbers (dtype int), so what stands behind the point is cut off; make it with floats, as in \`np.zeros(...)\` or \`np.array([0.0, ...])\``,
    );
  const root = rootOf(target.of);
  const whole = inner(root);
  const owner = partOwner(root, inner);
  if (owner !== null) noteAlias(state, owner, array, scope, line);
  if (owner === null || whole.kind !== 'array') return;
  const after = state.named
    ? unknownValue(fault ?? "dvar's language of programs has no spelling for a store into entries", line)
    : fault === null
      ? numbers(whole.array, null, whole.borrowed || (value.kind === 'array' && value.borrowed))
      : unknownValue(fault, line, fault.startsWith('Python'));
  const masked = !('kind' in parts) && parts.some(({ kind }) => kind === 'mask');
  const derivative = derivativeAfter(state, owner, after, line, masked ? 'mask' : 'otherwise');
  const text = textAt(state, { ...target, to: source.to });
  if (derivative !== null) storeGradient(state, derivative, owner, after, text, line);
  else record(state, line, owner, null, after);
  if (root.kind === 'name') {
    if (fault !== null || nameIn(scope, owner) !== null) scopeOf(scope, owner).names.set(owner, after);
  } else if (root.kind === 'subscript' || root.kind === 'attribute') {
    const holder = inner(root.of);
    if (holder.kind === 'dictionary' || holder.kind === 'holder') holder.entries.set(owner, after);
  }
}

/** The scope in which a name was stored; the innermost where it was not. */
function scopeOf(scope: Scope, name: string): Scope {
  for (let at: Scope | null = scope; at; at = at.outer) if (at.names.has(name)) return at;
  return scope;
}

/** The whole array that a view is taken from, as an expression: `dW` of `dW.T` and of `dW[i]`. */
function rootOf(of: PyExpression): PyExpression {
  if (of.kind === 'attribute' && /^(T|data|flat|at)$/.test(of.name)) return rootOf(of.of);
  if (of.kind === 'subscript' && !(of.parts[0]?.kind === 'index' && isText(of.parts[0].value)))
    return rootOf(of.of);
  return of;
}

const isText = ({ kind }: PyExpression): boolean => kind === 'text' || kind === 'format';

/** What a part's owner is called: a name, what stands behind a dot, or a key. */
function partOwner(of: PyExpression, inner: Inner): string | null {
  if (of.kind === 'name') return of.name;
  return of.kind === 'attribute' || of.kind === 'subscript' ? partName(of, inner) : null;
}

function storeInto(array: NdArray, parts: Parameters<typeof lookedAt>[1], value: PyValue): string | null {
  const given = arrayFromValue(value);
  if (!given) return value.kind === 'unknown' ? value.why : 'what is stored here is not an array of numbers';
  const looked = lookedAt(array, parts);
  const fault = isFailed(looked) ? looked : stored(array, looked, given);
  return fault ? saysRaised(fault.failed) : null;
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
