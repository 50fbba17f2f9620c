import type { Value } from '../../../ops/matrix.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import type { Diagnosis } from '../../mistakes/diagnose.ts';
import { significant } from '../../mistakes/equality.ts';
import type { Candidates, MistakeClass } from '../../mistakes/equivalence-classes.ts';
import { classesNear } from '../../mistakes/families/near-classes.ts';
import { ruleWeight } from '../../mistakes/priors.ts';
import { slipsTo } from './slip.ts';

/** Rules that are reported so often that a slip on top of them is worth a thought. */
const often = 4;

/** So many digits show two mistakes: with fewer, some rule is always a slip away. */
const telling = 4;

/** Products of smaller numbers are known by heart. */
const byHeart = 10;

/**
 * The number of a frequent wrong rule with a slip in the arithmetic on top, held against what nothing simpler explains. A
 * number of few digits gets no name from it; but the page may show that its owner holds the rule.
 */
export function slipOnRule(
  sights: readonly Candidates[],
  lesson: Lesson,
  question: Question,
  value: Value,
): Diagnosis | null {
  if (typeof value !== 'number' || !question.plain) return null;
  const slipFrom = slipsTo(value);
  const slips = (here: Value | null): boolean => {
    if (typeof here !== 'number') return false;
    const kind = slipFrom(here);
    return kind !== null && (kind !== 'one-off' || Math.abs(here) >= byHeart);
  };
  const short = significant(value) < telling;
  const all = sights.flatMap((from) =>
    classesNear(from, lesson, question, slips)
      .filter(({ values: [here = null], rule }) => slips(here) && ruleWeight(rule) >= often)
      .map((found): MistakeClass => ({ ...found, also: 'arithmetic-slip', short })),
  );
  const [only, another] = all;
  if (!only) return null;
  return short || another ? { kind: 'none', all } : { kind: 'named', mistake: only, all };
}
