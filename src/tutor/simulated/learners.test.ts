import { describe, expect, test } from '@jest/globals';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import { exactNumber, questionOf } from '../lesson/question.ts';
import { considered } from './careless.testing.ts';
import { problems } from './problems.testing.ts';
import { collisions, counted, recall, trials } from './trial.testing.ts';
import { worldHere } from './world.testing.ts';

// The same at full size, with the table by mistake: `npm run bench -- learners`.
const generated = problems(40, 1).map(({ title, lesson }) => [title, lesson] as const);

describe('learners with one mistake each', () => {
  test.each([
    ['lectures', lectureLessons, 0.94, 1400],
    ['generated problems', generated, 0.975, 5000],
  ] as const)('%s: what is named is what was done, and most is named', (_, all, floor, enough) => {
    const every = all.flatMap(([title, lesson]) => trials(lesson).map((trial) => ({ title, ...trial })));
    expect(every.length).toBeGreaterThan(enough);
    expect(every.filter(({ ending }) => ending === 'misnamed')).toEqual([]);
    const counts = counted(every).get('all');
    expect(counts && recall(counts)).toBeGreaterThan(floor);
  });

  test('at the numbers of the lectures, what is not found is what several mistakes give', () => {
    const lost = lectureLessons.flatMap(([title, lesson]) =>
      collisions(trials(lesson)).map((collision) => ({ title, ...collision })),
    );
    expect(lost.length).toBeGreaterThan(20);
    // A 0, and a whole number that an update would give, get no name though one mistake alone gives them.
    const unsaid: ReadonlySet<string> = new Set([
      'own-value',
      'updated-weight',
      'descent-step',
      'updated-too-early',
    ]);
    const blamed = lost.filter(({ blame }) => blame === 'diagnosis');
    expect(blamed.filter(({ ids }) => !ids.every((id) => unsaid.has(id)))).toEqual([]);
  });

  test('each mistake is found in most places', () => {
    const counts = counted(generated.flatMap(([, lesson]) => trials(lesson)));
    for (const [id, each] of counts) {
      // What a dozen makes says little: those of rare ops are tried in the bench.
      const tried = each.named + each.probed + each.either + each.none;
      if (tried > 20) expect([id, recall(each) >= 0.85]).toEqual([id, true]);
    }
  });

  test('with four digits, as on the screen, most is still found', () => {
    const counts = counted(generated.flatMap(([, lesson]) => trials(lesson, 4))).get('all');
    expect(counts && recall(counts)).toBeGreaterThan(0.9);
    expect(counts?.misnamed).toBe(0);
  });

  test('their derivatives, worked out by hand, are those of the engine', () => {
    for (const [, lesson] of [...lectureLessons, ...generated]) {
      const { rate } = worldHere(lesson);
      for (const slot of lesson.order) {
        const exact = exactNumber(questionOf(lesson, slot));
        expect(Math.abs((rate[slot] ?? Number.NaN) - exact)).toBeLessThanOrEqual(1e-9 * Math.abs(exact));
      }
    }
  });
});

describe('a careless learner', () => {
  test.each([
    ['lectures', lectureLessons, 0.1],
    ['generated problems', generated, 0.05],
  ] as const)('%s: whole numbers from -40 to 40 are seldom given a name', (_, all, most) => {
    const answers = all.flatMap(([, lesson]: readonly [string, Lesson]) => considered(lesson));
    expect(answers.length).toBeGreaterThan(3000);
    expect(answers.filter(({ named }) => named).length / answers.length).toBeLessThan(most);
  });
});
