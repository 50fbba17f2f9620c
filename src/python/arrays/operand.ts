import type { Form } from './form.ts';
import { type Failed, isFailed, type NdArray } from './ndarray.ts';

/** A value that an array function takes or gives: its numbers, and the expression that they came from. */
export interface Operand {
  readonly array: NdArray;
  readonly form: Form | null;
}

/** Arguments by name that are no arrays. */
export interface ReductionSettings {
  readonly axis: number | null;
  readonly keepdims: boolean;
}

/** One of NumPy's functions, over arrays. */
export type ArrayFunction = (operands: readonly Operand[], settings: ReductionSettings) => Operand | Failed;

/** What a function gives whose array may have failed. */
export const made = (array: NdArray | Failed, form: Form | null = null): Operand | Failed =>
  isFailed(array) ? array : { array, form };

/** What Python raises where a function is given too little. */
export const tooFew: Failed = { failed: 'TypeError: an argument is missing' };

/** What is said where a function is given more than is read of it: a step, an order, a place for the result. */
export const tooMany: Failed = { failed: "dvar can't read the extra argument of this function" };
