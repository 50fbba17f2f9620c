import { arraySize, copied, eachEntry, pythonShape } from '../arrays/ndarray.ts';
import { derivativeOf, type State } from './state.ts';
import type { PyValue } from './values.ts';

/** A parameter moves: its derivative is what was stored last before that. */
export function settle(state: State, parameter: string, value: PyValue): void {
  const derivative = derivativeOf(state, `d${parameter}`);
  const moved = value.kind === 'unknown' || value.kind === 'array';
  if (derivative !== null && moved && state.gradients.has(derivative)) state.settled.add(derivative);
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
  const known =
    value.kind === 'array'
      ? scale === 1
        ? copied(value.array)
        : eachEntry(value.array, (entry) => entry / scale)
      : null;
  if (name !== state.context.word(derivative)) state.taken.set(name, state.context.word(derivative));
  const why =
    value.kind === 'unknown' ? value.why : known ? null : 'this is no table of numbers, so nothing is judged';
  state.gradients.set(derivative, {
    derivative,
    name,
    line,
    text,
    array: known,
    why: value.kind === 'unknown' && value.line !== line ? `line ${value.line}: ${value.why}` : why,
    raised: value.kind === 'unknown' && value.raised,
    form: value.kind === 'array' && scale === 1 ? (value.form?.text ?? null) : null,
    borrowed: value.kind === 'array' && (value.borrowed ?? false),
  });
}

/** Remembers what a line stores, for those who ask how it was understood. */
export function record(
  state: State,
  line: number,
  name: string,
  derivative: string | null,
  value: PyValue,
): void {
  state.lines.get(line)?.stores.push({
    name,
    derivative,
    form: value.kind === 'array' ? (value.form?.text ?? null) : null,
    shape: value.kind === 'array' ? pythonShape(value.array.shape) : null,
    why: value.kind === 'unknown' ? value.why : null,
    raised: value.kind === 'unknown' && value.raised,
  });
}

/** A name that is only alike by its capitals may be the learner's own: then it holds something of another size. */
function fitsInSize(state: State, derivative: string, name: string, value: PyValue): boolean {
  const word = state.context.word(derivative);
  if (value.kind !== 'array' || name === word || name.toLowerCase() !== word.toLowerCase()) return true;
  const truth = state.context.truth(derivative, name);
  return !truth || arraySize(truth) === arraySize(value.array);
}
