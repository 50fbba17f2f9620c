import { inWords } from '../../engine/graph/givens.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
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
  { kind, rule, answers, follows }: Cause,
  { wrong }: Pick<PageReading, 'wrong'>,
): string | null {
  const word = (slot: number): string => math(wordAt(lesson.worked, slot));
  const [root] = answers;
  if (root === undefined || answers.length + follows.length < 2) return null;
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
