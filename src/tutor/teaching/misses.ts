import { type Block, line } from '../lesson/block.ts';
import type { Choice } from '../lesson/lesson.ts';

/** So many numbers without a name for any of them are guesses. */
const manyGuesses = 5;

/** What a teacher would say, once, when guesses follow guesses: this is the miss of that number. */
export function guessing({ hints }: Choice, miss: number, explained: boolean): readonly Block[] {
  if (explained || miss !== manyGuesses) return [];
  const way =
    hints === false
      ? 'write the rule down first, then put the numbers in'
      : '`?` leads to the rule in small steps';
  return [line('note', `That was the fifth number. Guessing seldom helps; ${way}.`)];
}

/** After the third miss: what the learner can do next. */
export const waysOn = ({ hints }: Choice, tries: number): readonly Block[] =>
  tries < 3
    ? []
    : [line('note', `${hints === false ? '' : '`?` a hint · '}\`:answer\` show it · \`:skip\` later`)];
