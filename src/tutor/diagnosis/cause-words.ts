import { inWords } from '../../engine/graph/givens.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueFigures } from '../../language/number-format.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Grounds } from '../answers/assess.ts';
import type { HiddenStart } from '../answers/suspicion/hidden-steps.ts';
import { isStep, type Lesson } from '../lesson/lesson.ts';
import { math } from '../lesson/words.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import type { Cause } from './causes.ts';
import type { PageReading } from './page.ts';

/**
 * The sentence about a cause, said once for all answers that it explains; null where it explains only one, at which
 * it has been said. "Only" is said where nothing else on the page is wrong.
 */
export function causeSaid(
  lesson: Lesson,
  cause: Cause,
  { wrong }: Pick<PageReading, 'wrong'>,
): string | null {
  const { kind, rule, answers, follows, hidden } = cause;
  const word = (slot: number): string => math(wordAt(lesson.worked, slot));
  const [root] = answers;
  if (root === undefined || answers.length + follows.length < 2) return null;
  if (hidden) {
    const only = wrong.length === answers.length + follows.length ? 'Only ' : '';
    const what =
      hidden.pass === 'forward'
        ? `${only === '' ? 'T' : `${only}t`}he value of ${math(nameAt(lesson.worked, hidden.slot))} is wrong${isStep(lesson.worked, hidden.slot) ? ', in the forward pass' : ''}`
        : `${only}${word(hidden.slot)}, which was not asked, is wrong${whyAlone(kind, rule)}`;
    return `${what}. ${inWords([...answers, ...follows].map(word))} follow correctly from ${hiddenValue(lesson, hidden)}.`;
  }
  const after =
    follows.length === 0
      ? ''
      : ` ${inWords(follows.map(word))} ${follows.length === 1 ? 'follows' : 'follow'} correctly from ${answers.length === 1 ? `your answer for ${word(root)}` : 'those'}.`;
  const alone = wrong.every((slot) => slot === root || follows.includes(slot));
  if (answers.length === 1)
    return `${alone ? 'Only ' : ''}${word(root)} is wrong${whyAlone(kind, rule)}.${after}`;
  if (kind === 'exchanged') return `${inWords(answers.map(word))} are exchanged.${after}`;
  const means = rule ? mistakeMessages[rule.id].means : 'the arithmetic';
  return `${oneCause(answers.map(word), means)}${after}`;
}

/** A hidden start as an equation: `dL/dz = 0.2`, or `a = 0.9`; a matrix without its entries. */
export function hiddenValue({ worked }: Lesson, { slot, value, pass }: HiddenStart): string {
  const word = pass === 'forward' ? nameAt(worked, slot) : wordAt(worked, slot);
  return typeof value === 'number' ? math(`${word} = ${valueFigures(value)}`) : `a wrong ${math(word)}`;
}

/** Said of a wrong answer that the right rule gives: from an earlier answer, or from a step that was not asked for. */
export function rightRuleSaid(lesson: Lesson, evidence: Grounds | null): string {
  const hidden = evidence?.hidden;
  const [first] = hidden?.from ?? [];
  if (!hidden || first === undefined)
    return 'The value is wrong, but the rule is right for your earlier answer.';
  return `The value is wrong, but the rule is right: like your ${math(wordAt(lesson.worked, first))}, it follows from ${hiddenValue(lesson, hidden)}.`;
}

/** The sentence about a mistake behind several answers. */
export const oneCause = (words: readonly string[], means: string): string =>
  `${inWords(words)} have one cause: ${means}.`;

const whyAlone = (kind: Cause['kind'], rule: Cause['rule']): string => {
  switch (kind) {
    case 'rule':
      return rule ? `: ${mistakeMessages[rule.id].means}` : '';
    case 'slip':
      return ', by a slip in the arithmetic';
    case 'exchanged':
    case 'start':
      return '';
  }
};
