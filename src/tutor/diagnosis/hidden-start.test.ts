import { describe, expect, test } from '@jest/globals';
import { derivativeAt } from '../../engine/passes/evaluate.ts';
import { asValue, slotOf, solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { pageReading } from '../quiz/page-answers.ts';
import { judgeSubmission } from '../quiz/whole-submission.ts';
import type { Session } from '../session/state.ts';
import { causeSaid } from './cause-words.ts';
import { causesOnPage } from './causes.ts';

const net = {
  program: 'z1 = w1*x + b1; a1 = relu(z1); z2 = w2*a1 + b2; e = z2 - y; L = 0.5*e^2',
  values: { w1: 2, x: 1.5, b1: 1, w2: -0.5, b2: 3, y: 4 },
  data: ['x', 'y'],
};
const unit = {
  program: 'z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
  values: { w1: 0.5, w2: -1.5, x1: 2, x2: 3, b: 1, y: 1 },
  data: ['x1', 'x2', 'y'],
};
const batch = {
  program:
    'Z1 = W1*X + b1; A1 = tanh(Z1); Z2 = W2*A1 + b2; A2 = sigmoid(Z2); J = -1/4*sum(Y.*log(A2) + (1-Y).*log(1-A2))',
  values: {
    X: '[1 -2 0.5 3; 2 1 -1 0.5]',
    Y: '[1 0 1 0]',
    W1: '[0.1 -0.2; 0.3 0.4; -0.5 0.6]',
    b1: '[0.1; -0.1; 0]',
    W2: '[0.7 -0.8 0.9]',
    b2: 0.2,
  },
  data: ['X', 'Y'],
};
type Setting = typeof net | typeof unit | typeof batch;

/** The homework: the derivatives of the inputs alone. */
const inputsOf = ({ program, values, data }: Setting): Lesson =>
  lessonFor(solved(program, values, { data }), { ask: 'givens' });

function page(lesson: Lesson, answers: Readonly<Record<string, string | number>>): Session {
  const handed = Object.entries(answers).map(([name, written]) => {
    const value: Value = asValue(written);
    const expression = number(typeof value === 'number' ? value : Number.NaN);
    const reading = { kind: 'read', value, expression, body: String(written), remark: null } as const;
    return [slotOf(lesson.worked, name), { reading, text: String(written) }] as const;
  });
  return judgeSubmission(lesson, 4, new Map(handed));
}

const outcomes = (session: Session): readonly string[] =>
  session.words.lesson.order.map((slot) => session.turns.get(slot)?.outcome ?? 'none');

const causes = (session: Session): readonly (string | null)[] =>
  pageReading(session).causes.map((cause) => causeSaid(session.words.lesson, cause, pageReading(session)));

/** What the right rules make of a step's wrong derivative: the gradient moves as far as the step does, times the difference. */
function going(setting: typeof net | typeof unit, step: string, wrong: number): Record<string, number> {
  const { program, values, data } = setting;
  const whole = solved(program, values, { data });
  const above = solved(program.slice(0, program.indexOf(';', program.indexOf(`${step} =`))), values, {
    data,
  });
  const at = (worked: typeof whole, name: string): number =>
    worked.slots.has(name) ? Number(derivativeAt(worked, slotOf(worked, name))) : 0;
  return Object.fromEntries(
    Object.keys(values)
      .filter((name) => !(data as readonly string[]).includes(name))
      .map((name) => [name, at(whole, name) + (wrong - at(whole, step)) * at(above, name)]),
  );
}

describe('a wrong step that was not asked for costs one answer', () => {
  const steps = [
    ...['z2', 'e'].map(
      (step) => [net, step, ['wrong', 'follow-through', 'follow-through', 'follow-through']] as const,
    ),
    ...['z1', 'a1'].map((step) => [net, step, ['correct', 'correct', 'wrong', 'follow-through']] as const),
    ...['z', 'a'].map((step) => [unit, step, ['wrong', 'follow-through', 'follow-through']] as const),
  ];

  test.each(steps)('%# %o at %s', (setting, step, wanted) => {
    const lesson = inputsOf(setting);
    for (const wrong of [0.37, -2.5, 4, 11]) {
      const session = page(lesson, going(setting, step, wrong));
      expect(outcomes(session)).toEqual(wanted);
      expect(pageReading(session).causes).toHaveLength(1);
    }
  });

  test('the step is told, with what it came out as and the mistake that was made there', () => {
    expect(causes(page(inputsOf(unit), { w1: 1.848, w2: 2.772, b: 0.9241 }))).toEqual([
      'Only `dL/dz`, which was not asked, is wrong: the right size with the opposite sign. `dL/dw1`, `dL/dw2` and `dL/db` follow correctly from `dL/dz = 0.9241`.',
    ]);
    const added = page(inputsOf(net), { w2: -12, b2: -3, w1: 3.75, b1: 2.5 });
    const [, , root = -1] = added.words.lesson.order;
    expect(added.turns.get(root)?.message).toMatch(
      /^It follows from dL\/dz1 = 2\.5, which is not right\. .*added/,
    );
    expect(added.turns.get(root)?.mistake?.id).toBe('added-instead-of-multiplied');
    expect(causes(added)).toEqual([
      'Only `dL/dz1`, which was not asked, is wrong: upstream gradient and local derivative added instead of multiplied. `dL/dw1` and `dL/db1` follow correctly from `dL/dz1 = 2.5`.',
    ]);
    const twice = page(inputsOf(net), { w2: -24, b2: -6, w1: 4.5, b1: 3 });
    expect(causes(twice)).toEqual([
      'Only `dL/dz2`, which was not asked, is wrong: a constant factor left out. `dL/dw2`, `dL/db2`, `dL/dw1` and `dL/db1` follow correctly from `dL/dz2 = -6`.',
    ]);
    const [, second = -1] = twice.words.lesson.order;
    expect(twice.turns.get(second)?.message).toBe(
      'The value is wrong, but the rule is right: like your dL/dw2, it follows from dL/dz2 = -6.',
    );
  });

  test('though a rule gives some of the answers by chance', () => {
    // 2*(a - y) for a - y: 1.762 is also dz times z, which is 2; -3.523 is -1.762*-2, and nothing else.
    const lesson = inputsOf({ ...unit, values: { x1: 3, x2: -2, w1: 1.5, w2: 0.5, b: -1.5, y: 0 } });
    expect(outcomes(page(lesson, { w1: 5.285, w2: -3.523, b: 1.762 }))).toEqual([
      'wrong',
      'follow-through',
      'follow-through',
    ]);
  });

  test('so is one of matrices, where a known mistake gives it', () => {
    const turned = page(inputsOf(batch), {
      W2: '[0.04944 0.05624 -0.1203]',
      b2: -0.009985,
      W1: '[0.2258 -0.04706; -0.2864 0.1484; 0.09281 0.05204]',
      b1: '[-0.004746; 0.03212; 0.08367]',
    });
    expect(outcomes(turned)).toEqual(['wrong', 'follow-through', 'follow-through', 'follow-through']);
    expect(causes(turned)[0]).toMatch(
      /^Only `dJ\/dZ2`, which was not asked, is wrong: .*opposite sign\. .* from a wrong `dJ\/dZ2`\.$/,
    );
  });
});

describe('no wrong step is seen', () => {
  test('where one wrong rule was followed at every answer', () => {
    const alone = page(inputsOf(net), { w2: 4, b2: 1, w1: 1.5, b1: 1 });
    expect(outcomes(alone)).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
    expect(causes(alone)[0]).toContain('only the local derivative');
  });

  test('where every weight is given its step of descent', () => {
    const lesson = inputsOf({ ...unit, values: { ...unit.values, x1: 0.7, x2: 1.3 } });
    const steps = lesson.order.map((slot) => {
      const exact = Number(questionOf(lesson, slot).exact);
      return [lesson.worked.names[slot] ?? '', Number((-0.1 * exact).toPrecision(5))] as const;
    });
    expect(causes(page(lesson, Object.fromEntries(steps)))[0]).toMatch(/have one cause: .*step/);
  });

  test('in a single wrong answer, or in two that need different ones', () => {
    expect(outcomes(page(inputsOf(net), { w2: -10, b2: -3, w1: 2.25, b1: 1.5 }))[0]).toBe('wrong');
    expect(outcomes(page(inputsOf(net), { w2: -10, b2: -2, w1: 2.25, b1: 1.5 }))).toEqual([
      'wrong',
      'wrong',
      'correct',
      'correct',
    ]);
  });

  test('against right answers that hang on it as well', () => {
    const { order } = inputsOf(unit);
    expect(order).toHaveLength(3);
    expect(outcomes(page(inputsOf(unit), { w1: -1.848, w2: 0.6, b: 0.2 }))).toEqual([
      'correct',
      'wrong',
      'wrong',
    ]);
  });

  test('where the mean over the examples is forgotten in each gradient', () => {
    const lesson = inputsOf(batch);
    const [W2, b2] = lesson.order.map((slot) => questionOf(lesson, slot).exact);
    if (typeof W2 !== 'object' || typeof b2 !== 'number') throw new Error('W2 is a matrix');
    const four = `[${[...W2.entries].map((entry) => (4 * entry).toPrecision(6)).join(' ')}]`;
    expect(outcomes(page(lesson, { W2: four, b2: 4 * b2 })).slice(0, 2)).toEqual(['wrong', 'wrong']);
  });
});

test('a page goes on from a typed matrix with the digits that were not typed', () => {
  const lesson = lessonFor(solved(batch.program, batch.values, { data: batch.data }), {
    skip: ['A1', 'A2'],
    convention: 'lecture',
  });
  // dZ2 was turned around; b2 is the mean of numbers that nearly cancel, taken before they were rounded.
  const turned = page(lesson, {
    Z2: '[0.5009 -0.7424 0.4794 -0.2778]',
    W2: '[0.04944 0.05624 -0.1203]',
    b2: -0.009985,
    Z1: '[0.337 -0.4756 0.2976 -0.1779; -0.1683 0.5435 -0.3401 0.09332; 0.2861 -0.1006 0.2254 -0.07625]',
    W1: '[0.2258 -0.04706; -0.2864 0.1484; 0.09281 0.05204]',
    b1: '[-0.004746; 0.03212; 0.08367]',
  });
  expect(outcomes(turned)).toEqual(['wrong', ...Array.from({ length: 5 }, () => 'follow-through')]);
});

test('a start that explains some of the answers of a cause does not take the place of one that explains all', () => {
  const lesson = inputsOf(net);
  const [one = -1, two = -1, three = -1] = lesson.order;
  const [z1, z2] = ['z1', 'z2'].map((name) => slotOf(lesson.worked, name));
  const begun = (slot: number, from: readonly number[]) =>
    ({ slot, value: 7, from, before: [], pass: 'backward' }) as const;
  const grounds = { classes: [], slip: null, seen: null, follows: false, started: false };
  const following = { ...grounds, follows: true, started: true };
  const wrong = [
    { slot: one, right: false, evidence: grounds },
    { slot: two, right: false, evidence: { ...following, hidden: begun(z2 ?? -1, [one]) } },
    { slot: three, right: false, evidence: { ...following, hidden: begun(z1 ?? -1, [two]) } },
  ];
  const unknown = { behind: { kind: 'unknown' }, certainty: 1, all: [] } as const;
  const found = causesOnPage(lesson, wrong, new Map(wrong.map(({ slot }) => [slot, unknown])), new Map());
  expect(found.map(({ answers, follows, hidden }) => [answers, follows, hidden?.slot])).toEqual([
    [[one], [two, three], z2],
  ]);
});
