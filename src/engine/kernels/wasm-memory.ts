import { type Codes, type Kernel, kernelFor } from './scalar-kernel.ts';
import { type WasmLoops, wasmLoops } from './wasm-kernel.ts';

/** The little of it that is used here; the libraries of types have it only together with a browser's. */
interface Memory {
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => number;
}
declare const WebAssembly:
  | undefined
  | {
      readonly Memory: new (of: { readonly initial: number }) => Memory;
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports: object) => { readonly exports: object };
    };

/** The arrays of a graph whose every node is a single number, see Graph. */
export interface ScalarArrays {
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly code: Uint16Array<ArrayBuffer>;
  readonly left: Int32Array<ArrayBuffer>;
  readonly right: Int32Array<ArrayBuffer>;
  readonly start: Float64Array<ArrayBuffer>;
}

/** Arrays for so many slots in a memory of WebAssembly, where a graph is built and computed without ever being copied. */
export interface WasmRoom extends ScalarArrays {
  readonly slots: number;
  readonly memory: Memory;
}

/** A page of such a memory in bytes. What is never written takes no place on the machine. */
const page = 65_536;

/** WasmRoom for so many slots; null where the machine has none to give. */
export function roomFor(slots: number): WasmRoom | null {
  if (typeof WebAssembly === 'undefined') return null;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(addresses(slots).list / page) });
    return { slots, memory, ...arraysIn(memory, slots, slots) };
  } catch {
    return null;
  }
}

/** Where the arrays lie: values at 0, and a gradient a slot behind them; the list comes last, since nobody knows its length before. */
const addresses = (slots: number) => ({
  gradient: 8 * slots,
  left: 16 * slots,
  right: 20 * slots,
  code: 24 * slots,
  kind: 26 * slots,
  list: 28 * slots,
});

function arraysIn({ buffer }: Memory, slots: number, size: number): ScalarArrays {
  const at = addresses(slots);
  return {
    kind: new Uint8Array(buffer, at.kind, size),
    code: new Uint16Array(buffer, at.code, size),
    left: new Int32Array(buffer, at.left, size),
    right: new Int32Array(buffer, at.right, size),
    start: new Float64Array(buffer, 0, size),
  };
}

type Loop = (from: number, to: number, ...addresses: readonly number[]) => void;

/** So many slots are done in a call: a loop that turns out to be long is compiled for good between two of them. */
const stretch = 65_536;

/**
 * The first `size` slots of a room with the loops over them in WebAssembly. Other arrays than these, as of a nudged pass,
 * go through the loops in JavaScript. Null where these ops can't be compiled so.
 */
export function inRoom({ memory, slots }: WasmRoom, size: number, given: readonly number[], codes: Codes) {
  const made = moduleFor(codes.all);
  if (made === null || typeof WebAssembly === 'undefined') return null;
  const at = addresses(slots);
  const missing = at.list + 4 * given.length - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / page));
  const list = new Int32Array(memory.buffer, at.list, given.length);
  list.set(given);
  const own = { ...arraysIn(memory, slots, size), list };
  const gradients = new Float64Array(memory.buffer, at.gradient, size);
  const { exports } = new WebAssembly.Instance(made.module, { its: { memory }, ops: made.loops.imports });
  const loops = exports as unknown as { readonly forward: Loop; readonly backward: Loop }; // what the bytes export
  const run = (loop: Loop, from: number, to: number): void =>
    loop(from, to, at.code, at.left, at.right, at.list, at.gradient);
  let free = true;
  const kernel: Kernel = {
    forward(count, code, left, right, listed, value) {
      if (code !== own.code || value !== own.start)
        kernelFor(codes).forward(count, code, left, right, listed, value);
      else
        for (let from = 0; from < count; from += stretch)
          run(loops.forward, from, Math.min(count, from + stretch));
    },
    backward(from, code, left, right, listed, value, gradient) {
      if (code !== own.code || value !== own.start || gradient !== gradients)
        kernelFor(codes).backward(from, code, left, right, listed, value, gradient);
      else
        for (let top = from; top >= 0; top -= stretch)
          run(loops.backward, top, Math.max(0, top - stretch + 1));
    },
    room() {
      const given = free ? gradients : null;
      free = false;
      return given;
    },
  };
  return { ...own, kernel };
}

const modules = new Map<string, { readonly module: object; readonly loops: WasmLoops } | null>();

/** The loops of these codes, compiled; null where these can't be. */
function moduleFor(codes: readonly number[]) {
  const sorted = codes.toSorted((a, b) => a - b);
  const key = sorted.join(' ');
  let made = modules.get(key);
  if (made === undefined) {
    const loops = wasmLoops(sorted);
    made =
      loops && typeof WebAssembly !== 'undefined'
        ? { module: new WebAssembly.Module(loops.bytes), loops }
        : null;
    modules.set(key, made);
  }
  return made;
}
