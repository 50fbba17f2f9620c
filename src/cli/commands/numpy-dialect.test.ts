import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// A quiz that takes and answers NumPy: what is typed means what Python means by it.

const problem = readFileSync(new URL('../../../fixtures/python/batch/problem.yaml', import.meta.url), 'utf8');
const quiz = (stdin: string, dialect = 'numpy') =>
  ran(['p.yaml', '--dialect', dialect], { files: { 'p.yaml': problem }, stdin });

test('right answers in NumPy pass, and rules are said in NumPy', async () => {
  const { out, code } = await quiz(
    [
      'dZ2 = A2 - Y',
      'np.dot(dZ2, A1.T) / m',
      'np.sum(dZ2, axis=1, keepdims=True) / m',
      'W2.T @ dZ2 * (1 - A1**2)',
      'dZ1 @ X.T / m',
      'np.sum(dZ1, axis=1) / m',
    ].join('\n'),
  );
  expect(out).toContain('dZ2 @ A1.T / 4');
  expect(out).toContain('Z2 = W2 @ A1 + b2');
  // Once: only the last answer has one dimension where a column is asked.
  expect(out.match(/NumPy gives it one dimension.*/g)).toEqual([
    'NumPy gives it one dimension, (3,); with keepdims=True it is (3, 1).',
  ]);
  expect(code).toBe(0);
});

test('a star is the product entry by entry, and what Python would raise is said', async () => {
  const { out, code } = await quiz('A2 - Y\ndZ2 * A1.T / m\nnp.convolve(dZ2, 1, 1)\n');
  expect(out).toContain('Python would stop here: ValueError: operands could not be broadcast together');
  expect(out).toContain('not read: np.convolve(...)');
  expect(code).toBe(1);
});

test('without the dialect nothing changes', async () => {
  const { out } = await quiz("A2 - Y\ndZ2*A1'/m\n", 'dvar');
  expect(out).toContain("dZ2 (1,4) * A1' (4,3) / 4");
});

test('boxes, values, hints and refusals are in NumPy’s words alone', async () => {
  const answers = [
    '?',
    '?',
    '?',
    '[[1, 2], [3, 4]]',
    'dZ2.dot(A1.T)/m',
    ':why',
    ':values',
    ':graph',
    ':help',
  ];
  const { out } = await quiz([...answers, 'np.sum(dZ2, 1)', 'dZ1', 'dZ1.dot(X.T)', ':answer'].join('\n'));
  expect(out).toContain('│Z1 = W1@X+b1│');
  expect(out).toContain('W2 = [[0.7, -0.8, 0.9]]');
  expect(out).toContain('a matrix like [[1, 2], [3, 4]]');
  // A list is an answer, and what does not fit its rule is refused in the words that were typed.
  expect(out).toContain('Your dZ2 is');
  expect(out).toContain('dZ2 @ A1.T: dZ2 is (2,2) and A1.T is (4,3); the inner sizes 2 and 4 must');
  // The tutor's own notation: products with a dot, a quote for a transpose, rows behind semicolons.
  expect(out).not.toMatch(/\w \.[*/^]|\w'[ *)]|\d; ?[-\d]/);
});

test('what has one dimension lies as what is asked does, by methods, too', async () => {
  const right = [
    'A2 - Y',
    'dZ2.dot(A1.T) / m',
    'dZ2.mean(axis=1)',
    'W2.T.dot(dZ2) * (1 - np.square(A1))',
    '(dZ1 @ X.T) / X.shape[1]',
    'dZ1.mean(axis=1)',
  ];
  expect((await quiz(right.join('\n'))).code).toBe(0);
});

test('a line that is no Python is advised in Python’s signs', async () => {
  const said = async (line: string) => (await quiz(`${line}\n`)).out.replaceAll(/\s+/g, ' ');
  expect(await said('W2.T .* dZ2')).toContain(
    'write * for the product entry by entry, and @ for the product',
  );
  expect(await said('np.dot(A2, Y')).toContain("a bracket is left open; add a ')' or a ']'.");
  expect(await said('A2 - Y.T)')).toContain('one closing bracket is too many');
  expect(await said('A2.T Y')).toContain('is a sign missing between two names, as in W.T @ dZ?');
  expect(await said('A9 - Y')).toContain("there is no 'A9' here; use names from the graph");
  for (const line of ['W2.T .* dZ2', 'np.sum(A2', "A2' Y", 'A2 Y'])
    expect(await said(line)).not.toMatch(/with a quote|entry by entry as|goes entry/);
});

test('derivatives may be written as fractions, and the first listing is in NumPy', async () => {
  const { out } = await ran(
    ['z = w*a; J = 3*z', 'w=[1 2 3]', 'a=[1;2;4]', '--wrt', 'a', '--dialect', 'numpy'],
    {
      stdin: 'w.T * dJ/dz\n',
    },
  );
  expect(out).toContain('z = w @ a = 17');
  expect(out).toContain('1 of 1 right');
});
