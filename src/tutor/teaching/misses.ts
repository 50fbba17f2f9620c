import type { Value } from '../../ops/matrix.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Choice } from '../lesson/lesson.ts';

/** So many answers without a name for any of them are guesses. */
const manyGuesses = 5;

/** So many numbers, each as far from the one before, are gone through. */
const manyInARow = 3;

/** What a teacher would say when guesses follow guesses, or numbers are gone through; null where nothing is to be said. */
export function sweptSaid(
  { hints }: Choice,
  misses: readonly { readonly value: Value | null }[],
  explained: boolean,
): string | null {
  const way =
    hints === false
      ? 'write the rule down first, then put the numbers in'
      : '`?` leads to the rule in small steps';
  if (isRow(misses.slice(-manyInARow).map(({ value }) => value)))
    return `You are going through the numbers one by one. The rule is quicker: ${way}.`;
  if (explained || misses.length !== manyGuesses) return null;
  const what = misses.every(({ value }) => typeof value === 'number') ? 'number' : 'answer';
  return `That was the fifth ${what}. Guessing seldom helps; ${way}.`;
}

/** Whether values are numbers at one small distance: 1, 2, 3. */
function isRow(values: readonly (Value | null)[]): boolean {
  const [first, second] = values;
  if (values.length < manyInARow || typeof first !== 'number' || typeof second !== 'number') return false;
  const step = second - first;
  if (step === 0 || Math.abs(step) > 1) return false;
  return values.every(
    (value, i) =>
      typeof value === 'number' && Math.abs(value - (first + i * step)) < 1e-9 * Math.max(1, Math.abs(value)),
  );
}

/** After the third miss: what the learner can do next. */
export const waysOn = ({ hints }: Choice, tries: number): readonly Block[] =>
  tries < 3
    ? []
    : [line('note', `${hints === false ? '' : '`?` a hint · '}\`:answer\` show it · \`:skip\` later`)];
