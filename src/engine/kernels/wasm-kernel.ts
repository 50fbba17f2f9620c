import { type OpName, table } from '../../ops/table.ts';
import { isListed, isSelecting, isWanted, nameOf, wantBits } from './op-codes.ts';
import {
  type Bytes,
  block,
  body,
  branchIf,
  branchTable,
  branchTo,
  choice,
  f64,
  f64Does,
  functionType,
  get,
  head,
  i32,
  i32Does,
  loads,
  loopOf,
  section,
  set,
  storeF64,
  type,
  unsigned,
  wordBytes,
} from './wasm-bytes.ts';
import { type Imports, timesLocalCode, valueCode } from './wasm-formulas.ts';

/** The loops of a graph's codes in WebAssembly, and what they call. Values lie at address 0, the rest where a call says. */
export interface WasmLoops {
  readonly bytes: Uint8Array;
  readonly imports: Readonly<Record<string, (...operands: readonly number[]) => number>>;
}

/** Parameters and locals of both loops; the numbers are those of WebAssembly. */
const at = {
  from: 0,
  to: 1,
  code: 2,
  left: 3,
  right: 4,
  list: 5,
  gradient: 6,
  i: 7,
  slots: 8,
  G: 11,
  out: 12,
  operands: 13,
};
const most = 3;
const parameters: Bytes = new Array<number>(at.i).fill(type.i32);
const locals: readonly Bytes[] = [
  [...unsigned(1 + most), type.i32],
  [...unsigned(2 + most), type.f64],
];

/** Makes the loops of these codes from the table's formulas; null where an op has more operands than there are places for. */
export function wasmLoops(codes: readonly number[]): WasmLoops | null {
  const ops = [...new Set(codes.map((code) => code >> wantBits))];
  if (ops.some((op) => table[nameOf(op)].operands.length > most)) return null;
  const imports: Imports = new Map();
  const guarded = ops.some((op) => isSelecting(table[nameOf(op)]));
  const forward = forwardCode(ops, imports);
  const backward = backwardCode(codes, guarded, imports);
  const names = [...imports.keys()];
  const types = [
    functionType(parameters, []),
    ...[1, 2, 3].map((count) => functionType(new Array<number>(count).fill(type.f64), [type.f64])),
  ];
  const bytes = [
    ...head,
    ...section(1, types),
    ...section(2, [
      [...wordBytes('its'), ...wordBytes('memory'), 0x02, 0x00, 0x00],
      ...names.map((op) => [...wordBytes('ops'), ...wordBytes(op), 0x00, table[op].operands.length]),
    ]),
    ...section(3, [[0], [0]]),
    ...section(7, [
      [...wordBytes('forward'), 0x00, ...unsigned(names.length)],
      [...wordBytes('backward'), 0x00, ...unsigned(names.length + 1)],
    ]),
    ...section(10, [body(locals, forward), body(locals, backward)]),
  ];
  return { bytes: Uint8Array.from(bytes), imports: Object.fromEntries(imports) };
}

/** Values of the slots from `from` up to, without, `to`. */
function forwardCode(ops: readonly number[], imports: Imports): Bytes {
  const cases = ops.map((number): readonly [number, Bytes] => {
    const op = nameOf(number);
    const value = valueCode(
      op,
      table[op].operands.map((_, k) => get(at.operands + k)),
      imports,
    );
    const operands = table[op].operands.map((_, k) => [
      ...slot(op, k),
      ...i32(3),
      i32Does.shiftLeft,
      ...loads.f64,
      ...set(at.operands + k),
    ]);
    return [number, [...operands.flat(), ...place(at.i, 3), ...value, ...storeF64]];
  });
  const which = [...place(at.i, 1, at.code), ...loads.u16, ...i32(wantBits), i32Does.shiftRight];
  return eachSlot(switched(which, cases), i32Does.add, i32Does.lessThan);
}

