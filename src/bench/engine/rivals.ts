import { backward, forward } from '../../engine/passes/tape.ts';
import { matrixProduct } from '../../ops/product/product.ts';
import { atMost, type Figure, happens, ratio, seededNumbers, takeTurns } from '../measure.ts';
import { compiledTape, type InC, inC, tapeInWasm } from '../rivals/compiled.ts';
import { byNumpy } from '../rivals/numpy.ts';
import { digits, type Network } from '../tasks/network.ts';
import { type BenchPlan, built, manyLosses, sumsOfProducts } from '../tasks/plan.ts';
import { bothPassed, laidOut, learnedIn } from './matrices.ts';
import { mustAgree } from './passes.ts';

const noCompiler = 'there is no C compiler here';
const noNumpy = 'there is no numpy here';
const unasked = 'nothing asked';

/** Told beside the others, with nothing asked of it. */
const told = (what: string, value: number | string): Figure =>
  happens(what, typeof value === 'string' ? value : `${value.toFixed(2)} x`, unasked, true);

/** Both passes at three sizes, beside the same loops in C and in WebAssembly, which write over their arrays. */
export function compiledRivals(): Figure[] {
  const c = inC();
  const wasm = compiledTape();
  const kindsOfPlan = [
    ['sums of products', (size: number) => sumsOfProducts(Math.round(size / 30), size)],
    ['ops at random', (size: number) => manyLosses(Math.round(size / 16), size)],
  ] as const;
  return kindsOfPlan.flatMap(([kind, planned]) =>
    [1e3, 1e5, 1e6].flatMap((size) =>
      bothPasses(`${size.toLocaleString('en')} nodes, ${kind}`, planned(size), c, wasm),
    ),
  );
}

function bothPasses(what: string, plan: BenchPlan, c: InC | null, wasm: Uint8Array | null): Figure[] {
  const { size, op, left, right } = plan;
  const graph = built(plan);
  const tape = forward(graph);
  const kept = backward(tape);
  const value = plan.value.slice();
  const gradient = new Float64Array(size);
  const inWasm = wasm && tapeInWasm(wasm, plan);
  const theirs = {
    'C -O2': c && {
      forward: () => c.forward(size, op, left, right, value),
      backward: () => c.backward(size, op, left, right, value, gradient),
    },
    'WebAssembly by hand': inWasm,
  };
  const again = Math.ceil(2e6 / size);
  const over = (run: () => unknown) => () => {
    for (let k = 0; k < again; k++) run();
  };
  return Object.entries(theirs).flatMap(([rival, passes]) => {
    if (passes === null) return [told(`${what}: beside ${rival}`, 'not here')];
    passes.forward();
    passes.backward();
    mustAgree('gradient' in passes ? passes.gradient : gradient, kept);
    const times = takeTurns(9, {
      forward: over(() => forward(graph)),
      theirForward: over(passes.forward),
      backward: over(() => backward(tape, kept)),
      theirBackward: over(passes.backward),
    });
    const found = [
      [`${what}: forward to ${rival}`, ratio(times.forward, times.theirForward)],
      [`${what}: backward to ${rival}`, ratio(times.backward, times.theirBackward)],
    ] as const;
    const asked = size >= 9e5 && rival === 'C -O2';
    return found.map(([name, value]) => (asked ? atMost(name, value, 1.2, 'x') : told(name, value)));
  });
}

/** The same over and over by our product, by C, and by numpy on one thread, which times itself. */
export function productRivals(): Figure[] {
  const c = inC();
  return [64, 256, 1024].flatMap((size) => {
    const entries = Float64Array.from({ length: size ** 2 }, seededNumbers(size));
    const factor = { rows: size, columns: size, entries };
    const [out, other] = [new Float64Array(size ** 2), new Float64Array(size ** 2)];
    const again = Math.ceil(512 ** 3 / size ** 3);
    const sums = (): readonly number[] => [out.reduce((sum, each) => sum + each, 0)];
    const ours = () => matrixProduct(factor, factor, out, false);
    const inC = c && (() => c.product(entries, entries, other, size));
    return besideBoth(`a product of ${size} by ${size}`, again, ours, inC, sums, [
      'product',
      [size],
      [entries, entries],
    ]);
  });
}

