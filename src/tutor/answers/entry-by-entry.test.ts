import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { atPrompt, said, typed } from '../quiz/session.testing.ts';

const column = () =>
  lessonFor(
    solved('A = sigmoid(Z); J = sum(C .* A)', valuesFrom('Z = [0.5; -1; 2], C = [1; 2; 3]'), { data: ['C'] }),
  );

test('a product that only goes entry by entry is read so where it is the answer', () => {
  const right = typed(atPrompt(column()), 'C', 'dA*A*(1 - A)');
  expect(said(right)).toMatch(/^read as dA \.\* A \.\* \(1 - A\)\.\ndJ\/dZ \(3,1\) = /);
});

test.each(['dA*A', 'dA*A*(1 + A)', 'A*dA*(1 - A)*2'])(
  '%s is not the answer, and told that its sizes do not match',
  (text) => {
    expect(said(typed(atPrompt(column()), 'C', text))).toContain('inner sizes 1 and 3 must match');
  },
);

test('a quotient of two matrices goes entry by entry where that is the answer', () => {
  const loss = () =>
    lessonFor(
      solved('J = -sum(Y .* log(P))', valuesFrom('P = [0.2 0.8; 0.5 0.5], Y = [1 0; 0 1]'), { data: ['Y'] }),
      { wrt: ['P'] },
    );
  expect(said(typed(atPrompt(loss()), '-Y/P'))).toMatch(/^read as -Y \.\/ P\.\ndJ\/dP \(2,2\) = -Y/);
  expect(said(typed(atPrompt(loss()), 'Y/P'))).toContain('write ./ to work entry by entry');
});

test('where the product of matrices has a value, that is what a star means', () => {
  const square = lessonFor(
    solved('A = tanh(Z); J = sum(C .* A)', valuesFrom('Z = [0.5 1; -1 2], C = [1 2; 3 4]'), { data: ['C'] }),
  );
  expect(said(typed(atPrompt(square), 'C', 'dA*(1 - A*A)'))).not.toMatch(/^dJ\/dZ/);
});
