import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What came where a line was waited for. */
export type Arrival =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'signal'; readonly signal: Signal };

/** The signals that end a quiz, with the exit code that each has by custom: 128 and its number. */
export const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type Signal = keyof typeof signalCodes;

/** Where a quiz gets its lines from. */
export interface LineSource {
  readonly next: (prompt: string) => Promise<Arrival>;
  /** Lines that have come and were not asked for; only a pipe knows them. */
  readonly rest: () => Promise<number>;
  readonly close: () => void;
}

/** How long lines are counted that nobody asked for: a pipe may stay open, or never run dry (`yes |`). */
const patience = 200;

/**
 * Lines from a pipe, a file, or a terminal that is not to be repainted. One reader, made at once: lines that come early
 * wait, and none is lost. With `prompts` the prompt is written there.
 */
export function plainLines(input: Readable, prompts: Writable | null): LineSource {
  const reader = createInterface({ input, terminal: false, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  let ended = false;
  const signal = signalled();
  // What can't be read (a folder, a terminal that is gone) has come to its end.
  const broken = (): void => reader.close();
  input.on('error', broken);
  return {
    async next(prompt) {
      if (ended) return { kind: 'end' };
      prompts?.write(prompt);
      const arrival = await Promise.race([lines.next(), signal.arrived]);
      if (!('kind' in arrival) && !arrival.done) return { kind: 'line', text: arrival.value };
      // Who left in the middle of the line goes on in the next.
      prompts?.write('\n');
      ended = true;
      return 'kind' in arrival ? arrival : { kind: 'end' };
    },
    async rest() {
      let count = 0;
      const { over, forget } = soon(patience);
      while (!ended) {
        const { done, value } = await Promise.race([lines.next(), over]);
        ended = done === true;
        if (!ended && !isSilent(value)) count++;
      }
      forget();
      return count;
    },
    close() {
      signal.forget();
      reader.close();
      // Whatever is still to come on an open pipe must not keep the process waiting.
      input.destroy();
    },
  };
}

/** Blank lines and comments say nothing. */
export const isSilent = (line: string): boolean => /^\s*(#|$)/.test(line);

/** A promise of the first ending signal, and a way to stop listening. */
export function signalled(): { readonly arrived: Promise<Arrival>; readonly forget: () => void } {
  const listeners = new Map<Signal, () => void>();
  const arrived = new Promise<Arrival>((resolve) => {
    for (const signal of Object.keys(signalCodes) as Signal[]) {
      // the keys of that table are the signals
      const listener = (): void => resolve({ kind: 'signal', signal });
      listeners.set(signal, listener);
      process.on(signal, listener);
    }
  });
  return {
    arrived,
    forget: () => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}

/** The end of a wait, as an iterator would tell it, and a way to end it early. */
function soon(milliseconds: number): { over: Promise<IteratorReturnResult<''>>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<IteratorReturnResult<''>>((resolve) => {
    timer = setTimeout(resolve, milliseconds, { done: true, value: '' });
  });
  return { over, forget: () => clearTimeout(timer) };
}
