import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import { localValue } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { pageReading } from '../quiz/page-answers.ts';
import { judgeSubmission } from '../quiz/whole-submission.ts';
import type { Session } from '../session/state.ts';
import { causeSaid } from './cause-words.ts';

/** A submission of numbers in the order of the questions, judged. */
function judged(lesson: Lesson, answers: readonly number[]): Session {
  const handed = answers.map((value, i) => {
    const reading = {
      kind: 'read',
      value,
      expression: number(value),
      body: `${value}`,
      remark: null,
    } as const;
    return [lesson.order[i] ?? -1, { reading, text: `${value}` }] as const;
  });
  return judgeSubmission(lesson, 4, new Map(handed));
}

const ownValue = mistakeMessages['own-value'].means;

const judgedByName = (lesson: Lesson, answers: Readonly<Record<string, number>>): Session =>
  judged(
    lesson,
    lesson.order.map((slot) => answers[lesson.worked.names[slot] ?? ''] ?? 0),
  );

const outcomes = (session: Session): readonly string[] =>
  session.words.lesson.order.map((slot) => {
    const turn = session.turns.get(slot);
    return [turn?.outcome, turn?.mistake?.id].filter((word) => word !== undefined).join(' ');
  });

const causes = (session: Session) =>
  pageReading(session).causes.map((cause) => causeSaid(session.words.lesson, cause, pageReading(session)));

