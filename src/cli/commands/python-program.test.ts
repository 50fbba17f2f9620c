import { expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// A program given as Python, its forward pass: read and never run.

const net = `import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

X = np.array([[1, -2, 0.5], [2, 1, -1]])
W1 = np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]])
b1 = np.zeros((3, 1))
A1 = np.tanh(np.dot(W1, X) + b1)
z2 = np.array([[0.7, -0.8, 0.9]]) @ A1
J = np.mean(sigmoid(z2) * 2, axis=1, keepdims=True)
`;

test('a forward pass in NumPy is the program that it computes', async () => {
  const python = await ran(['show', '-f', 'net.py', '--format', 'json'], { files: { 'net.py': net } });
  const same = await ran([
    'show',
    'A1 = tanh(W1*X + b1); z2 = [0.7 -0.8 0.9]*A1; J = mean(1 ./ (1 + exp(-z2)) * 2, 2)',
    'X=[1 -2 0.5; 2 1 -1]',
    'W1=[0.1 -0.2; 0.3 0.4; -0.5 0.6]',
    'b1=[0;0;0]',
    '--format',
    'json',
  ]);
  expect(python.err).toBe('');
  expect(JSON.parse(python.out).gradients).toEqual(JSON.parse(same.out).gradients);
});

test('a function has its values from the command line, and may be asked for in a quiz', async () => {
  const files = { 'f.py': 'def f(a, b, c):\n    u = b * c\n    return 3 * (a + u)\n' };
  const shown = await ran(['show', '-f', 'f.py', 'a=5', 'b=3', 'c=2'], { files });
  expect(shown.out).toContain('J = 3*(a + u) = 3*(5 + 6) = 33\n');
  const quiz = await ran(['-f', 'f.py', 'a=5', 'b=3', 'c=2'], { files, stdin: '3\n3\n6\n9\n' });
  expect(quiz.code).toBe(0);
});

test.each([
  ['x = 2.0\nfor i in range(3):\n    x = x*2\n', "f.py:2: a program can't have loops or branches"],
  ['x = 2.0\nx = x * 3\n', 'f.py:2: x already has a value; store this under a new name'],
  ['a = 2.0\nJ = a * foo(a)\n', 'f.py:2: foo(...) is a function that dvar does not know'],
  ['a = 2.0\nJ = np.convolve("i", a)\n', 'f.py:2: not read: np.convolve(...)'],
  ['b = np.array([1, 2])\nJ = np.sum(b)\n', 'f.py:1: b has the shape (2,), with one dimension'],
  ['a = 2.0\nJ = (a +\n', "f.py:2: this line can't be read as Python; is a bracket open?"],
  ['import numpy\n', 'f.py:1: this computes nothing'],
])('%j is refused in one line', async (text, says) => {
  const { err, code } = await ran(['show', '-f', 'f.py'], { files: { 'f.py': text } });
  expect(err).toContain(says);
  expect(code).toBe(2);
});
