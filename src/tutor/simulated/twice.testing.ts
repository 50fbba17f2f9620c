import { number } from '../../language/expression.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { learnersAt } from './beliefs.testing.ts';
import { slope } from './calculus.testing.ts';
import { type Trial, tried, written } from './trial.testing.ts';
import { useAt, type Way, type World, waysOf, worldHere, worldsBeside } from './world.testing.ts';

/** For tests: learners who were wrong at the step that reads a node, go on with that number, and are wrong again. */
export function secondTrials(lesson: Lesson): readonly Trial[] {
  const here = worldHere(lesson);
  const beside = worldsBeside(lesson, 4);
  const random = seeded(41);
  return lesson.order.flatMap((slot) => {
    const question = questionOf(lesson, slot);
    const ways = waysOf(lesson, slot);
    const [reader, ...others] = new Set(ways.map((way) => way.reader));
    if (reader === undefined || others.length > 0 || !lesson.order.includes(reader)) return [];
    // Who takes another's derivative does not go on with their own.
    const learners = learnersAt(lesson, slot).filter(({ id }) => id !== 'other-variable');
    return learnersAt(lesson, reader).flatMap((first): readonly Trial[] => {
      const mine = written(first.answer(here), 8);
      if (!Number.isFinite(mine) || mine === 0 || !missed(lesson, reader, mine)) return [];
      const going = goingOn(here, slot, ways, mine);
      const where = {
        here: going,
        beside: beside.map((world) => goingOn(world, slot, ways, mine * (0.3 + random()))),
        learners,
        digits: 8,
        own: new Map([[reader, mine]]),
      };
      return learners.flatMap((learner): readonly Trial[] => {
        const answer = written(learner.answer(going), 8);
        // What is right on a wrong start is no second mistake.
        if (!Number.isFinite(answer) || answer === written(going.rate[slot] ?? 0, 8)) return [];
        return [{ learner, asks: question.asks, answer, ...tried(lesson, question, learner, answer, where) }];
      });
    });
  });
}

/** Whether an answer is taken for wrong: what is taken for right is not gone on with. */
function missed(lesson: Lesson, slot: number, value: number): boolean {
  const reading = {
    kind: 'read',
    value,
    expression: number(value),
    body: String(value),
    remark: null,
  } as const;
  return assess(lesson, questionOf(lesson, slot), reading, 4).verdict === 'wrong';
}

/** A world in which the reader's derivative is somebody's own, and the asked one follows from it. */
function goingOn(world: World, asked: number, ways: readonly Way[], mine: number): World {
  const rate = world.rate.slice();
  rate[ways[0]?.reader ?? -1] = mine;
  rate[asked] = ways.reduce(
    (total, { arrows }) =>
      total + mine * arrows.reduce((along, arrow) => along * slope(useAt(world, arrow)), 1),
    0,
  );
  return { ...world, rate };
}
