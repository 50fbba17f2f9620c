import { print } from '../../language/print.ts';
import { entriesOf, shapeOf, type Value } from '../../ops/matrix.ts';
import type { Assessment } from '../answers/assess.ts';
import type { Reading } from '../answers/reading.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { laterDerivatives, type Question, readersOf } from '../lesson/question.ts';
import { amongNamedSteps, withNamedSteps } from '../mistakes/named-steps.ts';
import type { Start } from '../mistakes/own-start.ts';

/** An answer with everything of its learner on which its verdict hangs. */
export interface Judgeable {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly reading: Reading & { readonly kind: 'read' | 'clash' };
  readonly digits: number;
  readonly start: Start;
}

/**
 * The verdicts that were found: a class gives the same few answers over and over. Whoever judges a class makes one and
 * hands it along. It changes no verdict; of a lesson it holds so many at most, and then begins anew.
 */
export interface KeptVerdicts {
  readonly of: (answer: Judgeable, judge: () => Assessment) => Assessment;
}

const mostKept = 5000;
/** Larger matrices are seldom given twice, and their keys are long. */
const mostEntries = 100;

export function keptVerdicts(most = mostKept): KeptVerdicts {
  // An answer in the other convention has those after it judged in another lesson.
  const byLesson = new WeakMap<Lesson, OfLesson>();
  return {
    of(answer, judge) {
      const { lesson, question } = answer;
      const { parts, kept } = byLesson.get(lesson) ?? { parts: new Map(), kept: new Map() };
      byLesson.set(lesson, { parts, kept });
      const own = parts.get(question.key) ?? havingPart(lesson, question);
      parts.set(question.key, own);
      const key = keyOf(answer, own);
      if (key === null) return judge();
      const known = kept.get(key);
      if (known) return known;
      const found = judge();
      if (kept.size >= most) kept.clear();
      kept.set(key, found);
      return found;
    },
  };
}

/** What is kept of one lesson: verdicts by their keys, and the steps that have a part in a question's verdicts. */
interface OfLesson {
  readonly parts: Map<number, readonly number[]>;
  readonly kept: Map<string, Assessment>;
}

/** The steps whose derivatives have a part in a verdict: those that read what is asked, and those next to them. */
function havingPart(lesson: Lesson, question: Question): readonly number[] {
  const whole = withNamedSteps(lesson);
  const among = amongNamedSteps(lesson, whole, question);
  return [
    ...new Set([
      ...readersOf(question),
      ...readersOf(among),
      ...laterDerivatives(lesson, question).flat(),
      ...laterDerivatives(whole, among).flat(),
    ]),
  ];
}

/** A verdict's key: the question, the answer as written and as read, and what of the learner's own has a part. */
function keyOf({ question, reading, digits, start }: Judgeable, parts: readonly number[]): string | null {
  const { expression } = reading;
  const value = reading.kind === 'read' ? valueWord(reading.value) : 'clash';
  const own = parts.map((slot) => startWord(start, slot));
  if (value === null || own.includes(null)) return null;
  const written = reading.kind === 'read' ? reading.body : '';
  return JSON.stringify([question.key, digits, written, print(expression), value, own]);
}

/** What a learner has at a step: nothing, a right answer, a number of their own. */
function startWord({ wrong, accepted, right }: Start, slot: number): string | null {
  const [mine, taken] = [wrong.get(slot), accepted.get(slot)];
  const word = mine !== undefined ? valueWord(mine) : taken !== undefined ? valueWord(taken) : '';
  const sort =
    mine !== undefined ? 'wrong' : taken !== undefined ? 'accepted' : right.has(slot) ? 'right' : '';
  return word === null ? null : `${sort} ${word}`;
}

function valueWord(value: Value): string | null {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `${value}`;
  const { rows, columns } = shapeOf(value);
  return rows * columns > mostEntries ? null : `${rows}x${columns} ${Array.from(entriesOf(value)).join(' ')}`;
}
