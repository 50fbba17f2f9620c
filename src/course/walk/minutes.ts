import { entriesOf } from '../../ops/matrix.ts';
import { type Question, questionOf } from '../../tutor/lesson/question.ts';
import type { QuestionKind } from '../../tutor/lesson/question-kind.ts';
import type { Lecture, Step } from '../lessons/course.ts';
import { sessionOver } from './asked-session.ts';

/**
 * How long somebody takes who is new to it, in seconds: an estimate. A text with mathematics is read at half the usual
 * pace; for a question with a few numbers the better part of a minute goes by, a miss now and then included.
 */
const seconds = {
  word: 0.5,
  say: 6,
  demo: 40,
  workedLine: 25,
  predict: 40,
  choice: 25,
  question: 40,
  entry: 15,
} as const;
/** The most entries of a matrix that count, because all are worked out in the same way. */
const mostEntries = 6;
/** How much longer a question at fresh numbers takes, because everything is read anew. */
const anew = 1.25;

/** How many minutes a lecture takes about. */
export const minutesOf = ({ steps }: Lecture): number =>
  Math.round(steps.reduce((total, step) => total + secondsOf(step), 0) / 60);

const wordsIn = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length;

function secondsOf(step: Step): number {
  switch (step.kind) {
    case 'say':
      return seconds.say + seconds.word * wordsIn(step.text);
    case 'demo':
      return seconds.demo;
    case 'predict':
      return (
        (step.choices.length > 0 ? seconds.choice : seconds.predict) +
        seconds.word * wordsIn([step.ask, ...step.choices, step.why].join(' '))
      );
    case 'worked':
      return seconds.workedLine * linesOf(step.example, step.names);
    case 'faded':
    case 'solo':
      return questionsTime(step, step.kinds);
    case 'fresh':
      return anew * (step.example ? questionsTime(step, ['value']) : 5 * seconds.question);
  }
}

const linesOf = (example: Step['example'], names: readonly string[]): number =>
  names.length > 0 ? names.length : (example?.lesson.order.length ?? 0);

function questionsTime(
  { example, names }: Pick<Step, 'example'> & { readonly names: readonly string[] },
  kinds: readonly QuestionKind[],
): number {
  if (!example) return 0;
  const { queue, words } = sessionOver(example.lesson, names, kinds, 'prompt', new Set());
  return queue.reduce((total, key) => total + questionSeconds(questionOf(words.lesson, key)), 0);
}

/** How long a question takes somebody who is new to it. */
export function questionSeconds({ kind, exact }: Question): number {
  const entries = kind === 'value' ? Math.min(entriesOf(exact).length, mostEntries) : 1;
  return seconds.question + seconds.entry * (entries - 1);
}
