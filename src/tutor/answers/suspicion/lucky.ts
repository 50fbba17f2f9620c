import type { Expression } from '../../../language/expression.ts';
import type { Value } from '../../../ops/matrix.ts';
import { tiers } from '../../mistakes/families/tiers.ts';
import { hasGates } from '../../mistakes/gates/gates.ts';
import type { Mistake } from '../../mistakes/messages.ts';
import { noStart } from '../../mistakes/own-start.ts';
import { mistakeAt } from '../../mistakes/placing.ts';
import { suspected, suspectOf, type Weighing } from './suspects.ts';

/**
 * What is said of an expression whose number is right by luck alone: that it is luck, and the wrong rule where a gate that it
 * names is one. `datum`: the data on whose value the luck hangs.
 */
export function luckOf(
  place: Weighing,
  value: Value,
  expression: Expression,
  datum: string | null,
  digits: number,
): Mistake {
  const named = datum === null && hasGates(expression) ? ruleOfGate(place, value, expression, digits) : null;
  if (named) return { ...named, message: `The number is right, but only by luck. ${named.message}` };
  const id = 'right-number-wrong-reason';
  return mistakeAt(place.lesson, place.question, {
    id,
    op: null,
    ...(datum !== null && { intruder: datum }),
  });
}

/** The wrong rule that an expression is at all values. */
function ruleOfGate(place: Weighing, value: Value, expression: Expression, digits: number): Mistake | null {
  const found = suspected(place, { value, expression, rounded: false }, tiers.slice(0, 1));
  const { diagnosis } = found;
  return diagnosis.kind === 'named'
    ? suspectOf(place, found, diagnosis.mistake, noStart.wrong, digits).mistake
    : null;
}
