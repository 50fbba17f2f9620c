import type { Matrix } from '../matrix.ts';

/** A matrix or, if `transposed`, its transpose, which is never made. */
export interface ProductFactor extends Matrix {
  readonly transposed?: boolean;
}

/** Writes or, if `add`, adds the product of two factors at the front of `out`, row by row; `out` must not overlap a factor. */
export type Product = (a: ProductFactor, b: ProductFactor, out: Float64Array, add: boolean) => void;
