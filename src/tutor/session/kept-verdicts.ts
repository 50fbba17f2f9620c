import { print } from '../../language/print.ts';
import { type Remembering, remembering } from '../../language/remembering/remembering.ts';
import type { Assessment } from '../answers/assess.ts';
import type { Reading } from '../answers/reading.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { laterDerivatives, type Question, readersOf } from '../lesson/question.ts';
import { amongNamedSteps, withNamedSteps } from '../mistakes/named-steps.ts';
import type { Start } from '../mistakes/own-start.ts';
import { type KeptSessions, keptSessions } from './kept-sessions.ts';
import { valueWord } from './reading-word.ts';

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
 * hands it along. It changes no verdict, and of a lesson it holds so many at most.
 */
export interface KeptVerdicts {
  readonly of: (answer: Judgeable, judge: () => Assessment) => Assessment;
  /** The sessions to which they led. */
  readonly sessions: KeptSessions;
}

const mostKept = 5000;

export function keptVerdicts(most = mostKept): KeptVerdicts {
  // An answer in the other convention has those after it judged in another lesson.
  const byLesson = new WeakMap<Lesson, OfLesson>();
  return {
    sessions: keptSessions(),
    of(answer, judge) {
      const { lesson, question } = answer;
      const { parts, kept } = byLesson.get(lesson) ?? { parts: new Map(), kept: remembering(most) };
      byLesson.set(lesson, { parts, kept });
      const own = parts.get(question.key) ?? havingPart(lesson, question);
      parts.set(question.key, own);
      const key = keyOf(answer, own);
      if (key === null) return judge();
      const known = kept.get(key);
      if (known) return known;
      const found = judge();
      kept.set(key, found);
      return found;
    },
  };
}

/** What is kept of one lesson: verdicts by their keys, and the steps that have a part in a question's verdicts. */
interface OfLesson {
  readonly parts: Map<number, readonly number[]>;
  readonly kept: Remembering<string, Assessment>;
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
  const { body = '', before = null } = reading.kind === 'read' ? reading : {};
  const written = before === null ? body : `${body} ${before.body} ${print(before.expression)}`;
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
