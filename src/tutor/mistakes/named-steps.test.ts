import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import { assess } from '../answers/assess.ts';
import type { Choice, Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { learnersAt } from '../simulated/beliefs.testing.ts';
import { worldHere } from '../simulated/world.testing.ts';

/** What is said of a number at a name, the mistakes by their ids. */
function named(lesson: Lesson, slot: number, value: number): string {
  const reading = { kind: 'read', value, expression: number(value), body: '', remark: null } as const;
  const { verdict, mistake, either } = assess(lesson, questionOf(lesson, slot), reading, 4);
  return [verdict, mistake?.id ?? [...either.map((each) => each.mistake.id)].sort().join()].join(' ');
}

describe('which mistakes there are hangs on the named steps', () => {
  test('the running example asked for b alone', () => {
    const program = () => solved('J = 7*(a + b*c)', { a: 5, b: 3, c: 2 });
    const all = lessonFor(program());
    const slot = all.worked.slots.get('b') ?? -1;
    for (const choice of [{ wrt: ['b'] }, { ask: 'givens' }] satisfies Choice[])
      for (const answer of [2, 7, 9, 21, -14, 3])
        expect([answer, named(lessonFor(program(), choice), slot, answer)]).toEqual([
          answer,
          named(all, slot, answer),
        ]);
  });

  test('of the lectures asked for their givens alone, what is visible keeps its name', () => {
    let seen = 0;
    const lost = lectureLessons.flatMap(([title, lesson]) => {
      if (lesson.choice.skip) return [];
      const fewer = lessonFor(lesson.worked, { ...lesson.choice, ask: 'givens' });
      return fewer.order.flatMap((slot) => {
        const question = questionOf(lesson, slot);
        if (!question.plain || question.links === null || questionOf(fewer, slot).links === null) return [];
        return learnersAt(lesson, slot).flatMap((learner) => {
          const answer = Number(learner.answer(worldHere(lesson)).toPrecision(8));
          if (!Number.isFinite(answer)) return [];
          const before = named(lesson, slot, answer);
          const after = named(fewer, slot, answer);
          seen++;
          // That a 0 is the variable's value, too, is no name.
          if (answer === 0 && before === 'wrong ') return [];
          return before === after ? [] : [`${title} ${question.asks} ${answer}: ${before}, now ${after}`];
        });
      });
    });
    expect(seen).toBeGreaterThan(500);
    expect(lost).toEqual([]);
  });
});
