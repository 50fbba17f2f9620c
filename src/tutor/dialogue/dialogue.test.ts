import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { formatNumber } from '../../language/number-format.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor, randomLessons } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { candidatesOf, mistakeClasses } from '../mistakes/equivalence-classes.ts';
import { atPrompt, inPipe, linesIn, said, typed } from '../quiz/session.testing.ts';
import { asking, promptOf } from '../quiz/session.ts';
import { opening } from '../session/opening.ts';
import type { Session } from '../session/state.ts';
import { numbersIn } from '../teaching/hint.ts';

const chain = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 2 }));
const fanOut = lessonFor(solved('u = 3*a; v = a*b; J = u*v', { a: 5, b: 4 }));
const curve = lessonFor(solved('z = w*x; a = tanh(z); J = 3*a', { w: 0.5, x: 3 }));

/** The session at a question, those before it answered right. */
function at(lesson: Lesson, name: string): Session {
  const right = lesson.order
    .slice(
      0,
      lesson.order.findIndex((slot) => questionOf(lesson, slot).name === name),
    )
    .map((slot) => String(questionOf(lesson, slot).exact));
  return typed(atPrompt(lesson), ...right).session;
}

/** What is said to an answer that is given again and again. */
const repeated = (session: Session, answer: string, times: number): readonly string[] =>
  Array.from({ length: times }, (_, k) => said(typed(session, ...Array<string>(k + 1).fill(answer))));

