// The bytes of WebAssembly that the loops over graphs need, each by its name in the standard.

export type Bytes = readonly number[];

/** Numbers of types. */
export const type = { i32: 0x7f, f64: 0x7c, none: 0x40 } as const;

/** An unsigned whole number, seven bits a byte. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return bytes;
}

const f64Bytes = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];

const withLength = (bytes: Bytes): number[] => [...unsigned(bytes.length), ...bytes];

/** A list as sections hold it: how many there are, then each. */
const listed = (items: readonly Bytes[]): number[] => [...unsigned(items.length), ...items.flat()];

export const wordBytes = (text: string): number[] =>
  withLength([...text].map((letter) => letter.charCodeAt(0)));

export const section = (id: number, items: readonly Bytes[]): number[] => [id, ...withLength(listed(items))];

export const functionType = (parameters: Bytes, results: Bytes): number[] => [
  0x60,
  ...withLength(parameters),
  ...withLength(results),
];

/** A function's body: its locals, a type with how many of it, and its code. */
export const body = (locals: readonly Bytes[], code: Bytes): number[] =>
  withLength([...listed(locals), ...code, end]);

/** What a module begins with. */
export const head: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

const end = 0x0b;

export const get = (local: number): number[] => [0x20, ...unsigned(local)];
export const set = (local: number): number[] => [0x21, ...unsigned(local)];
export const callTo = (index: number): number[] => [0x10, ...unsigned(index)];
export const f64 = (value: number): number[] => [0x44, ...f64Bytes(value)];
/** A small whole number, from 0 to 63. */
export const i32 = (value: number): number[] => [0x41, value];

export const block = (code: Bytes): number[] => [0x02, type.none, ...code, end];
export const loopOf = (code: Bytes): number[] => [0x03, type.none, ...code, end];
export const choice = (result: number, then: Bytes, otherwise: Bytes): number[] => [
  0x04,
  result,
  ...then,
  ...(otherwise.length > 0 ? [0x05, ...otherwise] : []),
  end,
];
export const branchTo = (depth: number): number[] => [0x0c, ...unsigned(depth)];
export const branchIf = (depth: number): number[] => [0x0d, ...unsigned(depth)];
export const branchTable = (depths: readonly number[], otherwise: number): number[] => [
  0x0e,
  ...listed(depths.map(unsigned)),
  ...unsigned(otherwise),
];

/** Loads and stores, of aligned places. */
export const loads = { i32: [0x28, 2, 0], u16: [0x2f, 1, 0], f64: [0x2b, 3, 0] } as const;
export const storeF64: Bytes = [0x39, 3, 0];

/** Instructions that are a byte each. */
export const i32Does = {
  isZero: 0x45,
  lessThan: 0x48,
  atLeast: 0x4e,
  add: 0x6a,
  subtract: 0x6b,
  shiftLeft: 0x74,
  shiftRight: 0x76,
} as const;
export const f64Does = {
  '==': 0x61,
  '!=': 0x62,
  '<': 0x63,
  '>': 0x64,
  '<=': 0x65,
  '>=': 0x66,
  negate: 0x9a,
  '+': 0xa0,
  '-': 0xa1,
  '*': 0xa2,
  '/': 0xa3,
} as const;
/** A truth, 1 or 0, as a number. */
export const asNumber = 0xb7;
