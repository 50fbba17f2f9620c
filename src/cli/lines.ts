import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What came where a line was waited for. */
export type Arrival =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'signal'; readonly signal: Signal };

/** The signals that end a quiz. */
export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
export const endingSignals: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Where a quiz gets its lines from. */
export interface LineSource {
  readonly next: (prompt: string) => Promise<Arrival>;
  /** Lines that have come and were not asked for; only a pipe knows them. */
  readonly rest: () => Promise<number>;
  readonly close: () => void;
}

/**
 * Lines from a pipe, a file, or a terminal that is not to be repainted. One reader, made at once: lines that come early
 * wait, and none is lost. With `prompts` the prompt is written there.
 */
export function plainLines(input: Readable, prompts: Writable | null): LineSource {
  const reader = createInterface({ input, terminal: false, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  let ended = false;
  const signal = signalled();
  return {
    async next(prompt) {
      if (ended) return { kind: 'end' };
      prompts?.write(prompt);
      const arrival = await Promise.race([lines.next(), signal.arrived]);
      if ('kind' in arrival) return arrival;
      ended = arrival.done === true;
      return arrival.done ? { kind: 'end' } : { kind: 'line', text: arrival.value };
    },
    async rest() {
      let count = 0;
      while (!ended) {
        const { done, value } = await lines.next();
        ended = done === true;
        if (!ended && !isSilent(value)) count++;
      }
      return count;
    },
    close() {
      signal.forget();
      reader.close();
    },
  };
}

/** Blank lines and comments say nothing. */
export const isSilent = (line: string): boolean => /^\s*(#|$)/.test(line);

/** A promise of the first ending signal, and a way to stop listening. */
export function signalled(): { readonly arrived: Promise<Arrival>; readonly forget: () => void } {
  const listeners = new Map<Signal, () => void>();
  const arrived = new Promise<Arrival>((resolve) => {
    for (const signal of endingSignals) {
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
