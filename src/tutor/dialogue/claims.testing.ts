import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { statementOf, type Words } from '../lesson/words.ts';
import { nearly, outputSlopeOf, slopeBy, stepPlace } from '../mistakes/places.testing.ts';
import { localOf, worth } from '../mistakes/spoken.testing.ts';

// For tests: each sentence that leads from a miss to the rule, by how it begins or what it says, with what it claims. A claim is
// worked out from forward passes: names have their values, slopes are differences.

/** A sentence in its place: the question, and the answer that was missed; null where none was typed. */
export interface Spoken {
  readonly words: Words;
  readonly question: Question;
  readonly value: Value | null;
  readonly says: string;
  /** Whether shares and slopes may have been mistaken in sign as well, or in a second way. */
  readonly mistake: string | null;
}

export type Claim = (spoken: Spoken, parts: readonly string[]) => boolean;

export const slotOf = ({ words }: Spoken, name: string): number => words.lesson.worked.slots.get(name) ?? -1;
export const typed = ({ value }: Spoken): number => (typeof value === 'number' ? value : Number.NaN);
export const up = ({ words }: Spoken, step: number): number => outputSlopeOf(words.lesson, step);
export const local = ({ words, question }: Spoken, step: number): number =>
  localOf(words.lesson, step, question);

/** What comes back along each path. */
export const shares = ({ words: { lesson }, question }: Spoken): readonly number[] =>
  (question.links ?? []).map(({ path, to }) =>
    path.reduce(
      (so, arrow) => {
        const { op, by, operands } = stepPlace(lesson, arrow);
        return so * slopeBy(op, by, operands);
      },
      outputSlopeOf(lesson, to),
    ),
  );

