import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// A learner's own NumPy in a check: read beside what it was understood as, in files of several kinds.

const program = [
  'check',
  'Z = W*X + b; J = 1/3*sum(Z.^2)',
  'W=[1 -2]',
  'X=[1 2 3; 0.5 -1 2]',
  'b=0.5',
  '--data',
  'X',
];
const python = `import numpy as np
dZ = 2/3 * Z
dW = np.dot(dZ, X.T)
db = np.convolve(dZ, 1, 1)
`;

test('--read shows each line beside what it was understood as', async () => {
  const { out, code } = await ran([...program, 'a.py', '--read'], { files: { 'a.py': python } });
  expect(out).toBe(`line 2  dZ = 2/3 * Z
        → the answer for dJ/dZ: 2 / 3 * Z, (1, 3)
line 3  dW = np.dot(dZ, X.T)
        → the answer for dJ/dW: 2 / 3 * Z*X', (1, 2)
line 4  db = np.convolve(dZ, 1, 1)
        → the answer for dJ/db: not read: np.convolve(...)
`);
  expect(code).toBe(0);
});

test('--read as JSON holds the same', async () => {
  const { out } = await ran([...program, 'a.py', '--read', '--format', 'json'], {
    files: { 'a.py': python },
  });
  expect(JSON.parse(out).python[0].lines[1]).toEqual({
    line: 3,
    text: 'dW = np.dot(dZ, X.T)',
    understood: "the answer for `dJ/dW`: `2 / 3 * Z*X'`, (1, 2)",
  });
});

test('what was not read is named once more under the verdicts', async () => {
  const { out, code } = await ran([...program, 'a.py'], { files: { 'a.py': python } });
  expect(out).toContain('✓ dJ/dW = np.dot(dZ, X.T)\n');
  expect(out).toContain('! Judged 2 of 3; line 4 not read: np.convolve(...).\n');
  expect(code).toBe(1);
});

test.each([
  ['a.md', `Mine:\n\n\`\`\`python\n${python}\`\`\`\n`],
  ['a.txt', python.replace('import', 'from numpy import sum\nimport')],
  [
    'a.m',
    "% mine\nfunction dW = back(X)\nm = size(X, 2);\ndZ = 2/m * Z; % three\ndW = dZ * ...\n  X';\nend\n",
  ],
])('%s is read as what it is', async (name, text) => {
  const { out } = await ran([...program, name], { files: { [name]: text } });
  expect(out).toMatch(/✓ dJ\/dZ = .*\n✓ dJ\/dW = /);
});

test('--explain says where a line of Python stands and as what it was read', async () => {
  const { out } = await ran([...program, 'a.py', '--key', '--explain', 'dW'], { files: { 'a.py': python } });
  expect(out).toContain('Line 3 says np.dot(dZ, X.T).\n');
  expect(out).toContain('It was read as 2 / 3 * Z @ X.T, which is ');
});

test('in a file of Octave a sum goes down the columns, and loops are followed', async () => {
  const rows = readFileSync(new URL('../../../fixtures/python/rows/problem.yaml', import.meta.url), 'utf8');
  const octave = `% examples as rows
dZ2 = (P - Y)/3;
db2 = sum(dZ2);
dZ1 = (dZ2*W2') .* (Z1 > 0);
dW1 = zeros(size(W1));
for i = 1:size(X, 1)
  dW1 += X(i,:)'*dZ1(i,:);
end
db1 = sum(dZ1, 2);
dJ/dW2 = A1'*dZ2
`;
  const files = { 'hw.yaml': rows, 'a.m': octave };
  const { out } = await ran(['check', 'hw.yaml', 'a.m'], { files });
  expect(out).toContain('✓ dJ/db2 = sum(dZ2)\n');
  expect(out).toContain("✓ dJ/dW1, dW1 += X(i,:)'*dZ1(i,:)\n");
  // A line as the tutor writes it is no Octave, and is read all the same.
  expect(out).toContain("✓ dJ/dW2 = A1'*dZ2\n");
  expect(out).toContain('✗ line 9, dJ/db1 = sum(dZ1, 2): ');
  expect(out).not.toMatch(/NumPy|numpy|axis/);
  const read = await ran(['check', 'hw.yaml', 'a.m', '--read'], { files });
  expect(read.out).toContain("dW1 += X(i,:)'*dZ1(i,:)");
  expect(read.out).toContain('the answer for dJ/dW1: 2x4');
});
