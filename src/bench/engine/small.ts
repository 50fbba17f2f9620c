import { GraphBuilder, kinds } from '../../engine/graph/graph.ts';
import { backward, forward } from '../../engine/passes/tape.ts';
import { atMost, type Figure, ratio, takeTurns } from '../measure.ts';
import { ClosureValue } from '../rivals/closures.ts';

const times = 2_000;

/** The lecture's example, over and over at other numbers: an engine for millions of nodes must not be slow at seven. */
export function small(): Figure[] {
  const turns = takeTurns(40, {
    ours: (round) => overAndOver(round, ours),
    theirs: (round) => overAndOver(round, theirs),
  });
  return [
    atMost(
      'J = 3*(a+b*c), build and both passes to objects and closures',
      ratio(turns.ours, turns.theirs),
      1,
      'x',
    ),
  ];
}

function overAndOver(round: number, once: (a: number, b: number, c: number) => number): number {
  let total = 0;
  for (let i = 0; i < times; i++) total += once(5 + round, 3 + i / 7, 2 - i / 3);
  return total;
}

function ours(a: number, b: number, c: number): number {
  const builder = new GraphBuilder();
  const slotA = builder.leaf(kinds.given, a);
  const slotB = builder.leaf(kinds.given, b);
  const product = builder.step('multiply', [slotB, builder.leaf(kinds.given, c)]);
  const sum = builder.step('add', [slotA, product]);
  const J = builder.step('multiply', [builder.leaf(kinds.literal, 3), sum]);
  return backward(forward(builder.graph(J)))[slotB] ?? Number.NaN;
}

function theirs(a: number, b: number, c: number): number {
  const valueB = new ClosureValue(b);
  const sum = new ClosureValue(a).add(valueB.multiply(new ClosureValue(c)));
  new ClosureValue(3).multiply(sum).backward();
  return valueB.grad;
}
