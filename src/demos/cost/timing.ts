import type { Sweepable } from './sweepable.ts';

/** Milliseconds since some moment; only differences mean anything. */
export type Clock = () => number;

/** The times of backprop, of one sweep per parameter, and of plain nudging on the same network, in milliseconds. */
export interface Timing {
  readonly backprop: { readonly steps: number; readonly time: number };
  /** Sweeps, one per parameter: `run` of them were run; `steps` and `time` are what all of them take. */
  readonly sweeps: { readonly run: number; readonly steps: number; readonly time: number };
  /** Forward passes, one per parameter: `run` of them were run; `time` is what all of them take, in milliseconds. */
  readonly nudging: { readonly run: number; readonly time: number };
  /** The largest difference between the two ways' derivatives, as a share of the largest derivative. */
  readonly difference: number;
}

/** With more steps than this, only a sample of the sweeps is run. */
const mostSteps = 1e9;

/** The two ways are timed in so many turns each, so that other work of the machine slows both. */
const turns = 6;
/** The least time of a turn, in milliseconds. */
const leastTurn = 30;
/** The warm-up: the machine compiles a loop while it runs, and times before that measure the compiler. */
const warmingUp = 100;
/** The time for which plain nudging is sampled, in milliseconds. */
const nudgingTime = 150;

/**
 * Runs and times both ways, in turns; now and then it yields the share that is done, from 0 to 1. Each loop runs for
 * a while before it is timed.
 */
export function* timeBoth(net: Sweepable, clock: Clock): Generator<number, Timing> {
  const { nodes, parameters } = net;
  const derivatives = new Float64Array(parameters);
  const found = new Float64Array(parameters).fill(Number.NaN);
  const back = timer(clock, () => net.backward(derivatives));
  const sample = Math.max(1, Math.min(parameters, Math.floor(mostSteps / nodes)));
  // A sample is spread evenly over the parameters: those of early nodes and of late ones.
  let next = 0;
  const sweep = timer(clock, () => {
    const finished = net.forward(Math.floor(((next % sample) * parameters) / sample), found);
    next++;
    return finished;
  });
  back(warmingUp);
  sweep(warmingUp);
  next = 0;
  const backprop = { time: [] as number[], steps: 0 };
  const forth = { runs: 0, time: 0, steps: 0 };
  for (let turn = 0; turn < turns; turn++) {
    // The loop that ran before has filled the caches with its own data.
    back(leastTurn);
    const one = back(leastTurn);
    backprop.time.push(one.time / one.runs);
    backprop.steps = one.steps / one.runs;
    while (forth.runs < ((turn + 1) * sample) / turns || forth.time < (turn + 1) * leastTurn) {
      const wanted = Math.ceil(((turn + 1) * sample) / turns) - forth.runs;
      const some = sweep(leastTurn, wanted > 0 ? wanted : Infinity);
      forth.runs += some.runs;
      forth.time += some.time;
      forth.steps += some.steps;
      yield Math.min(1, forth.runs / sample) * 0.95;
    }
  }
  return {
    backprop: { steps: backprop.steps, time: median(backprop.time) },
    sweeps: {
      run: Math.min(sample, forth.runs),
      steps: (forth.steps / forth.runs) * parameters,
      time: (forth.time / forth.runs) * parameters,
    },
    nudging: nudged(net, clock),
    difference: largestDifference(derivatives, found),
  };
}

function nudged(net: Sweepable, clock: Clock): Timing['nudging'] {
  let next = 0;
  const pass = timer(clock, () => net.nudged(next++ % net.parameters, 0.001));
  pass(warmingUp);
  const { runs, time } = pass(nudgingTime);
  return { run: Math.min(runs, net.parameters), time: (time / runs) * net.parameters };
}

/** The most runs between two looks at the clock. */
const mostBetween = 1024;

/** Runs a function repeatedly, with more and more runs between two looks at the clock, until a time or a count is reached. */
function timer(clock: Clock, run: () => number) {
  return (least: number, most = Infinity): { runs: number; time: number; steps: number } => {
    const start = clock();
    let [runs, steps, time] = [0, 0, 0];
    for (
      let batch = 1;
      runs < most && (runs === 0 || time < least);
      batch = Math.min(2 * batch, mostBetween)
    ) {
      for (let i = 0; i < batch && runs < most; i++, runs++) steps += run();
      time = clock() - start;
    }
    return { runs, time, steps };
  };
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

function largestDifference(derivatives: Float64Array, found: Float64Array): number {
  let [largest, difference] = [0, 0];
  for (const [p, swept] of found.entries()) {
    if (Number.isNaN(swept)) continue;
    largest = Math.max(largest, Math.abs(swept));
    difference = Math.max(difference, Math.abs(swept - (derivatives[p] ?? Number.NaN)));
  }
  return largest === 0 ? difference : difference / largest;
}
