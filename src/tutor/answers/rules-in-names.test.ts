import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lectureLesson, lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { atPrompt, inPipe, said, typed } from '../quiz/session.testing.ts';

const running = { a: 5, b: 3, c: 2 };
const batch = lectureLesson('batch-of-four-six-equations.txt');
const softmax = (labels: string) =>
  solved(
    'Z = W*X; P = softmax(Z); J = -1/2*sum(Y.*log(P))',
    valuesFrom(`W = [0.5 -0.5; 1 0.25; -1 0.75], X = [1 -1; 0.5 2], Y = ${labels}`),
    { data: ['X', 'Y'] },
  );

describe('an answer made of names is read as a rule, not as its number', () => {
  test('in symbols, a number is a part of the rule', () => {
    const formula = atPrompt(lessonFor(solved('J = 3*(a+b*c)', running), { kinds: ['formula'] }));
    expect(said(typed(formula, 'dt2', '9*b'))).toBe(
      'Not yet: this does not give the derivative, not even at the values on the screen.',
    );
  });

  test('the slope of a step: what is the same here alone names no mistake', () => {
    const local = atPrompt(
      lessonFor(solved('u = b*c; v = a+u; J = 2*v', { a: 5, b: 3, c: 2 }), { kinds: ['local'] }),
    );
    // At b = 3 and c = 2, a - c gives what swapped operands give; and 3*c what the whole derivative is not.
    expect(said(typed(local, '1', '1', 'a - c'))).toMatch(/^Not yet/);
    expect(said(typed(local, '1', '1', 'b'))).toContain('you swapped the two sides');
    expect(said(typed(local, '1', '1', '3'))).toContain('you swapped the two sides');
    expect(said(typed(local, '1', '1', '2*c'))).toMatch(/^That goes further than u\./);
    expect(said(typed(local, '1', '1', 'c*c'))).toMatch(/^Not yet/);
  });

  test('one that a rule explains is not taken for an earlier answer', () => {
    const wrong = typed(atPrompt(batch), 'Y - A2', 'A2 - Y', "-dZ2*A1'/4");
    expect(said(wrong)).toContain('check the sign');
  });
});

describe('on an answer that was accepted though it is rounded', () => {
  const net =
    'z1 = w1*x + b1; a1 = tanh(z1); z2 = w2*a1 + b2; a2 = sigmoid(z2); z3 = w3*a2 + b3; a3 = tanh(z3); J = 1/2*(a3 - y)^2';
  const values = { w1: 0.5, b1: -0.5, w2: 1.7, b2: 2, w3: 0.8, b3: 2, x: 1.5, y: -1 };
  const lesson = lessonFor(solved(net, values, { data: ['x', 'y'] }), { wrt: ['z3', 'w3', 'b3', 'a2'] });
  const outcomes = (...lines: readonly string[]) => {
    const { session } = typed(inPipe(lesson), ...lines);
    return lesson.order.map((slot) => session.turns.get(slot)?.outcome);
  };

  test('the right rule is right', () => {
    expect(outcomes('0.0338', 'dz3*a2', 'dz3', 'dz3*w3')).toEqual(['close', 'close', 'close', 'close']);
  });

  test('a wrong rule is wrong, and has its name', () => {
    expect(outcomes('0.0338', 'dz3*a1', 'dz3*b3', 'dz3')).toEqual(['close', 'wrong', 'wrong', 'wrong']);
    expect(said(typed(inPipe(lesson), '0.0338', 'dz3*a1'))).toMatch(
      /^It looks as if a1 stands where another value/,
    );
  });
});

describe('m is the number of examples', () => {
  test('in an answer, unless the program has another', () => {
    const made = typed(atPrompt(batch), 'A2 - Y', "dZ2*A1'/m", 'dZ2*ones(m,1)/m');
    expect(made.session.settled).toHaveLength(3);
    const right = typed(atPrompt(batch), 'A2 - Y', "dZ2*A1'/m", 'sum(dZ2, 2)/m');
    expect(said(right)).toMatch(/^dJ\/db2 = sum\(dZ2\)\/4 = 0\.009985\./);
    const own = lessonFor(solved('J = m*w', { m: 7, w: 2 }));
    expect(said(typed(atPrompt(own), 'w', 'm'))).toBe('A tiny step ε in w moves J by 7ε: dJ/dw = m = 7.');
    expect(said(typed(atPrompt(lessonFor(solved('J = 3*w', { w: 2 }))), '6/m'))).toContain("no 'm' here");
  });

  test('where numbers are asked it is a name, as any other', () => {
    const numbers = lessonFor(batch.worked, { ...batch.choice, answers: 'numbers' });
    expect(said(typed(inPipe(numbers), '2/m'))).toMatch(/^this question wants a number/);
  });
});

describe('the short form over a softmax', () => {
  const oneHot = '[1 0; 0 0; 0 1]';

  test('is said where it was skipped, and where it was not', () => {
    const skipped = atPrompt(lessonFor(softmax(oneHot), { skip: ['P'] }));
    expect(said(typed(skipped, '(P-Y)/2'))).toMatch(/^dJ\/dZ \(3,2\) = \(P - Y\)\/2\. /);
    const asked = atPrompt(lessonFor(softmax(oneHot)));
    expect(said(typed(asked, '-Y./P/2', '(P-Y)/2'))).toMatch(
      /the factors of P cancel: dJ\/dZ = \(P - Y\)\/2\.$/,
    );
  });

  test('holds for examples in rows as well, where the softmax is written out', () => {
    const program = 'E = exp(Z); P = E ./ sum(E, 2); J = -1/2*sum(Y.*log(P))';
    const given = valuesFrom('Z = [0.1 0.2 0.3; -0.4 0.5 0.6], Y = [1 0 0; 0 0 1]');
    const rows = lessonFor(solved(program, given, { data: ['Y'] }), { skip: ['E', 'P'] });
    expect(said(typed(atPrompt(rows), '(P-Y)/2'))).toMatch(/^dJ\/dZ \(2,3\) = /);
  });

  test('only where each column of the labels adds up to 1', () => {
    const other = atPrompt(lessonFor(softmax('[1 0; 0.5 0; 0 1]'), { skip: ['P'] }));
    expect(said(typed(other, ':answer'))).toContain('sum(Y, 1)');
  });
});

test.each([
  ['a = exp(z); J = 2*a', { z: 0.5 }, 'z', '2*e^0.5', 'correct'],
  ['A = pi*r^2; J = 2*A', { r: 3 }, 'r', '12*pi', 'correct'],
  ['e = w - 1; J = 3*e^2', { w: 3 }, 'e', '6*e', 'correct'],
  // Here e is a name of the graph, and the number is right by luck.
  ['e = w - 1; J = 3*e^2', { w: 3 }, 'e', 'e + 10', 'wrong'],
] as const)('%s at %j: d%s = %s, in which e and pi are numbers unless they are names, is %s', (...row) => {
  const [program, values, name, answer, verdict] = row;
  const lesson = lessonFor(solved(program, values), { wrt: [name] });
  const { session } = typed(inPipe(lesson), answer);
  expect(session.turns.get(lesson.order[0] ?? -1)?.outcome).toBe(verdict);
});
