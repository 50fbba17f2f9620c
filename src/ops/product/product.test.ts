import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Product, ProductFactor } from './factor.ts';
import { productInLanes } from './in-lanes.ts';
import { productInWasm } from './in-wasm.ts';
import { matrixProduct } from './product.ts';

/** The product as it is defined: one sum an entry, from 0, in the order of the inner index. */
function naive(a: ProductFactor, b: ProductFactor, before: Float64Array, add: boolean): Float64Array {
  const at = ({ entries, columns, transposed }: ProductFactor, i: number, j: number): number =>
    entries[transposed ? j * columns + i : i * columns + j] ?? Number.NaN;
  const [rows, depth] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const columns = b.transposed ? b.rows : b.columns;
  const out = before.slice();
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let k = 0; k < depth; k++) total += at(a, i, k) * at(b, k, j);
      out[i * columns + j] = add ? (out[i * columns + j] ?? 0) + total : total;
    }
  return out;
}

const factor = (
  rows: number,
  columns: number,
  transposed: boolean,
  entries: Iterable<number>,
): ProductFactor => ({
  ...(transposed ? { rows: columns, columns: rows } : { rows, columns }),
  entries: Float64Array.from(entries),
  transposed,
});

function noWasm(): never {
  throw new Error('there is no WebAssembly with vectors here');
}

/** Every way of multiplying; the machine that runs the tests has WebAssembly with vectors, as every Node from 20 on. */
const products: readonly Product[] = [matrixProduct, productInLanes(), productInWasm() ?? noWasm()];

/** Compares bit for bit: -0 is not 0 here, and NaN is NaN. */
function same(a: ProductFactor, b: ProductFactor, before: Float64Array, add: boolean): void {
  const expected = naive(a, b, before, add);
  for (const product of products) {
    const out = before.slice();
    product(a, b, out, add);
    expect(out).toEqual(expected);
  }
}

const ways = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

/** Numbers whose sums depend on the order in which they are added. */
function* uneven(seed: number): Generator<number> {
  for (let k = seed; ; k++) yield Math.sin(k * 12.9898) * 10 ** (k % 7);
}

const entriesFrom = (seed: number, count: number): number[] => {
  const numbers = uneven(seed);
  return Array.from({ length: count }, () => numbers.next().value as number); // it never ends
};

describe.each(ways)('transposed: left %p, right %p', (left, right) => {
  test.each([
    [1, 1, 1],
    [1, 5, 1],
    [2, 1, 4],
    [3, 3, 3],
    [2, 7, 4],
    [5, 2, 9],
    [7, 33, 6],
    [1, 64, 5],
    [64, 3, 1],
    [17, 19, 23],
    [70, 33, 66],
  ])('%p rows, %p inside, %p columns: the sums of the naive loop, bit for bit', (rows, depth, columns) => {
    const a = factor(rows, depth, left, entriesFrom(rows, rows * depth));
    const b = factor(depth, columns, right, entriesFrom(columns + 100, depth * columns));
    same(a, b, new Float64Array(rows * columns).fill(7), false);
    same(a, b, Float64Array.from(entriesFrom(200, rows * columns)), true);
  });

  test('an inner size beyond what is worked on at once, and more rows than that', () => {
    for (const [rows, depth, columns] of [
      [2, 70_001, 2],
      [5, 40_000, 3],
      [9, 17_000, 2],
    ] as const) {
      const a = factor(rows, depth, left, entriesFrom(1, rows * depth));
      const b = factor(depth, columns, right, entriesFrom(2, depth * columns));
      const out = new Float64Array(rows * columns);
      const expected = Buffer.from(naive(a, b, out, false).buffer);
      for (const product of products) {
        product(a, b, out.fill(3), false);
        expect(Buffer.compare(Buffer.from(out.buffer), expected)).toBe(0);
      }
    }
  });
});

test('any sizes and numbers, NaN, infinities and -0 among them', () => {
  const size = fc.integer({ min: 1, max: 9 });
  const odd = fc.constantFrom(
    0,
    -0,
    1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1e308,
  );
  const entry = fc.oneof({ weight: 9, arbitrary: fc.double({ noNaN: true, min: -9, max: 9 }) }, odd);
  const matrices = fc
    .tuple(size, size, size)
    .chain(([rows, depth, columns]) =>
      fc.tuple(
        fc.constant([rows, depth, columns] as const),
        fc.array(entry, { minLength: rows * depth, maxLength: rows * depth }),
        fc.array(entry, { minLength: depth * columns, maxLength: depth * columns }),
        fc.array(entry, { minLength: rows * columns, maxLength: rows * columns }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
      ),
    );
  fc.assert(
    fc.property(matrices, ([[rows, depth, columns], a, b, before, left, right, add]) => {
      same(factor(rows, depth, left, a), factor(depth, columns, right, b), Float64Array.from(before), add);
    }),
    { numRuns: 300 },
  );
});

test('what lies behind the product stays as it was', () => {
  const out = new Float64Array(12).fill(5);
  for (const product of products) {
    product(factor(3, 2, false, [1, 2, 3, 4, 0, 1]), factor(2, 3, false, [1, 0, 2, 0, 1, 3]), out, false);
    expect([...out]).toEqual([1, 2, 8, 3, 4, 18, 0, 1, 3, 5, 5, 5]);
    product(factor(3, 2, false, [1, 2, 3, 4, 0, 1]), factor(2, 3, false, [1, 0, 2, 0, 1, 3]), out, true);
    expect([...out]).toEqual([2, 4, 16, 6, 8, 36, 0, 2, 6, 5, 5, 5]);
  }
});

test('what is shipped is what its source compiles to', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ['bin/wasm.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
