import { describe, expect, test } from '@jest/globals';
import { withDecimalPoints } from './decimal-commas.ts';

const read = (...rights: readonly string[]): readonly string[] =>
  withDecimalPoints(
    rights.map((right, k) => ({
      problem: null,
      left: `d${k}`,
      bare: false,
      adds: false,
      right,
      line: k + 1,
      column: 1,
    })),
  ).map(({ right }) => right);

describe('a comma is the decimal one', () => {
  test.each([
    [
      ['0,5', '1,125'],
      ['0.5', '1.125'],
    ],
    [
      ['6,25', '3*1,125'],
      ['6.25', '3*1.125'],
    ],
    [
      ['0,125', '12', '2,000'],
      ['0.125', '12', '2.000'],
    ],
  ])('where every number is written so: %j', (lines, points) => {
    expect(read(...lines)).toEqual(points);
  });

  test.each([
    [['1,125']],
    [['1,125', '2,250', '7']],
    [['0,5', '1.5', '1,125']],
    [['0,5', '1,125', '1,250,000']],
    [['max(0,5)', '1,125']],
    [['[0,5]', '1,125']],
    [['.5', '0,5', '1,125']],
  ])('and nothing is changed elsewhere: %j', (lines) => {
    expect(read(...lines)).toEqual(lines);
  });
});
