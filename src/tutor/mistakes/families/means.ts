import type { Evaluation } from '../../../engine/passes/evaluate.ts';
import { apply, type Expression, number } from '../../../language/expression.ts';
import { divideSign, timesSign } from '../../../language/operators.ts';
import { batchSize, scaleOf } from '../../../symbolic/convention.ts';
import type { Question } from '../../lesson/question.ts';

/** A wrong rule, of whatever kind it is. */
interface Ruled {
  readonly rule: Expression;
}

/** Rules, and where the right one divides by the number of examples, each divided as well. */
export const orShared = <Rule extends Ruled>(
  worked: Evaluation,
  question: Question,
  rules: readonly Rule[],
): readonly (Rule & { readonly shared?: boolean })[] =>
  dividesAt(worked, question)
    ? [...rules, ...rules.map((each) => ({ ...each, rule: shared(worked, each.rule), shared: true }))]
    : rules;

/** Under the lecture's convention the structure of a rule is seen before its mean is taken, too. */
export function undivided<Rule extends Ruled>(
  worked: Evaluation,
  question: Question,
  rules: readonly Rule[],
): readonly (Rule & { readonly also: 'mean-forgotten' })[] {
  const examples = batchSize(worked);
  if (examples === null || examples === 1 || !dividesAt(worked, question)) return [];
  return rules.map((each) => ({
    ...each,
    rule: apply(timesSign, number(examples), each.rule),
    also: 'mean-forgotten',
  }));
}

/** Whether a question's rule divides by the number of examples itself, as that of a weight under the lecture's convention. */
export const dividesAt = (worked: Evaluation, { slot, links }: Question): boolean =>
  (links ?? []).some(({ to }) => scaleOf(worked, to) > scaleOf(worked, slot));

/** Divided by the number of examples. */
export const shared = (worked: Evaluation, rule: Expression): Expression =>
  apply(divideSign, rule, number(batchSize(worked) ?? 1));
