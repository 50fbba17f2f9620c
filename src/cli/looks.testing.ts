import { type Look, uncoloured } from './look.ts';

/** For tests: a screen so wide, without colours. */
export const screen = (width: number, ascii = false): Look => ({
  width: () => width,
  ascii,
  plain: false,
  paint: uncoloured,
});

/** For tests: where a voice reads. */
export const voice: Look = { width: () => 80, ascii: true, plain: true, paint: uncoloured };
