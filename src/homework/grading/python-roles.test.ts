import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../tutor/lesson/lessons.testing.ts';
import { slotInRole } from './python-roles.ts';

// A name such as `scores` says what a step is for; where two steps are for that, it names neither.

const givens =
  'X = [1 -1; 0.5 2; -1.5 0.25], W1 = [0.5 -0.5; 1 0.25], W2 = [0.6 -0.2; 0.4 0.9], W3 = [1 0.5; -0.2 0.3], Y = [1 0; 0 1; 1 0]';

const one = 'Z1 = X*W1; A1 = relu(Z1); Z2 = A1*W2';
const two = 'Z1 = X*W1; A1 = relu(Z1); Z2 = A1*W2; A2 = tanh(Z2); Z3 = A2*W3';

test.each([
  ['softmax', `${one}; P = softmax(Z2, 2); J = -sum(Y.*log(P))`, { scores: 'Z2', hidden: 'A1', probs: 'P' }],
  [
    'softmax spelled out',
    `${one}; E = exp(Z2); P = E./sum(E, 2); J = -sum(Y.*log(P))`,
    { logits: 'Z2', hidden_layer: 'A1', probabilities: 'P' },
  ],
  ['sigmoid', `${one}; A2 = sigmoid(Z2); J = mean((A2 - Y).^2)`, { logits: 'Z2', hidden: 'A1', yhat: 'A2' }],
  ['no output of that kind', `${one}; J = mean((Z2 - Y).^2)`, { scores: null, hidden: 'A1', probs: null }],
  ['two hidden layers', `${two}; P = softmax(Z3, 2); J = -sum(Y.*log(P))`, { scores: 'Z3', hidden: null }],
  [
    'two outputs',
    `${two}; P = softmax(Z3, 2); Q = softmax(Z1, 2); J = -sum(Y.*log(P)) - sum(Y.*log(Q))`,
    { scores: null, probs: null },
  ],
  [
    'steps without a name',
    'L = -sum(Y.*log(softmax(relu(X*W1)*W2, 2))); J = 2*L',
    { scores: null, hidden: null, probs: null },
  ],
])('%s', (_, text, names) => {
  const values = givens.split(', ').filter((each) => text.includes(each.slice(0, each.indexOf(' '))));
  const data = ['X', 'Y'].filter((each) => text.includes(each));
  const lesson = lessonFor(solved(text, valuesFrom(values.join(', ')), { data }));
  for (const [name, means] of Object.entries(names)) {
    const slot = slotInRole(lesson, name);
    expect([name, slot === null ? null : lesson.worked.names[slot]]).toEqual([name, means]);
  }
});
