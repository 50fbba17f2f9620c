import { type Evaluation, evaluateGraph, gradientAt } from '../../engine/passes/evaluate.ts';
import type { Expression } from '../../language/expression.ts';
import { halfUnit } from '../../language/number-format.ts';
import { parseProgram } from '../../language/program.ts';
import type { KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Question, questionOf } from '../../tutor/lesson/question.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { Predict } from '../lessons/course.ts';

/** What somebody typed at a prediction: the numbers that it may mean, the likeliest first, or why it is none. */
export type Predicted =
  | {
      readonly kind: 'numbers';
      readonly values: readonly number[];
      readonly remark: string | null;
      /** What was typed, where it is more than a number or a choice. */
      readonly expression: Expression | null;
    }
  | { readonly kind: 'unread'; readonly message: string };

const unread = (message: string): Predicted => ({ kind: 'unread', message });
const numbers = (
  values: readonly number[],
  remark: string | null = null,
  expression: Expression | null = null,
): Predicted => ({ kind: 'numbers', values, remark, expression });

/** The letters of choices. */
export const choiceLetters = 'abcdefgh';

/** `a`, `b)`, `(2)`, `answer c`, or words that stand in one choice alone. */
export function chosenIn(choices: readonly string[], typed: string): Predicted {
  const word = plainText(typed.replace(/^\s*(?:answer|choice|option)\s+(?=\S)/iu, ''));
  const at = word.length === 1 ? choiceLetters.indexOf(word) : -1;
  const place = at >= 0 ? at + 1 : Number(word);
  if (word !== '' && Number.isInteger(place) && place >= 1 && place <= choices.length)
    return numbers([place]);
  const fitting = choices.flatMap((choice, i) =>
    word.length > 2 && ` ${plainText(choice)} `.includes(` ${word} `) ? [i + 1] : [],
  );
  if (fitting.length === 1) return numbers(fitting);
  const letters = choiceLetters.slice(0, choices.length).split('');
  return unread(`'${quoted(typed, 40)}' is none of the choices; type ${inChoice(letters)}`);
}

const plainText = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();

/** `a, b or c`. */
const inChoice = (letters: readonly string[]): string =>
  letters.length < 2 ? letters.join('') : `${letters.slice(0, -1).join(', ')} or ${letters.at(-1)}`;

/**
 * `9.006`, `J = 9.006`, `about 9`, `-1/4`, `w - 0.1*6`: whatever a quiz would read as a number, behind the last equals sign.
 * Where a comma may be either, both are meant: what was asked decides.
 */
export function predictedIn(step: Predict, typed: string): Predicted {
  const text = saidIn(typed);
  const [, sign = '', whole = '', part = ''] = /^\s*([-+−]?)(\d+),(\d{3})\s*$/u.exec(text) ?? [];
  if (whole !== '') {
    const [start, minus] = [sign === '+' ? '' : sign, sign === '' || sign === '+' ? 1 : -1];
    const [point, none] = [Number(`${whole}.${part}`), Number(`${whole}${part}`)];
    return numbers(
      [minus * point, minus * none],
      `read as ${start}${whole}.${part} or ${start}${whole}${part}`,
    );
  }
  const { lesson, question } = readerOf(step);
  const bare = text.replaceAll(/(?<=\d),(?=\d{3}\b)/g, '');
  const reading = readAnswer(lesson.worked, question, bare, foundIn(step, lesson.worked));
  if (reading.kind !== 'read') return unread(reading.message);
  if (typeof reading.value !== 'number') return unread('a single number is asked for here');
  return numbers([reading.value], reading.remark, reading.expression);
}

/** What stands behind the sign; `w -= 0.1*6` is w less that, and `42 steps` is 42. */
function saidIn(typed: string): string {
  const [, updated, sign, by] = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*([-+])=(?!=)\s*(.*)$/su.exec(typed) ?? [];
  if (updated !== undefined) return `${updated} ${sign} (${by})`;
  const text = typed.slice(typed.lastIndexOf('=') + 1);
  return /^\s*(?:about\s+)?(\d[\d.,]*)\s+\p{L}{4,12}\s*$/u.exec(text)?.[1] ?? text;
}

/** A question by which an answer can be read, so that it may use the names of the step's program. */
function readerOf({ example, answer }: Predict): { readonly lesson: Lesson; readonly question: Question } {
  const lesson = example?.lesson ?? withoutNames();
  const { slots } = lesson.worked;
  const slot =
    slots.get(/^\s*d(\S+)/u.exec(answer)?.[1] ?? '') ?? lesson.order[0] ?? lesson.worked.graph.output;
  return { lesson, question: questionOf(lesson, slot) };
}

let nameless: Lesson | null = null;
/** A lesson for predictions that are about no program. */
function withoutNames(): Lesson {
  if (nameless) return nameless;
  const parsed = parseProgram('theOutput = theInput');
  const values = new Map([['theInput', 1]]);
  const worked = parsed.ok ? evaluateGraph(parsed.value, { values, output: null, data: [] }) : parsed;
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  nameless = lesson.value;
  return nameless;
}

/** The derivatives that the question itself has told. */
const foundIn =
  ({ ask }: Predict, worked: Evaluation): KnownDerivatives =>
  (slot) => {
    const name = worked.names[slot] ?? '';
    if (ask.includes(`{d${name}}`)) return gradientAt(worked, slot);
    return { why: `write the number of d${name} itself` };
  };

/** Whether a number is another one, to so many digits. */
export const isAsPredicted = (value: number, right: number, digits: number): boolean =>
  Math.abs(value - right) <= (right === 0 ? 1e-6 : halfUnit(right, digits) * (1 + 1e-9));
