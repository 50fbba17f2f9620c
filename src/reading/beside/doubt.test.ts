import { describe, expect, test } from '@jest/globals';
import { routesOf } from '../spellings.testing.ts';
import { twoOffered } from './doubt.ts';

// Two different answers in a line are asked back, by whatever words they are joined; a remark beside an answer is none.

const routes = routesOf({
  sort: 'values',
  by: 'b',
  program: 'u = b*c; v = a + u; J = 3*v',
  values: 'a = 5, b = 3, c = 2',
  data: [],
});

async function ends(text: string): Promise<ReadonlySet<string>> {
  const { prompt, pipe, check, grade } = routes;
  return new Set([prompt(text), pipe(text), check(text), await grade(text)]);
}

describe('two answers in a line', () => {
  test.each([
    '6 (or 7)',
    '6 [or 9]',
    '6 (maybe 9)',
    '5 (corrected: 6)',
    '5, corrected to 6',
    '7 (no wait, 6)',
    '7, no wait, 6',
    '7 (oops, 6)',
    '6 (oder 7)',
    '6 (ou -7)',
    '6 or 7',
    '6, or maybe 9?',
    'either 6 or 7',
    '6 (7?)',
    '6 (9 if you use b)',
    '6 (alternatively 9 by the other rule)',
    '6 (second try: 9)',
    '6 (or du*b)',
    'du*c = 6 (or 7)',
    '6 // or 7',
    '6 # or 7',
    '6 or .5',
    '5 (correct: 6)',
    '(6 or 7)',
  ])('%s is asked back', async (text) => {
    expect([...(await ends(text))]).toEqual(['asked']);
  });

  test.each([
    '6 (since du*c)',
    '6 (= 3*2)',
    '6 (or 3*2)',
    '6 (or 6.0)',
    '6 or 3*2',
    '6 (or so)',
    '6 (maybe)',
    '6 (not 7)',
    '6 (I had 9 before)',
    '6 (rule 3)',
    '6.00 (correct to 3 digits)',
    '6 (step 2 or 3)',
    '6 (derivative of 3*v)',
    '6 (2 points)',
    '6 (probably rule 2)',
    '6 # see page 3',
    '~~5~~ 6',
    'maybe 6',
  ])('%s is right', async (text) => {
    expect([...(await ends(text))]).toEqual(['correct']);
  });

  test('their sentence names both', () => {
    expect(routes.check('7 (no wait, 6)')).toBe('asked');
    expect(twoOffered('7 (no wait, 6)', () => false)).toEqual({ first: '7', other: '6' });
  });

  test('a word that is a name of the program joins nothing', () => {
    expect(twoOffered('6 (or 7)', (word) => word === 'or')).toBeNull();
  });
});
