// The product of two matrices of 64-bit numbers, in tiles of four rows by four columns, two numbers an instruction. This
// is AssemblyScript, no TypeScript: `npm run wasm` compiles it into `tiles.wasm.ts`, which is what the program loads.
// Each entry is summed from 0 in the order of the inner index, with no fused operation: bit for bit the naive loop.

/** So many rows of the left factor are packed at once: with the columns of a tile they stay in the nearest cache. */
const BAND: i32 = 64;

/** How many bytes `product` needs to pack into, for an inner dimension and so many columns. */
export function scratch(depth: i32, columns: i32): i32 {
  return (BAND + ((columns + 3) & ~3)) * depth * 8;
}

/**
 * Writes or, if `add`, adds the product row by row at `out`. Entry (i, k) of the left factor stands at
 * `a + 8 * (i * aDown + k * aAcross)`, entry (k, j) of the right one at `b + 8 * (k * bDown + j * bAcross)`.
 */
export function product(
  a: usize,
  b: usize,
  out: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  aDown: i32,
  aAcross: i32,
  bDown: i32,
  bAcross: i32,
  packed: usize,
  add: i32,
): void {
  const panel = (<usize>depth) << 5;
  const left = packed;
  const right = packed + ((<usize>(BAND * depth)) << 3);
  for (let j = 0, to = right; j < columns; j += 4, to += panel)
    pack(b + ((<usize>(j * bAcross)) << 3), to, depth, bAcross, bDown, min(4, columns - j));
  for (let top = 0; top < rows; top += BAND) {
    const height = min(BAND, rows - top);
    for (let i = 0, to = left; i < height; i += 4, to += panel)
      pack(a + ((<usize>((top + i) * aDown)) << 3), to, depth, aDown, aAcross, min(4, height - i));
    for (let j = 0, from = right; j < columns; j += 4, from += panel)
      for (let i = 0, row = left; i < height; i += 4, row += panel)
        tile(
          row,
          from,
          depth,
          out + ((<usize>((top + i) * columns + j)) << 3),
          (<usize>columns) << 3,
          height - i,
          columns - j,
          add,
        );
  }
}

/** Lays `width` lanes, at most four, side by side: number `k` of lane `l` at `to + 8 * (4 * k + l)`, with 0 in lanes that are missing. */
function pack(from: usize, to: usize, count: i32, across: i32, step: i32, width: i32): void {
  const next = (<usize>step) << 3;
  if (width == 4 && across == 1) {
    for (let k = 0; k < count; k++, from += next, to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
    return;
  }
  const second = (<usize>across) << 3;
  const third = second * 2;
  const fourth = second * 3;
  for (let k = 0; k < count; k++, from += next, to += 32) {
    store<f64>(to, load<f64>(from));
    store<f64>(to, width > 1 ? load<f64>(from + second) : 0, 8);
    store<f64>(to, width > 2 ? load<f64>(from + third) : 0, 16);
    store<f64>(to, width > 3 ? load<f64>(from + fourth) : 0, 24);
  }
}

/** Four rows by four columns of the product; at an edge only the `height` by `width` numbers that exist are written. */
// @ts-ignore: a decorator of AssemblyScript, which no compiler of TypeScript reads
@inline
function tile(
  row: usize,
  column: usize,
  depth: i32,
  out: usize,
  down: usize,
  height: i32,
  width: i32,
  add: i32,
): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let k = 0; k < depth; k++, row += 32, column += 32) {
    const x = v128.load(column);
    const y = v128.load(column, 16);
    let factor = v128.load64_splat(row);
    a0 = f64x2.add(a0, f64x2.mul(factor, x));
    a1 = f64x2.add(a1, f64x2.mul(factor, y));
    factor = v128.load64_splat(row, 8);
    b0 = f64x2.add(b0, f64x2.mul(factor, x));
    b1 = f64x2.add(b1, f64x2.mul(factor, y));
    factor = v128.load64_splat(row, 16);
    c0 = f64x2.add(c0, f64x2.mul(factor, x));
    c1 = f64x2.add(c1, f64x2.mul(factor, y));
    factor = v128.load64_splat(row, 24);
    d0 = f64x2.add(d0, f64x2.mul(factor, x));
    d1 = f64x2.add(d1, f64x2.mul(factor, y));
  }
  write(out, a0, a1, width, add);
  if (height > 1) write(out + down, b0, b1, width, add);
  if (height > 2) write(out + 2 * down, c0, c1, width, add);
  if (height > 3) write(out + 3 * down, d0, d1, width, add);
}

// @ts-ignore: a decorator of AssemblyScript, which no compiler of TypeScript reads
@inline
function write(out: usize, first: v128, second: v128, width: i32, add: i32): void {
  if (width >= 4) {
    v128.store(out, add ? f64x2.add(v128.load(out), first) : first);
    v128.store(out, add ? f64x2.add(v128.load(out, 16), second) : second, 16);
    return;
  }
  one(out, f64x2.extract_lane(first, 0), add);
  if (width > 1) one(out + 8, f64x2.extract_lane(first, 1), add);
  if (width > 2) one(out + 16, f64x2.extract_lane(second, 0), add);
}

// @ts-ignore: a decorator of AssemblyScript, which no compiler of TypeScript reads
@inline
function one(out: usize, sum: f64, add: i32): void {
  store<f64>(out, add ? load<f64>(out) + sum : sum);
}
