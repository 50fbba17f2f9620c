import { shapeAt } from '../../engine/graph/graph.ts';
import { type Apply, applicationsIn, leaves } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { isSingle } from '../../ops/matrix.ts';
import { table } from '../../ops/table.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Problem } from '../assignment/problem.ts';
import { type Finding, finding } from './findings.ts';

/** A program that is written for matrices, and whose values are all drawn as single numbers. */
export function unknownShapes(
  problem: Problem,
  { worked: { graph, program, slots, sources } }: Lesson,
): readonly Finding[] {
  const signs = program.statements.flatMap(({ expression }) => applicationsIn(expression));
  const sign = signs.find(forMatrices);
  if (!sign || !Array.from({ length: graph.size }, (_, slot) => shapeAt(graph, slot)).every(isSingle))
    return [];
  const given = (name: string): boolean => {
    const slot = slots.get(name);
    return slot === undefined || !sources.at(slot);
  };
  const names = [...leaves(sign), ...signs.flatMap(leaves)].flatMap((leaf) =>
    leaf.kind === 'name' && given(leaf.name) ? [leaf.name] : [],
  );
  const says = `${print(sign)} is for matrices, but every value is drawn as a single number; give their sizes, as in shapes: { ${names[0] ?? 'X'}: 2x4 }`;
  return [finding(problem, 'warning', says)];
}

/** Whether a sign is of use between matrices alone: `A'`, `sum(A)`, `A .* B`. */
const forMatrices = ({ sign }: Apply): boolean =>
  sign.symbol.startsWith('.') || sign.ops.every((op) => table[op].kind === 'structural');
