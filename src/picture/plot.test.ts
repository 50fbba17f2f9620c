import { expect, test } from '@jest/globals';
import { plot } from './plot.ts';

const style = { width: 10, height: 3, ascii: true };

test('the largest number is on top, the smallest at the bottom, a column each', () => {
  expect(plot([4, 2, 0, 2], style)).toEqual(['*', ' * *', '  *']);
});

test('more numbers than columns: the first and the last are there', () => {
  expect(plot([1, ...Array.from({ length: 98 }, () => 0.5), 0], { ...style, width: 4 })).toEqual([
    '*',
    ' **',
    '   *',
  ]);
});

test('numbers that are all alike lie at the bottom', () => {
  expect(plot([7, 7], { ...style, ascii: false })).toEqual(['', '', '••']);
});
