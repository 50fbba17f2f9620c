import { expect, test } from '@jest/globals';
import { octaveText } from './octave.ts';

test('comments, frames and joined lines of Octave leave every line in its place', () => {
  const source = [
    '% student: kim',
    'function [dW1] = back(X, Y)',
    'm = size(X, 2); % examples',
    '[n, m] = size(X);',
    "dW2 = (1/m) * dZ2 * A1'; %% the weights'",
    '%{',
    'dW1 = 0',
    '%}',
    "dZ1 = (W2' * dZ2) .* ...",
    '      (1 - A1.^2);',
    "disp('100 % done');",
    'end',
  ].join('\n');
  const lines = octaveText(source).split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe('# student: kim');
  expect([1, 2, 3, 5, 6, 7, 9, 10].map((at) => lines[at] ?? '?').join('')).toBe('');
  // The end of a block is a comment.
  expect(lines[11]).toBe('# end');
  expect(lines[4]).toBe("dW2 = (1/m) * dZ2 * A1'; # the weights'");
  expect(lines[8]).toBe("dZ1 = (W2' * dZ2) .* (1 - A1.^2);");
});
