import { describe, expect, test } from '@jest/globals';
import { solved } from '../engine/solved.testing.ts';
import { lectureLesson, lessonFor } from '../tutor/lesson/lessons.testing.ts';
import { questionOf } from '../tutor/lesson/question.ts';
import { askedWord } from '../tutor/questions/kinds.ts';
import { planQuestions } from '../tutor/questions/plan.ts';
import { asks, atPrompt, inPipe, said, typed } from '../tutor/quiz/session.testing.ts';
import type { Session } from '../tutor/session/state.ts';
import { typedAs } from '../tutor/teaching/matrix-rules.testing.ts';

const four = lectureLesson('batch-of-four.txt');
const lecture = lectureLesson('batch-of-four-six-equations.txt');
const collapsed = lessonFor(four.worked, { skip: ['A1', 'A2'] });

const turnOf = (session: Session, name: string) =>
  session.turns.get(session.words.lesson.worked.slots.get(name) ?? -1);

describe('the lecture’s dZ2 where the output’s is asked', () => {
  test('at a prompt it costs no try, and names the way out', () => {
    const first = typed(atPrompt(collapsed), 'A2 - Y');
    expect(said(first)).toBe(
      "That is the lecture's dZ2: the derivative of the summed loss, which is 4 times dJ/dZ2. This quiz asks for dJ/dZ2, of the mean J; :convention lecture asks for the lecture's.",
    );
    expect([asks(first.session), turnOf(first.session, 'Z2')?.tries ?? 0]).toEqual(['dJ/dZ2', 0]);
    const numbers = typed(first.session, '[-0.501 0.742 -0.479 0.278]');
    expect(said(numbers)).toMatch(/^That is the lecture's dZ2/);
    const right = typed(numbers.session, '(A2 - Y)/4');
    expect([turnOf(right.session, 'Z2')?.outcome, turnOf(right.session, 'Z2')?.tries]).toEqual([
      'correct',
      1,
    ]);
  });

  test(':convention lecture asks it that way, and back again', () => {
    const other = typed(atPrompt(collapsed), ':convention lecture');
    expect(asks(other.session)).toBe('dZ2');
    expect(turnOf(typed(other.session, 'A2 - Y').session, 'Z2')?.outcome).toBe('correct');
    const mean = typed(other.session, '(A2 - Y)/4');
    expect(turnOf(mean.session, 'Z2')?.outcome ?? null).toBeNull();
    expect(asks(typed(other.session, ':convention dvar').session)).toBe('dJ/dZ2');
  });

  test('piped it is taken, and what follows is judged by it', () => {
    const lines = [
      'A2 - Y',
      "dZ2*A1'/4",
      'sum(dZ2)/4',
      "W2'*dZ2 .* (1 - A1.^2)",
      "dZ1*X'/4",
      '1/4*sum(dZ1, 2)',
    ];
    const { session } = typed(inPipe(collapsed), ...lines);
    expect(['Z2', 'W2', 'b2', 'Z1', 'W1', 'b1'].map((name) => turnOf(session, name)?.outcome)).toEqual(
      Array(6).fill('correct'),
    );
    expect(turnOf(session, 'Z2')?.message).toBe(
      "That is the lecture's dZ2: the derivative of the summed loss, which is 4 times dJ/dZ2; it counts as right.",
    );
    expect(session.over).toBe(true);
    const without = typed(inPipe(collapsed), 'A2 - Y', "dZ2*A1'");
    expect(turnOf(without.session, 'W2')).toMatchObject({
      outcome: 'wrong',
      mistake: { id: 'mean-forgotten' },
    });
    const twice = typed(inPipe(collapsed), '(A2 - Y)/4', "dZ2*A1'/4");
    expect(turnOf(twice.session, 'W2')).toMatchObject({ outcome: 'wrong', mistake: { id: 'mean-twice' } });
  });

  test('of parameters there is no lecture’s derivative: there the mean is forgotten', () => {
    const { session } = typed(inPipe(collapsed), '(A2 - Y)/4', "(A2 - Y)*A1'");
    expect(turnOf(session, 'W2')).toMatchObject({ outcome: 'wrong', mistake: { id: 'mean-forgotten' } });
  });
});

describe('answers of matrices, line by line', () => {
  test.each([
    ['at a prompt', atPrompt],
    ['piped', inPipe],
  ] as const)('%s an open bracket goes on in the next line', (_, start) => {
    const open = typed(start(lecture), 'dZ2 = [-0.5009 0.7424', '-0.4794 0.2778');
    expect([open.session.pending === '', turnOf(open.session, 'Z2')?.outcome ?? null]).toEqual([false, null]);
    // A row on a line of its own would make two; the line that ends it is still missing.
    const rows = typed(
      start(lecture),
      'A2 - Y',
      "dZ2*A1'/4",
      'sum(dZ2)/4',
      '[-0.337  0.4756 -0.2976 0.1779',
      '0.1683 -0.5435 0.3401 -0.09332',
      '-0.2861 0.1006 -0.2254 0.07625]',
    );
    expect(turnOf(rows.session, 'Z1')?.outcome).toMatch(/correct|close/);
    const numpy = typed(
      start(lecture),
      'A2 - Y',
      "dZ2*A1'/4",
      'sum(dZ2)/4',
      '[[-0.337, 0.4756, -0.2976, 0.1779],',
      '[0.1683, -0.5435, 0.3401, -0.09332],',
      ' [-0.2861, 0.1006, -0.2254, 0.07625]]',
    );
    expect(turnOf(numpy.session, 'Z1')?.outcome).toMatch(/correct|close/);
  });

  test('a command is a command while a bracket is open, and an empty line ends it', () => {
    const open = typed(atPrompt(lecture), '[1 2');
    expect(said(typed(open.session, '?'))).not.toBe('');
    expect(typed(open.session, '?').session.pending).toBe('');
    expect(typed(open.session, ':skip').session.queue[0]).not.toBe(lecture.asked[0]);
    expect(said(typed(open.session, ''))).not.toBe('');
    expect(turnOf(typed(open.session, '').session, 'Z2')?.tries ?? 0).toBe(0);
  });

  test('shapes that clash are named by their form, or cost nothing', () => {
    const at = typed(atPrompt(lecture), 'A2 - Y').session;
    expect(asks(at)).toBe('dJ/dW2');
    const dropped = typed(at, 'dZ2*A1');
    expect(said(dropped)).toMatch(
      /^dZ2\*A1: dZ2 is \(1,4\) and A1 is \(3,4\); the inner sizes 4 and 3 must match\. A transpose is missing: which factor has to be transposed so that \(1,3\), the shape of W2, comes out\?/,
    );
    expect(turnOf(dropped.session, 'W2')).toMatchObject({ tries: 1, mistake: { id: 'transpose-dropped' } });
    const other = typed(at, 'W1*A1');
    expect([turnOf(other.session, 'W2')?.tries ?? 0, turnOf(other.session, 'W2')?.mistake ?? null]).toEqual([
      0,
      null,
    ]);
    expect(said(other)).toMatch(/inner sizes/);
    const piped = typed(typed(inPipe(lecture), 'A2 - Y').session, 'dZ2*A1');
    expect(turnOf(piped.session, 'W2')).toMatchObject({
      outcome: 'wrong',
      mistake: { id: 'transpose-dropped' },
    });
    const unread = typed(typed(inPipe(lecture), 'A2 - Y').session, 'W1*A1');
    expect(turnOf(unread.session, 'W2')?.outcome).toBe('unreadable');
  });

  test('a wrong start is paid for once: what follows from it is right', () => {
    const { session } = typed(inPipe(lecture), '2*(A2 - Y)', "dZ2*A1'/4", '0.0199709');
    expect(['Z2', 'W2', 'b2'].map((name) => turnOf(session, name)?.outcome)).toEqual([
      'wrong',
      'follow-through',
      'follow-through',
    ]);
    // A start of a wrong shape carries nothing.
    const shape = typed(inPipe(lecture), "(A2 - Y)'", '[1 2 3]');
    expect(['Z2', 'W2'].map((name) => turnOf(shape.session, name)?.outcome)).toEqual(['wrong', 'wrong']);
    const number = typed(inPipe(lecture), '0.5', "0.5*ones(1,4)*A1'/4");
    expect(['Z2', 'W2'].map((name) => turnOf(number.session, name)?.outcome)).toEqual(['wrong', 'wrong']);
  });

  test.each([
    ['at a prompt', atPrompt],
    ['piped', inPipe],
  ] as const)('%s a long answer, a longer line, brackets without end', (_, start) => {
    const long = `[${'0.1 '.repeat(2490)}]`;
    expect(long.length).toBeLessThanOrEqual(10_000);
    expect(said(typed(start(lecture), long))).toMatch(/shape/);
    const sum = `A2 - Y${' + 0*Y'.repeat(1400)}`;
    expect(turnOf(typed(start(lecture), sum).session, 'Z2')?.outcome).toBe('correct');
    for (const line of [
      '[1 2; '.repeat(200_000),
      '['.repeat(1_000_000),
      `${'A2*'.repeat(300_000)}Y`,
      `[${'1 '.repeat(500_000)}]`,
    ])
      expect(said(typed(start(lecture), line))).toMatch(/at most 10000 characters/);
    const open = Array.from({ length: 400 }, () => `[${'1 '.repeat(400)}`);
    const after = typed(start(lecture), ...open);
    expect(after.session.pending.length).toBeLessThanOrEqual(10_000);
    expect(said(typed(start(lecture), 'sum(ones(3000,3000)*ones(3000,3000))'))).toMatch(
      /^ones\(3000, 3000\) is \(3000,3000\), and a matrix has at most 100000 entries here; make it smaller\./,
    );
  });
});

describe('shapes are asked first where they are asked', () => {
  const shapes = lessonFor(four.worked, { skip: ['A1', 'A2'], shapes: true });

  test('one for each matrix, before any number', () => {
    const words = { lesson: shapes, digits: 4 };
    const asked = planQuestions(shapes).map((key) => askedWord(words, questionOf(shapes, key)));
    expect(asked.slice(0, 6)).toEqual(
      ['Z2', 'W2', 'Z1', 'W1', 'b1'].map((name) => `shape of dJ/d${name}`).concat('dJ/dZ2'),
    );
  });

  test.each(['(1,4)', '1x4', '1 by 4', '[1 4]', 'dZ2 = (1, 4)'])('%s is a shape', (text) => {
    const { session } = typed(atPrompt(shapes), text);
    expect(asks(session)).toBe('shape of dJ/dW2');
  });

  test('the other way round is said, another is not told, and nonsense costs nothing', () => {
    expect(said(typed(atPrompt(shapes), '(4,1)'))).toMatch(/^It is the other way round/);
    expect(said(typed(atPrompt(shapes), '(3,3)'))).not.toMatch(/1,4/);
    const none = typed(atPrompt(shapes), 'wide');
    expect([said(none), none.session.turns.size]).toEqual([
      'A shape is rows and columns, as in (3,2) or 3x2.',
      0,
    ]);
    const piped = typed(inPipe(shapes), '(4,1)', '(1,3)');
    expect(piped.session.settled.map((key) => piped.session.turns.get(key)?.outcome)).toEqual([
      'wrong',
      'correct',
    ]);
  });
});

test('half a sum of squares over two columns is no mean over two examples', () => {
  const lesson = lessonFor(
    solved(
      'Z = W*X; J = 1/2*sum((Z - T).^2)',
      { W: '[1 2; 3 4; 5 6]', X: '[1 2; -1 0.5]', T: '[1 0; 0 1; 2 2]' },
      { data: ['X', 'T'] },
    ),
    {},
  );
  const answer = typedAs(questionOf(lesson, lesson.order[0] ?? -1).exact);
  expect(turnOf(typed(atPrompt(lesson), answer).session, 'Z')?.outcome).toBe('correct');
  const doubled = typed(atPrompt(lesson), '2*(Z - T)');
  expect(turnOf(doubled.session, 'Z')?.tries).toBe(1);
});

describe('a bracket from a pipe that nobody closes', () => {
  const rows = ['[-0.337  0.4756 -0.2976 0.1779', '0.1683 -0.5435 0.3401 -0.09332'];
  const last = '-0.2861 0.1006 -0.2254 0.07625]';
  const outcomes = (...lines: readonly string[]) => {
    const { session } = typed(inPipe(lecture), ...lines);
    return ['Z2', 'W2', 'b2', 'Z1'].map((name) => turnOf(session, name)?.outcome ?? null);
  };

  test.each([
    ['by a name and a sign', ["dW2 = dZ2*A1'/4"]],
    ['by a rule', ["(A2 - Y)*A1'/4"]],
    ['by a matrix of its own', [typedAs(questionOf(lecture, lecture.order[1] ?? -1).exact)]],
  ])('spoils its own question alone; the next is known %s', (_, next) => {
    const start = '[-0.5009 0.7424 -0.4794';
    expect(outcomes(start, ...next, '0.0099854', ...rows, last)).toEqual([
      'unreadable',
      expect.stringMatching(/correct|close/),
      expect.stringMatching(/correct|close/),
      expect.stringMatching(/correct|close/),
    ]);
  });

  test('a number below it waits until it is known that nothing closes the bracket', () => {
    const lines = ['A2 - Y', "[dZ2*A1'/4", '0.0099854', ...rows, last];
    expect(outcomes(...lines)[1]).toBe('unreadable');
    expect(outcomes('A2 - Y', '[-0.04939 -0.05618', '0.0099854', ':skip')).toEqual([
      'correct',
      'unreadable',
      expect.stringMatching(/correct|close/),
      'skipped',
    ]);
  });

  test('a mistake inside brackets that are closed is one answer still', () => {
    expect(outcomes('A2 - Y', "dZ2*A1'/4", '0.0099854', '[a b', 'c d]')[3]).toBe('unreadable');
    const { session } = typed(inPipe(lecture), 'A2 - Y', '[a b', 'c d]', '0.0099854');
    expect(['W2', 'b2'].map((name) => turnOf(session, name)?.outcome)).toEqual([
      'unreadable',
      expect.stringMatching(/correct|close/),
    ]);
  });
});

test('the help in a pipe leaves out what works only at a prompt', () => {
  const help = said(typed(inPipe(four), ':help'));
  for (const word of [':open', ':back', ':save', ':another', ':convention', 'for the end'])
    expect(help).not.toContain(word);
  expect(help).toContain(':skip leaves the question.');
  expect(said(typed(atPrompt(four), ':help'))).toContain(':skip leaves a question for the end;');
});

test('what works only at a prompt says what does the same in a pipe', () => {
  expect(said(typed(inPipe(four), ':convention lecture'))).toBe(
    ':convention works only at a prompt; begin with --convention lecture or --convention dvar, and the whole quiz is asked that way.',
  );
  expect(said(typed(inPipe(four), ':open'))).toMatch(/begin with --ask all/);
  expect(said(typed(inPipe(four), ':back'))).toBe(':back works only at a prompt.');
});
