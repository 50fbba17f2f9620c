import { knownSign } from './spelling.ts';

// The signs of which rules are made, as the blackboard writes them.

export const plusSign = knownSign('infix', '+');
export const minusSign = knownSign('infix', '-');
export const timesSign = knownSign('infix', '*');
export const divideSign = knownSign('infix', '/');
export const dotTimesSign = knownSign('infix', '.*');
export const dotDivideSign = knownSign('infix', './');
export const negativeSign = knownSign('prefix', '-');
/** The transpose's mark. */
export const primeSign = knownSign('postfix', "'");
