import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BenchPlan } from '../tasks/plan.ts';

const folder = join(dirname(dirname(process.argv[1] ?? '.')), 'src', 'bench', 'rivals');

/** What `rivals.c` offers. */
export interface InC {
  readonly forward: (size: number, ...plan: ArrayBufferView[]) => void;
  readonly backward: (size: number, ...plan: ArrayBufferView[]) => void;
  readonly product: (a: Float64Array, b: Float64Array, out: Float64Array, size: number) => void;
  readonly network: (...numbers: readonly (Float64Array | number)[]) => void;
}

/** The rivals in C, compiled as they stand in the source by `cc -O2`; null where no compiler is. */
export function inC(): InC | null {
  const made = mkdtempSync(join(tmpdir(), 'dvar-bench-'));
  const library = join(made, 'rivals.node');
  const words = [
    '-O2',
    '-ffp-contract=off',
    '-shared',
    '-fPIC',
    join(folder, 'rivals.c'),
    '-o',
    library,
    '-lm',
  ];
  const loaded: { exports: Partial<InC> } = { exports: {} };
  if (spawnSync('cc', words).status === 0) process.dlopen(loaded, library);
  rmSync(made, { recursive: true });
  return loaded.exports.forward ? (loaded.exports as InC) : null; // what the source offers
}

interface Tape {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly forward: (size: number, op: number, left: number, right: number, value: number) => void;
  readonly backward: (
    size: number,
    op: number,
    left: number,
    right: number,
    value: number,
    gradient: number,
  ) => void;
}

/** The little of it that is used here; the libraries of types have it only together with a browser's. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/** The loops in AssemblyScript, compiled from their source; null where its compiler is not installed. */
export function compiledTape(): Uint8Array | null {
  const made = mkdtempSync(join(tmpdir(), 'dvar-bench-'));
  // The compiler asks for a name that ends so.
  copyFileSync(join(folder, 'tape.as'), join(made, 'tape.ts'));
  const compiler = join(folder, '..', '..', '..', 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  const words = ['tape.ts', '--outFile', 'tape.wasm', '-O3', '--noAssert', '--runtime', 'stub'];
  const { status } = spawnSync(process.execPath, [compiler, ...words], { cwd: made });
  const bytes = status === 0 ? readFileSync(join(made, 'tape.wasm')) : null;
  rmSync(made, { recursive: true });
  return bytes;
}

/** A plan laid into a memory of its own, and the loops over it. */
export function tapeInWasm(bytes: Uint8Array, plan: BenchPlan) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, ...loops } = exports as unknown as Tape; // what the source beside it exports
  const { size } = plan;
  const [value, gradient, left, right, op] = [
    1024,
    1024 + 8 * size,
    1024 + 16 * size,
    1024 + 20 * size,
    1024 + 24 * size,
  ] as const;
  memory.grow(Math.ceil((op + size) / 65_536));
  new Float64Array(memory.buffer, value, size).set(plan.value);
  new Int32Array(memory.buffer, left, size).set(plan.left);
  new Int32Array(memory.buffer, right, size).set(plan.right);
  new Uint8Array(memory.buffer, op, size).set(plan.op);
  return {
    forward: () => loops.forward(size, op, left, right, value),
    backward: () => loops.backward(size, op, left, right, value, gradient),
    gradient: new Float64Array(memory.buffer, gradient, size),
  };
}
