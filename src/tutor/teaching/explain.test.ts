import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { linesIn } from '../quiz/session.testing.ts';
import { backwardBlocks } from './explain.ts';

const linesOf = (program: string, values: Record<string, number>) =>
  backwardBlocks({ lesson: lessonFor(solved(program, values)), digits: 4 }).flatMap(linesIn);

test('the backward pass goes from right to left, in letters, in numbers, and to the value', () => {
  expect(linesOf('u = b*c; J = 3*u', { b: 3, c: 2 })).toEqual([
    '`dJ/du = 3`',
    '`dJ/db = dJ/du * c = 3*2 = 6`',
    '`dJ/dc = dJ/du * b = 3*3 = 9`',
  ]);
});

test('what a comparison counts is said once where one stands, and nowhere else', () => {
  const says = /a comparison in parentheses is 1/;
  expect(
    linesOf('a = relu(w); b = relu(a); J = b^2', { w: 2 }).filter((line) => says.test(line)),
  ).toHaveLength(1);
  expect(linesOf('J = w^2', { w: 2 }).filter((line) => says.test(line))).toEqual([]);
});
