import { expect, test } from '@jest/globals';
import { once, onDemand } from './once.ts';

test('something is made once, when it is first asked for, even if it is nothing', () => {
  const made: string[] = [];
  const nothing = once(() => void made.push('nothing'));
  expect(made).toEqual([]);
  nothing();
  nothing();
  expect(made).toEqual(['nothing']);
});

test('the parts of an object are made when they are asked for, and may ask for each other', () => {
  const made: string[] = [];
  const pair: { readonly left: number; readonly right: number } = onDemand({
    left: () => {
      made.push('left');
      return 2;
    },
    right: () => {
      made.push('right');
      return 3 * pair.left;
    },
  });
  expect(made).toEqual([]);
  expect(pair.right).toBe(6);
  expect(pair.left).toBe(2);
  expect(made).toEqual(['right', 'left']);
  expect({ ...pair }).toEqual({ left: 2, right: 6 });
});
