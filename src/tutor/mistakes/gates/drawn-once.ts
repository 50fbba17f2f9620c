import { placeAt, shapeAt } from '../../../engine/graph/graph.ts';
import type { Evaluation } from '../../../engine/passes/evaluate.ts';
import { backward, firstBroken, forwardFilled } from '../../../engine/passes/tape.ts';
import { sizeOf } from '../../../ops/matrix.ts';
import { scaled } from '../../../symbolic/convention.ts';

/** The graph with some givens moved by up to so many times their size; null where it breaks, or its values are not wanted. */
export function drawnOnce(
  worked: Evaluation,
  givens: readonly number[],
  reach: number,
  random: () => number,
  wanted: (value: Float64Array) => boolean,
): Evaluation | null {
  const { graph } = worked;
  const tape = forwardFilled(graph, (value) => {
    for (const slot of givens) {
      const end = placeAt(graph, slot) + sizeOf(shapeAt(graph, slot));
      for (let place = placeAt(graph, slot); place < end; place++) {
        const here = worked.tape.value[place] ?? 0;
        value[place] = here + (random() * 2 - 1) * reach * Math.max(Math.abs(here), 0.5);
      }
    }
  });
  if (firstBroken(tape) !== null || !wanted(tape.value)) return null;
  const gradients = scaled(graph, worked.scales, backward(tape));
  return gradients.every(Number.isFinite) ? { ...worked, tape, gradients } : null;
}
