import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { inPipe, typed } from '../quiz/session.testing.ts';
import { candidatesOf } from './equivalence-classes.ts';
import { usesRightRule } from './rule-equivalence.ts';

const lecture = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));
const off = lessonFor(
  solved('z = w*x + b; a = relu(z); J = 1/2*(a-y)^2', { w: -2, x: 3, b: -1, y: 0.5 }, { data: ['x', 'y'] }),
);

/** Whether an answer to the question for a name, right here, is taken for right everywhere. */
function reasoned(lesson: typeof lecture, name: string, text: string): boolean {
  const { worked } = lesson;
  const question = questionOf(lesson, worked.slots.get(name) ?? -1);
  const reading = readAnswer(worked, question, text, (slot) => worked.gradients[slot] ?? Number.NaN);
  if (reading.kind !== 'read') throw new Error(`${text} can't be read`);
  expect(reading.value).toBe(worked.gradients[question.slot]);
  return usesRightRule(candidatesOf(lesson, question), lesson, question, reading.expression);
}

describe('an answer that is right here', () => {
  test.each([
    ['du*c', true],
    ['du*2', true],
    ['3*2', true],
    ['dv*2', true],
    ['b+b', false],
    ['a+1', false],
    ['u', false],
    ['du+du*1', false],
  ])('db = %s: %p', (text, right) => expect(reasoned(lecture, 'b', text)).toBe(right));

  test.each([
    ['b', 'dz', true],
    ['b', 'dz*17*x', false],
    ['b', 'dz*x', false],
    ['w', 'dz*x', true],
    ['w', 'db*x', true],
    ['w', 'dz*w', false],
    ['w', '0', true],
    ['z', 'da*(z > 0)', true],
  ])('behind a relu that is off: d%s = %s: %p', (name, text, right) =>
    expect(reasoned(off, name, text)).toBe(right),
  );
});

describe('a number that was found is its derivative', () => {
  // dJ/dz = dJ/dt = 2, as small as what belongs to rules.
  const net = lessonFor(
    solved('t = w*a; z = t + b; J = 1/2*(z-y)^2', { w: 3, a: 2, b: 1, y: 5 }, { data: ['y'] }),
  );

  test.each([
    ['w', '2*a', true],
    ['a', '2*w', true],
    ['w', 'a*a', false],
    ['w', 'a+2', false],
    ['t', '2', true],
  ])('d%s = %s: %p', (name, text, right) => expect(reasoned(net, name, text)).toBe(right));
});

describe('the right rule on a start that proves nothing', () => {
  const outcomes = (lesson: typeof lecture, ...lines: readonly string[]) =>
    [...typed(inPipe(lesson), ...lines).session.turns.values()].map(({ outcome }) => outcome);

  test('in names it follows through, and as a number where nothing else is certain', () => {
    expect(outcomes(lecture, '3', '3', '1', 'du*c', '3')).toEqual([
      'correct',
      'correct',
      'wrong',
      'follow-through',
      'follow-through',
    ]);
    expect(outcomes(lecture, '0', 'dv', 'dv', 'du*c', 'du+b')).toEqual([
      'wrong',
      'follow-through',
      'follow-through',
      'follow-through',
      'wrong',
    ]);
  });

  test('where expressions are asked, a number follows from nothing', () => {
    const strict = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }), {
      answers: 'expressions',
    });
    expect(outcomes(lecture, '3', '3', '7', '14', 'du*b').slice(3)).toEqual([
      'follow-through',
      'follow-through',
    ]);
    expect(outcomes(strict, '3', '3', '7', '14', 'du*b').slice(3)).toEqual(['wrong', 'follow-through']);
  });
});

describe('a mistake on a wrong start', () => {
  const messages = (...lines: readonly string[]) =>
    [...typed(inPipe(lecture), ...lines).session.turns.values()].map(({ mistake, message }) => [
      mistake?.id,
      message.includes('It starts from your dJ/du above'),
    ]);

  test('is named, and its start is told', () => {
    expect(messages('3', '3', '7', '98', '10').slice(3)).toEqual([
      ['upstream-twice', true],
      ['added-instead-of-multiplied', true],
    ]);
  });

  test('that does not depend on the start is the mistake that it would be', () => {
    expect(messages('3', '3', '7', '2').slice(3)).toEqual([['local-only', false]]);
  });

  test('either way of several is left open', () => {
    // 9 is dc's own value, 3*3, and 7 + 2 from the wrong start.
    expect(messages('3', '3', '7', '9').slice(3)).toEqual([[undefined, false]]);
  });

  test('from 0 nothing can be told', () => {
    expect(messages('3', '3', '0', '2').slice(3)).toEqual([['local-only', false]]);
  });
});
