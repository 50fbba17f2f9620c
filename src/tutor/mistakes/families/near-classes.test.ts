import { expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { lessonFor } from '../../lesson/lessons.testing.ts';
import { questionOf } from '../../lesson/question.ts';
import { candidatesOf, scalarRules } from '../equivalence-classes.ts';
import { ownCandidates } from '../own-start.ts';
import { classesNear, intrudersNear, rareClassesAt } from './near-classes.ts';

/** A chain of so many products with a weight each, and all asked. */
function chain(steps: number): Lesson {
  const text = Array.from({ length: steps }, (_, i) => `u${i + 1} = w${i}*${i === 0 ? 'x' : `u${i}`}`);
  const weights = Array.from({ length: steps }, (_, i) => [`w${i}`, i % 2 === 0 ? 1.5 : 0.8] as const);
  return lessonFor(solved([...text, `J = 3*u${steps}`].join('; '), { x: 2, ...Object.fromEntries(weights) }));
}

/** How many wrong rules an answer is held against at most, from a wrong number of its owner's, away from both ends. */
function rulesTried(lesson: Lesson): number {
  const middle = lesson.order.slice(10, -10);
  const counts = middle.map((slot) => {
    const question = questionOf(lesson, slot);
    const own = ownCandidates(lesson, question, new Map(middle.map((each) => [each, 4.25])));
    const sights = own ?? candidatesOf(lesson, question);
    let tried = scalarRules(sights, lesson, question).length;
    const near = (): boolean => {
      tried += 1;
      return false;
    };
    classesNear(sights, lesson, question, near, near);
    rareClassesAt(sights, lesson, question, near);
    intrudersNear(sights, lesson, question, near);
    return tried;
  });
  return Math.max(...counts);
}

test('an answer is held against as many rules on a long page as on a short one', () => {
  const [short, long] = [chain(12), chain(48)].map(rulesTried);
  expect(short).toBeGreaterThan(50);
  expect((long ?? 0) / (short ?? 1)).toBeLessThan(1.1);
});

test('from a start of their own only rules near the answer are tried at other values', () => {
  const lesson = chain(6);
  const slotOf = (name: string): number => lesson.worked.slots.get(name) ?? -1;
  const question = questionOf(lesson, slotOf('u3'));
  const own = ownCandidates(lesson, question, new Map([[slotOf('u4'), 4.25]]));
  expect(own?.truth).toBe(candidatesOf(lesson, question));
  const worlds = Object.getOwnPropertyDescriptor(own ?? {}, 'worlds');
  expect(worlds?.get).toBeDefined();
  expect(own && classesNear(own, lesson, question, () => false)).toEqual([]);
});
