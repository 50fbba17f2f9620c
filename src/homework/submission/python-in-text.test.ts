import { expect, test } from '@jest/globals';
import { fencedPython, isPlainlyPython } from './python-in-text.ts';

test('a fence that is called Python is code, and what stands around it is not', () => {
  const text = ['# Homework', 'dZ2: A2 - Y', '```python', "dW2 = grads['dZ2'] @ A1.T / 4.", '```', 'db2 = 3'];
  expect(fencedPython(text.join('\n'))).toEqual({
    code: ['', '', '', text[3], '', ''].join('\n'),
    rest: ['# Homework', 'dZ2: A2 - Y', '', '', '', 'db2 = 3'].join('\n'),
    inside: [false, false, true, true, true, false],
  });
});

test.each([
  ['lines of NumPy are read as answers', 'dW2 = np.dot(dZ2, A1.T)\ndb2 = np.sum(dZ2, axis=1)\n'],
  ['the tutor’s own notation in a fence', "```python\ndW2 = dZ2*A1'/m\n```\n"],
  ['entrywise signs in a fence', '```\ndZ1 = dA1 .* (1 - A1.^2)\nimport numpy\n```\n'],
  ['headings of problems', 'import numpy as np\n[net]\ndW2 = dZ2 @ A1.T\n'],
  ['prose', 'for all i in the batch: see the lecture **here**\n'],
])('%s: no Python', (_, text) => {
  expect(fencedPython(text)).toBeNull();
  expect(isPlainlyPython(text)).toBe(false);
});

test.each([
  'import numpy as np\ndW2 = np.dot(dZ2, A1.T)\n',
  "def back(cache):\n    A1 = cache['A1']\n    return dZ2 @ A1.T\n",
  'for l in range(2):\n    dW = 1./m * dZ.dot(A.T)\n',
])('%j is Python as a whole', (text) => {
  expect(isPlainlyPython(text)).toBe(true);
});
