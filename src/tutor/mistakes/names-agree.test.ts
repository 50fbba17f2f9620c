import { describe, expect, test } from '@jest/globals';
import { kinds } from '../../engine/graph/graph.ts';
import { solved } from '../../engine/solved.testing.ts';
import { name, number } from '../../language/expression.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor, randomLessons } from '../lesson/lessons.testing.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { atPrompt, said, typed } from '../quiz/session.testing.ts';
import { counterfactualValue, staysTheSame } from './counterfactual.ts';
import { allEqual } from './equality.ts';
import { candidatesOf, classesAt } from './equivalence-classes.ts';
import { amongNamedSteps, withNamedSteps } from './named-steps.ts';
import { atTheseData } from './rule-equivalence.ts';
import type { MistakeId } from './scalar-malrules.ts';

const lessons: readonly Lesson[] = [...randomLessons(20, 5), ...lectureLessons].map(([, lesson]) => lesson);

const plainQuestions = (lesson: Lesson): readonly Question[] =>
  lesson.order.map((slot) => questionOf(lesson, slot)).filter(({ plain, links }) => plain && links !== null);

/** What is named behind a single name, or number, given as an answer. */
function named(lesson: Lesson, question: Question, answer: string | number) {
  const expression = typeof answer === 'number' ? number(answer) : name(answer);
  const value = counterfactualValue(lesson.worked, expression);
  if (typeof value !== 'number') return null;
  const reading = { kind: 'read', value, expression, body: String(answer), remark: null } as const;
  return assess(lesson, question, reading, 4).mistake;
}

describe('what is named behind an answer agrees with what was typed', () => {
  test('a name of the data is a wrong rule only if it is that rule at other data, too', () => {
    let seen = 0;
    for (const [, lesson] of lectureLessons)
      for (const question of plainQuestions(lesson))
        for (const [word, slot] of lesson.worked.slots) {
          if (lesson.worked.graph.kind[slot] !== kinds.data) continue;
          const mistake = named(lesson, question, word);
          if (!mistake || /^(other|output-for|part|right)-/.test(mistake.id)) continue;
          seen++;
          const whole = withNamedSteps(lesson);
          const among = amongNamedSteps(lesson, whole, question);
          const sights = candidatesOf(whole, among);
          // At other data, or at these while the parameters move: then the answer moves with them.
          const ids = [sights, atTheseData(among, sights)].flatMap((there, k) => {
            const everywhere = there.worlds.map((world) => counterfactualValue(world, name(word)));
            if (k === 1 && staysTheSame(there.worlds, name(word))) return [];
            return classesAt(there, whole, among)
              .filter(({ values }) => allEqual(values, everywhere))
              .flatMap((each) => each.ids);
          });
          expect([question.asks, word, ids]).toEqual([
            question.asks,
            word,
            expect.arrayContaining([mistake.id]),
          ]);
        }
    expect(seen).toBeGreaterThan(0);
  });

  test('what stands in the place of something else stands in the answer', () => {
    let seen = 0;
    for (const lesson of lessons)
      for (const question of plainQuestions(lesson))
        for (const word of [...lesson.worked.slots.keys()].slice(0, 12)) {
          const mistake = named(lesson, question, word);
          const intruder = /It looks as if `([^`]+)` stands/.exec(mistake?.message ?? '')?.[1];
          if (intruder === undefined) continue;
          seen++;
          expect([question.asks, intruder]).toEqual([question.asks, word]);
        }
    expect(seen).toBeGreaterThan(0);
  });

  test('no small whole number is an update: no question has a rate', () => {
    const updates: ReadonlySet<string> = new Set<MistakeId>(['updated-weight', 'descent-step']);
    for (const lesson of lessons.slice(0, 12))
      for (const question of plainQuestions(lesson))
        for (let answer = -12; answer <= 12; answer++)
          expect(updates.has(named(lesson, question, answer)?.id ?? '')).toBe(false);
  });
});

describe('what is left out is said to be that', () => {
  const loss = lessonFor(
    solved('a = w*x; d = a - y; J = 1/2*d^2', { w: 3, x: 2, y: -2 }, { data: ['x', 'y'] }),
  );

  test.each(['16', '2*d', 'd*2'])('%s for the slope of 1/2*d^2 at 8: the half', (answer) => {
    expect(said(typed(atPrompt(loss), answer))).toMatch(/^A constant factor is missing/);
  });

  test('a product with a number of the program has its own rule', () => {
    const product = lessonFor(solved('v = a*b; J = 3*v', { a: 2, b: 5 }));
    expect(said(typed(atPrompt(product), '1'))).not.toContain('constant factor');
  });

  test('an exponent is no slope without its base', () => {
    const inverse = lessonFor(solved('J = 1/w', { w: 5 }));
    expect(said(typed(atPrompt(inverse), '-0.5'))).toBe('Not yet. Try again, or type ? for a hint.');
    expect(said(typed(atPrompt(inverse), '-1/w'))).toContain('A part of the rule');
  });

  test('a 0 is asked what it would mean', () => {
    const shut = lessonFor(solved('h = 2*w; k = relu(h); J = 3*k', { w: -2 }));
    expect(said(typed(atPrompt(shut), '0'))).toBe(
      'With 0, a tiny step in k would not move J at all. Does it?',
    );
  });
});

describe('of a batch', () => {
  const summed = lessonFor(
    solved(
      'Z = W*X + b; A = sigmoid(Z); J = 1/2*sum((A - Y).^2)',
      { W: '[0.4 -0.2]', X: '[1 0 -1 2; 2 1 0 -1]', b: 0.1, Y: '[1 0 0 1]' },
      { data: ['X', 'Y'] },
    ),
  );

  test('a mean of a sum, and the half', () => {
    expect(said(typed(atPrompt(summed), '(A - Y)/4'))).toContain('Is J their mean, or their sum?');
    expect(said(typed(atPrompt(summed), '2*(A - Y)'))).toContain('A constant factor is missing');
  });

  test('a sum along the other dimension is seen where its shape tells nothing', () => {
    const square = lessonFor(
      solved(
        'Z = W*X + b; A = tanh(Z); J = sum(A.^2)',
        { W: '[0.1 -0.2; 0.3 0.4; -0.5 0.6]', X: '[1 -2 0.5; 2 1 -1]', b: '[0.1; -0.1; 0]' },
        { data: ['X'] },
      ),
    );
    const toB = typed(atPrompt(square), ':answer', ':answer', ':answer').session;
    expect(said(typed(toB, "sum(dZ, 1)'"))).toContain('You summed along the other dimension');
  });
});
