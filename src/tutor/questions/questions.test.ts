import { describe, expect, test } from '@jest/globals';
import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { print } from '../../language/print.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf, readersOf } from '../lesson/question.ts';
import { kindIn, questionKinds, slotIn } from '../lesson/question-kind.ts';
import { atPrompt, inPipe, said, typed } from '../quiz/session.testing.ts';
import type { Outcome } from '../session/state.ts';
import { wholeRule } from '../teaching/matrix-rules.ts';
import { kindsOfQuestion } from './kinds.ts';
import { firstFactor } from './local.ts';
import { planQuestions } from './plan.ts';
import { readShape } from './shape.ts';

/** What comes of a line at one question of a lesson. */
function outcomeOf(lesson: Lesson, key: number, text: string): Outcome | null {
  const session = { ...inPipe(lesson), queue: [key] };
  return typed(session, text).session.turns.get(key)?.outcome ?? null;
}

/** What somebody who knows types at a question of a kind. */
function rightAnswer(lesson: Lesson, key: number): string {
  const words = { lesson, digits: 4 };
  const question = questionOf(lesson, key);
  const { worked } = lesson;
  switch (kindIn(key)) {
    case 'value':
      return String(question.exact);
    case 'shape':
      throw new Error('the lectures of single numbers ask for no shapes');
    case 'local':
      return String(firstFactor(words, question).value);
    case 'code':
      return readersOf(question).length > 1 ? '+=' : print(firstFactor(words, question).rule);
    case 'formula': {
      const rule = wholeRule(words, question);
      if (!rule) throw new Error('a formula is asked where there is one');
      return print(rule);
    }
    case 'nudge':
      return String(outputWith(worked.graph, slotIn(key), numberAt(worked, slotIn(key)) + 0.001));
    case 'wrong-line': {
      const right = lesson.order
        .map((_, i) => String(i + 1))
        .filter((line) => outcomeOf(lesson, key, line) === 'correct');
      expect(right.length).toBeLessThanOrEqual(1);
      return right[0] ?? 'none';
    }
  }
}

const withKinds = lectureLessons.map(
  ([title, lesson]) => [title, { ...lesson, choice: { ...lesson.choice, kinds: questionKinds } }] as const,
);

describe.each(withKinds)('%s', (_, lesson) => {
  const keys = planQuestions(lesson);

  test('asks each kind about what it applies to, each once, and the wrong line last', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => kindIn(key) === 'value')).toEqual(lesson.order);
    const last = keys.at(-1) ?? -1;
    if (lesson.order.length > 1) expect(kindIn(last)).toBe('wrong-line');
  });

  test('takes the right answer at every question, and says it when it is shown', () => {
    for (const key of keys) {
      const answer = rightAnswer(lesson, key);
      expect([kindIn(key), answer, outcomeOf(lesson, key, answer)]).toEqual([
        kindIn(key),
        answer,
        expect.stringMatching(/^(correct|close)$/),
      ]);
    }
  });

  test('does not take what is wrong, and tells no answer in a hint', () => {
    for (const key of keys) {
      const kind = kindIn(key);
      if (kind === 'value' || kind === 'wrong-line') continue;
      expect([kind, outcomeOf(lesson, key, '987.25')]).not.toEqual([kind, 'correct']);
      const question = questionOf(lesson, key);
      const told = kindsOfQuestion[kind].hints({ lesson, digits: 4 }, question).join(' ');
      if (kind === 'nudge') expect(told).not.toContain(rightAnswer(lesson, key));
      expect(told.length).toBeGreaterThan(20);
    }
  });
});

test('a line of a worked pass may be wrong, or none, over the lectures', () => {
  const lines = withKinds
    .filter(([, lesson]) => lesson.order.length > 1)
    .map(([, lesson]) => rightAnswer(lesson, planQuestions(lesson).at(-1) ?? -1));
  expect(lines.filter((line) => line !== 'none').length).toBeGreaterThan(3);
});