describe('a page is read as a whole', () => {
  const running = lessonFor(solved('u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }));
  const telling = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: -4 }));

  test('a wrong start of 1 is one mistake, and all else follows', () => {
    const page = judged(running, [1, 1, 1, 2, 3]);
    expect(outcomes(page)).toEqual([expect.stringMatching(/^wrong/), ...Array(4).fill('follow-through')]);
    expect(causes(page)).toEqual([
      expect.stringMatching(
        /^Only `dJ\/dv` is wrong.*`dJ\/da`, `dJ\/du`, `dJ\/db` and `dJ\/dc` follow correctly from your answer for `dJ\/dv`\.$/,
      ),
    ]);
  });

  test('where something else is wrong as well, nothing is said to be the only one', () => {
    expect(causes(judged(running, [1, 1, 1, 2, 777]))).toContainEqual(
      expect.stringMatching(/^`dJ\/dv` is wrong.*`dJ\/da`, `dJ\/du` and `dJ\/db` follow correctly/),
    );
  });

  test('the local derivative alone, held through a page, is one cause', () => {
    const page = judged(running, [3, 1, 1, 2, 3]);
    expect(outcomes(page)).toEqual(['correct', ...Array(4).fill('wrong local-only')]);
    expect(causes(page)).toEqual([
      '`dJ/da`, `dJ/du`, `dJ/db` and `dJ/dc` have one cause: only the local derivative, without the upstream gradient.',
    ]);
  });

  test('what could be one of several mistakes is settled by the other answers', () => {
    // At dc = 10 two mistakes would do; at da, du and db it is seen which.
    const page = judged(telling, [7, 8, 8, 4, 11]);
    expect(outcomes(page).slice(1)).toEqual(Array(4).fill('wrong added-instead-of-multiplied'));
    expect(causes(page)).toHaveLength(1);
  });

  test('a rule and a slip are two causes', () => {
    const page = judged(telling, [7, 7, 7, -82, 12]);
    expect(outcomes(page).slice(3)).toEqual(['wrong arithmetic-slip', expect.any(String)]);
  });

  test('guesses have no cause, and no name', () => {
    const page = judged(telling, [7, 7, 7, 51, -37]);
    expect(outcomes(page).slice(3)).toEqual(['wrong', 'wrong']);
    expect(causes(page)).toEqual([null, null]);
  });

  // A start of one's own, gone on with by the right rule, at graphs where nearly every rule gives 1, -1 or 0 of it.
  test.each([
    ['u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }, 1],
    ['u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }, -1],
    ['z = w*x; a = z + b; J = 4*a', { w: 3, x: 5, b: 2 }, 1],
    ['z = w*x; a = tanh(z); J = 6*a', { w: 0.5, x: 0.8 }, 1],
    ['u = a*b; v = u*c; J = 5*v', { a: 2, b: 3, c: 4 }, -1],
    ['e = a*w - y; J = e^2', { a: 2, w: 3, y: 1 }, 1],
  ])(
    '%s from %o: all that follows from a start of %d follows, and one cause is told',
    (program, values, start) => {
      const lesson = lessonFor(solved(program, values));
      const [first = -1] = lesson.order;
      const own = new Map([[first, start]]);
      for (const slot of lesson.order.slice(1)) {
        const links = questionOf(lesson, slot).links ?? [];
        const value = links.reduce(
          (sum, link) => sum + localValue(lesson.worked, link) * (own.get(link.to) ?? 1),
          0,
        );
        own.set(slot, value);
      }
      const page = judged(
        lesson,
        lesson.order.map((slot) => own.get(slot) ?? 0),
      );
      expect(outcomes(page)).toEqual([
        expect.stringMatching(/^wrong/),
        ...lesson.order.slice(1).map(() => 'follow-through'),
      ]);
      expect(causes(page)).toHaveLength(1);
    },
  );

  test('a start of 0 is one cause as well, where something else was worked out', () => {
    const page = judged(running, [0, 0, 0, 0, 0]);
    expect(outcomes(page).every((outcome) => !/ /.test(outcome))).toBe(true);
    expect(pageReading(page).causes.every(({ rule }) => rule === null)).toBe(true);
  });

  const small = lessonFor(
    solved(
      'z1 = w1*x + b1; a1 = relu(z1); z2 = w2*a1 + b2; e = z2 - y; J = e^2',
      {
        w1: 0.5,
        x: 2,
        b1: 0.3,
        w2: -1.5,
        b2: 0.4,
        y: 1,
      },
      { data: ['x', 'y'] },
    ),
  );

  test('a 0 that follows from a 0 counts where other numbers of the page follow, too', () => {
    const page = judgedByName(small, { e: 5.1, z2: 5.1, w2: 6.63, b2: 5.1, a1: -7.65, z1: 0, w1: 0, b1: 0 });
    const outcome = (name: string) => page.turns.get(small.worked.slots.get(name) ?? -1)?.outcome;
    expect(['e', 'z2', 'z1', 'w1', 'b1'].map(outcome)).toEqual([
      'wrong',
      'follow-through',
      'wrong',
      'follow-through',
      'follow-through',
    ]);
  });

  test('a cause has the name that its one answer was told', () => {
    const page = judgedByName(small, {
      e: -5.1,
      z2: -5.1,
      w2: -6.63,
      b2: -5.1,
      a1: 7.65,
      z1: 9.945,
      w1: 19.89,
      b1: 9.945,
    });
    const told = page.turns.get(small.worked.slots.get('z1') ?? -1)?.mistake?.id;
    expect(pageReading(page).causes.map(({ rule }) => rule?.id)).toEqual([told]);
    const start = judged(running, [11, 11, 11, 22, 33]);
    expect(causes(start)).toEqual([expect.stringContaining(`Only \`dJ/dv\` is wrong: ${ownValue}`)]);
  });

  test('a sign lost at some op is told as the sign alone', () => {
    const loss = lessonFor(
      solved(
        'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
        {
          w: 0.5,
          x: 2,
          b: -0.3,
          y: 1,
        },
        { data: ['x', 'y'] },
      ),
    );
    expect(outcomes(judged(loss, [1.497, 0.332, 0.664, 0.332]))).toEqual([
      'wrong opposite-sign',
      ...Array(3).fill('follow-through'),
    ]);
  });

  test('"only" is said of one wrong answer, not of two', () => {
    const two = { e: 5.1, z2: 5.1, w2: 6.63, b2: 5.1, a1: 5.1, z1: 5.1, w1: 10.2, b1: 5.1 };
    const said = causes(judgedByName(small, two));
    expect(said).toHaveLength(2);
    for (const each of said) expect(each).toMatch(/^`dJ\/d(e|a1)` is wrong: /);
    const one = { e: -5.1, z2: -5.1, w2: -6.63, b2: -5.1, a1: -5.1, z1: -5.1, w1: -10.2, b1: -5.1 };
    expect(causes(judgedByName(small, one))).toEqual([expect.stringMatching(/^Only `dJ\/da1` is wrong: /)]);
  });

  test('what speaks for a rule and against it', () => {
    const { witnesses } = pageReading(judged(telling, [7, 7, 1, -4, 21]));
    const names = (slots: readonly number[]) => slots.map((slot) => questionOf(telling, slot).name);
    expect(names(witnesses('local-only').given)).toEqual(['u', 'b']);
    expect(names(witnesses('local-only').notGiven)).toEqual(['a', 'c']);
  });
});
