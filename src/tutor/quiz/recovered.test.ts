import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lectureLesson, lessonFor } from '../lesson/lessons.testing.ts';
import { ending } from './afterwards.ts';
import { atPrompt, inPipe, linesIn, said, typed } from './session.testing.ts';

const chain = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 2 }));
const layer = lessonFor(
  solved(
    'H = W*X; A = tanh(H); L = sum(A.^2)',
    { X: '[1 0.5 -1; 0.3 -2 1]', W: '[0.2 0.4; 0.5 0.1]' },
    { data: ['X'] },
  ),
);
const atDb = typed(atPrompt(chain), '7', '7', '7').session;

describe('a right answer after a miss', () => {
  test('without a name is told what the miss would have meant', () => {
    expect(said(typed(atDb, '17', '14'))).toMatch(
      /\nWith your 17 before, a tiny step ε in b would move J by 17ε\.$/,
    );
    expect(said(typed(atDb, '0', '14'))).toMatch(
      /\nWith your 0 before, a tiny step in b would not move J at all\.$/,
    );
  });

  test('that may have been one of two is told both', () => {
    const cubed = lessonFor(solved('J = w^3', { w: 2 }));
    expect(said(typed(atPrompt(cubed), '4', '12'))).toMatch(
      /\nYour 4 before was either .*, or .*; you know which\.$/,
    );
  });

  test('of matrices is told the entries that were right, or the shape', () => {
    const entries = said(typed(atPrompt(layer), '[9 9 9; 9 9 9]', '2*A'));
    expect(entries).toMatch(/\nYour answer before had none of 6 entries right\.$/);
    const shape = said(typed(atPrompt(layer), '[1 2; 3 4]', '2*A'));
    expect(shape).toMatch(/\nYour answer before was \(2,2\); a derivative has the shape of its variable\.$/);
  });

  test('after a product that had no shape is told its mistake, and the summary has it', () => {
    const batch = lectureLesson('batch-of-four-six-equations.txt');
    const done = typed(atPrompt(batch), 'A2 - Y', 'dZ2*A1', "dZ2*A1'/4");
    expect(said(done)).toMatch(/\nYour dZ2\*A1 before: a transpose left out of a product of matrices\.$/);
    const again = typed(atPrompt(batch), 'A2 - Y', 'dZ2*A1', 'dZ2*A1');
    expect(said(again)).toMatch(/^You gave dZ2\*A1 before\. /);
    const entry = typed(again.session, 'dZ2*A1', '7');
    expect(said(entry)).toMatch(/^Not yet: dW2\(1,1\) adds up products/);
    expect(said(typed(entry.session, '-0.1978'))).toMatch(/^Not yet|^dW2\(1,1\) is right/);
  });

  test('only lacked digits, or came in a pipe: nothing is said', () => {
    const curve = lessonFor(solved('z = w*x; a = tanh(z); J = 3*a', { w: 0.5, x: 0.8 }));
    expect(said(typed(atPrompt(curve), '3', '2.5', '2.567'))).not.toMatch(/before/);
    expect(said(typed(inPipe(chain), '7', '7', '7', '17'))).not.toMatch(/before/);
  });
});

describe('numbers gone through', () => {
  test('are noticed once in a quiz, and the summary says where to look', () => {
    const swept = typed(atDb, '11', '12', '13');
    expect(said(swept)).toMatch(/You are going through the numbers one by one/);
    const again = typed(swept.session, '14', '1', '2', '3');
    expect(said(again)).not.toMatch(/one by one/);
    const text = ending(typed(again.session, '21').session, 'x')
      .flatMap(linesIn)
      .join('\n')
      .replaceAll('`', '');
    expect(text).toContain('- dJ/db: right after 4 tries, some of them guesses; look at u = b*c.');
  });

  test('are noticed at questions of other kinds, where the same answer again leads to a hint', () => {
    const local = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 2 }), {
      kinds: ['local'],
    });
    expect(said(typed(atPrompt(local), '20', '21', '22'))).toMatch(/one by one/);
    expect(said(typed(atPrompt(local), '20', '20'))).toMatch(/^You gave 20 before\. Only the step /);
  });
});