describe('symbols', () => {
  const lesson = lessonFor(solved('u = b*c; J = 3*u + b', { b: 3, c: 3 }), { kinds: ['formula'] });
  const key = planQuestions(lesson).find((each) => questionOf(lesson, each).name === 'b') ?? -1;

  test.each([
    ['du*c + 1', 'correct'],
    ['1 + c*dJ/du', 'correct'],
    ['3*c + 1', 'correct'],
    ['du*b + 1', 'wrong'],
    ['du*c', 'wrong'],
    ['10', 'wrong'],
    ['du*', 'unreadable'],
  ])('%s is %s', (text, outcome) => {
    expect(outcomeOf(lesson, key, text)).toBe(outcome);
  });
});

describe('a formula that no mistake explains is told where it fails', () => {
  const lesson = lessonFor(solved('z = w^2; J = 5*z', { w: 3 }), { kinds: ['formula'] });
  const hereOnly = /at these values this gives the derivative, but at others it does not/;
  const nowhere = /does not give the derivative, not even at the values on the screen/;

  test.each([
    ['dz*6', hereOnly],
    ['dz*(w + 3)', hereOnly],
    ['dz*(w + 4)', nowhere],
    ['dz*9', nowhere],
  ])('%s', (text, told) => {
    expect(said(typed(atPrompt(lesson), text))).toMatch(told);
    expect(said(typed(inPipe(lesson), text))).toMatch(told);
  });
});

test('the same miss is never told the same again, also where no hint is left', () => {
  const lesson = lessonFor(solved('z = w^2; J = 5*z', { w: 3 }), { kinds: ['local'] });
  const told = [1, 2, 3, 4, 5].map((times) =>
    said(typed(atPrompt(lesson), ...Array<string>(times).fill('7.3'))),
  );
  expect(told.slice(1).every((text) => /^You gave 7\.3 before\./.test(text))).toBe(true);
  expect(told.at(-1)).toContain('It is still not right: read the question once more.');
});

describe('a local derivative', () => {
  const lesson = lessonFor(solved('u = b*c; v = u + 1; J = 3*v', { b: 3, c: 2 }), { kinds: ['local'] });
  const key = planQuestions(lesson).find((each) => questionOf(lesson, each).name === 'u') ?? -1;

  test.each([
    ['1', 'correct'],
    ['dv/du = 1', 'correct'],
    ['du = 1', 'unreadable'],
    ['dJ/du = 1', 'unreadable'],
  ])('%s is %s', (text, outcome) => {
    expect(outcomeOf(lesson, key, text)).toBe(outcome);
  });
});

describe('two mistakes behind one wrong slope are both named', () => {
  const power = lessonFor(solved('z = w^2; J = 5*z', { w: 3 }), { kinds: ['local'] });
  const entries = lessonFor(solved('Z = W.^2; J = sum(3*Z)', { W: '[3 3; 3 3]' }), { kinds: ['local'] });

  test.each([
    ['of a single number', power, '9', 'dz/dw = ...'],
    ['of each entry', entries, '[9 9; 9 9]', 'dZ/dW = ...'],
  ])('%s: with what tells them apart, where more can be typed', (_, lesson, answer, word) => {
    const prompted = said(typed(atPrompt(lesson), answer));
    expect(prompted).toMatch(
      /^(?:Not yet: it|None of the 4 entries is right\. It) is either the output of an operation .*, or the integral /,
    );
    expect(prompted).toContain(`To tell which, write it with names, as in ${word}, or just try again.`);
    expect(said(typed(atPrompt(lesson), answer, lesson === power ? 'w^3/3' : 'W.^3/3'))).toMatch(
      /That is the integral/,
    );
    expect(said(typed(inPipe(lesson), answer))).toMatch(/either .*, or the integral [^.]*\.$/);
  });

  test('where numbers alone are taken, nobody is asked for names', () => {
    const numbers = { ...power, choice: { ...power.choice, answers: 'numbers' as const } };
    expect(said(typed(atPrompt(numbers), '9'))).not.toContain('To tell which');
  });
});

test.each([
  ['(3,2)', 3, 2],
  ['3x2', 3, 2],
  ['3 by 2', 3, 2],
  ['[3 2]', 3, 2],
  ['()', 1, 1],
  ['scalar', 1, 1],
])('%s is a shape', (text, rows, columns) => {
  expect(readShape(text)).toEqual({ rows, columns });
});
