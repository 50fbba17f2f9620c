import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lectureLesson, lessonFor } from '../lesson/lessons.testing.ts';
import type { Session } from '../session/state.ts';
import { ending } from './afterwards.ts';
import { atPrompt, linesIn, said, typed } from './session.testing.ts';

const relu = (...lines: readonly string[]): Session =>
  typed(atPrompt(lectureLesson('relu-net.txt')), ...lines).session;
const classes = lessonFor(
  solved(
    'Z = W*X + b; P = softmax(Z); J = -1/2*sum(Y.*log(P))',
    {
      X: '[1 -1; 0.5 2]',
      Y: '[1 0; 0 0; 0 1]',
      W: '[0.5 -0.5; 1 0.25; -1 0.75]',
      b: '[0; 0.5; -0.5]',
    },
    { data: ['X', 'Y'] },
  ),
  { convention: 'lecture' },
);

describe('a hint after an answer that nothing explains', () => {
  const atDz2 = relu('2');

  test('goes back to the answer before it of which it speaks', () => {
    expect(said(typed(atDz2, '3', '17', '?'))).toBe(
      'Go back to your 3. Both slopes are right. One follows the other: z2 moves a2, and a2 moves J.',
    );
  });

  test('speaks at once of the last answer, where that has a name', () => {
    expect(said(typed(atDz2, '17', '3', '?'))).toMatch(/^Both slopes are right\./);
  });

  test('does not go back where it speaks of no answer', () => {
    expect(said(typed(atDz2, '3', '17', '?', '?'))).not.toMatch(/Go back/);
  });

  test('names the mistake where the answer is too long to be said again', () => {
    const atDw = typed(atPrompt(classes), '-Y./P', 'P - Y').session;
    const sum = '[-0.8339 -0.3522; 0.6433 0.6119; 0.1905 -0.2597]';
    expect(said(typed(atDw, sum, '[9 9; 9 9; 9 9]', '?'))).toMatch(
      /^Go back to the answer where the mistake was this: a missing mean over the m examples: .* dZ is the derivative of the sum /,
    );
  });
});

describe('of two mistakes in an answer', () => {
  test('one is gone: that is said, and which is left', () => {
    const atDb = typed(atPrompt(classes), '-Y./P', 'P - Y', "dZ*X'/2").session;
    const both = typed(atDb, 'dZ');
    expect(said(both)).toContain('The mean over the examples is missing as well.');
    const one = said(typed(both.session, 'dZ/2'));
    expect(one).toBe(
      'Your dJ/db is (3,2), not (3,1). Of the two mistakes in your dZ before, one is left: a missing sum over what was copied in the forward pass.',
    );
  });

  test('the second has come: the first is not told again', () => {
    const atDz2 = relu('2');
    expect(said(typed(atDz2, '1', '-1'))).toBe(
      'The mistake of your 1 before is still there. The sign is wrong as well.',
    );
  });

  test('in a place of its own is told as before', () => {
    expect(said(typed(relu('2'), '-1'))).toMatch(/^That is only da2\/dz2, the first step\./);
  });
});

test('the rule about shapes is told once at a question', () => {
  const atDb = typed(atPrompt(classes), '-Y./P', 'P - Y', "dZ*X'/2").session;
  expect(said(typed(atDb, 'dZ'))).toMatch(
    /^A derivative has the same shape as its variable: b is \(3,1\)\. Your dJ\/db is \(3,2\)\./,
  );
  expect(said(typed(atDb, 'dZ', 'sum(dZ)'))).toMatch(/^Your dJ\/db is a single number, not \(3,1\)\. You /);
  // The right shape is compared by its entries.
  expect(said(typed(atDb, 'dZ', 'sum(dZ,2)'))).toMatch(/^None of the 3 entries is right\./);
});

test('one entry of a mean is asked for the loss that is asked', () => {
  expect(said(typed(atPrompt(classes), 'Y - P', 'Y - P', 'Y - P'))).toMatch(
    /If only that goes up by a tiny ε, by how many ε does 2\*J, the loss summed over the examples, move\?$/m,
  );
});

test('one slip is not the same mistake as another', () => {
  const program = 'o = 6*v; J = 1/2*o^2';
  const lesson = lessonFor(solved(program, { v: 4 }));
  const swapped = typed(atPrompt(lesson), '42', '24');
  expect(said(swapped)).toContain('Your 42 before: the right rule with a slip in the arithmetic.');
  const again = said(typed(swapped.session, '414'));
  expect(again).toContain('check the order of the digits');
  expect(again).not.toContain('You made the same mistake');
});

test('what there was to work out has no comparison in it', () => {
  const off = lessonFor(solved('a = relu(z); J = 35*a', { z: 7 }));
  expect(said(typed(atPrompt(off), '35', '53'))).toBe(
    'The rule looks right; check the order of the digits: work out 35*1 once more.',
  );
});

describe('questions of other kinds', () => {
  const chain = solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 2 });
  const nudges = atPrompt(lessonFor(chain, { kinds: ['nudge'] }));

  test('tell what holds for any number once', () => {
    const first = said(typed(nudges, '1'));
    expect(first).toMatch(/^Not yet\. J moves by about /);
    expect(said(typed(nudges, '1', '500')).split('\n')[0]).toBe('Not yet.');
  });

  test('name a miss that was recovered', () => {
    const local = lessonFor(chain, { kinds: ['local'] });
    const atDb = typed(atPrompt(local), '7', '1', '1').session;
    const done = said(typed(atDb, '6', '2'));
    expect(done).toMatch(/\nYour 6 before: the output of an operation used as its slope\.$/);
    expect(said(typed(atDb, '2'))).not.toContain('before');
  });
});

test('questions of the same mistake are looked back at together, and their cause is not told twice', () => {
  const added = typed(
    atPrompt(lectureLesson('relu-net.txt')),
    '2',
    '3',
    '2',
    '2',
    '2',
    '4',
    '5',
    '6',
    '7',
    '6',
    '6',
    '6',
    '6',
  );
  // No reason is asked for any more.
  const text = ending({ ...added.session, reasoned: true }, 'x')
    .flatMap(linesIn)
    .join('\n')
    .replaceAll('`', '');
  expect(text).toContain(
    '- dJ/dz2, dJ/da1 and dJ/dz1: upstream gradient and local derivative added instead of multiplied.',
  );
  expect(text).not.toContain('have one cause');
});
