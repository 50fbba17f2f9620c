import { expect, test } from '@jest/globals';
import { certain, type PageItem, weigh } from './weigh.ts';

const item = (key: number, more: Partial<PageItem>): PageItem => ({
  key,
  right: false,
  classes: [],
  follows: false,
  started: false,
  slip: false,
  shows: () => true,
  ...more,
});

const by = (rule: string, carried = false) => ({ rules: [rule], carried });

/** The likeliest rule behind the first answer of a page, and how certain it is. */
function first(items: readonly PageItem[]) {
  const [found] = weigh(items, () => 4);
  const { behind, certainty = 0 } = found ?? {};
  return { rule: behind?.kind === 'rule' ? behind.rule : (behind?.kind ?? null), certainty };
}

test('of two rules that explain an answer none is certain, until another answer is by one of them', () => {
  const either = item(1, { classes: [by('one'), by('other')] });
  expect(first([either]).certainty).toBeLessThan(certain);
  const settled = first([either, item(2, { classes: [by('other')] })]);
  expect(settled.rule).toBe('other');
  expect(settled.certainty).toBeGreaterThan(certain);
});

test('a right number on a wrong start speaks for the rule that gives it from there', () => {
  const either = item(1, { classes: [by('one'), by('other')] });
  const right = (key: number): PageItem => item(key, { right: true, classes: [by('other', true)] });
  const shown = first([either, right(2), right(3), right(4)]);
  expect(shown.rule).toBe('other');
  expect(shown.certainty).toBeGreaterThan(certain);
  // Without a wrong start the same right answers speak against both alike.
  const silent = [2, 3, 4].map((key) => item(key, { right: true }));
  expect(first([either, ...silent]).certainty).toBeLessThan(0.6);
});

test('a rule that is the same from any start pays nothing for not going on with the wrong number', () => {
  const page = (carried: boolean): readonly PageItem[] =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((key) =>
      item(key, {
        started: key > 1,
        classes: [by('same', carried), ...(key > 1 ? [by('other', true)] : [])],
      }),
    );
  expect(first(page(true)).certainty).toBeGreaterThan(certain);
  const [, second] = weigh(page(true), () => 4);
  expect(second?.behind).toMatchObject({ rule: 'same' });
});

/** How often a page of so many answers asks how likely a rule is, and whether it would show. */
function stepsFor(count: number): number {
  let steps = 0;
  const items = Array.from({ length: count }, (_, key) =>
    item(key, {
      right: key % 3 === 0,
      classes: key % 3 === 0 ? [] : [by(`rule ${key % 30}`), by(`rule ${(key + 7) % 30}`)],
      shows: () => {
        steps += 1;
        return true;
      },
    }),
  );
  weigh(items, () => {
    steps += 1;
    return 4;
  });
  return steps;
}

test('a page four times as long takes four times the steps', () => {
  expect(stepsFor(240) / stepsFor(60)).toBeLessThan(4.2);
});
