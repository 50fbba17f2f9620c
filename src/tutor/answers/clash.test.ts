import { expect, test } from '@jest/globals';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { assess } from './assess.ts';
import { judgedDigits } from './judge.ts';
import { readAnswer } from './read-answer.ts';

test('where a question has too many paths to be followed, a clash of shapes is wrong and no mistake is named', () => {
  const lesson = lessonFor(solved('Z = W*X; L = sum(Z)', { W: '[1 2; 3 4; 5 6]', X: '[1 0 2; 0 1 3]' }));
  const { worked } = lesson;
  const question = questionOf(lesson, worked.slots.get('W') ?? -1);
  const reading = readAnswer(worked, question, 'dZ*X', (slot) => gradientAt(worked, slot));
  if (reading.kind !== 'clash') throw new Error(`${reading.kind}, and no clash`);
  expect(assess(lesson, question, reading, judgedDigits)).toMatchObject({ verdict: 'wrong' });
  const unfollowed = { ...question, links: null };
  expect(assess(lesson, unfollowed, reading, judgedDigits)).toMatchObject({
    verdict: 'wrong',
    mistake: null,
    either: [],
  });
});