/** Whether a statement is one of the program, and a name stands on its right side. */
export function readsIn({ words }: Pick<Spoken, 'words'>, name: string, statement: string): boolean {
  const [left = '', right = ''] = statement.split(/ = (.*)/s);
  const step = words.lesson.worked.slots.get(left);
  return (
    step !== undefined &&
    statementOf(words, step) === statement &&
    new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_(])`, 'u').test(right)
  );
}

/** A number as it is shown beside the true one: a few digits of it. */
export const shown = (text: string, value: number): boolean => nearly(Number(text), value);

/** How many times a tiny step: `2ε`, `ε`, `-ε`. */
const timesOf = (text: string): number => Number(text.replace(/ε$/, '').replace(/^(-?)$/, '$11'));

/** `dJ/du` alone, or with its number: `dJ/du = 7`. */
export const rightNumber = (spoken: Spoken, text: string): boolean => {
  const [word = '', number] = text.split(' = ');
  return number === undefined || shown(number, worth(spoken.words.lesson, word));
};

export const isOutput = ({ words }: Spoken, name: string): boolean => name === words.lesson.worked.output;
export const isAsked = ({ question }: Spoken, name: string): boolean => name === question.name;

/** Whether the paths beside one are spoken of as they are: one, or several. */
export const others = ({ question }: Spoken, word: string | undefined): boolean =>
  (question.links?.length ?? 0) === 2
    ? word === 'other'
    : (question.links?.length ?? 0) > 2 && word === 'others';

/** What is said of single numbers. */
export const ofNumbers: readonly (readonly [RegExp, Claim])[] = [
  [
    /^If your rule is the right one, only the arithmetic went wrong: work it out in smaller parts, or in another order\.$/,
    ({ mistake }) => mistake === 'arithmetic-slip',
  ],
  [
    /^What comes back along each path is right\.$/,
    (spoken) => {
      const each = shares(spoken);
      const product = each.reduce((so, one) => so * one, 1);
      const mean = each.reduce((so, one) => so + one, 0) / each.length;
      return nearly(typed(spoken), product) || nearly(typed(spoken), mean);
    },
  ],
  [
    /^(?:But a|A) tiny step in (\S+) goes along all of them at the same time\.$/,
    (spoken, [name = '']) => isAsked(spoken, name),
  ],
  [
    /^Two slopes lie between (\S+) and (\S+): (\S+) moves (\S+) \(`(.+)`\), and (\S+) moves (\S+)\.$/,
    (spoken, [name = '', output = '', , step = '', statement = '']) =>
      isAsked(spoken, name) &&
      isOutput(spoken, output) &&
      readsIn(spoken, name, statement) &&
      statement.startsWith(`${step} = `),
  ],
  [
    /^Your answer has only the (first|second) of them(, with the wrong sign)?\.$/,
    (spoken, [which, turned]) => {
      const [step = -1] = readersOf(spoken.question);
      return nearly(
        turned ? -typed(spoken) : typed(spoken),
        which === 'first' ? local(spoken, step) : up(spoken, step),
      );
    },
  ],
  [
    /^Both slopes are right\.$/,
    (spoken) =>
      readersOf(spoken.question).some((step) =>
        nearly(typed(spoken), local(spoken, step) + up(spoken, step)),
      ),
  ],
  [
    /^One follows the other: (\S+) moves (\S+), and (\S+) moves (\S+)\.$/,
    (spoken, [name = '', step = '']) =>
      readersOf(spoken.question).some((slot) => nameAt(spoken.words.lesson.worked, slot) === step) &&
      isAsked(spoken, name),
  ],
  [
    /^The next step after (\S+) is `(.+)`\.$/,
    (spoken, [name = '', statement = '']) => readsIn(spoken, name, statement),
  ],
  [/^Start from its derivative, `(.+)`\.$/, (spoken, [text = '']) => rightNumber(spoken, text)],
  [
    /^`(\S+) = (\S+)` says where (\S+) is, not what happens when it moves\.$/,
    (spoken, [name = '', number = '']) => {
      const value = valueOfSlot(spoken.words.lesson.worked, slotOf(spoken, name));
      return shown(number, Number(value)) && nearly(typed(spoken), Number(value));
    },
  ],
  [
    /^Look at `(.+)`: what does (\S+) do when (\S+) moves\?$/,
    (spoken, [statement = '', , name = '']) => readsIn(spoken, name, statement),
  ],
  [
    /^Look only at the sign: does (\S+) go up or down when (\S+) goes up\?$/,
    (spoken) => nearly(Math.abs(typed(spoken)), Math.abs(worth(spoken.words.lesson, spoken.question.asks))),
  ],
  [/^And what does (\S+) do when (\S+) goes up\?$/, (spoken, [output = '']) => isOutput(spoken, output)],
  [
    /^The rest of your answer is right\.$/,
    (spoken) => readersOf(spoken.question).every((step) => up(spoken, step) !== 0),
  ],
  [
    /^Only the slope from (\S+) to (\S+) is wrong: look at `(.+)` by itself\.$/,
    (spoken, [name = '', step = '', statement = '']) => {
      const slot = slotOf(spoken, step);
      const right = up(spoken, slot) * local(spoken, slot);
      return readsIn(spoken, name, statement) && Math.abs(typed(spoken) - right) > 1e-4 * Math.abs(right);
    },
  ],
  [
    /^Your answer has what comes back through `(.+)`\.$/,
    (spoken, [statement = '']) => {
      const slot = slotOf(spoken, statement.split(' = ')[0] ?? '');
      return nearly(typed(spoken), up(spoken, slot) * local(spoken, slot));
    },
  ],
  [
    /^(\S+) also stands in `(.+)`\.$/,
    (spoken, [name = '', statement = '']) => readsIn(spoken, name, statement),
  ],
  [
    /^If a tiny step in (\S+) makes (\S+) move a little along one path, and a little more along the (others?), how far does it move in all\?$/,
    (spoken, [, , word]) => others(spoken, word),
  ],
  [
    /^If (\S+) moves `(\S+)` for a tiny step `ε` in (\S+), and (\S+) moves `(\S+)` times as far as (\S+), how far does (\S+) move\?$/,
    (spoken, [step = '', moves = '', , , times = '']) => {
      const slot = slotOf(spoken, step);
      return nearly(timesOf(moves), local(spoken, slot)) && shown(times, up(spoken, slot));
    },
  ],
  [
    /^Take `(.+)` by itself: when (\S+) moves by a tiny `ε`, by how many `ε` does (\S+) move\?$/,
    (spoken, [statement = '', name = '']) => readsIn(spoken, name, statement),
  ],
  [
    /^Type `(d\S+\/d\S+)`, or the answer itself\.$/,
    (spoken, [word = '']) => word.endsWith(`/d${spoken.question.name}`),
  ],
];
