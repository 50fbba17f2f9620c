import { readValue } from '../../engine/graph/value-text.ts';
import { formatNumber, halfUnit } from '../../language/number-format.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import { quoted, stopped } from '../../tutor/lesson/words.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Predict } from '../lessons/course.ts';
import { filledIn, numberIn } from '../lessons/numbers.ts';

/** How an answer to a prediction was taken. */
export interface Judged {
  readonly verdict: 'right' | 'wrong' | 'unreadable';
  readonly shown: readonly Block[];
}

/** So many draws are tried until no trap gives the right answer. */
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
      step.traps.every(({ answer }) => !isNear(exact(drawn, answer), exact(drawn, step.answer), step.digits))
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

const letters = 'abcdefgh';

/** The question of a prediction, with its choices. */
export const predictBlocks = (step: Predict): readonly Block[] => [
  line('plain', told(step, step.ask)),
  ...step.choices.map((choice, i) => line('plain', `${letters[i]}: ${told(step, choice)}`)),
];

/** The answer that is right, as it is shown. */
export const rightAnswer = (step: Predict): string =>
  step.choices.length > 0
    ? (letters[exact(step, step.answer) - 1] ?? '')
    : formatNumber(exact(step, step.answer), 10);

function exact(step: Predict, text: string): number {
  const value = numberIn(workedOf(step), text);
  if (!value.ok || typeof value.value !== 'number')
    throw new Error(`${text} was a number when its step was read`);
  return value.value;
}

/** Judges an answer; a wrong one is told why where somebody foresaw it. */
export function judgePrediction(step: Predict, typed: string): Judged {
  const number = step.choices.length > 0 ? choiceIn(step, typed) : numberTyped(typed);
  if (typeof number === 'string') return { verdict: 'unreadable', shown: [line('trouble', stopped(number))] };
  if (isNear(number, exact(step, step.answer), step.digits))
    return { verdict: 'right', shown: [line('right', told(step, step.why))] };
  const trap = step.traps.find(({ answer }) => isNear(number, exact(step, answer), step.digits));
  return { verdict: 'wrong', shown: [line('wrong', trap ? told(step, trap.says) : 'Not yet.')] };
}

function choiceIn({ choices }: Predict, typed: string): number | string {
  const word = typed
    .trim()
    .toLowerCase()
    .replace(/[).:]$/, '');
  const at = word.length === 1 ? letters.indexOf(word) : -1;
  const place = at >= 0 ? at + 1 : Number(word);
  return Number.isInteger(place) && place >= 1 && place <= choices.length
    ? place
    : `'${quoted(typed, 40)}' is none of the choices; type one of ${letters.slice(0, choices.length).split('').join(', ')}`;
}

/** `9.006`, `J = 9.006`, `-1/4`, `2*3`: whatever stands behind the last equals sign. */
function numberTyped(typed: string): number | string {
  const text = typed.slice(typed.lastIndexOf('=') + 1).replaceAll(/(?<=\d),(?=\d{3}\b)/g, '');
  const value = readValue(text.replaceAll('−', '-'));
  if (!value.ok) return value.trouble.message;
  return typeof value.value === 'number' ? value.value : 'a number is wanted here';
}

const isNear = (value: number, right: number, digits: number): boolean =>
  Math.abs(value - right) <= (right === 0 ? 1e-6 : halfUnit(right, digits) * (1 + 1e-9));
