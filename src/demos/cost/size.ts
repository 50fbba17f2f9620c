import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { sizeOf } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';

/**
 * The size of a graph as a blackboard shows it: nodes are its boxes, parameters its givens that are not data; each
 * entry of a matrix counts.
 */
export interface Count {
  readonly nodes: number;
  readonly parameters: number;
}

/** Counts the steps that a reader sees, and the parameters, as far as the output is reached from them. */
export function countOf({ worked: { graph }, uses, visible }: Lesson): Count {
  let [nodes, parameters] = [0, 0];
  for (let slot = 0; slot <= graph.output; slot++) {
    if (!uses.reaches(slot)) continue;
    const entries = sizeOf(shapeAt(graph, slot));
    if (graph.kind[slot] === kinds.given) parameters += entries;
    if (graph.kind[slot] === kinds.step && visible.has(slot)) nodes += entries;
  }
  return { nodes, parameters };
}
