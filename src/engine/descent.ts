import { backward, forward } from './tape.ts';
import { numberAt, type Worked } from './work.ts';

/** Where descent stands after so many steps: the output, the parameters, and the output's derivatives by them. */
export interface Stand {
  readonly step: number;
  readonly output: number;
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
}

/** How a descent ended. */
export type End =
  /** All the steps were made. */
  | { readonly kind: 'finished' }
  /** No parameter moves any more, but for what nobody sees. */
  | { readonly kind: 'flat' }
  /** The output grew out of all bounds, or has no value any more. */
  | { readonly kind: 'diverged' }
  /** The output fell out of all bounds: it has no smallest value this way. */
  | { readonly kind: 'bottomless' }
  /** The derivative by this slot does not exist where descent has come to. */
  | { readonly kind: 'stuck'; readonly slot: number };

export interface Descent {
  /** The start, and where each step led; the last is where it ended. */
  readonly stands: readonly [Stand, ...Stand[]];
  readonly end: End;
}

/** A step that moves no parameter by more than this share of it (of 1 where that is less) is none. */
const flat = 1e-9;
/** An output that has grown to so many times its start has diverged. */
const outOfBounds = 1e6;

/** Gradient descent as the lecture writes it: w = w - rate * dw, all parameters together, from the old values. */
export function descend(worked: Worked, slots: readonly number[], rate: number, steps: number): Descent {
  const { graph } = worked;
  const scratch = new Float64Array(graph.size);
  const standAt = (step: number, parameters: Float64Array): Stand => {
    const tape = forward(
      graph,
      slots.map((slot, p) => [slot, parameters[p] ?? Number.NaN] as const),
    );
    const all = backward(tape, scratch);
    const output = tape.value[graph.output] ?? Number.NaN;
    return {
      step,
      output,
      parameters,
      gradient: Float64Array.from(slots, (slot) => all[slot] ?? Number.NaN),
    };
  };
  const first = standAt(
    0,
    Float64Array.from(slots, (slot) => numberAt(worked, slot)),
  );
  const stands: [Stand, ...Stand[]] = [first];
  const bound = outOfBounds * Math.max(1, Math.abs(first.output));
  let here = first;
  for (;;) {
    if (here.output < -bound) return { stands, end: { kind: 'bottomless' } };
    if (!(here.output <= bound)) return { stands, end: { kind: 'diverged' } };
    const missing = here.gradient.findIndex((slope) => !Number.isFinite(slope));
    if (missing >= 0) return { stands, end: { kind: 'stuck', slot: slots[missing] ?? -1 } };
    const { parameters, gradient } = here;
    const moves = gradient.map((slope) => rate * slope);
    if (moves.every((move, p) => Math.abs(move) <= flat * Math.max(1, Math.abs(parameters[p] ?? 0))))
      return { stands, end: { kind: 'flat' } };
    if (here.step >= steps) return { stands, end: { kind: 'finished' } };
    here = standAt(
      here.step + 1,
      parameters.map((value, p) => value - (moves[p] ?? 0)),
    );
    stands.push(here);
  }
}

/** A smaller rate at which descent goes down over as many steps: halved, and halved again; null where none is found. */
export function calmerRate(
  worked: Worked,
  slots: readonly number[],
  rate: number,
  steps: number,
): number | null {
  for (let calmer = rate / 2, tries = 0; tries < 40; tries++, calmer /= 2) {
    // One digit is enough, and easier to type; rounded down it is as calm.
    const unit = 10 ** Math.floor(Math.log10(calmer));
    const short = Number((Math.floor(calmer / unit) * unit).toPrecision(1));
    const { stands, end } = descend(worked, slots, short, steps);
    const last = stands.at(-1)?.output ?? Number.NaN;
    if ((end.kind === 'finished' || end.kind === 'flat') && last <= stands[0].output) return short;
  }
  return null;
}
