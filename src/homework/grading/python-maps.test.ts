import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readAssignment } from '../assignment/assignment.ts';
import { usual } from '../assignment/policy.ts';
import { readYaml } from '../assignment/yaml.ts';
import { paperOf } from '../paper/paper.ts';
import { gradescopeOf, junitOf } from '../report/formats.ts';
import { rowJson } from '../report/row-json.ts';
import { inCells } from '../submission/cells.ts';
import { type Notation, readText } from '../submission/read.ts';
import { type Graded, grade } from './grade.ts';
import type { GradeRow } from './row.ts';

// What a student's Python calls otherwise is said by the assignment; nothing but d and a name is ever guessed.

const problemText = (folder: string): string =>
  readFileSync(new URL(`../../../fixtures/python/${folder}/problem.yaml`, import.meta.url), 'utf8');

async function graded(
  python: string,
  maps = '',
  folder = 'batch',
  notation: Notation = 'python',
): Promise<Graded> {
  const document = readYaml(`${problemText(folder)}${maps}`, {});
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [problem] = assignment.value.problems;
  if (problem?.program.kind !== 'text') throw new Error('there is no program');
  const paper = paperOf(assignment.value, problem, problem.program.text, null);
  const submission = await readText(python, notation);
  if (!paper.ok || !submission.ok || !submission.value[0]) throw new Error('it can’t be read');
  return grade([paper.value], usual, submission.value[0]);
}

const verdictsOf = ({ results }: Graded): Readonly<Record<string, string>> =>
  Object.fromEntries(results.map(({ name, verdict }) => [name, verdict]));

const messageOf = ({ results }: Graded, name: string): string =>
  results.find((result) => result.name === name)?.message ?? '';

test('names, derivatives and their scale are what the assignment says', async () => {
  const text = [
    'l2 = Y - yhat',
    'deltas = [None, None]',
    'nabla_w = [None, None]',
    'nabla_w[-1] = (-l2 @ hidden.T) / 4',
    'deltas[0] = W2.T @ -l2 * (1 - hidden**2)',
    'db2 = np.sum(-l2, axis=1, keepdims=True) / 4',
  ].join('\n');
  const maps = `python:
  names: { yhat: A2, hidden: A1 }
  gradients: { l2: Z2, "deltas[0]": Z1, "nabla_w[-1]": W2 }
  scale: { l2: -1 }
`;
  const right = await graded(text, maps);
  expect(verdictsOf(right)).toMatchObject({ Z2: 'correct', Z1: 'correct', W2: 'correct', b2: 'correct' });
  expect(right.notes.map(({ message }) => message).join('\n')).toContain('`yhat` as `A2`');
  const unmapped = await graded(text);
  expect(verdictsOf(unmapped)).toMatchObject({ Z2: 'missing', Z1: 'missing', W2: 'missing' });
  expect(verdictsOf(await graded(text, maps.replace('-1 }', '1 }')))).toMatchObject({ Z2: 'wrong' });
});

test('m times a derivative is divided by m', async () => {
  const maps = 'python: { gradients: { grad: W2 }, scale: { grad: m } }\n';
  expect(verdictsOf(await graded('grad = (A2 - Y) @ A1.T\n', maps))).toMatchObject({ W2: 'correct' });
  expect(verdictsOf(await graded('grad = (A2 - Y) @ A1.T / 4\n', maps))).toMatchObject({ W2: 'wrong' });
});

test('a dictionary of gradients has them by what they are with respect to, or by their own names', async () => {
  const right = '(A2 - Y) @ A1.T / 4';
  for (const text of [
    `grads = {}\ngrads["W2"] = ${right}\n`,
    `grads = {"W2": ${right}}\n`,
    `gradients = {}\ngradients["dW2"] = ${right}\n`,
    `grads = {}\ngrads.update(dict(dW2=${right}))\n`,
    `dW = {}\ndW[2] = ${right}\n`,
  ])
    expect([text, verdictsOf(await graded(text)).W2]).toEqual([text, 'correct']);
  const { notes } = await graded(`grads = {}\ngrads["W2"] = ${right}\n`);
  expect(notes.map(({ message }) => message)).toEqual(['taken here: `grads[W2]` as `dW2`']);
});

