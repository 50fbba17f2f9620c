import { atom } from '../arrays/form.ts';
import { arrayEntries, arraySize, copied, eachEntry, type NdArray, pythonShape } from '../arrays/ndarray.ts';
import { octaveShape } from '../octave/matrices.ts';
import type { PyExpression } from '../text/syntax.ts';
import { arrayFromValue } from '../values/conversions.ts';
import { derivativeOf, note, type State } from '../values/state.ts';
import type { PyValue, Scope } from '../values/values.ts';

/** A parameter moves: it and every other derivative that is there is what was stored last before that. */
export function settle(state: State, parameter: string, value: PyValue): void {
  const derivative = derivativeOf(state, `d${parameter}`);
  const moved = value.kind === 'unknown' || value.kind === 'array';
  if (derivative === null || !moved || !state.gradients.has(derivative)) return;
  takeLive(state);
  for (const stored of state.gradients.keys()) state.settled.add(stored);
}

/** What changed a derivative's array through another name, since it was stored, changed that derivative. */
export function takeLive(state: State): void {
  for (const [stored, gradient] of state.gradients) {
    const live = state.live.get(stored);
    if (live && !state.settled.has(stored))
      state.gradients.set(stored, { ...gradient, array: copied(live.array) });
  }
}

export function storeGradient(
  state: State,
  derivative: string,
  name: string,
  value: PyValue,
  text: string,
  line: number,
): void {
  if (!fitsInSize(state, derivative, name, value)) {
    record(state, line, name, null, value);
    return;
  }
  record(state, line, name, derivative, value);
  if (state.muted || state.settled.has(derivative)) return;
  // A derivative that the text never works out is not given by being handed on under its name.
  if (value.kind === 'array' && value.borrowed && value.form?.text === state.context.word(derivative)) return;
  const scale = state.context.scale(name);
  // Lists of numbers are judged as the tables that they are.
  const array = arrayFromValue(value);
  const known = array && (scale === 1 ? copied(array) : eachEntry(array, (entry) => entry / scale));
  if (array && scale === 1) state.live.set(derivative, { array, depth: state.depth });
  else state.live.delete(derivative);
  if (name !== state.context.word(derivative)) state.taken.set(name, state.context.word(derivative));
  const why =
    value.kind === 'unknown'
      ? value.why
      : known
        ? null
        : 'this is not an array of numbers, so nothing is judged';
  state.gradients.set(derivative, {
    derivative,
    name,
    line,
    text,
    array: known,
    why: value.kind === 'unknown' && value.line !== line ? `line ${value.line}: ${value.why}` : why,
    raised: value.kind === 'unknown' && value.raised,
    form: value.kind === 'array' && scale === 1 ? ownForm(state, derivative, value.form?.text ?? null) : null,
    borrowed: value.kind === 'array' && (value.borrowed ?? false),
  });
}

/** A rule without its own derivative's name in it: that is what the name held before, as in `dW1 /= m`. */
function ownForm(state: State, derivative: string, form: string | null): string | null {
  const own = new RegExp(`(?<![\\w/])${state.context.word(derivative)}(?![\\w/])`, 'g');
  if (form === null || !own.test(form)) return form;
  const before = state.gradients.get(derivative)?.form ?? null;
  return before === null ? null : form.replace(own, form.length === before.length ? before : `(${before})`);
}

/**
 * A value as it is kept under a name that means a derivative: where that is wanted, its name stands in every rule that
 * reads it again, as the learner wrote it.
 */
export function keptAs(state: State, derivative: string, name: string, value: PyValue): PyValue {
  if (!state.context.inNames || value.kind !== 'array' || value.array.shape.length === 1) return value;
  if (state.context.scale(name) !== 1 || !fitsInSize(state, derivative, name, value)) return value;
  return { ...value, form: atom(state.context.word(derivative)) };
}

/**
 * Where an array is changed that a derivative is kept in under another name, that changes, too: seldom what was meant. Only
 * where the line makes one derivative of another, as `dZ1 = dA1; dZ1[Z1 <= 0] = 0` and a function that masks what it is
 * handed do, the first is judged as it was.
 */
export function noteAlias(state: State, of: string, { data }: NdArray, scope: Scope, line: number): void {
  const own = derivativeOf(state, of);
  for (const [stored, live] of state.live)
    if (live.array.data === data && stored !== own && (own !== null || state.depth > live.depth))
      state.live.delete(stored);
  for (const [name, value] of scope.names) {
    const other =
      name !== of && value.kind === 'array' && value.array.data === data ? derivativeOf(state, name) : null;
    if (other !== null && other !== own)
      note(
        state,
        line,
        `\`${name}\` and \`${of}\` are one array, so this changes \`${name}\`, too; copy it first, as in \`${name}.copy()\`, if you don't mean that`,
      );
  }
}

