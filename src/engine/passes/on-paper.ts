import { entriesOf, mapped, sizeOf, type Value } from '../../ops/matrix.ts';
import { type Graph, kinds, placeAt, shapeAt } from '../graph/graph.ts';
import { type Evaluation, gradientAt, valueOfSlot } from './evaluate.ts';
import { backward, forward } from './tape.ts';

/** Numbers below this may be what rounding has left of a sum that is 0 on paper. */
const doubtful = 1e-9;
/** Every given number is moved by about so much of itself: a few units in the last place that a machine keeps. */
const jitter = 2 ** -50;
/** What moves by its own size when the last places of what it comes from move is no number, but what rounding left. */
const margin = 4;

/** A program's values and derivatives where the last places of all given numbers are a little different. */
interface Jittered {
  readonly value: Float64Array;
  readonly before: Float64Array;
  readonly gradient: Float64Array;
}

const kept = new WeakMap<Evaluation, readonly Jittered[]>();

/** A node's value as paper gives it: -1.1e-16 is 0 where 0.6*2 - 0.4*4 + 0.4 is computed. For what people see; nothing is judged by it. */
export const valueOnPaper = (worked: Evaluation, slot: number): Value =>
  onPaper(worked, slot, valueOfSlot(worked, slot), ({ value }) => [value, worked.tape.value]);

/** The derivative with respect to a node as paper gives it. */
export const gradientOnPaper = (worked: Evaluation, slot: number): Value =>
  onPaper(worked, slot, gradientAt(worked, slot), ({ gradient, before }) => [gradient, before]);

function onPaper(
  worked: Evaluation,
  slot: number,
  value: Value,
  passes: (jittered: Jittered) => readonly [after: Float64Array, before: Float64Array],
): Value {
  if (!Array.from(entriesOf(value)).some(isDoubtful)) return value;
  const from = placeAt(worked.graph, slot);
  const moved = jitteredOf(worked).map(passes);
  return mapped(value, (entry, at) => {
    if (!isDoubtful(entry)) return entry;
    const isResidue = moved.some(([after, before]) => {
      const [then = 0, now = 0] = [after[from + at], before[from + at]];
      return Math.abs(now) <= margin * Math.abs(then - now);
    });
    return isResidue ? 0 : entry;
  });
}

const isDoubtful = (entry: number): boolean => entry !== 0 && Math.abs(entry) < doubtful;

function jitteredOf(worked: Evaluation): readonly Jittered[] {
  const known = kept.get(worked);
  if (known) return known;
  const before = backward(worked.tape);
  const passes = [1, 2].map((turn): Jittered => {
    const tape = forward(worked.graph, leavesMoved(worked, turn));
    return { value: tape.value, before, gradient: backward(tape) };
  });
  kept.set(worked, passes);
  return passes;
}

/** The entries of all leaves, each moved in its last places by another amount. */
function leavesMoved({ graph, tape }: Evaluation, turn: number): readonly [entry: number, value: number][] {
  return leafEntries(graph).map((entry) => {
    const value = tape.value[entry] ?? 0;
    return [entry, value * (1 + jitter * Math.sin(turn + 12.9898 * entry))];
  });
}

const leafEntries = (graph: Graph): readonly number[] =>
  Array.from({ length: graph.size }, (_, slot) => slot)
    .filter((slot) => graph.kind[slot] !== kinds.step)
    .flatMap((slot) =>
      Array.from({ length: sizeOf(shapeAt(graph, slot)) }, (_, k) => placeAt(graph, slot) + k),
    );