test('a name that nothing gives a value says what Python does, and a parameter of a function does not', async () => {
  expect(messageOf(await graded('dW2 = (A2 - Y) @ A1.T / count\n'), 'W2')).toContain('NameError');
  const handed = await graded('def back(count):\n    dW2 = (A2 - Y) @ A1.T / count\n');
  expect(messageOf(handed, 'W2')).toBe('count has no value that dvar can tell.');
});

test('a list of classes stands for a one-hot matrix where the assignment says so', async () => {
  const text = 'dZ2 = P.copy()\ndZ2[range(len(y)), y] -= 1\ndZ2 /= len(y)\ndW2 = A1.T @ dZ2\n';
  const maps = 'python: { labels: { y: one-hot of Y } }\n';
  expect(verdictsOf(await graded(text, maps, 'rows'))).toMatchObject({ Z2: 'correct', W2: 'correct' });
  const unsaid = await graded(text, '', 'rows');
  expect(verdictsOf(unsaid)).toMatchObject({ Z2: 'unreadable', W2: 'unreadable' });
  expect(messageOf(unsaid, 'Z2')).toContain('labels: { y: one-hot of Y }');
});

test('where the assignment names a function, that one alone is read', async () => {
  const text = 'def back(A1, A2, Y):\n    dZ2 = A2 - Y\n    return dZ2\ndW2 = 0\ndef other():\n    db2 = 1\n';
  expect(verdictsOf(await graded(text, 'python: { entry: back }\n'))).toMatchObject({
    Z2: 'correct',
    W2: 'missing',
    b2: 'missing',
  });
  const none = await graded(text, 'python: { entry: backward }\n');
  expect(none.notes.map(({ message }) => message).join('\n')).toContain('no function backward here');
});

test.each([
  ['python: { names: { yhat: A9 } }', 'names: says yhat is A9, but the program has no A9'],
  ['python: { gradient: { l1: Z1 } }', "there is no key 'gradient' here; did you mean gradients?"],
  [
    'python: { scale: { l1: twice } }',
    "scale: must give each of the students' names one of the program's names, as in { l1: m }",
  ],
  [
    'python: { labels: { y: Y } }',
    "labels: must give each of the students' names one of the program's names, as in { y: one-hot of Y }",
  ],
  ['python: { entry: two words }', 'entry: must be the name of one function'],
  ['python: yes please', 'python: must have keys'],
])('%s is refused, with its place', (maps, says) => {
  const text = `${problemText('batch')}${maps}\n`;
  const document = readYaml(text, {});
  const assignment = document.ok ? readAssignment(document.value) : document;
  expect(assignment.ok ? '' : assignment.trouble.message).toContain(says);
  expect(assignment.ok ? -1 : (assignment.trouble.from ?? -1)).toBeGreaterThan(text.indexOf('python:'));
});

test('a name that is not known is offered and not taken', async () => {
  const all = await graded('l1 = W2.T @ (A2 - Y) * (1 - A1**2)\n');
  expect(verdictsOf(all)).toMatchObject({ Z1: 'missing' });
  expect(messageOf(all, 'Z1')).toContain('gradients: { l1: Z1 }');
});

const cs231n = (masked: string): string =>
  [
    'y = np.array([0, 1, 0])',
    'hidden_layer = np.maximum(0, np.dot(X, W1) + b1)',
    'dscores = P.copy()',
    'dscores[range(len(X)), y] -= 1',
    'dscores /= len(X)',
    'dW2 = np.dot(hidden_layer.T, dscores)',
    'dhidden = np.dot(dscores, W2.T)',
    masked,
    'dW1 = np.dot(X.T, dhidden)',
    'db1 = np.sum(dhidden, axis=0, keepdims=True)',
  ].join('\n');

