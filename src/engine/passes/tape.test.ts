import { expect, test } from '@jest/globals';
import { solved } from '../solved.testing.ts';
import { backward, firstBroken, forward } from './tape.ts';

test('an array handed in is written over, and holds what a new one would', () => {
  const { tape, graph } = solved('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
  const used = new Float64Array(graph.size).fill(99);
  expect(backward(tape, used)).toBe(used);
  expect(used).toEqual(backward(tape));
});

test('a pass with other values leaves the graph as it was', () => {
  const { graph, slots, tape } = solved('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
  const nudged = forward(graph, [[slots.get('b') ?? -1, 3.001]]);
  expect(nudged.value[graph.output]).toBeCloseTo(33.006, 10);
  expect(forward(graph).value).toEqual(tape.value);
  expect(firstBroken(nudged)).toBeNull();
});
