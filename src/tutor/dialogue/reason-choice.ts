import { valueFigures } from '../../language/number-format.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { math, type Words } from '../lesson/words.ts';
import { sameAnswer } from '../mistakes/equality.ts';
import { candidatesOf, classesAt, type MistakeClass } from '../mistakes/equivalence-classes.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { ruleWeight } from '../mistakes/priors.ts';
import type { Known } from '../teaching/chain-rule.ts';
import { leadsFrom } from './lead.ts';
import type { Miss } from './repeated.ts';

/** A question about a miss that was put right: what was wrong with `2`? One of two reasons is so. */
export interface ReasonChoice {
  readonly asks: string;
  readonly reasons: readonly [string, string];
  /** Which of them is so. */
  readonly right: 1 | 2;
  /** What is said to the right reason, and to the other one. */
  readonly confirmed: string;
  readonly corrected: string;
}

/** Mistakes that are no reason: a slip is no rule, and luck has none. */
const noReason: ReadonlySet<string> = new Set([
  'arithmetic-slip',
  'exchanged-answers',
  'right-number-wrong-reason',
]);

/**
 * The choice of a reason for a number that was missed by one mistake and then put right: the mistake, or another one that is
 * often made and would have given another number. Null where there is none.
 */
export function reasonChoice(
  words: Words,
  question: Question,
  miss: Miss,
  known: Known,
): ReasonChoice | null {
  const { value, mistake, text } = miss;
  if (!question.plain || typeof value !== 'number' || mistake === null) return null;
  if (mistake.also !== undefined || noReason.has(mistake.id)) return null;
  const other = otherReason(words, question, value, mistake.id);
  if (!other) return null;
  const figures = (number: number): string => math(valueFigures(number, words.digits));
  const mine = figures(value);
  const [isSo, isNot] = [mistakeMessages[mistake.id].means, mistakeMessages[other.id].means];
  // The right one stands now here, now there.
  const right = (question.slot + text.length) % 2 === 0 ? 1 : 2;
  const contrast = leadsFrom({ words, question, mistake, value, known, onScreen: text }).find(
    ({ kind }) => kind === 'contrast',
  );
  return {
    asks: `What was wrong with your ${mine} for ${math(question.asks)}? Type ${math('1')} or ${math('2')}, or go on.`,
    reasons: right === 1 ? [isSo, isNot] : [isNot, isSo],
    right,
    confirmed: contrast ? `That is it. ${contrast.says}` : 'That is it.',
    corrected: `No, that would have given ${figures(other.value)}. Your ${mine} was this: ${isSo}.`,
  };
}

/** Another mistake that is often made at a question, with its number; null where each may have given the miss as well. */
function otherReason(
  { lesson }: Words,
  question: Question,
  missed: number,
  id: string,
): { readonly id: keyof typeof mistakeMessages; readonly value: number } | null {
  const classes = classesAt(candidatesOf(lesson, question), lesson, question);
  const hereOf = ({ values: [here = null] }: MistakeClass): number => Number(here ?? Number.NaN);
  const gives = (each: MistakeClass): boolean => sameAnswer(hereOf(each), missed, true);
  const same = new Set(classes.filter(gives).flatMap(({ ids }) => ids));
  const means = mistakeMessages[id as keyof typeof mistakeMessages].means;
  const direct = readersOf(question).every((slot) => slot === lesson.worked.graph.output);
  const [likeliest] = classes
    .filter(({ rule, ids }) => rule.id !== id && !ids.some((each) => same.has(each)))
    .filter(({ rule }) => mistakeMessages[rule.id].means !== means && !noReason.has(rule.id))
    // Next to the output there is nothing upstream to forget.
    .filter(({ rule }) => !(direct && rule.id === 'upstream-only'))
    .filter(
      (each) => Number.isFinite(hereOf(each)) && !sameAnswer(hereOf(each), Number(question.exact), true),
    )
    .sort((one, two) => ruleWeight(two.rule) - ruleWeight(one.rule));
  return likeliest ? { id: likeliest.rule.id, value: hereOf(likeliest) } : null;
}
