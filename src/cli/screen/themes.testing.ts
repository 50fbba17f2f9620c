import { type Theme, uncoloured } from './theme.ts';

/** For tests: a screen so wide, without colours. */
export const screen = (width: number, ascii = false): Theme => ({
  width: () => width,
  ascii,
  plain: false,
  paint: uncoloured,
});

/** For tests: where a voice reads. */
export const voice: Theme = { width: () => 80, ascii: true, plain: true, paint: uncoloured };
