import type { Product, ProductFactor } from './factor.ts';
import { productInLanes } from './in-lanes.ts';
import { productInWasm } from './in-wasm.ts';

/** Below so many multiplications it takes longer to hand the factors over to WebAssembly than it saves. */
const fewest = 1000;

let lanes: Product | null = null;
let wasm: Product | null | undefined;

/**
 * Writes or, if `add`, adds the product of two factors row by row: bit for bit what the naive loop gives, each entry
 * summed from 0 in the order of the inner index. `out` must not overlap a factor.
 */
export function matrixProduct(a: ProductFactor, b: ProductFactor, out: Float64Array, add: boolean): void {
  const columns = b.transposed ? b.rows : b.columns;
  if (a.rows * a.columns * columns >= fewest) {
    if (wasm === undefined) wasm = productInWasm();
    if (wasm !== null) {
      wasm(a, b, out, add);
      return;
    }
  }
  lanes ??= productInLanes();
  lanes(a, b, out, add);
}
