import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isSilent, type LineSource, signalled } from './lines.ts';

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

/** The end of a wait, as an iterator would tell it, and a way to end it early. */
function soon(milliseconds: number): { over: Promise<IteratorReturnResult<''>>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<IteratorReturnResult<''>>((resolve) => {
    timer = setTimeout(resolve, milliseconds, { done: true, value: '' });
  });
  return { over, forget: () => clearTimeout(timer) };
}
