import { applicationsIn } from '../../../language/expression.ts';
import { minusSign, plusSign } from '../../../language/operators.ts';
import { ruleIn } from '../../../symbolic/rule.ts';
import { plainSum } from '../../../symbolic/simplify.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue } from '../counterfactual.ts';
import { exchanged } from '../rewrite.ts';
import type { ScalarMalrule } from '../scalar-malrules.ts';

/** Longer ways are not written out. */
const mostArrows = 40;

/**
 * The right rule as it is written, with one plus or minus in it turned around: `2*(a + y)` for `2*(a - y)`. The sign stands in
 * a part of a statement that the rule repeats, so no change of an op's own rule gives it.
 */
export function signsAsWritten({ worked, visible }: Lesson, { links }: Question): readonly ScalarMalrule[] {
  const ways = links ?? [];
  if (ways.reduce((sum, { path }) => sum + path.length, 0) > mostArrows) return [];
  const right = plainSum(ways.map((link) => ruleIn(worked, visible, link)));
  if (right === null) return [];
  return applicationsIn(right)
    .filter(({ sign, operands }) => operands.length === 2 && (sign === plusSign || sign === minusSign))
    .map((node): ScalarMalrule => {
      const turned = { ...node, sign: node.sign === plusSign ? minusSign : plusSign };
      const rule = exchanged(right, node, turned);
      return {
        id: 'inner-sign-flipped',
        op: null,
        at({ world }) {
          const value = counterfactualValue(world, rule);
          return typeof value === 'number' ? value : Number.NaN;
        },
        local: () => Number.NaN,
      };
    });
}

/** The right rule times what is asked itself, as if it were a weight: `dz*b` for a bias. */
export const ownFactor = ({ worked: { names } }: Lesson, { slot }: Question): ScalarMalrule => ({
  id: 'factor-too-many',
  op: null,
  intruder: names[slot] ?? '',
  at: ({ right, own }) => right * own,
  local: () => Number.NaN,
});
