import { build } from '../../engine/graph/build.ts';
import { valueIn } from '../../engine/graph/graph.ts';
import type { NamedGraph } from '../../engine/graph/names.ts';
import { backward, forward, type Tape } from '../../engine/passes/tape.ts';
import { parseProgram } from '../../language/program.ts';
import { entriesOf } from '../../ops/matrix.ts';
import { productInLanes } from '../../ops/product/in-lanes.ts';
import { productInWasm } from '../../ops/product/in-wasm.ts';
import { atLeast, atMost, type Figure, happens, held, ratio, seededNumbers, takeTurns } from '../measure.ts';
import { byMathjs } from '../rivals/mathjs.ts';
import { byMlMatrix } from '../rivals/mlmatrix.ts';
import { byNaiveLoops } from '../rivals/naive.ts';
import { digits, learned, lines, type Network } from '../tasks/network.ts';
import { mustAgree } from './passes.ts';

const layers = '784-128-10 network, batch of 64';

/** The lecture's network at a size at which one would use a library, against libraries. */
export async function matrices(): Promise<Figure[]> {
  const network = digits(64);
  const ours = laidOut(network);
  const mathjs = await byMathjs(network);
  const mlMatrix = byMlMatrix(network);
  const expected = byNaiveLoops(network);
  const found = learnedIn(ours, bothPassed(ours));
  for (const numbers of [mlMatrix.numbers(mlMatrix.passes()), mathjs.numbers(mathjs.passes())])
    for (const [i, gradient] of numbers.entries()) mustAgree(expected[i]!, gradient);
  const times = takeTurns(20, {
    ours: () => bothPassed(ours),
    mlMatrix: mlMatrix.passes,
    mathjs: mathjs.passes,
  });
  const what = (rival: string): string => `${layers}, both passes: ${rival} to ours`;
  const same = expected.map((numbers, i) => numbers.every((number, j) => Object.is(number, found[i]?.[j])));
  return [
    atLeast(what('ml-matrix'), ratio(times.mlMatrix, times.ours), 8, 'x'),
    atLeast(what('mathjs'), ratio(times.mathjs, times.ours), 15, 'x'),
    happens(
      `${layers}: cost and ${learned.join(', ')}, bit for bit those of naive loops`,
      same.every(Boolean) ? 'all' : `not ${['J', ...learned].filter((_, i) => !same[i]).join(', ')}`,
      'all',
      same.every(Boolean),
    ),
    ...inWasm(),
    growth(),
    await memory(network),
  ];
}

/** Square products in WebAssembly, with the copies in and out, beside the same ones in JavaScript. */
function inWasm(): Figure[] {
  const wasm = productInWasm();
  if (wasm === null) return [happens('products in WebAssembly', 'no vectors here', 'vectors', false)];
  const lanes = productInLanes();
  return [64, 256].map((size) => {
    const factor = {
      rows: size,
      columns: size,
      entries: Float64Array.from({ length: size ** 2 }, seededNumbers(size)),
    };
    const out = new Float64Array(size ** 2);
    const again = 256 ** 3 / size ** 3;
    const times = takeTurns(15, {
      wasm: () => {
        for (let k = 0; k < again; k++) wasm(factor, factor, out, false);
      },
      lanes: () => {
        for (let k = 0; k < again; k++) lanes(factor, factor, out, false);
      },
    });
    return atMost(
      `a product of ${size} by ${size}, copies included: WebAssembly to JavaScript`,
      ratio(times.wasm, times.lanes),
      0.45,
      'x',
    );
  });
}

/** The network as a program of ours, laid out, with an array that keeps its gradients from pass to pass. */
export function laidOut({ batch, ...matrices }: Network): NamedGraph & { readonly kept: Float64Array } {
  const program = parseProgram(lines);
  if (!program.ok) throw new Error(program.trouble.message);
  const values = new Map(Object.entries({ ...matrices, m: batch }));
  const built = build(program.value, { values, data: ['X', 'Y', 'm'] });
  if (!built.ok) throw new Error(built.trouble.message);
  const { graph } = built.value;
  return { ...built.value, kept: new Float64Array(graph.layout?.length ?? graph.size) };
}

/** Both passes; the array of an earlier one is written over, as whoever trains a network would do. */
export const bothPassed = ({ graph, kept }: ReturnType<typeof laidOut>): Tape => {
  const tape = forward(graph);
  backward(tape, kept);
  return tape;
};

/** The cost, then its derivatives by what the network learns. */
export function learnedIn(
  { slots, kept }: ReturnType<typeof laidOut>,
  tape: Tape,
): readonly ArrayLike<number>[] {
  const { graph, value } = tape;
  const at = (name: string, entries: Float64Array): ArrayLike<number> =>
    entriesOf(valueIn(graph, entries, slots.get(name) ?? -1));
  return [at('J', value), ...learned.map((name) => at(name, kept))];
}

/** By which power of the batch the time grows, from 64 examples to 512. */
function growth(): Figure {
  const [small, large] = [laidOut(digits(64)), laidOut(digits(512))];
  const times = takeTurns(15, { small: () => bothPassed(small), large: () => bothPassed(large) });
  const power = Math.log(ratio(times.large, times.small)) / Math.log(512 / 64);
  return atMost('784-128-10 network, batch of 64 to 512: power of it by which time grows', power, 1.1, '');
}

/** What a graph of matrices with both passes done holds on to, beside the matrices that it was given. */
async function memory(network: Network): Promise<Figure> {
  const before = await held();
  const ours = laidOut(network);
  const tape = bothPassed(ours);
  const after = await held();
  const numbers = (after - before) / 8 / tape.value.length;
  return atMost(`${layers}: numbers kept an entry, graph with values and gradients`, numbers, 4, '');
}