test.each([
  'dhidden[hidden_layer <= 0] = 0',
  'dhidden *= (hidden_layer > 0)',
  'dhidden = dhidden * (hidden_layer > 0)',
  'dhidden = np.where(hidden_layer > 0, dhidden, 0)',
])(
  'what a step is for names it where it can be only one; %s makes it that of the step before',
  async (line) => {
    const right = await graded(cs231n(line), '', 'rows');
    expect(verdictsOf(right)).toMatchObject({
      Z2: 'correct',
      W2: 'correct',
      Z1: 'correct',
      W1: 'correct',
      b1: 'correct',
    });
    const told = right.notes.map(({ message }) => message).join('\n');
    expect(told).toContain('up to here `dhidden` is `dA1`, and from here on `dZ1`');
    expect(told).toContain('`dscores` as `dZ2`');
  },
);

test('a mask of the gradient is a wrong dZ1, and scaling makes no other derivative of it', async () => {
  expect(verdictsOf(await graded(cs231n('dhidden[dhidden <= 0] = 0'), '', 'rows'))).toMatchObject({
    Z1: 'wrong',
  });
  const scaled = await graded(cs231n('dhidden *= 2'), '', 'rows');
  expect(verdictsOf(scaled)).toMatchObject({ Z1: 'missing' });
});

const layered = (names: string): string => `class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def backward(self, dout, x):
        self.dW = x.T @ dout
        return dout @ self.W.T
${names}`;

test.each([
  [
    'layer1 = Linear(W1, b1)\nlayer2 = Linear(W2, b2)\ndA1 = layer2.backward((P - Y) / 3, A1)\nlayer1.backward(dA1 * (Z1 > 0), X)\n',
    '"layer1.dW": W1, "layer2.dW": W2',
  ],
  [
    'layers = []\nlayers.append(Linear(W1, b1))\nlayers.append(Linear(W2, b2))\nd = layers[-1].backward((P - Y) / 3, A1)\nlayers[0].backward(d * (Z1 > 0), X)\n',
    '"layers[0].dW": W1, "layers[1].dW": W2',
  ],
  [
    "net = {}\nnet['one'] = Linear(W1, b1)\nnet['two'] = Linear(W2, b2)\nd = net['two'].backward((P - Y) / 3, A1)\nnet['one'].backward(d * (Z1 > 0), X)\n",
    '"net[one].dW": W1, "net[two].dW": W2',
  ],
])('parts of objects are told apart by what the objects are called: %j', async (names, gradients) => {
  const unsaid = await graded(layered(names), '', 'rows');
  expect(verdictsOf(unsaid)).toMatchObject({ W1: 'missing', W2: 'missing' });
  for (const each of gradients.split(', '))
    expect(messageOf(unsaid, each.slice(-2))).toContain(`{ ${each} }`);
  const said = await graded(layered(names), `python: { gradients: { ${gradients} } }\n`, 'rows');
  expect(verdictsOf(said)).toMatchObject({ W1: 'correct', W2: 'correct' });
});

test('parts of an object are no derivatives of what they are called like', async () => {
  const text =
    'class Net:\n    def back(self):\n        self.W2 = W2\n        self.dW2 = (A2 - Y) @ A1.T / 4\n';
  const all = await graded(text);
  expect(verdictsOf(all)).toMatchObject({ W2: 'correct' });
  expect(all.notes).toEqual([]);
});

test('what NumPy spreads against expectation is said', async () => {
  const { notes } = await graded('d = (A2 - Y).ravel()\ndb2 = np.sum(d - d.reshape(-1, 1)) / 4\n');
  expect(notes).toContainEqual({
    line: 2,
    message: 'dvar reads this as NumPy does: (4,) - (4, 1) is a (4,4) matrix',
  });
});