/** A loop over slots from `from` on, `step` by one, as long as the slot is `within` `to`. */
function eachSlot(does: Bytes, step: number, within: number): Bytes {
  const goesOn = [...get(at.i), ...get(at.to), within, ...branchIf(0)];
  const next = [...get(at.i), ...i32(1), step, ...set(at.i)];
  return [
    ...get(at.from),
    ...set(at.i),
    ...block([
      ...get(at.i),
      ...get(at.to),
      within,
      i32Does.isZero,
      ...branchIf(0),
      ...loopOf([...does, ...next, ...goesOn]),
    ]),
  ];
}

/** Adds into the gradient what slots pass back, from `from` down to `to`. */
function backwardCode(codes: readonly number[], guarded: boolean, imports: Imports): Bytes {
  const cases = codes
    .filter((code) => (code & ((1 << wantBits) - 1)) !== 0)
    .map((code): readonly [number, Bytes] => [code, passCode(code, imports)]);
  const which = [...place(at.i, 1, at.code), ...loads.u16];
  const pass = switched(which, cases);
  const gradient = [...place(at.i, 3, at.gradient), ...loads.f64];
  // What is not taken gets no gradient, and what has no value there is not asked for its slope.
  const step = guarded ? [...gradient, ...f64(0), f64Does['!='], ...choice(type.none, pass, [])] : pass;
  return eachSlot(step, i32Does.subtract, i32Does.atLeast);
}

/** What one slot of a code passes back to each operand that wants it. */
function passCode(code: number, imports: Imports): Bytes {
  const op = nameOf(code >> wantBits);
  const { operands } = table[op];
  const read = new Set<string>();
  const letter = (name: string): Bytes => {
    read.add(name);
    return get(name === 'out' ? at.out : at.operands + operands.indexOf(name));
  };
  const passed = operands.map((_, k) => {
    if (!isWanted(code, k)) return [];
    const target = get(at.slots + k);
    const amount = [...get(at.G), ...timesLocalCode(op, k, letter, imports)];
    return [...target, ...target, ...loads.f64, ...amount, f64Does['+'], ...storeF64];
  });
  const before = operands.map((name, k) => [
    ...(read.has(name) ? [...byte(op, k), ...loads.f64, ...set(at.operands + k)] : []),
    ...(isWanted(code, k) ? [...byte(op, k), ...get(at.gradient), i32Does.add, ...set(at.slots + k)] : []),
  ]);
  const out = read.has('out') ? [...place(at.i, 3), ...loads.f64, ...set(at.out)] : [];
  return [
    ...place(at.i, 3, at.gradient),
    ...loads.f64,
    ...set(at.G),
    ...out,
    ...before.flat(),
    ...passed.flat(),
  ];
}

/** The slot of an op's k-th operand, and the place of its value. */
const byte = (op: OpName, k: number): Bytes => [...slot(op, k), ...i32(3), i32Does.shiftLeft];

function slot(op: OpName, k: number): Bytes {
  if (!isListed(op)) return [...place(at.i, 2, k === 0 ? at.left : at.right), ...loads.i32];
  return [
    ...place(at.i, 2, at.left),
    ...loads.i32,
    ...i32(k),
    i32Does.add,
    ...i32(2),
    i32Does.shiftLeft,
    ...get(at.list),
    i32Does.add,
    ...loads.i32,
  ];
}

/** The address of an entry, in an array of so many bytes (as a power of two) an entry that begins at `base`, or at 0. */
const place = (index: number, power: number, base?: number): Bytes => [
  ...get(index),
  ...i32(power),
  i32Does.shiftLeft,
  ...(base === undefined ? [] : [...get(base), i32Does.add]),
];

/** A choice among cases by number; any other number does nothing. */
function switched(which: Bytes, cases: readonly (readonly [number, Bytes])[]): Bytes {
  const depths = new Map(cases.map(([number], depth) => [number, depth]));
  const highest = Math.max(0, ...depths.keys());
  const table = Array.from({ length: highest + 1 }, (_, number) => depths.get(number) ?? cases.length);
  // The innermost block ends where the first case begins.
  let code: Bytes = block([...which, ...branchTable(table, cases.length)]);
  for (const [depth, [, does]] of cases.entries()) {
    const ending = [...does, ...branchTo(cases.length - 1 - depth)];
    code = depth === cases.length - 1 ? [...code, ...ending] : block([...code, ...ending]);
  }
  return block(code);
}