describe('the same miss again leads on', () => {
  test('from where to look to a smaller question to a contrast', () => {
    const [first, where, smaller, contrast] = repeated(at(chain, 'b'), '2', 4);
    expect(first).toBe('That is only du/db, the first step. How does u then move J?');
    expect(where).toBe(
      'You gave 2 before. Two slopes lie between b and J: b moves u (u = b*c), and u moves J. Your answer has only the first of them.',
    );
    expect(smaller).toContain(
      'If u moves 2ε for a tiny step ε in b, and J moves 7 times as far as u, how far does J move?',
    );
    expect(contrast).toContain('With 2, J would move exactly as far as u does. But dJ/du = 7.');
  });

  // Each misconception by an answer that only it gives.
  test.each([
    ['the local derivative alone', chain, 'b', '2'],
    ['the upstream gradient alone', chain, 'b', '7'],
    ['added instead of multiplied', chain, 'c', '10'],
    ['operands swapped', chain, 'b', '21'],
    ['the opposite sign', chain, 'b', '-14'],
    ['its own value', chain, 'a', '5'],
    ['the first path alone', fanOut, 'a', '60'],
    ['the paths multiplied', fanOut, 'a', '3600'],
    ['a step too far', chain, 'u', '14'],
    ['the slope of another function', curve, 'z', '0.4475'],
    ['a guess', chain, 'b', '17'],
  ])('%s: nothing is said twice', (_, lesson, name, answer) => {
    const lines = repeated(at(lesson, name), answer, 4).map((text) => text.split('\n')[0]);
    expect(new Set(lines).size).toBeGreaterThanOrEqual(3);
    expect(lines.slice(1).every((line, k) => line !== lines[k])).toBe(true);
  });

  test('two mistakes are named at once, with the probe that parts them, which is offered once', () => {
    const lesson = lessonFor(solved('u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }));
    const lines = repeated(at(lesson, 'c'), '3', 3);
    expect(lines[0]).toMatch(/^Not yet: it is either .*, or .*\. To tell which, .* or just try again\.$/m);
    expect(lines[1]).toMatch(/^You gave 3 before\. /m);
    expect(lines.slice(1).join()).not.toMatch(/different mistakes|is either/);
  });

  test('where only the sign was lost, that is said, and not two names of it', () => {
    const program = 'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))';
    const loss = lessonFor(solved(program, { w: 0.5, x: 2, b: -0.4, y: 1 }, { data: ['x', 'y'] }));
    expect(said(typed(atPrompt(loss), '1.549'))).toBe(
      'Not yet: the size is right, but the sign is not. To see where it was lost, write your answer with names, as in da = ..., or just try again.',
    );
  });

  test('three are counted, and named where the miss comes again', () => {
    const cubed = lessonFor(solved('t = b^3; J = 4*t', { b: 2 }));
    const lines = repeated(at(cubed, 'b'), '12', 2);
    expect(lines[0]).toMatch(/^Not yet/);
    expect(lines.join()).toMatch(/is either .*, or /);
  });

  test('an assignment without hints says only that it was given before', () => {
    const silent = { ...chain, choice: { ...chain.choice, hints: false } };
    expect(repeated(at(silent, 'b'), '2', 2)[1]).toBe(
      'You gave 2 before. Still not right: look at the rule, not at the number.',
    );
  });

  test('in a pipe a line settles its question, and nothing leads on', () => {
    expect(said(typed(inPipe(chain), '7', '7', '7', '2'))).toBe(
      'That is only du/db, the first step. How does u then move J?',
    );
    expect(typed(inPipe(chain), '7', '7', '7', '2').session.turns.get(3)?.smaller ?? null).toBeNull();
  });
});

describe('a smaller question', () => {
  const asked = typed(at(chain, 'b'), '7', '?', '?');

  test('is asked by the second hint, and the prompt says so', () => {
    expect(said(asked)).toContain('Type du/db, or the answer itself.');
    expect(promptOf(asked.session)).toBe('du/db = ');
  });

  test('takes its answer, which is no try, and goes back to the question', () => {
    const after = typed(asked.session, '2');
    expect(said(after)).toBe('du/db is right. Now go on from u to J: multiply by what?');
    expect(promptOf(after.session)).toBe('dJ/db = ');
    expect(after.session.turns.get(asked.session.queue[0] ?? -1)?.tries).toBe(1);
  });

  test('takes the answer to the question as that', () => {
    const after = typed(asked.session, '14');
    expect(said(after)).toBe(
      'Chain rule: dJ/db = dJ/du * du/db = 7*c = 14.\nYour 7 before: only the upstream gradient, without the local derivative.',
    );
  });

  test('goes on after a wrong answer, which costs nothing', () => {
    const after = typed(asked.session, '5');
    expect(said(after)).toBe('Not yet: how much does u change when b changes a little?');
    expect(promptOf(after.session)).toBe('du/db = ');
    expect(after.session.turns.get(asked.session.queue[0] ?? -1)?.tries).toBe(1);
    const right = typed(after.session, '2');
    expect(said(right)).toMatch(/^du\/db is right\./);
    expect(promptOf(right.session)).toBe('dJ/db = ');
  });

  test('on a path that was left out is about that path', () => {
    expect(said(typed(at(fanOut, 'a'), '60', '60', '60'))).toMatch(/Type d[uv]\/da/);
  });
});

test('a mistake that was made at another question is told so, once', () => {
  const second = typed(at(chain, 'b'), '2', '14', '3');
  expect(said(second)).toBe(
    'That is only du/dc, the first step. How does u then move J?\nYou made the same mistake at dJ/db.',
  );
  expect(said(typed(second.session, '3'))).not.toContain('You made the same mistake');
});

describe('what leads on gives nothing away', () => {
  const numbers = (text: string): readonly string[] => [...text.matchAll(numbersIn)].map(([each]) => each);
  const lessons = [...lectureLessons, ...randomLessons(30, 5)];

  test('no number but those on the screen and the one that was typed', () => {
    let tried = 0;
    const told = lessons.flatMap(([title, lesson]) =>
      lesson.order.flatMap((slot) => {
        const question = questionOf(lesson, slot);
        if (!question.plain || question.links === null) return [];
        const here = at(lesson, question.name);
        if (here.queue[0] !== slot) return [];
        const screen = [...opening(here), ...asking(here)].flatMap(linesIn).join('\n');
        const wrong = mistakeClasses(candidatesOf(lesson, question)).map(({ values }) => values[0]);
        return [...new Set(wrong)].slice(0, 12).flatMap((value) => {
          const answer = String(value);
          // What is near enough is right; who is told 0.001 is told of nudges.
          if (typed(here, answer).session.queue[0] !== slot) return [];
          tried++;
          const seen = new Set([
            ...numbers(screen),
            // Of a part of a statement it is said what it is worth: a value of the forward pass.
            ...[...lesson.worked.tape.value].map((each) => formatNumber(Math.abs(each), 4)),
            ...numbers(answer),
            '0.001',
            formatNumber(Math.abs(Number(value)), 4),
          ]);
          const lines = repeated(here, answer, 4).join('\n');
          const more = numbers(lines).filter((each) => !seen.has(each) && !seen.has(`-${each}`));
          return more.length === 0 ? [] : [{ title, asks: question.asks, answer, more, lines }];
        });
      }),
    );
    expect(tried).toBeGreaterThan(500);
    expect(told).toEqual([]);
  });
});

describe('what was given before is quoted as it was typed', () => {
  test('an expression that gives the same number is not said to have been typed', () => {
    const again = typed(at(chain, 'b'), 'dJ/du*1', '7');
    expect(said(again)).toMatch(/^That is 7 again, as dJ\/du\*1 was\. /);
    expect(said(typed(at(chain, 'b'), '7', '3 + 4'))).toMatch(/^That is 7 again\. /);
    expect(said(typed(at(chain, 'b'), '7', ' 7 '))).toMatch(/^You gave 7 before\. /);
  });

  test('another rule that gives the same number is told by itself', () => {
    const cubed = lessonFor(solved('J = w^3', { w: 2 }));
    const other = typed(atPrompt(cubed), '2*w', 'w^2');
    expect(said(other)).toMatch(/^A part of the rule for w\^3 is missing/);
    expect(said(typed(other.session, '2*w'))).toMatch(/^You gave 2\*w before\. /);
  });

  test('a product that was written out is no earlier answer', () => {
    const net = lessonFor(solved('z = 3*a; c = z + b; J = (c - 5)^2', { a: 2, b: 1 }));
    const wrong = typed(atPrompt(net), '28', '4');
    expect(said(typed(wrong.session, '28'))).toMatch(/^You are still using an earlier answer/);
    expect(said(typed(wrong.session, '4*7'))).not.toMatch(/still using/);
  });

  test('the name that an expression got stays with its number', () => {
    const cubed = lessonFor(solved('t = b^3; J = 4*t', { b: 2 }));
    expect(said(typed(at(cubed, 'b'), '12'))).toMatch(/different mistakes would give|it is either/);
    const named = typed(at(cubed, 'b'), '3*b^2', '12');
    expect(said(named)).toMatch(/^That is 12 again, as 3\*b\^2 was\. Two slopes lie between b and J/);
    expect(said(typed(named.session, '48'))).toMatch(/\nYour 12 before: only the local derivative/);
  });

  test('one number has one explanation', () => {
    const lesson = lessonFor(solved('d = b - a; J = d^2', { a: 3, b: 5 }));
    const turned = typed(at(lesson, 'd'), '-4', '4', '-4');
    expect(said(turned)).toMatch(/^The size is right, but check the sign/);
    expect(said(typed(turned.session, '4'))).toMatch(
      /\nYour -4 before: the right size with the opposite sign/,
    );
  });

  test('`:why` speaks of the last answer', () => {
    const why = said(typed(at(chain, 'b'), '2', '17', ':why'));
    expect(why).not.toMatch(/first of them|first step/);
  });
});

describe('at a question about matrices', () => {
  const layer = lessonFor(
    solved(
      'H = W*X; A = tanh(H); L = sum(A.^2)',
      { X: '[1 0.5 -1; 0.3 -2 1]', W: '[0.2 0.4; 0.5 0.1]' },
      { data: ['X'] },
    ),
  );

  test('the same miss again leads to one entry', () => {
    const [first, where, smaller] = repeated(typed(atPrompt(layer), '2*A').session, 'dA', 3);
    expect(first).toContain('That is only dL/dA.');
    expect(where).toMatch(/^You gave dA before\. H feeds one step: A = tanh\(H\)\./);
    expect(smaller).toContain(
      'Take the entry of H in the first row and first column by itself, in A = tanh(H). If only that goes up by a tiny ε, which entries of A move, and by how many ε each?',
    );
  });

  test('and a lost transpose to the sizes', () => {
    const here = typed(atPrompt(layer), '2*A', 'dA .* (1 - A.^2)').session;
    const lines = repeated(here, "X*dH'", 4).join('\n');
    expect(lines).toContain('If all the sizes were different, your product would have another shape than W');
  });
});
