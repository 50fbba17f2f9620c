import { describe, expect, test } from '@jest/globals';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import { problems } from './problems.testing.ts';
import { fromWrong, pairTrials, sharesOf, slipTrials } from './two-mistakes.testing.ts';

const lectures = lectureLessons.filter((_, i) => i % 4 === 0).map(([, lesson]) => lesson);
const generated = problems(24, 3).map(({ lesson }) => lesson);

describe('two mistakes in one answer, where no single one explains it', () => {
  // The lectures' numbers are short, and then many pairs give the same.
  test.each([
    ['lectures', lectures, 0.45, 40],
    ['generated problems', generated, 0.5, 400],
  ] as const)('%s: two wrong rules', (_, lessons, floor, enough) => {
    const { tried, found, misnamed } = sharesOf(lessons.flatMap((lesson) => pairTrials(lesson)));
    expect(tried).toBeGreaterThan(enough);
    expect(misnamed).toBeLessThan(0.005);
    expect(found).toBeGreaterThan(floor);
  });

  test.each([
    ['lectures', lectures, 0.45, 20],
    ['generated problems', generated, 0.65, 400],
  ] as const)('%s: two wrong rules on a wrong number of their own', (_, lessons, floor, enough) => {
    const all = lessons.flatMap((lesson) => pairTrials(lesson, 8, fromWrong));
    const { tried, found, misnamed } = sharesOf(all);
    expect(tried).toBeGreaterThan(enough);
    expect(misnamed).toBeLessThan(0.005);
    expect(found).toBeGreaterThan(floor);
    // Whose start it was is said with the two.
    expect(all.some(({ says }) => / as well\. \(It starts from your /.test(says))).toBe(true);
  });

  test.each([
    ['lectures', lectures, 0.3, 100],
    ['generated problems', generated, 0.5, 700],
  ] as const)('%s: a wrong rule and a slip', (_, lessons, floor, enough) => {
    const { tried, found, misnamed } = sharesOf(lessons.flatMap((lesson, i) => slipTrials(lesson, 6, i + 1)));
    expect(tried).toBeGreaterThan(enough);
    expect(misnamed).toBeLessThan(0.005);
    expect(found).toBeGreaterThan(floor);
  });
});
