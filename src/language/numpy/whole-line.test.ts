import { expect, test } from '@jest/globals';
import { parseExpression } from '../parse.ts';
import { tokenize } from '../tokenize.ts';
import { translatedFromNumpy } from './whole-line.ts';

test.each([
  ['W2.T @ dZ2 * (1 - np.power(A1, 2))', "W2'*dZ2 .* (1 - A1.^2)"],
  ['np.dot(dZ, X.T) / m', "dZ*X'/m"],
  ['dZ2 @ A1.T / 4', "dZ2*A1'/4"],
  ['np.sum(dZ2, axis=1, keepdims=True) / 4', 'sum(dZ2, 2)/4'],
  ['db = 1/m * np.sum(dZ, axis = 1)', '1/m .* sum(dZ, 2)'],
  ['np.multiply(W2.T @ dZ2, 1 - A1**2)', "W2'*dZ2 .* (1 - A1.^2)"],
  ['-np.exp(-Z) / (A - 1)', '-exp(-Z) ./ (A - 1)'],
  ['A @ (B + C).T @ (D @ E)', "A*(B + C)'*(D*E)"],
  ['dZ.dot(X.T)', "dZ*X'"],
  ['np.mean(A, 0)', 'mean(A, 1)'],
  ['dZ1.mean(axis=1)', 'mean(dZ1, 2)'],
  ['dZ1.mean(axis=1, keepdims=True)', 'mean(dZ1, 2)'],
  ['dZ.sum(axis=-1)/4', 'sum(dZ, 2)/4'],
  ['dZ.sum()/m', 'sum(dZ)/m'],
  ['(A*B).sum()', 'sum(A .* B)'],
  ['sum(dZ, axis=1)', 'sum(dZ, 2)'],
  ['dZ.T', "dZ'"],
  ['(A - Y).T/4', "(A - Y)'/4"],
  ["dz2 @ W2'", "dz2*W2'"],
  ["np.dot(dZ, (A*B)')/4", "dZ*(A .* B)'/4"],
  ['1/m*np.sum(dZ2, axis=1, keepdims=True)', '1/m .* sum(dZ2, 2)'],
  ['W2.T @ dJ/dZ2', "W2'*dJ/dZ2"],
  ['W2.T @ dz2 * (z1 > 0)', "W2'*dz2 .* (z1 > 0)"],
  ['(z1 >= 0) * (W2.T @ dz2)', "(z1 >= 0) .* (W2'*dz2)"],
  ['dZ1 = (W2.T @ dz2) * (z1 != 0)', "W2'*dz2 .* (z1 != 0)"],
  ['np.where(z1 > 0, W2.T @ dz2, 0)', "where(z1 > 0, W2'*dz2, 0)"],
  ['1/m np.sum(dZ, axis=1)', '1/m .* sum(dZ, 2)'],
  ['(A - B < C) @ D', '(A - B < C)*D'],
])('%s is %s', (line, here) => {
  expect(translatedFromNumpy(line)).toBe(here);
  const read = tokenize(here);
  expect(read.ok && parseExpression(read.value.tokens, 0, { comparisons: true }).ok).toBe(true);
});

test.each([
  'dZ*X.T',
  'dZ2*A1.T/m',
  'A*B',
  'np.where(Z)',
  'np.sum(',
  'A @',
  'A @ B)',
  'A @ [1 2]',
  'np.dot(A)',
  'np.',
  '@',
  'np.sum(dZ, axis=2)',
  'sum(dZ, 2, keepdims=True)',
  'dZ.sum(0, 1)',
  'dZ @ (0 < Z < 1)',
])('%s is not offered', (line) => {
  expect(translatedFromNumpy(line)).toBeNull();
});
