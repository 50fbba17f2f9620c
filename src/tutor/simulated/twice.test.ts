import { describe, expect, test } from '@jest/globals';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import { problems } from './problems.testing.ts';
import { counted, recall } from './trial.testing.ts';
import { secondTrials } from './twice.testing.ts';

describe('learners who are wrong again, on a wrong start of their own', () => {
  const some = lectureLessons.filter((_, i) => i % 8 === 0).map(([, lesson]) => lesson);
  test.each([
    ['lectures', some, 0.73, 1000],
    ['generated problems', problems(2, 3).map(({ lesson }) => lesson), 0.9, 1000],
  ] as const)('%s: what is named is what was done the second time', (_, lessons, floor, enough) => {
    const every = lessons.flatMap((lesson) => secondTrials(lesson));
    expect(every.length).toBeGreaterThan(enough);
    expect(every.filter(({ ending }) => ending === 'misnamed')).toEqual([]);
    const counts = counted(every).get('all');
    expect(counts && recall(counts)).toBeGreaterThan(floor);
  });
});
