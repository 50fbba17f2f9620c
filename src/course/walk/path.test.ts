import { expect, test } from '@jest/globals';
import type { Example, Lecture, Step } from '../lessons/course.ts';
import { rowAt } from './path.ts';

// Whoever goes straight to the hardest step of a row stays in its network.

const network = (text: string): Example => ({ text }) as Example; // a row looks at the text alone
const step = (kind: 'worked' | 'solo' | 'fresh', text: string): Step =>
  ({ kind, id: `${kind} ${text}`, example: network(text), names: [] }) as unknown as Step;

const hardestOf = (...steps: readonly Step[]): string | undefined => {
  const lecture = { steps } as unknown as Lecture;
  return steps[rowAt(lecture, 0)?.hardest ?? -1]?.id;
};

test('the hardest step is the last of the same network, also where it has more examples', () => {
  const [mean, other] = ['J = 1/3*sum(Z)', 'J = w^2'];
  expect(hardestOf(step('worked', mean), step('solo', mean), step('fresh', other))).toBe(`solo ${mean}`);
  expect(hardestOf(step('worked', mean), step('fresh', 'J = 1/4*sum(Z)'), step('fresh', other))).toBe(
    'fresh J = 1/4*sum(Z)',
  );
  expect(hardestOf(step('worked', mean), step('fresh', other))).toBe(`fresh ${other}`);
});
