import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { usual } from '../../homework/assignment/policy.ts';
import { bareProblem } from '../../homework/assignment/problem.ts';
import { grade } from '../../homework/grading/grade.ts';
import { readNotation } from '../../homework/submission/notation.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { startSession } from '../session/state.ts';
import { step } from './session.ts';

// What is said of answers that start from one without a value of its learner's: the true one stands in its place.

const batch = lessonFor(
  solved(
    'Z1=W1*X+b1; A1=relu(Z1); Z2=W2*A1+b2; A2=sigmoid(Z2); J=mean(-(Y.*log(A2)+(1-Y).*log(1-A2)))',
    valuesFrom(
      'W1=[0.5 -1; 0.3 0.8], X=[1 2 -1; 3 -1 0.5], b1=[0.1; -0.2], W2=[1.5 -0.7], b2=0.2, Y=[1 0 1]',
    ),
    { data: ['X', 'Y'] },
  ),
  { convention: 'lecture' },
);
// b is 1, so that its derivative's rule need not speak of it.
const chain = lessonFor(solved('u = a*b; v = c*u; J = v^2', { a: 3, b: 1, c: 2 }));

function judged(lesson: typeof batch, lines: readonly string[]) {
  const submission = readNotation(lines.join('\n'));
  if (!submission.ok) throw new Error(submission.trouble.message);
  return grade([{ problem: bareProblem, lesson, further: [] }], usual, submission.value).results;
}

const withMean = ['dA2 = (A2-Y)./(A2.*(1-A2))', 'dZ2 = (A2-Y)/m', "dA1 = W2'*dZ2"];
const after = ["dW1 = dZ1*X'/m", 'db1 = sum(dZ1, 2)/m'];

test.each([
  ['dZ1 = dA1 .* (Z1 > nothing)', 'could not be read'],
  ['dZ1 = dA1 * (Z1 > 0)', 'has no value'],
  ['', 'was not given'],
])('after %j nobody can tell whether it is luck, for it %s', (line, why) => {
  const results = judged(batch, [...withMean, line, ...after]);
  for (const name of ['W1', 'b1']) {
    const found = results.find((each) => each.name === name);
    expect(found).toMatchObject({ verdict: 'unreadable', mistake: null, points: 0 });
    expect(found?.message).toContain(
      `uses dZ1, which ${why}, so that it can't be told whether this is right`,
    );
  }
});

test('where the convention that is asked is kept to, what starts from it is right', () => {
  const lines = [withMean[0] ?? '', 'dZ2 = A2-Y', "dA1 = W2'*dZ2", 'dZ1 = dA1 .* (Z1 > nothing)', ...after];
  const verdicts = judged(batch, lines).map(({ name, verdict }) => `${name} ${verdict}`);
  expect(verdicts).toEqual(expect.arrayContaining(['W1 correct', 'b1 correct', 'Z1 unreadable']));
});

test('a right number by a wrong rule is luck where its start was read or left out, and open where it was not', () => {
  const verdictOn = (dv: string) => judged(chain, [dv, 'du = dv*c*b']).find(({ name }) => name === 'u');
  expect(verdictOn('dv = 2*v')).toMatchObject({ mistake: { id: 'right-number-wrong-reason' } });
  expect(verdictOn('')).toMatchObject({ mistake: { id: 'right-number-wrong-reason' } });
  expect(verdictOn('dv = 2*nothing')).toMatchObject({ verdict: 'unreadable', mistake: null });
});

test('a piped quiz says the same', () => {
  const typed: Readonly<Record<string, string>> = { v: '2*nothing', u: 'dv*c*b' };
  let session = startSession(chain, 'piped', 4);
  while (!session.over) {
    const { name } = questionOf(chain, session.queue[0] ?? -1);
    session = step(session, typed[name] ?? '1').session;
  }
  expect(session.turns.get(chain.worked.slots.get('u') ?? -1)).toMatchObject({
    outcome: 'unreadable',
    message: "this uses dJ/dv, which could not be read, so that it can't be told whether this is right.",
  });
});
