import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { homeworkLessons, lectureLesson, lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import type { QuestionKind } from '../lesson/question-kind.ts';
import { opening } from '../session/opening.ts';
import { asks, atPrompt, inPipe, said, textIn, typed } from './session.testing.ts';
import { asking, promptOf } from './session.ts';
import { tally } from './summary.ts';

const running = lectureLesson('running-example.txt');
const logistic = lectureLesson('logistic-y-0.txt');

describe("the lecture's names", () => {
  const oneLine = atPrompt(lectureLesson('running-example-in-one-line.txt'));

  test('of the steps that its one line leaves without a name are understood, and said', () => {
    const at = typed(oneLine, '3', '3', '3').session;
    expect(said(typed(at, 'du*c'))).toMatch(/^read as dt1\*c\.\n.*= 6\./s);
    expect(said(typed(at, 'du/db = 2'))).toMatch(/^read as dt1\/db = 2\./);
    expect(said(typed(at, 'dJ/db = ∂J/∂v * dv/du * du/db'))).toContain('dt1/db');
  });

  test('mean nothing in any other program', () => {
    const other = atPrompt(lessonFor(solved('J = 4*(a+b*c)', { a: 5, b: 3, c: 2 })));
    expect(said(typed(other, 'du*c'))).toMatch(/there is no 'du' here/);
  });
});

describe('a `.*` between a column and a row', () => {
  const lesson = lessonFor(
    solved('z = W*x; J = 1/2*sum(z.^2)', { W: '[1 2; 3 4; 5 6]', x: '[1; 2]' }, { data: ['x'] }),
  );
  const atW = typed(atPrompt(lesson), 'z').session;

  test('is right, and what it would not do is said', () => {
    const { shown, session } = typed(atW, "dz .* x'");
    expect(textIn(shown)).toMatch(/what their product gives, `dz\*x'`/);
    expect(session.over).toBe(true);
  });

  test('of the product itself nothing is said', () => {
    expect(textIn(typed(atW, "dz*x'").shown)).not.toContain('what their product gives');
  });
});

describe('at a prompt', () => {
  test('right answers lead from question to question, and out', () => {
    const end = typed(atPrompt(running), '3', '3', '3', '6', '9');
    expect(end.session.over).toBe(true);
    expect(tally(end.session)).toMatchObject({ asked: 5, right: 5, firstTry: 5 });
  });

  test('a wrong answer keeps the question; the third one shows the ways on', () => {
    const misses = [1, 2, 3].map((count) => typed(atPrompt(running), ...Array(count).fill('8')));
    expect(misses.map(({ session }) => asks(session))).toEqual(['dJ/dv', 'dJ/dv', 'dJ/dv']);
    expect(misses.map(said)).toEqual([
      'Not yet. Try again, or type ? for a hint.',
      'You gave 8 before. v feeds one step: J = 3*v. If v goes up by a tiny ε, how much does J change?',
      'You gave 8 before. Still not right: look at the rule, not at the number.\n? a hint · :answer show it · :skip later',
    ]);
  });

  test('what cannot be read and an empty line cost nothing', () => {
    const { session } = typed(atPrompt(running), '', '   ', '3 4', ':nothing', 'du/db', '3');
    expect(tally(session)).toMatchObject({ right: 1, firstTry: 1 });
    expect(said(typed(atPrompt(running), ''))).toMatch(/^Nothing was typed/);
  });

  test('an answer taken in another way than typed is said so', () => {
    expect(said(typed(atPrompt(running), '3,0'))).toMatch(/^read as 3\.0\.\n/);
  });

  test('a rounded answer is right, and the note tells what it stands for', () => {
    expect(said(typed(atPrompt(logistic), '5.485'))).toMatch(
      /^A tiny step ε in a moves L by 5\.482ε: .* = 5\.482\. 5\.485 is near enough\.$/,
    );
    for (const exact of ['5.482', '5.48', '1/(1-a)'])
      expect(said(typed(atPrompt(logistic), exact))).not.toMatch(/near enough/);
  });

  test('after the end nothing happens', () => {
    const end = typed(atPrompt(running), ':quit');
    expect(typed(end.session, '3', ':hint').shown).toEqual([]);
    expect(asking(end.session)).toEqual([]);
  });

  test('the prompt names what is asked', () => {
    expect(promptOf(atPrompt(running))).toBe('dJ/dv = ');
  });
});

describe('piped', () => {
  test('every line settles its question, but those that only show something', () => {
    const { session } = typed(inPipe(running), '?', ':hint', ':why', ':graph', ':values', ':help', '', '7');
    expect(asks(session)).toBe('dJ/da');
    const end = typed(session, ':skip', '3 4', ':answer', 'db = 3').session;
    expect(end.over).toBe(true);
    expect(tally(end)).toMatchObject({ wrong: 1, skipped: 1, unreadable: 2, revealed: 1, right: 0 });
  });

  test.each([':open', ':back', ':save x'])(
    '%s belongs to a prompt: it is unreadable, and no file is written',
    (line) => {
      const stepped = typed(inPipe(logistic), line);
      expect(stepped.effect).toBeNull();
      expect(stepped.session.queue).toEqual(logistic.order.slice(1));
      expect(tally(stepped.session).unreadable).toBe(1);
    },
  );

  test('a d-name is the value that the learner gave, the true one where none was readable', () => {
    const verdicts = (...lines: string[]) =>
      [...typed(inPipe(running), ...lines).session.turns.values()].map(({ outcome }) => outcome);
    expect(verdicts('4', 'dv')).toEqual(['wrong', 'follow-through']);
    expect(verdicts('3 4', 'dv')).toEqual(['unreadable', 'correct']);
    expect(verdicts(':skip', 'dv')).toEqual(['skipped', 'correct']);
  });

  test('what was answered wrong is not shown right afterwards', () => {
    const { session } = typed(inPipe(running), '7');
    const [block] = asking(session);
    expect(block).toMatchObject({ kind: 'question', asks: 'dJ/da', found: [] });
    expect(said(typed(session, '?', '?', '?'))).toBe('dJ/da = dJ/dv * 1. Work that out.');
  });

  test('after :quit the rest is missing', () => {
    expect(tally(typed(inPipe(running), '3', ':quit').session)).toMatchObject({ right: 1, missing: 4 });
  });
});

test('a line has the same verdict at a prompt and in a pipe', () => {
  const lines = [
    '3',
    '3,0',
    'du',
    '6',
    '2*3',
    '0.5',
    '-1',
    '1/3',
    '3 4',
    ':x',
    '1,500',
    'NaN',
    '0',
    'log(-1)',
  ];
  for (const [title, lesson] of [...lectureLessons, ...homeworkLessons]) {
    for (const line of lines) {
      const outcome = (start: typeof atPrompt) => {
        const { shown } = typed(start(lesson), line);
        const role = shown.find(
          (block) => block.kind === 'line' && ['right', 'wrong', 'trouble'].includes(block.role),
        );
        return role?.kind === 'line' ? role.role : null;
      };
      expect({ title, line, role: outcome(inPipe) }).toEqual({ title, line, role: outcome(atPrompt) });
      expect(outcome(atPrompt)).not.toBeNull();
    }
  }
});

test('the first screen tells how many questions there are and how to answer, to be helped and to leave', () => {
  const text = textIn(opening(atPrompt(running)));
  expect(text).toContain(
    '5 questions, from right to left. Type a number like `6`, a fraction like `1/2` or a formula like `2*b`.',
  );
  expect(text).toContain('`?` gives a hint, `:help` shows the other commands, `:quit` leaves.');
});

describe('what a quiz of other kinds says', () => {
  const program = solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 });
  const of = (kinds: readonly QuestionKind[]) => lessonFor(program, { kinds });
  const opened = (lesson: Lesson) => textIn(opening(atPrompt(lesson))).replaceAll('`', '');

  test('is how those are answered, and why nothing can be asked', () => {
    expect(opened(of(['formula']))).toContain('Type a formula with the names on the screen');
    expect(opened(of(['wrong-line']))).toContain('type its number, or none');
    expect(opened(of(['wrong-line']))).not.toContain('--');
    expect(opened(of(['shape']))).toContain('No question of the kind shape fits this program');
    expect(said(typed(atPrompt(lessonFor(program)), ':help'))).toContain('asked about every input');
    expect(said(typed(atPrompt(lessonFor(program, { skip: ['b'] })), ':help'))).not.toContain('every input');
  });

  test('gives no derivative for granted that nobody has found', () => {
    expect(said(typed(atPrompt(of(['nudge'])), '33 + dv/1000'))).toContain('dJ/dv is not found yet');
    expect(said(typed(atPrompt(of(['value', 'nudge'])), '3', '33 + dv/1000'))).toContain('J moves from 33');
  });

  test('takes a nudge under its own name alone', () => {
    expect(said(typed(atPrompt(of(['nudge'])), 'dJ/dv = 33.003'))).toContain(
      'this question asks for J at v = 11.001, not for dJ/dv',
    );
    for (const line of ['33.003', 'J = 33.003', '= 33.003', 'J at v = 11.001 = 33.003'])
      expect(said(typed(atPrompt(of(['nudge'])), line))).toContain('J moves from 33');
  });
});

test('piped, :why after a miss speaks of the miss', () => {
  const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));
  expect(said(typed(inPipe(lesson), '3', '1', ':why'))).toContain('only the local derivative');
  expect(said(typed(inPipe(lesson), '3', '77', ':why'))).toContain('only right answers are explained here');
  expect(said(typed(inPipe(lesson), '3', ':why'))).toContain('3');
});
