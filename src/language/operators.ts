import type { OpName } from '../ops/table.ts';
import { knownSign, type Sign } from './spelling.ts';

// The signs of which rules are made, as the blackboard writes them. Whoever has to know an op asks which sign means it, so
// that its name stands in the table alone.

export const plusSign = knownSign('infix', '+');
export const minusSign = knownSign('infix', '-');
export const timesSign = knownSign('infix', '*');
export const divideSign = knownSign('infix', '/');
export const dotTimesSign = knownSign('infix', '.*');
export const dotDivideSign = knownSign('infix', './');
export const negativeSign = knownSign('prefix', '-');
/** The transpose's mark. */
export const primeSign = knownSign('postfix', "'");
/** A power entry by entry. */
export const dotPowerSign = knownSign('infix', '.^');
export const squareSign = knownSign('call', 'square');
export const expSign = knownSign('call', 'exp');
/** The sum of entries, along a dimension or of all of them. */
export const sumSign = knownSign('call', 'sum');
export const meanSign = knownSign('call', 'mean');
/** A matrix of ones, by its numbers of rows and columns. */
export const onesSign = knownSign('call', 'ones');

/** Whether a sign can mean an op: `*` means multiply and matmul, `.*` multiply alone. */
export const signMeans = ({ ops }: Sign, op: OpName | null): boolean => op !== null && ops.includes(op);
