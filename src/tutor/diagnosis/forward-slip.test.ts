import { describe, expect, test } from '@jest/globals';
import { derivativeAt } from '../../engine/passes/evaluate.ts';
import { slotOf, solved } from '../../engine/solved.testing.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { seeded } from '../lesson/random.ts';
import { pageReading } from '../quiz/page-answers.ts';
import type { Session } from '../session/state.ts';
import { judgedNumbers } from '../simulated/page-making.testing.ts';
import { causeSaid } from './cause-words.ts';

const unit = {
  program: 'z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
  values: { x1: 3, x2: -2, w1: 1.5, w2: 0.5, b: -1.5, y: 0 },
  data: ['x1', 'x2', 'y'],
};
const layers = {
  program: 'z1 = w1*x + b1; a1 = tanh(z1); z2 = w2*a1 + b2; a2 = sigmoid(z2); J = (a2 - y)^2',
  values: { x: 2, w1: 0.4, b1: -0.3, w2: 1.5, b2: 0.2, y: 1 },
  data: ['x', 'y'],
};
type Setting = typeof unit | typeof layers;

const lessonIn = ({ program, values, data }: Setting, ask: 'named' | 'givens' = 'named'): Lesson =>
  lessonFor(solved(program, values, { data }), { ask });

/** What is asked in a lesson as it comes out of another program: one in which a statement of the forward pass is another. */
function from(lesson: Lesson, setting: Setting, statement: string, other: string): Session {
  const worked = solved(setting.program.replace(statement, other), setting.values, { data: setting.data });
  const answers = lesson.order.map((slot) => {
    const name = lesson.worked.names[slot] ?? '';
    return [slot, Number(Number(derivativeAt(worked, slotOf(worked, name))).toPrecision(4))] as const;
  });
  return judgedNumbers(lesson, new Map(answers));
}

const outcomes = (session: Session): readonly string[] =>
  session.words.lesson.order.map((slot) => session.turns.get(slot)?.outcome ?? 'none');

const causes = (session: Session): readonly (string | null)[] =>
  pageReading(session).causes.map((cause) => causeSaid(session.words.lesson, cause, pageReading(session)));

describe('a value of the forward pass that came out wrong costs one answer', () => {
  test('b forgotten: da, dz and all that follows are by the right rules', () => {
    const lesson = lessonIn(unit);
    const forgotten = from(lesson, unit, 'w2*x2 + b;', 'w2*x2 + 0*b;');
    // The derivative with respect to b is that of z, which 0*b hides in the program without it.
    const slot = slotOf(lesson.worked, 'b');
    expect(forgotten.turns.get(slot)?.value).toBe(0);
    const session = judgedNumbers(
      lesson,
      new Map(lesson.order.map((at) => [at, at === slot ? 0.9707 : Number(forgotten.turns.get(at)?.value)])),
    );
    expect(outcomes(session)).toEqual([
      'wrong',
      'follow-through',
      'follow-through',
      'follow-through',
      'follow-through',
    ]);
    expect(causes(session)).toEqual([
      'Only the value of `z` is wrong, in the forward pass. `dL/da`, `dL/dz`, `dL/dw1`, `dL/dw2` and `dL/db` follow correctly from `z = 3.5`.',
    ]);
    const [root = -1, next = -1] = lesson.order;
    expect(session.turns.get(root)?.message).toBe(
      'It follows from z = 3.5, which is not right. Work it out once more from the program and its values.',
    );
    expect(session.turns.get(next)?.message).toBe(
      'The value is wrong, but the rule is right: like your dL/da, it follows from z = 3.5.',
    );
  });

  test.each([
    ['named', 'w1*x + b1;', 'w1*x + 2*b1;', 'z1 = 0.2'],
    ['givens', 'w1*x + b1;', 'w1*x + 2*b1;', 'z1 = 0.2'],
    ['givens', '(a2 - y)', '(a2 - 0.5)', 'y = 0.5'],
  ] as const)('%s asked, %s as %s', (ask, statement, other, value) => {
    const lesson = lessonIn(layers, ask);
    const turned = from(lesson, layers, statement, other);
    const b1 = slotOf(lesson.worked, 'b1');
    const z1 = Number(turned.turns.get(slotOf(lesson.worked, 'w1'))?.value) / 2;
    const answers = lesson.order.map(
      (slot) =>
        [slot, slot === b1 ? Number(z1.toPrecision(4)) : Number(turned.turns.get(slot)?.value)] as const,
    );
    const session = judgedNumbers(lesson, new Map(answers));
    const [first, ...others] = outcomes(session).filter(
      (outcome) => outcome !== 'correct' && outcome !== 'close',
    );
    expect(first).toBe('wrong');
    expect(new Set(others)).toEqual(new Set(['follow-through']));
    if (value.startsWith('z1'))
      expect(causes(session).join()).toContain(`follow correctly from \`${value}\``);
  });
});

test('numbers at random follow from a value of the forward pass never, and from a step that was not asked in one page of a hundred', () => {
  const random = seeded(11);
  const lessons = [unit, layers].flatMap((setting) =>
    (['named', 'givens'] as const).map((ask) => lessonIn(setting, ask)),
  );
  const claims = lessons.flatMap((lesson) =>
    Array.from({ length: 100 }, () => {
      const answers = lesson.order.map((slot) => {
        const size = Number(derivativeAt(lesson.worked, slot)) * (0.2 + 3 * random());
        return [slot, Number((random() < 0.3 ? -size : size).toPrecision(3))] as const;
      });
      return pageReading(judgedNumbers(lesson, new Map(answers))).causes.flatMap(
        ({ hidden }) => hidden?.pass ?? [],
      );
    }),
  );
  expect(claims).toHaveLength(400);
  expect(claims.flat().filter((pass) => pass === 'forward')).toEqual([]);
  expect(claims.flat().length).toBeLessThanOrEqual(4);
});