type NumpyTask = readonly [task: string, sizes: readonly number[], matrices: readonly Float64Array[]];

/** Ours in turn with C and numpy: the medians of how many times as long ours takes. */
function besideBoth(
  what: string,
  again: number,
  ours: () => unknown,
  c: (() => unknown) | null,
  sums: () => readonly number[],
  [task, sizes, matrices]: NumpyTask,
): Figure[] {
  const over = (run: () => unknown) => () => {
    for (let k = 0; k < again; k++) run();
  };
  ours();
  const first = byNumpy(task, sizes, matrices, 1);
  if (first) mustAgree(Float64Array.from(sums()), Float64Array.from(first.sums));
  const theirs: number[] = [];
  const times = takeTurns(5, {
    ours: over(ours),
    c: c ? over(c) : () => null,
    numpy: () => {
      const found = first && byNumpy(task, sizes, matrices, again);
      if (found) theirs.push(found.ms * again);
    },
  });
  return [
    told(`${what}: ours to C -O2`, c ? ratio(times.ours, times.c) : noCompiler),
    told(
      `${what}: ours to numpy on one thread`,
      first ? ratio(times.ours, theirs.slice(-times.ours.length)) : noNumpy,
    ),
  ];
}

/** The lecture's network, both passes, by hand in C and as numpy writes it. */
export function networkRivals(): Figure[] {
  const c = inC();
  return [64, 512].flatMap((batch) => {
    const network = digits(batch);
    const ours = laidOut(network);
    const sums = (): readonly number[] =>
      learnedIn(ours, bothPassed(ours)).map((numbers) =>
        Array.from(numbers).reduce((sum, each) => sum + each, 0),
      );
    const { X, Y, W1, b1, W2, b2 } = network;
    const matrices = [X, Y, W1, b1, W2, b2].map(({ entries }) => entries);
    return besideBoth(
      `784-128-10 network, batch of ${batch}, both passes`,
      Math.ceil(1024 / batch),
      () => bothPassed(ours),
      c && networkInC(c, network),
      sums,
      ['network', [784, 128, 10, batch], matrices],
    );
  });
}

function networkInC(c: InC, { batch, X, Y, W1, b1, W2, b2 }: Network): () => void {
  const matrices = [X, Y, W1, b1, W2, b2].map(({ entries }) => entries);
  const found = [1, W1, b1, W2, b2].map(
    (each) => new Float64Array(typeof each === 'number' ? each : each.entries.length),
  );
  return () => c.network(...matrices, ...found, X.rows, W1.rows, W2.rows, batch);
}

/** Numpy has no nodes: a sum of products is a product of a matrix there, and of ops at random it has no loop. */
export function numpySums(): Figure[] {
  const sizes = [1e3, 1e5, 1e6].map((size) => Math.round(size / 30));
  const figures = sizes.flatMap((count) => {
    const plan = sumsOfProducts(count, count);
    const graph = built(plan);
    const W = new Float64Array(count * 10);
    for (let slot = 10, at = 0; slot < plan.size; slot++)
      if (plan.op[slot] === 0) W[at++] = plan.value[slot] ?? 0;
    const x = plan.value.slice(0, 10);
    const ours = () => backward(forward(graph));
    const sums = (): readonly number[] => {
      const tape = forward(graph);
      const gradient = backward(tape);
      let leaves = 0;
      for (let slot = 10; slot < plan.size; slot++) if (plan.op[slot] === 0) leaves += gradient[slot] ?? 0;
      return [
        tape.value[graph.output] ?? 0,
        gradient.subarray(0, 10).reduce((sum, each) => sum + each, 0),
        leaves,
      ];
    };
    const again = Math.ceil(1e6 / plan.size);
    const what = `${(count * 30).toLocaleString('en')} nodes, sums of products, both passes (a matrix in numpy, which has no nodes)`;
    return besideBoth(what, again, ours, null, sums, ['sums', [count], [x, W]]).slice(1);
  });
  return [...figures, told('ops at random in numpy', 'has no such loop')];
}
