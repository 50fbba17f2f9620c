import type { Product } from './factor.ts';
import { compiled } from './tiles.wasm.ts';

/** What `tiles.ts` exports; addresses and sizes are bytes, strides are entries. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly scratch: (depth: number, columns: number) => number;
  readonly product: (
    ...numbers: [
      a: number,
      b: number,
      out: number,
      rows: number,
      depth: number,
      columns: number,
      aDown: number,
      aAcross: number,
      bDown: number,
      bAcross: number,
      packed: number,
      add: number,
    ]
  ) => void;
}

/** The little of it that is used here; the libraries of types have it only together with a browser's. */
declare const WebAssembly:
  | undefined
  | {
      validate(bytes: Uint8Array): boolean;
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: object };
    };

const page = 65_536;
/** Nothing of the module's own lies from here on. */
const start = 1024;

/**
 * The product in WebAssembly, two numbers an instruction, some five times as fast as the one in lanes; null where this
 * computer's Node has no vectors. The factors are copied in and the product is copied out, which is counted in.
 */
export function productInWasm(): Product | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(compiled), (letter) => letter.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, scratch, product } = exports as unknown as Exports; // what the source beside it exports
  let numbers = new Float64Array(memory.buffer);
  return (a, b, out, add) => {
    const [rows, depth] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
    const columns = b.transposed ? b.rows : b.columns;
    const right = start + 8 * rows * depth;
    const result = right + 8 * depth * columns;
    const packed = result + 8 * rows * columns;
    const missing = packed + scratch(depth, columns) - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    // A memory that grows gets a new buffer.
    if (numbers.buffer !== memory.buffer) numbers = new Float64Array(memory.buffer);
    numbers.set(a.entries, start / 8);
    numbers.set(b.entries, right / 8);
    if (add) numbers.set(out.length === rows * columns ? out : out.subarray(0, rows * columns), result / 8);
    product(
      start,
      right,
      result,
      rows,
      depth,
      columns,
      a.transposed ? 1 : depth,
      a.transposed ? rows : 1,
      b.transposed ? 1 : columns,
      b.transposed ? depth : 1,
      packed,
      add ? 1 : 0,
    );
    out.set(numbers.subarray(result / 8, result / 8 + rows * columns));
  };
}
