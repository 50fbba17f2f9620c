import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { readAnswer } from './read-answer.ts';

const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));
const { worked } = lesson;

test.each([
  ['6 because c*3', 'read as c*3, which is 6'],
  ['6 (du*c)', 'read as du*c, which is 6'],
  ['6 (3*2)', 'read as 6, which is 3*2'],
])('%s is told as what is judged, beside the other part', (text, remark) => {
  const question = questionOf(lesson, worked.slots.get('b') ?? -1);
  const reading = readAnswer(worked, question, text, (slot) => worked.gradients[slot] ?? 0);
  expect(reading).toMatchObject({ kind: 'read', value: 6, remark });
});
