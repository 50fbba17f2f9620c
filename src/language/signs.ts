import { knownSign } from './spelling.ts';

// The signs of which rules are made, as the blackboard writes them.

export const plus = knownSign('infix', '+');
export const minus = knownSign('infix', '-');
export const times = knownSign('infix', '*');
export const over = knownSign('infix', '/');
export const dotTimes = knownSign('infix', '.*');
export const dotOver = knownSign('infix', './');
export const negative = knownSign('prefix', '-');
/** The transpose's mark. */
export const prime = knownSign('postfix', "'");