test('derivatives by differences are judged by their numbers, and said to be that', async () => {
  const text = `def cost(W2):
    a = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    return -np.mean(Y * np.log(a) + (1 - Y) * np.log(1 - a))
dW2 = np.zeros_like(W2)
for i in np.ndindex(W2.shape):
    hi, lo = W2.copy(), W2.copy()
    hi[i] += 1e-5
    lo[i] -= 1e-5
    dW2[i] = (cost(hi) - cost(lo)) / (2 * 1e-5)
`;
  const { results, notes } = await graded(text);
  expect(results.find(({ name }) => name === 'W2')?.verdict).toBe('correct');
  expect(notes.map(({ line, message }) => `${line}: ${message}`)).toContain(
    '9: this is a derivative by differences: its numbers are judged, and it shows no rule',
  );
});

test('an array under two names, one of them a derivative, is said where it changes', async () => {
  const { notes } = await graded('d = A2 - Y\ndZ2 = d\nd += 1\ndb2 = np.sum(dZ2) / 4\n');
  expect(notes).toContainEqual({
    line: 3,
    message:
      "`dZ2` and `d` are one array, so this changes `dZ2`, too; copy it first, as in `dZ2.copy()`, if you don't mean that",
  });
});

test('whole numbers cut off what is stored into them, and that is said', async () => {
  const { notes } = await graded('dZ2 = np.zeros_like(np.array([[1, 0, 1, 0]]))\ndZ2[:] = A2 - Y\n');
  expect(notes.find(({ line }) => line === 2)?.message).toContain('holds whole numbers (dtype int)');
});

test('a store whose place is not known leaves no zeros behind', async () => {
  const { results } = await graded('dW2 = np.zeros((1, 3))\nfor i in unknown():\n    dW2[0, i] = 1\n');
  const row = results.find(({ name }) => name === 'W2');
  expect(row?.verdict).toBe('unreadable');
});

test('what is not read is named with its lines, and nothing of it is a silent 0', async () => {
  const text = [
    'dZ2 = A2 - Y',
    'dW2 = np.convolve(dZ2, A1.T, axes=1) / 4',
    'db2 = np.sum(dZ2, axis=1, keepdims=True) / 4',
    'dZ1 = np.convolve(W2.T, dZ2, 1)',
    'dW1 = dZ1 @ X.T / 4',
  ].join('\n');
  const { understood } = await graded(text);
  expect(understood).toEqual({
    kind: 'part',
    why: 'judged 2 of 6; line 2, lines 4 to 5 not read: np.convolve(...)',
  });
});

test.each([
  'with tf.GradientTape() as tape:\n    loss = J\ndW1, dW2 = tape.gradient(loss, [W1, W2])\n',
  'dW1, dW2 = torch.autograd.grad(J, [W1, W2])\n',
  'dW1, dW2 = jax.grad(J)(W1, W2)\n',
])('%j is the framework’s', async (text) => {
  const all = await graded(text);
  expect(verdictsOf(all)).toMatchObject({ W1: 'unreadable', W2: 'unreadable' });
  expect(all.notes.map(({ message }) => message).join('\n')).toContain("the framework's, not yours");
});

test('PyTorch and jax spell what NumPy does', async () => {
  const text = [
    'import torch, jax.numpy as jnp',
    'dZ2 = torch.sigmoid(Z2) - Y',
    'dW2 = torch.matmul(dZ2, A1.t()) / 4',
    'db2 = dZ2.sum(1, keepdim=True) / 4',
    'dZ1 = torch.mm(W2.T, dZ2).mul(1 - torch.tanh(Z1).pow(2))',
    'dW1 = jnp.dot(dZ1, X.T) / X.size(1)',
    'db1 = torch.mean(dZ1, dim=1, keepdim=True)',
  ].join('\n');
  const verdicts = verdictsOf(await graded(text));
  expect(Object.values(verdicts)).toEqual(Array.from({ length: 6 }, () => 'correct'));
});

