import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { atPrompt, inPipe, said, typed } from '../quiz/session.testing.ts';
import { readAnswer } from './read-answer.ts';
import { assessAnswer } from './suspicion/slipped-chain.ts';

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

test.each([
  ['5 → 6', 'you wrote both 5 and 6: which do you mean?'],
  ['6 = 5', 'you wrote both 6 and 5: which do you mean?'],
  ['3 (2)', 'you wrote both 3 and 2: which do you mean? A product is written 3*(2)'],
  ['6 (or 7?)', 'this line gives two answers, 6 and 7: which do you mean? Write that one alone'],
  ['6 where c = 3', 'you wrote c = 3, but c is 2: which do you mean?'],
])('%s is asked back with both numbers', (text, message) => {
  const question = questionOf(lesson, worked.slots.get('b') ?? -1);
  const reading = readAnswer(worked, question, text, (slot) => worked.gradients[slot] ?? 0);
  expect(reading).toMatchObject({ kind: 'unreadable', message });
});

describe('a chain whose last number does not follow', () => {
  const told = (text: string, name = 'b'): string => {
    const question = questionOf(lesson, worked.slots.get(name) ?? -1);
    const reading = readAnswer(worked, question, text, (slot) => worked.gradients[slot] ?? 0);
    if (reading.kind === 'unreadable') return reading.message;
    const { verdict, mistake } = assessAnswer(lesson, question, reading, 4);
    return mistake ? `${mistake.id}: ${mistake.message}` : verdict;
  };

  test.each([
    [
      'du*c = 3*2 = 5',
      /^arithmetic-slip: The rule is right; check the arithmetic: work out `3\*2` once more/,
    ],
    ['3*2 = 5', /^arithmetic-slip: .*`3\*2`/],
    ['du*c = 5', /^arithmetic-slip: .*`du\*c`/],
    ['du*c = 3*2 = 60', /^arithmetic-slip/],
    ['du*b = 3*3 = 8', /^operands-swapped/],
    ['du*b = 9', /^operands-swapped/],
    ['du + c = 3+2 = 4', /^added-instead-of-multiplied/],
    ['3*2 = 6', /^correct$/],
    // Nobody knows what was meant.
    ['du*b = 3*3 = 6', /which do you mean/],
    ['du*c = 3*3 = 9', /which do you mean/],
    ['6 = 5', /which do you mean/],
  ])('db = %s', (text, wanted) => {
    expect(told(text)).toMatch(wanted);
  });

  test('a prompt says the same, and a piped quiz', () => {
    for (const start of [atPrompt(lesson), inPipe(lesson)]) {
      const { session } = typed(start, '3', '3', '3');
      expect(said(typed(session, 'du*c = 3*2 = 5'))).toContain(
        'check the arithmetic: work out 3*2 once more',
      );
    }
  });

  test('the rule may be right for a wrong number of one’s own', () => {
    const question = questionOf(lesson, worked.slots.get('b') ?? -1);
    const u = worked.slots.get('u') ?? -1;
    const wrong = new Map([[u, 4]]);
    const known = (slot: number): number => wrong.get(slot) ?? worked.gradients[slot] ?? 0;
    const judged = (text: string): string | null => {
      const reading = readAnswer(worked, question, text, known);
      if (reading.kind === 'unreadable') throw new Error(reading.message);
      const start = { wrong, accepted: new Map(), right: new Set<number>() };
      return assessAnswer(lesson, question, reading, 4, start).mistake?.id ?? null;
    };
    expect(judged('du*c = 4*2 = 9')).toBe('arithmetic-slip');
    expect(judged('du*b = 4*3 = 13')).toBe('operands-swapped');
  });

  test('of matrices', () => {
    const batch = lessonFor(
      solved(
        "Z = w'*X; J = sum((Z - Y).^2)",
        { w: '[0.5; -0.25]', X: '[1 -2 0.5; 2 1 -1]', Y: '[1 0 1]' },
        { data: ['X', 'Y'] },
      ),
    );
    const question = questionOf(batch, batch.worked.slots.get('Z') ?? -1);
    const reading = readAnswer(batch.worked, question, '2*(Z - Y) = [-2 -2.5 -2]', () => 0);
    expect(reading).toMatchObject({ kind: 'read', before: { body: '2*(Z - Y)' } });
    if (reading.kind === 'unreadable') throw new Error(reading.message);
    expect(assessAnswer(batch, question, reading, 4).mistake?.id).toBe('arithmetic-slip');
  });
});
