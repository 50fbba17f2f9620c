import type { Product } from './factor.ts';

/**
 * The product in JavaScript, for small matrices and for a Node without vectors in WebAssembly.
 *
 * The work is done on tiles of two rows of `a` by four columns of `b`, copied into lanes so that the inner loop reads
 * nothing but consecutive numbers, however the operands are laid out. V8 compiles the addresses and bounds of the lanes
 * into that loop if they are constants, and checks one bound for all lanes of equal length, which halves its time. Hence
 * this function around them, called once: a bundler turns constants of a module into variables.
 */
export function productInLanes(): Product {
  const LANE = 1 << 14;
  const r0 = new Float64Array(LANE);
  const r1 = new Float64Array(LANE);
  const c0 = new Float64Array(LANE);
  const c1 = new Float64Array(LANE);
  const c2 = new Float64Array(LANE);
  const c3 = new Float64Array(LANE);
  const tile = new Float64Array(8);

  // At an edge the last row or column is packed again in place of the missing ones, so that every tile is whole;
  // `unload` drops the surplus.
  function packA(x: Float64Array, from: number, down: number, step: number, lane: number, count: number) {
    for (const end = lane + count; lane < end; lane++, from += step) {
      r0[lane] = x[from]!;
      r1[lane] = x[from + down]!;
    }
  }

  function packB(x: Float64Array, from: number, across: number, step: number, width: number, count: number) {
    const second = Math.min(1, width - 1) * across;
    const third = Math.min(2, width - 1) * across;
    const fourth = (width - 1) * across;
    for (let k = 0; k < count; k++, from += step) {
      c0[k] = x[from]!;
      c1[k] = x[from + second]!;
      c2[k] = x[from + third]!;
      c3[k] = x[from + fourth]!;
    }
  }

  function accumulate(lane: number, count: number, fresh: boolean) {
    let s0 = fresh ? 0 : tile[0]!;
    let s1 = fresh ? 0 : tile[1]!;
    let s2 = fresh ? 0 : tile[2]!;
    let s3 = fresh ? 0 : tile[3]!;
    let t0 = fresh ? 0 : tile[4]!;
    let t1 = fresh ? 0 : tile[5]!;
    let t2 = fresh ? 0 : tile[6]!;
    let t3 = fresh ? 0 : tile[7]!;
    for (let k = 0; k < count; k++, lane++) {
      // Reading each number into a constant once, ahead of its uses, takes a quarter off the time.
      const s = r0[lane]!;
      const t = r1[lane]!;
      const x = c0[k]!;
      const y = c1[k]!;
      const z = c2[k]!;
      const w = c3[k]!;
      s0 += s * x;
      s1 += s * y;
      s2 += s * z;
      s3 += s * w;
      t0 += t * x;
      t1 += t * y;
      t2 += t * z;
      t3 += t * w;
    }
    tile[0] = s0;
    tile[1] = s1;
    tile[2] = s2;
    tile[3] = s3;
    tile[4] = t0;
    tile[5] = t1;
    tile[6] = t2;
    tile[7] = t3;
  }

  function unload(out: Float64Array, to: number, columns: number, height: number, width: number) {
    for (let i = 0; i < 4 * height; i += 4, to += columns) {
      out[to]! += tile[i]!;
      if (width > 1) out[to + 1]! += tile[i + 1]!;
      if (width > 2) out[to + 2]! += tile[i + 2]!;
      if (width > 3) out[to + 3]! += tile[i + 3]!;
    }
  }

  return (a, b, out, add) => {
    const [rows, depth] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
    const [down, aStep] = a.transposed ? [1, a.columns] : [a.columns, 1];
    const columns = b.transposed ? b.rows : b.columns;
    const [across, bStep] = b.transposed ? [b.columns, 1] : [1, b.columns];
    // A sum that starts at 0 never becomes -0, so adding it to 0 is the same as storing it.
    if (!add) out.fill(0, 0, rows * columns);
    // The lanes hold a band of rows; if not even two fit, these come piece by piece, their sums waiting in `tile`.
    const piece = Math.min(depth, LANE);
    const band = 2 * Math.floor(LANE / piece);
    for (let top = 0; top < rows; top += band) {
      const bottom = Math.min(top + band, rows);
      for (let left = 0; left < columns; left += 4) {
        const width = Math.min(4, columns - left);
        for (let k = 0; k < depth; k += piece) {
          const count = Math.min(piece, depth - k);
          packB(b.entries, left * across + k * bStep, across, bStep, width, count);
          for (let i = top, lane = 0; i < bottom; i += 2, lane += piece) {
            const height = Math.min(2, bottom - i);
            if (left === 0 || piece < depth)
              packA(a.entries, i * down + k * aStep, (height - 1) * down, aStep, lane, count);
            accumulate(lane, count, k === 0);
            if (k + count === depth) unload(out, i * columns + left, columns, height, width);
          }
        }
      }
    }
  };
}
