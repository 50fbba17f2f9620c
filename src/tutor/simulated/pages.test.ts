import { describe, expect, test } from '@jest/globals';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import {
  guessedPages,
  oncePages,
  roundedWrong,
  ruleAndSlipPages,
  shares,
  slippedPages,
  stubbornPages,
  twoRulePages,
} from './pages.testing.ts';
import { problems } from './problems.testing.ts';

// The same at full size: `npm run bench -- learners`. At the lectures' small numbers two rules may share a number.
const generated = problems(16, 1).map(({ lesson }) => lesson);
const lectures = lectureLessons.map(([, lesson]) => lesson);

describe.each([
  ['lectures', lectures, { held: 0.92, once: 0.75, two: 0.8, mixed: 0.85, settled: 0.85, guesses: 0.1 }],
  [
    'generated problems',
    generated,
    { held: 0.98, once: 0.85, two: 0.9, mixed: 0.95, settled: 0.7, guesses: 0.03 },
  ],
] as const)('whole pages: %s', (_, lessons, floors) => {
  test('one wrong rule that is held is found, and no other is told', () => {
    const all = lessons.flatMap(stubbornPages);
    expect(all.length).toBeGreaterThan(100);
    const { found, misled, settled } = shares(all);
    expect(found).toBeGreaterThan(floors.held);
    expect(misled).toBeLessThan(0.005);
    expect(settled).toBeGreaterThan(floors.settled);
  });

  test.each([
    ['a rule at one answer alone', oncePages, floors.once, 0.005],
    ['two rules', twoRulePages, floors.two, 0.005],
    ['a rule and a slip', ruleAndSlipPages, floors.mixed, 0.03],
  ] as const)('%s', (_, pages, floor, most) => {
    const { found, misled } = shares(lessons.flatMap((lesson, i) => pages(lesson, i + 1)));
    expect(found).toBeGreaterThan(floor);
    expect(misled).toBeLessThan(most);
  });

  test('guesses are seldom given a rule', () => {
    const { misled } = shares(lessons.flatMap((lesson, i) => guessedPages(lesson, i + 1)));
    expect(misled).toBeLessThan(floors.guesses);
  });

  test.each([3, 4])(
    "the right rule on numbers of one's own, rounded to %i digits, is never told wrong",
    (digits) => {
      const all = lessons.map((lesson) => roundedWrong(lesson, digits));
      expect(all.reduce((total, { asked }) => total + asked, 0)).toBeGreaterThan(80);
      expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
    },
  );
});

test('a slip in the arithmetic is seldom called a mistake', () => {
  const all = [...lectures, ...generated].flatMap((lesson, i) => slippedPages(lesson, i + 1));
  expect(all.length).toBeGreaterThan(30);
  expect(shares(all).misled).toBeLessThan(0.03);
  expect(shares(all).found).toBeGreaterThan(0.8);
});
