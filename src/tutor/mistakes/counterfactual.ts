import { evaluateAll } from '../../engine/graph/values.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { type Expression, leaves } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';
import { batchSize } from '../../symbolic/convention.ts';
import { leafValue } from '../lesson/as-shown.ts';

/** What an expression in the reader's letters gives in a world; null where its shapes clash. */
export function counterfactualValue(world: Evaluation, expression: Expression): Value | null {
  const found = evaluateAll(expression, (leaf) => leafValue(world, leaf));
  return found.ok ? found.value : null;
}

/** What an expression gives in several worlds; null where it is made of numbers, or holds one that stands in the graph. */
export function counterfactualValues(
  worlds: readonly Evaluation[],
  expression: Expression,
): readonly (Value | null)[] | null {
  const [here] = worlds;
  if (!here || ofNumbers(expression) || lendsFrom(here, expression)) return null;
  return worlds.map((world) => counterfactualValue(world, expression));
}

/** Whether an expression holds a number of the graph, so that it can't be held at other values. */
export const lendsFrom = (here: Evaluation, expression: Expression): boolean =>
  // 0, 1 and 2 belong to rules as much as to graphs: 1 - a, 2*w; so does the number of examples.
  leaves(expression).some(
    (leaf) =>
      leaf.kind === 'number' && leaf.value > 2 && leaf.value !== batchSize(here) && inGraph(here, leaf.value),
  );

export const ofNumbers = (expression: Expression): boolean =>
  leaves(expression).every((leaf) => leaf.kind === 'number' || leaf.kind === 'matrix');

const inGraph = ({ tape, gradients }: Evaluation, value: number): boolean =>
  tape.value.includes(value) || gradients.includes(value);