/** How a line changes what a name holds: anew, by a factor for each entry, by a mask, or in another way. */
export type Change = 'anew' | 'factor' | 'mask' | 'otherwise';

/**
 * The derivative that a name means once a line has changed it. Many multiply by the slope of a bend where the gradient
 * lies, `dhidden[hidden <= 0] = 0`: from there on it is that of what the bend was made of, if the text has no other name
 * for that.
 */
export function derivativeAfter(
  state: State,
  name: string,
  value: PyValue,
  line: number,
  how: Change,
): string | null {
  const derivative = derivativeOf(state, name);
  if (derivative === null) return null;
  if (how === 'anew') state.passed.delete(name);
  const passed = state.passed.get(name);
  if (passed !== undefined) return passed;
  const before = state.gradients.get(derivative)?.array;
  const next = before ? state.context.beforeActivation(derivative) : null;
  const bent =
    how === 'mask' ||
    (how === 'factor' && before && value.kind === 'array' && !isScaled(before, value.array));
  if (!bent || next === null || namesStored(state, next)) return derivative;
  const { word } = state.context;
  note(state, line, `up to here \`${name}\` is \`${word(derivative)}\`, and from here on \`${word(next)}\``);
  state.passed.set(name, next);
  return next;
}

const namesStored = (state: State, derivative: string): boolean =>
  [...state.stored].some((name) => state.context.derivative(name) === derivative);

/** How an expression makes a name's new value from its old one. */
export function changeOf(name: string, source: PyExpression): Change {
  const own = (of: PyExpression): boolean =>
    (of.kind === 'name' && of.name === name) ||
    (of.kind === 'binary' && of.sign === '*' && (own(of.left) || own(of.right)));
  if (source.kind === 'binary' && source.sign === '*' && own(source)) return 'factor';
  if (
    source.kind === 'call' &&
    source.callee.kind === 'attribute' &&
    /^(multiply|where)$/.test(source.callee.name) &&
    source.arguments.some(({ value }) => own(value))
  )
    return 'factor';
  return mentions(name, source) ? 'otherwise' : 'anew';
}

const mentions = (name: string, of: PyExpression): boolean => {
  if (of.kind === 'name') return of.name === name;
  if (of.kind === 'binary') return mentions(name, of.left) || mentions(name, of.right);
  if (of.kind === 'call')
    return mentions(name, of.callee) || of.arguments.some(({ value }) => mentions(name, value));
  if (of.kind === 'attribute' || of.kind === 'subscript') return mentions(name, of.of);
  return of.kind === 'unary' && mentions(name, of.operand);
};

/** Whether one array is another one times one number: then nothing was bent. */
function isScaled(before: NdArray, after: NdArray): boolean {
  const [a, b] = [arrayEntries(before), arrayEntries(after)];
  const at = a.findIndex((entry) => entry !== 0);
  const factor = at < 0 ? 0 : (b[at] ?? 0) / (a[at] ?? 1);
  return (
    a.length !== b.length ||
    a.every((entry, k) => Math.abs(entry * factor - (b[k] ?? 0)) <= 1e-12 * Math.max(1, Math.abs(b[k] ?? 0)))
  );
}

/** Remembers what a line stores, for those who ask how it was understood. */
export function record(
  state: State,
  line: number,
  name: string,
  derivative: string | null,
  value: PyValue,
): void {
  if (derivative === null && value.kind === 'array' && name !== '')
    state.own.set(name, { name, line, shape: value.array.shape });
  state.lines.get(line)?.stores.push({
    name,
    derivative,
    form: value.kind === 'array' ? (value.form?.text ?? null) : null,
    shape:
      value.kind === 'array'
        ? state.octave
          ? octaveShape(value.array)
          : pythonShape(value.array.shape)
        : null,
    why: value.kind === 'unknown' ? value.why : null,
    raised: value.kind === 'unknown' && value.raised,
  });
}

/**
 * A name that is only alike by its capitals may be the learner's own: then it holds something of another size. So may
 * `delta2`, which a loop over examples has for one of them.
 */
function fitsInSize(state: State, derivative: string, name: string, value: PyValue): boolean {
  const word = state.context.word(derivative);
  if (value.kind !== 'array' || name === word) return true;
  const truth = state.context.truth(derivative, name);
  if (!truth || arraySize(truth) === arraySize(value.array)) return true;
  if (name.toLowerCase() === word.toLowerCase()) return false;
  const isVector = value.array.shape.filter((size) => size !== 1).length === 1;
  const ofOneExample =
    isVector && truth.shape.every((size) => size > 1) && truth.shape.includes(arraySize(value.array));
  return !ofOneExample || state.context.isParameter(word.slice(1));
}
