import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../tutor/lesson/lessons.testing.ts';
import { usual } from '../assignment/policy.ts';
import { bareProblem } from '../assignment/problem.ts';
import { readNotation } from '../submission/notation.ts';
import { grade } from './grade.ts';

// A page that is written in NumPy as text: it is judged as the same page in the program's own notation.

const net = solved(
  'Z1=W1*X+b1; A1=relu(Z1); Z2=W2*A1+b2; A2=sigmoid(Z2); J=mean(-(Y.*log(A2)+(1-Y).*log(1-A2)))',
  valuesFrom('W1=[0.5 -1; 0.3 0.8], X=[1 2 -1; 3 -1 0.5], b1=[0.1; -0.2], W2=[1.5 -0.7], b2=0.2, Y=[1 0 1]'),
  { data: ['X', 'Y'] },
);
const batch = lessonFor(net, { convention: 'lecture' });
// Here a product of matrices has a value, too, wherever one entry by entry has.
const square = lessonFor(
  solved(
    'Z = W*X; A = tanh(Z); J = sum(C .* A)',
    valuesFrom('W=[1 2; 3 4], X=[0.1 0.2; -0.3 0.4], C=[1 2; 3 4]'),
    {
      data: ['C', 'X'],
    },
  ),
);

/** What is said of each answer: its verdict, its value and its mistake. */
function judged(lesson: typeof batch, lines: readonly string[]) {
  const submission = readNotation(lines.join('\n'));
  if (!submission.ok) throw new Error(submission.trouble.message);
  const { results } = grade([{ problem: bareProblem, lesson, further: [] }], usual, submission.value);
  return results
    .filter(({ verdict }) => verdict !== 'missing')
    .map(({ asks, verdict, value, mistake, message }) => ({
      asks,
      verdict,
      value,
      mistake: mistake?.id,
      message,
    }));
}

/** The same without the words, which tell how a line was read. */
const verdicts = (lesson: typeof batch, lines: readonly string[]) =>
  judged(lesson, lines).map(({ message, ...each }) => each);

/** The lines of a whole backward pass, each in NumPy and in the program's own notation. */
const right = {
  dA2: ['(A2-Y)/(A2*(1-A2))', '(A2-Y)./(A2.*(1-A2))'],
  dZ2: ['A2-Y', 'A2-Y'],
  dW2: ['np.dot(dZ2, A1.T)/m', "dZ2*A1'/m"],
  db2: ['np.sum(dZ2)/m', 'sum(dZ2)/m'],
  dA1: ['np.dot(W2.T, dZ2)', "W2'*dZ2"],
  dZ1: ['dA1 * (Z1 > 0)', 'dA1 .* (Z1 > 0)'],
  dW1: ['np.dot(dZ1, X.T)/m', "dZ1*X'/m"],
  db1: ['np.sum(dZ1, axis=1, keepdims=True)/m', 'sum(dZ1, 2)/m'],
};
type Lines = Partial<Record<keyof typeof right, readonly string[]>>;
const pageWith = (slips: Lines, notation: 0 | 1): readonly string[] =>
  Object.entries({ ...right, ...slips }).map(([name, spellings]) => `${name} = ${spellings[notation]}`);

