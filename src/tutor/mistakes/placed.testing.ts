import type { Placing } from './sentences/entry.ts';

/** For tests: a place of which any mistake can be told. */
export const placed: Placing = {
  asked: 'b',
  output: 'J',
  readers: ['u'],
  upstream: 'dJ/du',
  upstreams: ['dJ/du'],
  rule: 'b*c',
  part: null,
  intruder: null,
  inside: null,
  single: true,
  shape: '(3,2)',
  copied: true,
  multiplied: true,
  over: null,
  divided: true,
};
