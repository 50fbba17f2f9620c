import { describe, expect, test } from '@jest/globals';
import { considered } from './careless.testing.ts';
import { matrixTrials } from './matrix-trials.testing.ts';
import { matrixProblems } from './networks.testing.ts';

const networks = matrixProblems(30, 1);

describe('learners with one mistake each, on matrices', () => {
  const all = networks.flatMap(matrixTrials);
  const wrong = all.filter(({ ending }) => ending !== 'right');

  test('what is named is what was done', () => {
    expect(all.filter(({ ending }) => ending === 'misnamed')).toEqual([]);
  });

  test('and most is named', () => {
    const lost = wrong.filter(({ ending }) => ending !== 'named');
    const kinds = [
      ...new Set(
        lost.map(({ learner, name, ending, says }) =>
          [learner.id, name, ending, learner.paper, ...says].join(' '),
        ),
      ),
    ];
    expect([wrong.length > 2000, lost.length <= 0.02 * wrong.length ? [] : kinds]).toEqual([true, []]);
  });

  test('everybody is among them', () => {
    const ids = new Set(all.map(({ learner }) => learner.id));
    expect(ids.size).toBeGreaterThan(30);
    expect(all.filter(({ learner }) => learner.paper !== 'numbers').length).toBeGreaterThan(400);
  });

  test('a careless learner is seldom given a name', () => {
    const answers = networks.slice(0, 3).flatMap(({ lesson }) => considered(lesson));
    expect(answers.length).toBeGreaterThan(1000);
    expect(answers.filter(({ named }) => named).length / answers.length).toBeLessThan(0.05);
  });
});
