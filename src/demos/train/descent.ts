import type { Objective } from './objective.ts';

/** The state of a descent after some steps: the output over all examples, and the parameters, entry by entry. */
export interface TrainingState {
  readonly step: number;
  readonly output: number;
  readonly parameters: Float64Array;
  /** The derivatives of the output there; null where each step sees a batch, and none sees all examples. */
  readonly gradient: Float64Array | null;
}

/** How a descent ended. */
export type TrainingEnd =
  /** All the steps were made. */
  | { readonly kind: 'finished' }
  /** No parameter moves by more than a share too small to see. */
  | { readonly kind: 'flat' }
  /** The output grew without bound, or no longer has a value. */
  | { readonly kind: 'diverged' }
  /** The output fell far below its start: it may have no smallest value this way. */
  | { readonly kind: 'bottomless' }
  /** The derivative by the parameter at this place does not exist where descent has come to. */
  | { readonly kind: 'stuck'; readonly place: number };

export interface Descent {
  /** The start, the stands that were asked for, and the last one. Others are not kept, because networks are large. */
  readonly stands: readonly [TrainingState, ...TrainingState[]];
  /** The output before each step, over the batch of that step; without batches also the output of the last stand. */
  readonly outputs: readonly number[];
  readonly end: TrainingEnd;
}

/** The settings of a descent. */
export interface TrainingRun {
  readonly rate: number;
  readonly steps: number;
  /** Whether the stand after so many steps is kept. */
  readonly tells: (step: number) => boolean;
}

/** A step is flat if no parameter moves by more than this share of it (of 1 where the parameter is smaller). */
const flat = 1e-9;
/** An output that has grown to so many times its start has diverged. */
const outOfBounds = 1e6;

/**
 * Gradient descent as the lecture writes it: w = w - rate * dw, all parameters together, from the old values. Yields the
 * share of the steps that are made.
 */
export function* descent(
  objective: Objective,
  start: Float64Array,
  { rate, steps, tells }: TrainingRun,
): Generator<number, Descent> {
  const parameters = start.slice();
  const gradient = new Float64Array(start.length);
  const batched = objective.batches > 1;
  const outputs: number[] = [];
  const stands: TrainingState[] = [];
  for (let step = 0; ; step++) {
    const output = objective.slope(step, parameters, gradient);
    const end = endAt(step, output);
    if (end === null || !batched) outputs.push(output);
    if (step === 0 || end !== null || tells(step))
      stands.push({
        step,
        output: batched ? objective.whole(parameters) : output,
        parameters: parameters.slice(),
        gradient: batched ? null : gradient.slice(),
      });
    if (end) return { stands: stands as [TrainingState, ...TrainingState[]], outputs, end }; // the start is always kept
    moveAgainst(parameters, gradient, rate);
    yield step / steps;
  }

  function endAt(step: number, output: number): TrainingEnd | null {
    const bound = outOfBounds * Math.max(1, Math.abs(outputs[0] ?? output));
    if (output < -bound) return { kind: 'bottomless' };
    if (!(output <= bound)) return { kind: 'diverged' };
    const place = firstMissing(gradient);
    if (place !== null) return { kind: 'stuck', place };
    // A step that is flat for one batch says nothing about the others.
    if (!batched && isFlat(parameters, gradient, rate)) return { kind: 'flat' };
    return step >= steps ? { kind: 'finished' } : null;
  }
}

// The loops over all the parameters stand by themselves: inside a generator they are not compiled as well.

function moveAgainst(parameters: Float64Array, gradient: Float64Array, rate: number): void {
  for (let place = 0; place < parameters.length; place++) parameters[place]! -= rate * gradient[place]!;
}

function firstMissing(gradient: Float64Array): number | null {
  // `x - x` is 0 unless x is NaN or infinite, and NaN stays NaN in a sum.
  let sum = 0;
  for (let place = 0; place < gradient.length; place++) sum += gradient[place]! - gradient[place]!;
  return sum === 0 ? null : gradient.findIndex((slope) => !Number.isFinite(slope));
}

function isFlat(parameters: Float64Array, gradient: Float64Array, rate: number): boolean {
  for (let place = 0; place < parameters.length; place++)
    if (Math.abs(rate * gradient[place]!) > flat * Math.max(1, Math.abs(parameters[place]!))) return false;
  return true;
}

/** Runs work that reports its progress, and ignores the reports. */
export function resultOf<T>(running: Generator<number, T>): T {
  for (;;) {
    const { done, value } = running.next();
    if (done) return value;
  }
}

/** A smaller rate at which the same number of steps goes down, found by halving; null where none is found. */
export function calmerRate(
  objective: Objective,
  start: Float64Array,
  { rate, steps }: Pick<TrainingRun, 'rate' | 'steps'>,
): number | null {
  for (let calmer = rate / 2, tries = 0; tries < 40; tries++, calmer /= 2) {
    // One digit is enough, and easier to type; rounding down never makes the rate larger.
    const unit = 10 ** Math.floor(Math.log10(calmer));
    const short = Number((Math.floor(calmer / unit) * unit).toPrecision(1));
    const { stands, end } = resultOf(descent(objective, start, { rate: short, steps, tells: () => false }));
    const last = stands.at(-1)?.output ?? Number.NaN;
    if ((end.kind === 'finished' || end.kind === 'flat') && isBelow(last, stands[0].output)) return short;
  }
  return null;
}

/** A change of an output by less than this share is rounding. */
const seen = 1e-9;

/** Whether an output is lower than another by more than rounding. */
const isBelow = (output: number, start: number): boolean =>
  start - output > seen * Math.max(1, Math.abs(start));

/**
 * Whether the steps jump back and forth across a minimum without getting lower, although the first step had far to
 * go.
 */
export function jumpsAcross({ stands }: Descent, rate: number): boolean {
  const [{ output: start, gradient }] = stands;
  const last = stands.at(-1)?.output ?? Number.NaN;
  if (gradient === null || isBelow(last, start) || isBelow(start, last)) return false;
  const slope = gradient.reduce((sum, each) => sum + each * each, 0);
  return isBelow(start - rate * slope, start);
}

/** One step in detail. */
export interface ParameterMove {
  readonly gradient: Float64Array;
  readonly parameters: Float64Array;
  /** The output before and after the step; with batches, both over the first batch. */
  readonly before: number;
  readonly after: number;
}

/** The first step of a descent, by itself. */
export function firstMove(objective: Objective, start: Float64Array, rate: number): ParameterMove {
  const gradient = new Float64Array(start.length);
  const before = objective.slope(0, start, gradient);
  const parameters = start.map((value, place) => value - rate * (gradient[place] ?? Number.NaN));
  return {
    gradient,
    parameters,
    before,
    after: objective.slope(0, parameters, new Float64Array(start.length)),
  };
}
