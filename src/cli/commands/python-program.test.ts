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

test('loops over layers, short functions and parts of dictionaries are the statements that they come to', async () => {
  const deep = `import numpy as np
def linear(A_prev, W, b):
    Z = W @ A_prev + b
    cache = (A_prev, W, b)
    return Z, cache
X = np.array([[1, -2, 0.5], [2, 1, -1]])
Y = np.array([[1, 0, 1]])
parameters = {"W1": np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]), "b1": np.zeros((3, 1)),
              "W2": np.array([[0.7, -0.8, 0.9]]), "b2": np.zeros((1, 1))}
m = X.shape[1]
A = X
for l in range(1, len(parameters) // 2 + 1):
    Z, cache = linear(A, parameters["W" + str(l)], parameters[f"b{l}"])
    A = np.tanh(Z) if l < 2 else 1 / (1 + np.exp(-Z))
cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
`;
  const python = await ran(['show', '-f', 'deep.py', '--format', 'json'], { files: { 'deep.py': deep } });
  expect(python.err).toBe('');
  const same = await ran([
    'show',
    'Z = W1*X + b1; A = tanh(Z); Z_2 = W2*A + b2; A_2 = 1 ./ (1 + exp(-Z_2)); cost = -sum(Y.*log(A_2) + (1-Y).*log(1-A_2))/3',
    ...['X=[1 -2 0.5; 2 1 -1]', 'Y=[1 0 1]', 'W1=[0.1 -0.2; 0.3 0.4; -0.5 0.6]', 'b1=[0;0;0]'],
    ...['W2=[0.7 -0.8 0.9]', 'b2=0', '--format', 'json'],
  ]);
  expect(JSON.parse(python.out).gradients).toEqual(JSON.parse(same.out).gradients);
});

test('a function that nobody calls is read with its parameters by name, and gives what it returns', async () => {
  const files = {
    'f.py':
      'def forward(X, parameters):\n    W = parameters["W"]\n    b = parameters["b"]\n    Z = np.dot(W, X) + b\n    A = np.tanh(Z)\n    J = np.sum(A)\n    cache = {"Z": Z}\n    return J, cache\n',
  };
  const { out, err } = await ran(['show', '-f', 'f.py', 'X=[1 2; 3 4]', 'W=[0.1 0.2]', 'b=0.5'], { files });
  expect(err).toBe('');
  expect(out).toContain('J = sum(A) = ');
});

test('a name that is stored again is a new one', async () => {
  const files = { 'f.py': 'x = 2.0\nfor i in range(2):\n    x = x * x - 1\ny = x\ny += 3 * x\n' };
  const { out } = await ran(['show', '-f', 'f.py'], { files });
  expect(out).toContain('x_2 = x*x - 1');
  expect(out).toContain('x_3 = x_2*x_2 - 1');
  expect(out).toContain('y = x_3 + 3*x_3');
});

test.each([
  [
    'X = np.array([[1., -2]])\nA = X * 2\nA[A < 0] = 0\nJ = np.sum(A)\n',
    "f.py:3: dvar's language of programs has no spelling for a store into entries",
  ],
  [
    'import numpy as np\nW = np.random.randn(2, 2)\nJ = np.sum(W)\n',
    "f.py:2: dvar can't know numbers that are drawn at random",
  ],
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
