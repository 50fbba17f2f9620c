import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { isSingle, writtenShape } from '../../ops/matrix.ts';
import { batchSize } from '../../symbolic/convention.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Problem } from '../assignment/problem.ts';
import { type Finding, finding } from './findings.ts';

/** The warning about sizes that hide mistakes in NumPy: `*` for `@`, a forgotten transpose, a sum without its axis. */
export function pythonShapes(problem: Problem, { worked, order, visible }: Lesson): readonly Finding[] {
  const { graph, names } = worked;
  if (problem.python === null || !graph.layout) return [];
  const examples = batchSize(worked);
  const warnings: string[] = [];
  for (const slot of graph.kind.keys()) {
    const name = names[slot];
    const shape = shapeAt(graph, slot);
    const { rows, columns } = shape;
    if (!name || (graph.kind[slot] === kinds.step && !visible.has(slot))) continue;
    if (rows === columns && rows > 1)
      warnings.push(
        rows === examples && graph.kind[slot] === kinds.step
          ? `${name} is ${writtenShape(shape)}, as wide as the batch: a forgotten axis and \`*\` for \`@\` still give the right shape`
          : `${name} is ${writtenShape(shape)}: in a square matrix \`*\` for \`@\` and a forgotten transpose still give the right shape`,
      );
    else if (isSingle(shape) && graph.kind[slot] === kinds.given && order.includes(slot))
      warnings.push(
        `${name} is a single number, as when an output has one row: a sum without its axis is then right by luck`,
      );
  }
  return warnings.map((says) =>
    finding(problem, 'warning', `${says}; choose other sizes if answers come as Python`),
  );
}
