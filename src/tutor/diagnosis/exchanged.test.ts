import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor, randomLessons } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { sameInThreeDigits } from '../mistakes/equality.ts';
import { pageReading } from '../quiz/page-answers.ts';
import type { Session } from '../session/state.ts';
import { judgedNumbers } from '../simulated/page-making.testing.ts';
import { causeSaid } from './cause-words.ts';

const unit = lessonFor(solved('z = w*x + b; L = (z - y)^2', { w: 3, x: 2, b: -1, y: 4 }));

/** The page of somebody who wrote these derivatives, by their names. */
function page(lesson: Lesson, answers: Readonly<Record<string, number>>): Session {
  const slots = new Map([...lesson.worked.names].map((name, slot) => [name, slot]));
  return judgedNumbers(
    lesson,
    new Map(Object.entries(answers).map(([name, value]) => [slots.get(name) ?? -1, value])),
  );
}

const told = (session: Session): readonly string[] =>
  session.words.lesson.order.flatMap((slot) => {
    const turn = session.turns.get(slot);
    return turn ? [turn.mistake?.id ?? turn.outcome ?? ''] : [];
  });

const causes = (session: Session) =>
  pageReading(session).causes.map((cause) => causeSaid(session.words.lesson, cause, pageReading(session)));

test('two answers in each other’s place are one mistake, from which others may follow', () => {
  const session = page(unit, { z: 4, w: 2, b: 4, x: 6, y: -2 });
  expect(told(session)).toEqual([
    'correct',
    'exchanged-answers',
    'exchanged-answers',
    'correct',
    'follow-through',
  ]);
  expect(causes(session)).toEqual([
    '`dL/dz` and `dL/dw` are exchanged. `dL/db` follows correctly from those.',
  ]);
  const [, at = -1] = unit.order;
  expect(session.turns.get(at)?.message).toBe(
    'It looks as if your answers for dL/dz and dL/dw are exchanged. Which of the two numbers belongs to which?',
  );
});

test('the factors of a product for their own slopes are a wrong rule, though they look exchanged', () => {
  const running = lessonFor(solved('u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }));
  expect(told(page(running, { v: 3, a: 3, u: 3, b: 9, c: 6 })).slice(3)).toEqual([
    'operands-swapped',
    'operands-swapped',
  ]);
});

test('an answer that is another one’s is exchanged where that one is its own, whatever is asked', () => {
  const data = ['x1', 'x2', 'y'];
  const values = { x1: 3, x2: -2, w1: 1.5, w2: 0.5, b: -1.5, y: 0 };
  const text = 'z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))';
  const logistic = lessonFor(solved(text, values, { data }), { ask: 'givens' });
  expect(told(page(logistic, { w1: -1.762, w2: 2.642, b: 0.8808 }))).toEqual([
    'exchanged-answers',
    'exchanged-answers',
    'correct',
  ]);
});

test('two numbers of which only one belongs to the other are not exchanged', () => {
  expect(told(page(unit, { z: 2, w: 2, b: 5, x: 6, y: -2 }))).not.toContain('exchanged-answers');
});

test('whichever two answers of a lecture or of a random program are exchanged, that is told', () => {
  let [all, found] = [0, 0];
  for (const [, lesson] of [...lectureLessons, ...randomLessons(20, 5)]) {
    const exact = new Map(lesson.order.map((slot) => [slot, questionOf(lesson, slot).exact as number]));
    for (const [one, value] of exact)
      for (const [other, its] of exact) {
        // Of two that are each other's opposite a sign was lost, twice.
        if (one >= other || sameInThreeDigits(Math.abs(value), Math.abs(its))) continue;
        if (sameInThreeDigits(Math.abs(its), Math.abs(value))) continue;
        const session = judgedNumbers(lesson, new Map([...exact, [one, its], [other, value]]));
        all++;
        if ([one, other].every((slot) => session.turns.get(slot)?.mistake?.id === 'exchanged-answers'))
          found++;
      }
  }
  expect(all).toBeGreaterThan(300);
  expect(found / all).toBeGreaterThan(0.85);
});