test('a message to a Python file speaks of axes', async () => {
  const all = await graded('dZ1 = W2.T @ (A2 - Y) * (1 - A1**2)\ndb1 = np.sum(dZ1, axis=0) / 4\n');
  expect(messageOf(all, 'b1')).toContain('axis=0 runs down the columns');
  expect(messageOf(all, 'b1')).not.toContain('counted from one');
});

test('what is right is explained as NumPy writes it', async () => {
  const text =
    'dZ2 = A2 - Y\ndW2 = np.dot(dZ2, A1.T) / 4\ndZ1 = W2.T @ dZ2 * (1 - A1**2)\ndb1 = dZ1.mean(1)\n';
  const all = await graded(text);
  expect(messageOf(all, 'W2')).toContain('dJ/dW2 (1,3) = dZ2 @ A1.T / 4. ');
  expect(messageOf(all, 'Z1')).toContain('dZ1 (3,4) = W2.T @ dZ2 * (1 - A1 ** 2). ');
  expect(messageOf(all, 'b1')).toContain('dJ/db1 (3,1) = np.sum(dZ1, axis=1, keepdims=True) / 4. ');
  expect(messageOf(await graded('dW2 = A1.T @ ((P - Y) / 3)\n', '', 'rows'), 'W2')).toContain(
    '= A1.T @ dZ2. ',
  );
});

test('a mistake is told in NumPy’s words wherever it is told', async () => {
  const all = await graded('dZ1 = W2.T @ (A2 - Y) * (1 - A1**2)\ndb1 = np.sum(dZ1, axis=0) / 4\n');
  expect(all.results.find(({ name }) => name === 'b1')?.mistake?.message).toContain(
    'axis=0 runs down the columns',
  );
});

test('other programs are told the cell, too', async () => {
  const cells = [
    { cell_type: 'code', source: 'dZ2 = A2 - Y' },
    { cell_type: 'code', source: 'foo = 1\ndW2 = np.dot(dZ2, A1.T)\ndb2 = np.convolve(dZ2, 1, 1)' },
  ];
  const all = await graded(JSON.stringify({ cells }), '', 'batch', 'notebook');
  const row: GradeRow = {
    ...{ student: 'ada', file: 'a.ipynb', status: 'partly-read', digest: null, error: null, drawnFor: null },
    graded: all,
  };
  const frame = { fingerprint: '', judged: '', title: null, totalOnly: false, pass: usual.pass };
  const json = JSON.stringify(rowJson(row, frame));
  expect(json).toContain('"line":3,"cell":2,"cellLine":2');
  expect(junitOf([row], 'hw', false)).toContain('cell 2, line 2: np.dot(dZ2, A1.T)');
  expect(JSON.stringify(gradescopeOf(row, false))).toContain('Cell 2, line 2: np.dot(dZ2, A1.T)');
  const text = inCells(inCells('line 3 and lines 1 to 2', [1, 2]), [1, 2]);
  expect(text).toBe('cell 2, line 2 and cell 1, line 1, to cell 2, line 1');
});

test('lines of a notebook are told by their cells', async () => {
  const cells = [
    { cell_type: 'markdown', source: ['# Homework\n', 'by hand'] },
    { cell_type: 'code', source: ['%matplotlib inline\n', 'dZ2 = A2 - Y'] },
    { cell_type: 'code', source: 'dW2 = np.dot(dZ2, A1.T)' },
  ];
  const all = await graded(JSON.stringify({ cells }), '', 'batch', 'notebook');
  expect(verdictsOf(all)).toMatchObject({ Z2: 'correct', W2: 'wrong' });
  const line = all.results.find(({ name }) => name === 'W2')?.line;
  expect(inCells(`line ${line}`, all.cells ?? null)).toBe('cell 3, line 1');
  expect(inCells('Lines 3 to 5', all.cells ?? null)).toBe('Cell 2, line 1, to cell 3, line 1');
});
