import { setTimeout } from 'node:timers/promises';

/** What came out of a measurement, beside what is asked of it. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly target: string;
  readonly met: boolean;
}

/** A figure that may be so large and no larger. */
export const atMost = (what: string, value: number, most: number, unit: string): Figure => ({
  what,
  figure: `${short(value)} ${unit}`,
  target: `at most ${most} ${unit}`,
  met: value <= most,
});

/** A figure that must be so large at least. */
export const atLeast = (what: string, value: number, least: number, unit: string): Figure => ({
  what,
  figure: `${short(value)} ${unit}`,
  target: `at least ${least} ${unit}`,
  met: value >= least,
});

/** Something that happens or does not. */
export const happens = (what: string, figure: string, target: string, met: boolean): Figure => ({
  what,
  figure,
  target,
  met,
});

/** Whether a figure met its target, in a word; none where nothing is asked of it. */
export const verdictOf = ({ target, met }: Figure): string =>
  /^(?:nothing asked|told, not judged)/.test(target) ? '' : met ? 'met' : 'NOT MET';

const short = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

// What tasks return is kept, so that no compiler may find a task useless.
const kept: unknown[] = [];

/**
 * Milliseconds of every task in every round, after rounds that warm up and do not count. The tasks take turns within a
 * round, so that a machine that is busy with something else is busy for all of them.
 */
export function takeTurns<Name extends string>(
  rounds: number,
  tasks: Readonly<Record<Name, (round: number) => unknown>>,
  warmingUp = 3,
): Readonly<Record<Name, readonly number[]>> {
  const names = Object.keys(tasks) as Name[]; // the keys of a record are its names
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>; // one list a name
  for (let round = -warmingUp; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      kept[0] = tasks[name](round + warmingUp);
      const time = performance.now() - start;
      // One task's heap is not to weigh on the next one's turn.
      kept.length = 0;
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** The median, over the rounds, of how many times as long one task took as the other in the same round. */
export function ratio(task: readonly number[], other: readonly number[]): number {
  return median(task.map((time, round) => time / (other[round] ?? Number.NaN)));
}

/** Numbers from 0 to 1 that look random and are the same in every run (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes in use; arrays that nobody holds are given back a moment after the collection that finds them. */
export async function held(): Promise<number> {
  globalThis.gc?.();
  await setTimeout(100);
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
