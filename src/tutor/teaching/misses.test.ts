import { expect, test } from '@jest/globals';
import { sweptSaid } from './misses.ts';

const tried = (...values: readonly number[]) => values.map((value) => ({ value }));

test('guesses are noticed at the fifth, and not where the last one has a name', () => {
  expect(sweptSaid({}, tried(3, 17, 4, 8), false)).toBeNull();
  expect(sweptSaid({}, tried(3, 17, 4, 8, 30), false)).toBe(
    'That was the fifth number. Guessing seldom helps; `?` leads to the rule in small steps.',
  );
  expect(sweptSaid({}, tried(3, 17, 4, 8, 30), true)).toBeNull();
  expect(sweptSaid({}, [{ value: null }, ...tried(3, 17, 4, 8)], false)).toMatch(
    /^That was the fifth answer\./,
  );
});

test('numbers that are gone through are noticed at the third, named or not', () => {
  expect(sweptSaid({}, tried(1, 2), false)).toBeNull();
  expect(sweptSaid({}, tried(9, 1, 2, 3), true)).toBe(
    'You are going through the numbers one by one. The rule is quicker: `?` leads to the rule in small steps.',
  );
  expect(sweptSaid({ hints: false }, tried(0.1, 0.2, 0.3), false)).toMatch(/write the rule down first/);
  for (const apart of [tried(1, 2, 4), tried(5, 5, 5), tried(2, 12, 22)])
    expect(sweptSaid({}, apart, false)).toBeNull();
});
