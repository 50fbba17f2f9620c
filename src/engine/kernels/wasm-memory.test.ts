import { expect, test } from '@jest/globals';
import { opNames, table } from '../../ops/table.ts';
import { placeOfOp } from './op-codes.ts';
import { kernelFor, noCodes, withCode } from './scalar-kernel.ts';
import { inRoom, roomFor } from './wasm-memory.ts';

const ops = opNames.filter((op) => table[op].kind === 'elementwise');
const odd = [0, -0, 1, -1, 0.5, -2.5, 3, 1e308, -1e308, 5e-324, Infinity, -Infinity, Number.NaN];

/** A graph of these leaves in which steps put ops to slots before them; every third leaf is a literal. */
function drawn(chosen: typeof ops, leaves: readonly number[], steps: number, seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const size = leaves.length + steps;
  const code = new Uint16Array(size);
  const [left, right, list] = [new Int32Array(size), new Int32Array(size), [] as number[]];
  const start = Float64Array.from({ length: size }, (_, i) => leaves[i] ?? 0);
  let codes = noCodes;
  for (let slot = leaves.length; slot < size; slot++) {
    const op = chosen[below(chosen.length)]!;
    const place = placeOfOp(op);
    const operands = table[op].operands.map(() => below(slot));
    code[slot] = operands.reduce(
      (sum, at, k) => sum | (Number(at >= leaves.length || at % 3 > 0) << k),
      place.code,
    );
    left[slot] = place.listed ? list.length : operands[0]!;
    right[slot] = operands[1] ?? 0;
    if (place.listed) list.push(...operands);
    codes = withCode(codes, code[slot]!);
  }
  return { arrays: { code, left, right, list: Int32Array.from(list), start }, size, codes };
}

/** The same in a room of WebAssembly. */
function inWasm({ arrays, size, codes }: ReturnType<typeof drawn>) {
  const room = roomFor(size + 1000);
  if (room === null) throw new Error('there is WebAssembly here');
  for (const name of ['code', 'left', 'right', 'start'] as const) room[name].set(arrays[name]);
  const own = inRoom(room, size, [...arrays.list], codes);
  if (own === null) throw new Error('all ops can be compiled');
  return own;
}

/** Both passes over arrays: values, then gradients. */
function passed(
  { code, left, right, list, start }: ReturnType<typeof drawn>['arrays'],
  size: number,
  kernel: ReturnType<typeof kernelFor>,
) {
  const gradient = kernel.room?.() ?? new Float64Array(size);
  kernel.forward(size, code, left, right, list, start);
  gradient[size - 1] = 1;
  kernel.backward(size - 1, code, left, right, list, start, gradient);
  return [start.slice(0, size), gradient.slice()];
}

test.each([...ops.map((op) => [op]), ops])(
  '%s in WebAssembly gives bit for bit what it gives in JavaScript',
  (...chosen) => {
    for (let seed = 1; seed <= 8; seed++) {
      const one = drawn(chosen, odd, 60, seed);
      const { arrays, size, codes } = one;
      const own = inWasm(one);
      expect(passed(own, size, own.kernel)).toEqual(passed(arrays, size, kernelFor(codes)));
    }
  },
);

test('a long graph goes through in stretches', () => {
  const one = drawn(ops.slice(0, 4), [0.5, -0.25, 1], 200_000, 7);
  const { arrays, size, codes } = one;
  const own = inWasm(one);
  const [values, gradients] = passed(own, size, own.kernel);
  const [expected, slopes] = passed(arrays, size, kernelFor(codes));
  expect(values!.every((value, i) => Object.is(value, expected![i]))).toBe(true);
  expect(gradients!.every((value, i) => Object.is(value, slopes![i]))).toBe(true);
});

test('arrays of somebody else go through the loops in JavaScript, and the room is given once', () => {
  const one = drawn(ops, [0.5, 2, 3], 20, 3);
  const { size } = one;
  const own = inWasm(one);
  const value = own.start.slice();
  own.kernel.forward(size, own.code, own.left, own.right, own.list, value);
  own.kernel.forward(size, own.code, own.left, own.right, own.list, own.start);
  expect(value).toEqual(own.start.slice());
  expect(own.kernel.room?.()).toHaveLength(size);
  expect(own.kernel.room?.()).toBeNull();
});
