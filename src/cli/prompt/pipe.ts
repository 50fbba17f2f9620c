import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isSilent, type LineSource, signalled } from './lines.ts';

/** How long (in milliseconds) unasked lines are counted: a pipe may stay open, or never end (`yes |`). */
const patience = 200;

/**
 * Lines from a pipe, a file, or a terminal that is not repainted. The reader starts at once, so that early lines wait
 * and none is lost. With `prompts`, prompts are written there.
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
      // After an interrupt in the middle of a line, output continues on the next one.
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

/** A wait that ends as an iterator does, and a way to end it early. */
function soon(milliseconds: number): { over: Promise<IteratorReturnResult<''>>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<IteratorReturnResult<''>>((resolve) => {
    timer = setTimeout(resolve, milliseconds, { done: true, value: '' });
  });
  return { over, forget: () => clearTimeout(timer) };
}
