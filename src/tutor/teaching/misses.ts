import type { Value } from '../../ops/matrix.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Choice } from '../lesson/lesson.ts';
import { math, quoted } from '../lesson/words.ts';
import { sameValue } from '../mistakes/equality.ts';

/** A wrong answer: its value, how it was typed, and whether something has been said that explains it. */
interface Miss {
  readonly value: Value;
  readonly body: string;
  readonly explained: boolean;
}

/** So many numbers without a name for any of them are guesses. */
const manyGuesses = 5;

/**
 * What a teacher would say of a miss beside the others at its question: that the same answer was given before, or, once,
 * that guesses follow guesses.
 */
export function noticed(
  { hints }: Choice,
  misses: readonly Value[],
  { value, body, explained }: Miss,
): readonly Block[] {
  if (misses.some((miss) => sameValue(miss, value))) {
    const given = `You gave ${math(quoted(body, 40))} before`;
    return [
      line(
        'note',
        explained ? `${given}.` : `${given}, and it is still not it: look at the rule, not at the number.`,
      ),
    ];
  }
  if (explained || misses.length + 1 !== manyGuesses) return [];
  const way =
    hints === false
      ? 'write the rule down first, then put the numbers in'
      : '`?` leads to the rule in small steps';
  return [line('note', `Five numbers so far. Trying one after the other seldom helps; ${way}.`)];
}

/** After the third miss, the ways on: nobody is left in a dead end. */
export const waysOn = ({ hints }: Choice, tries: number): readonly Block[] =>
  tries < 3
    ? []
    : [line('note', `${hints === false ? '' : '`?` a hint · '}\`:answer\` show it · \`:skip\` later`)];