describe('a page of NumPy is judged as the same page in the own notation', () => {
  test.each<{ slips: Lines; mistakes: readonly (string | undefined)[] }>([
    { slips: {}, mistakes: [] },
    { slips: { dA2: ['(Y-A2)/(A2*(1-A2))', '(Y-A2)./(A2.*(1-A2))'] }, mistakes: ['opposite-sign'] },
    {
      slips: { dA2: ['(Y-A2)/(A2*(1-A2))', '(Y-A2)./(A2.*(1-A2))'], dZ2: ['Y-A2', 'Y-A2'] },
      mistakes: ['opposite-sign'],
    },
    {
      slips: { dZ2: ['(A2-Y)/m', '(A2-Y)/m'] },
      mistakes: ['mean-twice', 'mean-twice', 'mean-twice', 'mean-twice'],
    },
    { slips: { dZ1: ['dA1 * (dA1 > 0)', 'dA1 .* (dA1 > 0)'] }, mistakes: ['gated-by-upstream'] },
    { slips: { dZ1: ['dA1 * A1', 'dA1 .* A1'] }, mistakes: ['output-for-slope'] },
    { slips: { dA2: ['(A2-Y)*A2*(1-A2)', '(A2-Y).*A2.*(1-A2)'] }, mistakes: [undefined] },
  ])('$slips', ({ slips, mistakes }) => {
    const numpy = verdicts(batch, pageWith(slips, 0));
    expect(numpy).toEqual(verdicts(batch, pageWith(slips, 1)));
    expect(numpy).toHaveLength(8);
    expect(numpy.filter(({ verdict }) => verdict === 'wrong').map(({ mistake }) => mistake)).toEqual(
      mistakes,
    );
  });

  test('also where a product of matrices has a value', () => {
    const end = ['dW = np.dot(dZ, X.T)', "dW = dZ*X'"];
    const [numpy, own, plain] = [
      ['dA = C', 'dZ = dA*(1 - A*A)', end[0] ?? ''],
      ['dA = C', 'dZ = dA.*(1 - A.*A)', end[1] ?? ''],
      ['dA = C', 'dZ = dA*(1 - A*A)', end[1] ?? ''],
    ];
    expect(verdicts(square, numpy)).toEqual(verdicts(square, own));
    expect(verdicts(square, own).map(({ verdict }) => verdict)).toEqual(['correct', 'correct', 'correct']);
    // On a page of the own notation a star stays the product of matrices.
    expect(verdicts(square, plain)[1]?.verdict).not.toBe('correct');
  });

  test('a name of the learner’s own is read so, too', () => {
    const lines = pageWith({ dZ1: ['dA1 * (slope * mask)', ''] }, 0);
    expect(
      judged(batch, ['mask = (Z1 > 0)', 'slope = mask * mask', ...lines]).map(({ verdict }) => verdict),
    ).toEqual(Array.from({ length: 8 }, () => 'correct'));
  });
});

describe('a page in which only .T speaks for NumPy', () => {
  const withTextbook = (dZ1: string, dW2 = 'dZ2*A1.T/m') =>
    judged(batch, [`dW2 = ${dW2}`, 'dA1 = W2.T*dZ2', `dZ1 = ${dZ1}`]);

  test('its star is the product of matrices where there is one', () => {
    expect(withTextbook('dA1*(Z1 > 0)').map(({ verdict }) => verdict)).toEqual([
      'correct',
      'correct',
      'correct',
    ]);
  });

  test('and goes entry by entry where there is none, if the size is the one asked', () => {
    expect(withTextbook('dA1*A1')[2]).toMatchObject({ verdict: 'wrong', mistake: 'output-for-slope' });
    expect(withTextbook('dA1*(Z1 > 0)', 'dZ2*A1/m')[0]?.message).toContain(
      'the inner sizes 3 and 2 must match',
    );
  });
});

test.each([
  "dW2 = dZ2*A1'/m",
  'dZ2 = A2 - Y',
  'dA2 = (A2-Y)./(A2.*(1-A2))',
  "dW1 = np.dot(dZ1, X.T)/m\ndW2 = dZ2*A1'/m",
])('beside %j a star between two matrices of one size is the product of matrices', (line) => {
  const found = judged(batch, [line, 'dZ1 = dA1 * (dA1 > 0)']).find(({ asks }) => asks === 'dZ1');
  expect(found).toMatchObject({ verdict: 'unreadable', value: null });
  expect(found?.message).toContain('the inner sizes 3 and 2 must match');
});

test('quotes of strings and 1./m are no own notation', () => {
  const lines = pageWith({ dW2: ["1./m * np.dot(dZ2, cache['A1'].T)", ''], dZ1: ['dA1 * A1', ''] }, 0);
  expect(
    judged(batch, lines)
      .map(({ mistake }) => mistake)
      .filter(Boolean),
  ).toEqual(['output-for-slope']);
});
