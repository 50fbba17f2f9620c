import { describe, expect, test } from '@jest/globals';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import { shares, slippedPages, stubbornPages } from './pages.testing.ts';
import { problems } from './problems.testing.ts';

// The same at full size: `npm run bench -- learners`. At the lectures' small numbers two rules may share a number.
const generated = problems(20, 1).map(({ lesson }) => lesson);
const lectures = lectureLessons.map(([, lesson]) => lesson);

describe('whole pages', () => {
  test.each([
    ['lectures', lectures, 0.9, 0.03, 100],
    ['generated problems', generated, 0.98, 0.011, 150],
  ] as const)('%s: one wrong rule that is held is found', (_, lessons, floor, most, enough) => {
    const all = lessons.flatMap(stubbornPages);
    expect(all.length).toBeGreaterThan(enough);
    const { found, misled } = shares(all);
    expect(found).toBeGreaterThan(floor);
    expect(misled).toBeLessThan(most);
  });

  test('a slip in the arithmetic is seldom called a mistake', () => {
    const all = [...lectures, ...generated].flatMap((lesson, i) => slippedPages(lesson, i + 1));
    expect(all.length).toBeGreaterThan(30);
    expect(shares(all).misled).toBeLessThan(0.03);
    expect(shares(all).found).toBeGreaterThan(0.8);
  });
});
