import { longestAnswer } from '../../tutor/answers/reading.ts';

/** What came when a line was awaited. */
export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'signal'; readonly signal: Signal };

/** The signals that end a quiz, with the exit code that each has by custom: 128 and its number. */
export const signalCodes = { SIGINT: 130, SIGQUIT: 131, SIGTERM: 143, SIGHUP: 129 } as const;
export type Signal = keyof typeof signalCodes;

/** Where a quiz gets its lines from. */
export interface LineSource {
  readonly next: (prompt: string) => Promise<LineEvent>;
  /** The number of lines that came and were not asked for; only a pipe has such lines. */
  readonly rest: () => Promise<number>;
  readonly close: () => void;
}

/** Blank lines and comments say nothing. */
export const isSilent = (line: string): boolean => /^\s*(#|$)/.test(line);

/** A line with its number, counted from 1. */
interface Numbered {
  readonly kind: 'line';
  readonly text: string;
  readonly number: number;
}

/**
 * A source whose lines are counted, and whose last lines can be given out again. In a pipe, blank lines and comments
 * are skipped.
 */
export function numbered(source: LineSource, piped: boolean) {
  const came: Numbered[] = [];
  let waiting: readonly Numbered[] = [];
  let count = 0;
  return {
    async next(prompt: string): Promise<Numbered | Exclude<LineEvent, { kind: 'line' }>> {
      let line: Numbered | undefined;
      [line, ...waiting] = waiting;
      while (!line) {
        const arrival = await source.next(prompt);
        if (arrival.kind !== 'line') return arrival;
        count++;
        if (!piped || !isSilent(arrival.text)) line = { ...arrival, number: count };
      }
      came.push(line);
      // Only as many lines are kept as one answer can have.
      if (came.length > longestAnswer) came.shift();
      return line;
    },
    /** Gives out the last lines once more, as many as asked for; returns the number of the line before them. */
    again(many: number): number {
      waiting = [...came.splice(came.length - many), ...waiting];
      return came.at(-1)?.number ?? 0;
    },
    /** The number of lines that nobody asked for. */
    rest: async (): Promise<number> => waiting.length + (await source.rest()),
  };
}

/** A promise of the first ending signal, and a way to stop listening. */
export function signalled(): { readonly arrived: Promise<LineEvent>; readonly forget: () => void } {
  const listeners = new Map<Signal, () => void>();
  const arrived = new Promise<LineEvent>((resolve) => {
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
