import { nameAt } from '../engine/graph/names.ts';
import { nested } from '../ops/matrix.ts';
import { questionOf } from '../tutor/lesson/question.ts';
import { slotIn } from '../tutor/lesson/question-kind.ts';
import { published } from '../tutor/mistakes/messages.ts';
import { askedWord } from '../tutor/questions/kinds.ts';
import { noAnswer, type Session, untouched } from '../tutor/session/state.ts';
import type { Answered } from './types.ts';

/** What came of each question of a quiz, in their order; steps that `:open` added are left out. */
export function quizResults({ words, turns, extra }: Session): readonly Answered[] {
  const { worked, asked } = words.lesson;
  return asked
    .filter((key) => !extra.has(key))
    .map((key) => {
      const turn = turns.get(key) ?? untouched;
      const verdict = turn.outcome ?? (turn.skips > 0 ? 'skipped' : 'missing');
      return {
        name: nameAt(worked, slotIn(key)),
        asks: askedWord(words, questionOf(words.lesson, key)),
        verdict,
        answer: turn.answer,
        value: turn.value === null ? null : nested(turn.value),
        mistake: published(turn.mistake),
        message: verdict === 'missing' ? noAnswer : turn.message,
      };
    });
}
