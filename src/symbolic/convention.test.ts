import { describe, expect, test } from '@jest/globals';
import { gradientAt } from '../engine/passes/evaluate.ts';
import { closeValue, slotOf, solved } from '../engine/solved.testing.ts';
import { mapped } from '../ops/matrix.ts';
import { lessonFor } from '../tutor/lesson/lessons.testing.ts';
import { inPipe, typed } from '../tutor/quiz/session.testing.ts';
import { batchOf, toLectureConvention } from './convention.ts';

const values = {
  W: '[0.5 -1]',
  b: 0.25,
  X: '[1 2 -1 0.5; 3 -2 0.4 1]',
  Y: '[1 0 -2 0.7]',
  m: 4,
};
const asData = { data: ['X', 'Y', 'm'] };
const net = 'Z = W*X + b; A = tanh(Z); ';

const halves = '1/2*sum((A - Y).^2)';
const wholes = 'sum((A - Y).^2)';

describe('a mean over examples, however it is written, and the summed loss beside it', () => {
  test.each([
    ['J = 1/(2*m)*sum((A - Y).^2)', halves],
    ['J = 1/2/m*sum((A - Y).^2)', halves],
    ['J = 0.5/m*sum((A - Y).^2)', halves],
    ['J = sum((A - Y).^2)/(2*m)', halves],
    ['J = sum((A - Y).^2)/m/2', halves],
    ['J = 1/8*sum(square(A - Y))', halves],
    ['J = 1/(2*m)*sum(sum((A - Y).^2, 1))', halves],
    ['E = A - Y; L = 1/2*E.^2; J = 1/m*sum(L)', halves],
    ['E = A - Y; L = 1/2*E.^2; J = mean(L)', halves],
    ['J = 1/2*mean((A - Y).^2)', halves],
    ['J = mean((A - Y).^2)/2', halves],
    ['J = mean((A - Y).^2, 2)', wholes],
    ['J = mean((A - Y).^2)', wholes],
    ["J = sum(((A - Y).^2)')/m", wholes],
    ['J = sum((A - Y).^2)/m', wholes],
    ['S = sum((A - Y).^2); J = S/8 + S/8', wholes],
    ['J = -1/m*sum(Y.*A)', '-sum(Y.*A)'],
    ['J = -(1/m)*sum(Y.*A)', '-sum(Y.*A)'],
    ['J = -mean(Y.*A)', '-sum(Y.*A)'],
    ['J = 1/m*sum((A - Y).^2) + 0.3/(2*m)*sum(W.^2)', wholes],
    ['J = 4/(2*m)*sum(W.^2) + 1/m*sum((A - Y).^2)', wholes],
    ['Z2 = Z + b*ones(1,4); J = mean((tanh(Z2) - Y).^2)', 'sum((tanh(Z + b*ones(1,4)) - Y).^2)'],
  ])('%s', (loss, summedLoss) => {
    const worked = solved(net + loss, values, asData);
    expect(batchOf(worked)?.examples).toBe(4);
    const lecture = toLectureConvention(worked);
    const summed = solved(`${net}J = ${summedLoss}`, values, asData);
    for (const name of loss.includes('Z2') ? ['Z'] : ['A', 'Z'])
      closeValue(gradientAt(lecture, slotOf(lecture, name)), gradientAt(summed, slotOf(summed, name)), 1e-12);
    for (const name of ['W', 'b'])
      closeValue(gradientAt(lecture, slotOf(lecture, name)), gradientAt(worked, slotOf(worked, name)), 0);
  });

  test('over all entries of several rows, the share of the rows stays', () => {
    const two = { ...values, W: '[0.5 -1; 2 0.3]', Y: '[1 0 -2 0.7; 2 1 0 0.1]' };
    const worked = solved(`${net}J = mean((A - Y).^2)`, two, asData);
    const summed = solved(`${net}J = 1/2*sum((A - Y).^2)`, two, asData);
    const lecture = toLectureConvention(worked);
    closeValue(gradientAt(lecture, slotOf(lecture, 'A')), gradientAt(summed, slotOf(summed, 'A')), 1e-12);
    closeValue(
      gradientAt(lecture, slotOf(lecture, 'A')),
      mapped(gradientAt(worked, slotOf(worked, 'A')), (each) => 4 * each),
      1e-12,
    );
  });

  test('A - Y is the lecture’s dA of half the squares, and a quarter of it that of J', () => {
    const worked = solved(`${net}J = 1/(2*m)*sum((A - Y).^2)`, values, asData);
    const lines = ['A - Y', 'dA .* (1 - A.^2)', "1/4*dZ*X'", '1/4*sum(dZ)'];
    const outcomes = (convention: 'lecture' | 'dvar', answers: readonly string[]) => {
      const { session } = typed(inPipe(lessonFor(worked, { convention })), ...answers);
      return session.settled.map((slot) => session.turns.get(slot)?.outcome);
    };
    expect(outcomes('lecture', lines)).toEqual(Array(4).fill('correct'));
    expect(outcomes('dvar', ['(A - Y)/4', 'dA .* (1 - A.^2)', "dZ*X'", 'sum(dZ)'])).toEqual(
      Array(4).fill('correct'),
    );
    expect(outcomes('lecture', ['2*(A - Y)'])).toEqual(['wrong']);
  });
});

test.each([
  ['half a sum of squares over two columns', 'Z = W*X; J = 1/2*sum((Z - T).^2)'],
  ['and summed column by column', 'Z = W*X; J = 1/2*sum(sum((Z - T).^2, 1))'],
  ['a third that is no share of the columns', 'Z = W*X; J = 1/5*sum((Z - T).^2)'],
  ['examples in rows', 'Z = R*V; J = 1/4*sum((Z - U).^2)'],
  ['examples in rows, all entries', 'Z = R*V; J = mean((Z - U).^2)'],
  ['the root of a mean', 'Z = W*X; J = sqrt(mean((Z - T).^2))'],
  ['a mean times itself', 'Z = W*X; S = mean(Z - T); J = S*S'],
  ['a mean that is bent on another way', 'Z = W*X; S = mean((Z - T).^2); J = S + S^2'],
  ['the mean of squared weights', 'Z = W*X; J = sum((Z - T).^2) + mean(W.^2)'],
])('%s is no mean over examples', (_, text) => {
  const worked = solved(
    text,
    {
      W: '[1 2; 3 4; 5 6]',
      X: '[1 2; -1 0.5]',
      T: '[1 0; 0 1; 2 2]',
      R: '[1 2; 0.5 -1; 3 1; 2 2]',
      V: '[1 2; 0.5 3]',
      U: '[1 0; 2 1; 0 0; 1 3]',
    },
    { data: ['X', 'T', 'R', 'U'] },
  );
  expect(batchOf(worked)).toBeNull();
});
