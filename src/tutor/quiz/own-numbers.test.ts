import { describe, expect, test } from '@jest/globals';
import { computed, opOf } from '../../engine/kernels/rules.ts';
import { solved } from '../../engine/solved.testing.ts';
import { type Expression, fold, number } from '../../language/expression.ts';
import { shownNumber } from '../../language/number-format.ts';
import { localOf } from '../../symbolic/rule.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor, randomLessons } from '../lesson/lessons.testing.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import type { Session } from '../session/state.ts';
import { judgeSubmission } from './whole-submission.ts';

const kept = (digits: number) => (value: number) => Number(value.toPrecision(digits)) + 0;

/** A local rule worked out by hand from the numbers on the screen, each step rounded. */
const byHand = ({ worked }: Lesson, rule: Expression, keep: (value: number) => number): number =>
  fold<number>(
    rule,
    (leaf) => {
      if (leaf.kind === 'number' || leaf.kind === 'matrix') return Number(leaf.value);
      return shownNumber(
        worked.tape.value[worked.slots.get(leaf.kind === 'name' ? leaf.name : leaf.by) ?? -1] ?? Number.NaN,
      );
    },
    (node, operands) => keep(computed(opOf(node.sign), operands)),
  );

/** The right rule from somebody's own numbers, each step rounded. */
function chained(
  lesson: Lesson,
  question: Question,
  own: ReadonlyMap<number, number>,
  keep: (value: number) => number,
): number {
  const shares = (question.links ?? []).map((link) => {
    const locals = link.path.map((edge) =>
      byHand(lesson, localOf(lesson.worked, lesson.visible, edge), keep),
    );
    const upstream = link.to === lesson.worked.graph.output ? [] : [own.get(link.to) ?? Number.NaN];
    return [...upstream, ...locals.reverse()].reduce((product, factor) => keep(product * factor));
  });
  return shares.reduce((total, share) => keep(total + share));
}

/** A submission of numbers, judged. */
function judged(lesson: Lesson, answers: ReadonlyMap<number, number>): Session {
  const handed = [...answers].map(([slot, value]) => {
    const reading = {
      kind: 'read',
      value,
      expression: number(value),
      body: String(value),
      remark: null,
    } as const;
    return [slot, { reading, text: String(value) }] as const;
  });
  return judgeSubmission(lesson, 4, new Map(handed));
}

const verdicts = (lesson: Lesson, answers: readonly number[]): readonly unknown[] => {
  const given = new Map(lesson.order.map((slot, i) => [slot, answers[i] ?? Number.NaN]));
  const { turns } = judged(lesson, given);
  return lesson.order.map((slot) => turns.get(slot)?.outcome);
};

describe('a pass of somebody who goes on with their own numbers', () => {
  test.each([
    [3, 'right'],
    [4, 'right'],
  ])('the right rule, each step rounded to %d digits, is never wrong', (digits) => {
    const all = [...lectureLessons, ...randomLessons(150, 5)];
    let asked = 0;
    const wrong = all.flatMap(([title, lesson]) => {
      const own = new Map<number, number>();
      for (const slot of lesson.order) {
        const question = questionOf(lesson, slot);
        if (question.plain && question.links) own.set(slot, chained(lesson, question, own, kept(digits)));
      }
      const { turns } = judged(lesson, own);
      return [...own].flatMap(([slot, answer]) => {
        asked++;
        const outcome = turns.get(slot)?.outcome;
        const { asks, exact } = questionOf(lesson, slot);
        return outcome === 'correct' || outcome === 'close'
          ? []
          : [`${title}: ${asks} = ${exact}: ${answer} is ${outcome}`];
      });
    });
    expect(asked).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  const running = lessonFor(solved('u = b*c; v = a + u; J = 3*v', { a: 5, b: 3, c: 2 }));

  test('a wrong start of 1 costs that start alone', () => {
    expect(verdicts(running, [1, 1, 1, 2, 3])).toEqual(['wrong', ...Array(4).fill('follow-through')]);
    expect(verdicts(running, [-1, -1, -1, -2, -3])).toEqual(['wrong', ...Array(4).fill('follow-through')]);
  });

  test('the local derivative alone, held through the pass, is no right rule on a wrong start', () => {
    expect(verdicts(running, [3, 1, 1, 2, 3])).toEqual(['correct', ...Array(4).fill('wrong')]);
  });

  test('a wrong 0 costs itself alone where something else was worked out, and a page of zeros is worth nothing', () => {
    expect(verdicts(running, [3, 3, 0, 0, 0])).toEqual([
      'correct',
      'correct',
      'wrong',
      'follow-through',
      'follow-through',
    ]);
    expect(verdicts(running, [0, 0, 0, 0, 0])).toEqual(Array(5).fill('wrong'));
  });

  test('an accepted answer goes on as it was written', () => {
    const net = 'z1 = w1*x + b1; a1 = sigmoid(z1); z2 = w2*a1 + b2; a2 = sigmoid(z2); L = 1/2*(a2 - y)^2';
    const values = { w1: 0.5, x: 1, b1: 0.1, w2: -0.4, b2: 0.3, y: 0.3 };
    const lesson = lessonFor(solved(net, values, { data: ['x', 'y'] }));
    const exact = new Map(
      lesson.order.map((slot) => [lesson.worked.names[slot] ?? '', Number(questionOf(lesson, slot).exact)]),
    );
    const near = Number(((exact.get('z2') ?? 0) * 1.009).toPrecision(3));
    const given = new Map(
      lesson.order.flatMap((slot) => {
        const name = lesson.worked.names[slot] ?? '';
        return [[slot, name === 'z2' || name === 'b2' ? near : (exact.get(name) ?? 0)] as const];
      }),
    );
    const { turns } = judged(lesson, given);
    const outcomes = ['z2', 'b2'].map((name) => turns.get(lesson.worked.slots.get(name) ?? -1)?.outcome);
    expect(outcomes).toEqual(['close', 'close']);
  });

  test('what is wrong on an accepted start is still wrong', () => {
    expect(verdicts(running, [3, 3.001, 3.001, 6.3, 9])).toEqual([
      'correct',
      'close',
      'close',
      'wrong',
      'correct',
    ]);
  });
});
