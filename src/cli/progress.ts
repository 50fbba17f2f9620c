import type { Look } from './look.ts';
import type { World } from './world.ts';

/** How far a long work is. */
export interface Progress {
  readonly at: (count: number) => void;
  readonly end: () => void;
}

/** Columns of the bar. */
const width = 20;

/** A bar on standard error, in a terminal that may be repainted; elsewhere nothing. */
export function progressOn(stream: World['stderr'], look: Look, all: number | null): Progress {
  if (stream.isTTY !== true || look.plain || all === null || all < 2) return { at: () => {}, end: () => {} };
  const [full, empty] = look.ascii ? ['#', '-'] : ['█', '░'];
  let shown = '';
  return {
    at(count) {
      const part = Math.floor((count / all) * width);
      const bar = `${full.repeat(part)}${empty.repeat(width - part)} ${count}/${all}`;
      if (bar === shown) return;
      shown = bar;
      stream.write(`\r${bar}`);
    },
    end() {
      if (shown !== '') stream.write(`\r${' '.repeat(shown.length)}\r`);
    },
  };
}
