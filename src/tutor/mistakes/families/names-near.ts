import { type Graph, kinds, opAt, operandsAt } from '../../../engine/graph/graph.ts';
import type { Evaluation } from '../../../engine/passes/evaluate.ts';
import { minusSign, signMeans } from '../../../language/operators.ts';
import { isStep, type Lesson } from '../../lesson/lesson.ts';

/** So many names, those nearest to a question, are tried in the place of another. */
const mostTried = 20;

/** The named steps and inputs nearest to a question, whose values and derivatives are at hand. */
export function namesNear({ worked, visible }: Lesson, slot: number): readonly number[] {
  const { graph, names } = worked;
  const found: number[] = [];
  const put = (each: number): void => {
    if (each < 0 || each >= graph.size || graph.kind[each] === kinds.literal || !names[each]) return;
    if (!isStep(worked, each) || visible.has(each)) found.push(each);
  };
  put(slot);
  for (let away = 1; away < graph.size && found.length < mostTried; away++) {
    put(slot - away);
    put(slot + away);
  }
  return found;
}

/** Whether a slot is called a weight: a given, and no data, whose name begins with a w. Of other givens nobody can tell. */
export const isWeight = ({ graph, names }: Evaluation, slot: number): boolean =>
  graph.kind[slot] === kinds.given && /^[wW]/.test(names[slot] ?? '');

/** What is subtracted from a step, or from what it is subtracted: the target of a prediction. */
export function targetBeside(graph: Graph, step: number): number | undefined {
  for (let reader = step + 1; reader < graph.size; reader++) {
    const operands = operandsAt(graph, reader);
    if (signMeans(minusSign, opAt(graph, reader)) && operands.includes(step))
      return operands.find((operand) => operand !== step && graph.kind[operand] !== kinds.literal);
  }
  return undefined;
}
