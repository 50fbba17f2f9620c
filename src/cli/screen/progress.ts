import type { Environment } from '../shell/environment.ts';
import type { Theme } from './theme.ts';

/** A bar that fills while long work goes on. */
export interface Progress {
  readonly at: (share: number) => void;
  /** Takes the bar off the screen. */
  readonly done: () => void;
}

/** Work that is done sooner than this, in milliseconds, shows no bar; and no bar is drawn more often. */
const patience = 300;
const pause = 80;
const longest = 40;

/** Does long work to its end, telling the bar how far it is. */
export function withProgress<T>(work: Generator<number, T>, bar: Progress): T {
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      bar.at(value);
    }
  } finally {
    bar.done();
  }
}

/** A bar on standard error; none where that is not a terminal, or must not be repainted. */
export function progressOn({ stderr, clock }: Environment, theme: Theme): Progress {
  if (stderr.isTTY !== true || theme.plain) return { at: () => {}, done: () => {} };
  let next = clock() + patience;
  let drawn = false;
  return {
    at(share) {
      if (clock() < next) return;
      next = clock() + pause;
      drawn = true;
      const length = Math.max(1, Math.min(longest, (stderr.columns || 80) - 8));
      const full = Math.round(share * length);
      const percent = String(Math.floor(100 * share)).padStart(3);
      stderr.write(`\r[${'#'.repeat(full)}${'.'.repeat(length - full)}] ${percent}%`);
    },
    done() {
      if (drawn) stderr.write('\r\x1b[K');
    },
  };
}
