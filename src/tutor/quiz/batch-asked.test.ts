import { describe, expect, test } from '@jest/globals';
import { underConvention } from '../../symbolic/convention.ts';
import { lectureLesson, lessonFor } from '../lesson/lessons.testing.ts';
import { opening } from '../session/opening.ts';
import { asks, atPrompt, said, textIn, typed } from './session.testing.ts';

const { worked } = lectureLesson('batch-of-four-six-equations.txt');
const lecture = lessonFor(worked, { skip: ['A1', 'A2'], convention: 'lecture' });
const dvar = lessonFor(underConvention(worked, 'dvar'), { skip: ['A1', 'A2'], convention: 'dvar' });

describe('where the mean over the examples is', () => {
  test('before the first question it is said whose derivatives are asked, and where the mean comes in', () => {
    const says =
      'J is a mean over 4 examples. As in the lecture, dZ2 and dZ1 are derivatives of the summed loss (dZ2 is 4 times dJ/dZ2); the 1/4 comes in at dJ/dW2, dJ/db2, dJ/dW1 and dJ/db1.';
    expect(textIn(opening(atPrompt(lecture))).replaceAll('`', '')).toContain(says);
    expect(textIn(opening(atPrompt(dvar)))).toContain('every derivative here is that of J');
  });

  test('a right answer says where it is: left out of dZ2, in dW2 and in db2', () => {
    const first = typed(atPrompt(lecture), 'A2-Y');
    expect(said(first)).toMatch(/ This is 4 times dJ\/dZ2: the 1\/4 of the mean comes in later\.$/);
    const second = typed(first.session, "dZ2*A1'/4");
    expect(said(second)).toMatch(/ The \/ 4 comes from the mean, and dZ2 does not contain it yet\.$/);
    const third = typed(second.session, 'sum(dZ2)/4');
    expect(said(third)).toMatch(/^dJ\/db2 = sum\(dZ2\)\/4 = \S+\. .* The \/ 4 comes from the mean/);
  });

  test('who forgot it is led to it, not to shapes', () => {
    const forgotten = typed(atPrompt(lecture), 'A2-Y', "dZ2*A1'");
    expect(said(forgotten)).toContain('That is the derivative of the sum over the examples.');
    expect(said(typed(forgotten.session, '?'))).toBe(
      'dZ2 is the derivative of the sum over the 4 examples, and J is that sum divided by 4. Where does your answer divide?',
    );
    expect(said(typed(forgotten.session, '?', '?'))).toBe(
      "dJ/dW2 = dZ2*A1'/4. You can type that as your answer.",
    );
  });
});

describe('an answer in NumPy', () => {
  const atB2 = typed(atPrompt(lecture), 'A2-Y', "dZ2*A1'/4").session;
  const b2 = lecture.worked.slots.get('b2') ?? -1;

  test.each([
    'dZ2.mean(axis=1)',
    'np.mean(dZ2, axis=1)',
    'np.sum(dZ2, axis=1, keepdims=True)/4',
    'dZ2.sum()/m',
  ])('%s is read, and right', (text) => {
    const stepped = typed(atB2, text);
    expect(stepped.session.turns.get(b2)?.outcome).toBe('correct');
    expect(said(stepped)).toMatch(/^read as (?:mean|sum)\(dZ2/);
  });

  test.each(['np.sum(dZ2)', 'dZ2.sum(axis=1)', 'np.mean(A2, axis=1)'])(
    '%s is wrong, and judged at once',
    (text) => {
      const stepped = typed(atB2, text);
      expect(stepped.session.turns.get(b2)?.tries).toBe(1);
      expect(said(stepped)).toMatch(/^read as .*\n/);
      expect(said(stepped)).not.toContain('once more');
    },
  );

  test('a name that is not there is told, not the sign beside it', () => {
    expect(said(typed(atB2, 'dZ1 @ X.T'))).toMatch(/^read as dZ1\*X': dJ\/dZ1|^read as dZ1\*X': .*dZ1/);
    expect(said(typed(atB2, 'dZ2 @ B.T'))).toMatch(/^read as dZ2\*B': there is no 'B' here/);
  });

  test('what could mean something else is still asked back', () => {
    expect(said(typed(atB2, '3x2'))).toContain('type it once more');
  });
});

describe('a number among matrices', () => {
  const lesson = lectureLesson('matrix-net-six-equations.txt');
  const at = (...lines: readonly string[]) => typed(atPrompt(lesson), ...lines);

  test('has no shape in a rule, and a slope of 1 cancels nothing', () => {
    const [first = ''] = [asks(atPrompt(lesson))];
    expect(first).toBe('dL/dz2');
    expect(said(at('a2-y', "dz2*a1'", 'dz2'))).toMatch(
      /^Chain rule: dL\/db2 = dL\/dz2 \* dz2\/db2 = \S+ = \S+\.$/,
    );
    expect(said(at('a2-y', "dz2*a1'"))).toMatch(/^dL\/dW2 \(1,3\) = dL\/dz2 \* a1' \(1,3\)\./);
  });
});
