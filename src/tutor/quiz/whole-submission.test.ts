import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { judgeSubmission } from './whole-submission.ts';

const batch = lessonFor(
  solved(
    'Z1 = W1*X + b1; A1 = tanh(Z1); Z2 = W2*A1 + b2; A2 = sigmoid(Z2); J = -1/4*sum(Y.*log(A2) + (1-Y).*log(1-A2))',
    {
      X: '[1 -2 0.5 3; 2 1 -1 0.5]',
      Y: '[1 0 1 0]',
      W1: '[0.1 -0.2; 0.3 0.4; -0.5 0.6]',
      b1: '[0.1; -0.1; 0]',
      W2: '[0.7 -0.8 0.9]',
      b2: 0.2,
    },
    { data: ['X', 'Y'] },
  ),
  { skip: ['A1', 'A2'] },
);

/** Answers handed in by name, each with the own ones before it. */
function outcomes(answers: Readonly<Record<string, string>>): Record<string, unknown> {
  const { worked, order } = batch;
  const read = new Map<number, ReturnType<typeof readAnswer>>();
  for (const slot of order) {
    const text = answers[worked.names[slot] ?? ''] ?? '';
    read.set(
      slot,
      readAnswer(worked, questionOf(batch, slot), text, (other) => {
        const own = read.get(other);
        return own?.kind === 'read' ? own.value : { why: 'it is not given' };
      }),
    );
  }
  const handed = new Map(
    [...read].map(([slot, reading]) => [slot, { reading, text: answers[worked.names[slot] ?? ''] ?? '' }]),
  );
  const { turns } = judgeSubmission(batch, 4, handed);
  return Object.fromEntries(order.map((slot) => [worked.names[slot], turns.get(slot)?.outcome]));
}

test("after the lecture's dZ2 all that follows is judged by the lecture's convention", () => {
  expect(
    outcomes({
      Z2: 'A2 - Y',
      W2: "dZ2*A1'/4",
      b2: 'sum(dZ2)/4',
      Z1: "W2'*dZ2 .* (1 - A1.^2)",
      W1: "dZ1*X'",
      b1: 'sum(dZ1, 2)/4',
    }),
  ).toEqual({ Z2: 'correct', W2: 'correct', b2: 'correct', Z1: 'correct', W1: 'wrong', b1: 'correct' });
});
