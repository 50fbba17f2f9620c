import { formatNumber } from '../../language/number-format.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import { quoted, stopped } from '../../tutor/lesson/words.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Predict } from '../lessons/course.ts';
import { filledIn, numberIn } from '../lessons/numbers.ts';
import { choiceLetters, chosenIn, isAsPredicted, predictedIn } from './prediction-answer.ts';
import { saidOfUpdate } from './update-mistakes.ts';

/** How an answer to a prediction was judged. */
export interface JudgedPrediction {
  readonly verdict: 'right' | 'wrong' | 'unreadable';
  readonly shown: readonly Block[];
  /** What may be typed to tell two mistakes apart: said at a prompt alone. */
  readonly offer: string | null;
  /** The number that was typed; null for a choice, and for what is none. */
  readonly value: number | null;
}

/** The most draws that are tried until no trap gives the right answer. */
const draws = 8;

/** A prediction as it is asked with a seed: at other numbers, where it draws them, at which its traps are wrong. */
export function drawnPrediction(step: Predict, seed: number): Predict {
  const { example } = step;
  if (!step.redraw || !example) return step;
  let first: Predict | null = null;
  for (let draw = 0; draw < draws; draw++) {
    const lesson = variantOf(example.lesson, seed + draw)?.lesson;
    if (!lesson) continue;
    const drawn = { ...step, example: { ...example, lesson } };
    if (
      step.traps.every(
        ({ answer }) => !isAsPredicted(exact(drawn, answer), exact(drawn, step.answer), step.digits),
      )
    )
      return drawn;
    first ??= drawn;
  }
  return first ?? step;
}

const workedOf = ({ example }: Predict) => example?.lesson.worked ?? null;

/** A text of a step with its numbers; it was computed once when the step was read. */
export function told(step: Predict, text: string): string {
  const filled = filledIn(workedOf(step), text);
  if (!filled.ok) throw new Error(filled.trouble.message);
  return filled.value;
}

/** The question of a prediction, with its choices. */
export const predictBlocks = (step: Predict): readonly Block[] => [
  line('plain', told(step, step.ask)),
  ...step.choices.map((choice, i) => line('plain', `${choiceLetters[i]}: ${told(step, choice)}`)),
];

/** The answer that is right, as it is shown. */
export const rightAnswer = (step: Predict): string =>
  step.choices.length > 0
    ? (choiceLetters[exact(step, step.answer) - 1] ?? '')
    : formatNumber(exact(step, step.answer), 10);

function exact(step: Predict, text: string): number {
  const value = numberIn(workedOf(step), text);
  if (!value.ok || typeof value.value !== 'number')
    throw new Error(`${text} was a number when its step was read`);
  return value.value;
}

/** Said of a wrong answer of which nothing is known. */
export const notYet = 'Not yet.';

/** Judges an answer; a wrong one that the author foresaw is told why it is wrong. */
export function judgePrediction(step: Predict, typed: string): JudgedPrediction {
  const predicted = step.choices.length > 0 ? chosenIn(step.choices, typed) : predictedIn(step, typed);
  if (predicted.kind === 'unread')
    return {
      verdict: 'unreadable',
      shown: [line('trouble', stopped(quoted(predicted.message)))],
      offer: null,
      value: null,
    };
  const { values, remark, expression } = predicted;
  const value = step.choices.length > 0 ? null : (values[0] ?? null);
  const noted = remark === null ? [] : [line('note', stopped(remark))];
  const hits = (answer: string): boolean =>
    values.some((value) => isAsPredicted(value, exact(step, answer), step.digits));
  if (hits(step.answer)) {
    const remarked = values.length > 1 ? [] : noted;
    return {
      verdict: 'right',
      shown: [...remarked, line('right', told(step, step.why))],
      offer: null,
      value,
    };
  }
  const trap = step.traps.find(({ answer }) => hits(answer));
  const update = trap ? null : saidOfUpdate(step, values, expression);
  const says = trap ? told(step, trap.says) : (update?.says ?? ofChoice(step, values[0]) ?? notYet);
  return { verdict: 'wrong', shown: [...noted, line('wrong', says)], offer: update?.offer ?? null, value };
}

/** The message about a wrong choice, which names it, so that it is clear what was understood. */
function ofChoice(step: Predict, place = 0): string | null {
  const choice = step.choices[place - 1];
  return choice === undefined ? null : `Not ${choiceLetters[place - 1]}. Look at the others again.`;
}
