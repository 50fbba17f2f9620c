import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { valueFrom } from '../../ops/matrix.ts';
import type { Convention } from '../../symbolic/convention.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { startSession } from '../session/state.ts';
import { step } from './session.ts';

// Of a batch, dZ has two meanings. An answer with the other one is taken as it is meant, and never called a mistake.

const row = (...entries: readonly number[]) =>
  valueFrom({ rows: 1, columns: entries.length }, Float64Array.from(entries));
const worked = solved(
  'Z = w*X + b; A = sigmoid(Z); J = -1/4*sum(Y.*log(A) + (1-Y).*log(1-A))',
  { w: 0.5, X: row(1, -2, 0.5, 2), b: 0.25, Y: row(1, 0, 1, 0) },
  { data: ['X', 'Y'] },
);

/** The answers in both meanings: those to dw and db belong to the dZ above them. */
const answers: Readonly<Record<Convention, readonly string[]>> = {
  lecture: ['A - Y', "dZ*X'/4", 'sum(dZ)/4'],
  dvar: ['(A - Y)/4', "dZ*X'", 'sum(dZ)'],
};

describe.each([
  [
    'dvar',
    'lecture',
    "That is the lecture's dZ: the derivative of the summed loss, which is 4 times dJ/dZ; it counts as right.",
  ],
  [
    'lecture',
    'dvar',
    "That is dJ/dZ, of the mean J; the lecture's dZ, of the summed loss, is 4 times as much; it counts as right.",
  ],
] as const)('asked as %s, answered as %s', (asked, meant, says) => {
  const lesson = lessonFor(worked, { skip: ['A'], convention: asked });
  const z = lesson.order[0] ?? -1;

  test('piped, everything is right, and what follows is judged by it', () => {
    let session = startSession(lesson, 'piped', 4);
    for (const line of answers[meant]) session = step(session, line).session;
    expect(lesson.order.map((slot) => session.turns.get(slot)?.outcome)).toEqual(Array(3).fill('correct'));
    expect(session.turns.get(z)?.message).toBe(says);
  });

  test('at a prompt it costs no try, and the other way is offered', () => {
    const { session, shown } = step(startSession(lesson, 'prompt', 4), answers[meant][0] ?? '');
    expect(session.turns.get(z)?.tries ?? 0).toBe(0);
    expect(JSON.stringify(shown)).toContain(`:convention ${meant}`);
    const after = step(session, answers[asked][0] ?? '').session;
    expect(after.turns.get(z)?.outcome).toBe('correct');
  });

  test('a third size is wrong in both', () => {
    const { session } = step(startSession(lesson, 'piped', 4), '(A - Y)/2');
    expect(session.turns.get(z)?.outcome).toBe('wrong');
  });
});
