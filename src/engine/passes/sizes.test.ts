import { expect, test } from '@jest/globals';
import { entriesOf } from '../../ops/matrix.ts';
import { judgeAll } from '../../tutor/answers/judge.ts';
import { measuresOf } from '../../tutor/answers/rounding.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { lessonFor, randomLessons, valuesFrom } from '../../tutor/lesson/lessons.testing.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { solved } from '../solved.testing.ts';
import { gradientAt } from './evaluate.ts';
import { sizeOfDerivative } from './sizes.ts';

const lesson = (program: string, values: string): Lesson => lessonFor(solved(program, valuesFrom(values)));

/** How a value is judged at a question about a name. */
function verdictOn(lesson: Lesson, name: string, answer: string): string {
  const slot = lesson.worked.slots.get(name) ?? -1;
  const { [name]: value = Number.NaN } = valuesFrom(`${name} = ${answer}`);
  return judgeAll(value, measuresOf(lesson, questionOf(lesson, slot), 4)).verdict;
}

const normalized = lesson(
  'z = w*x + b; c = z - mean(z); s = sqrt(mean(c.^2) + 0.00001); h = c/s; J = sum((h - y).^2)',
  'w = 0.7, x = [1 2.3 -0.4 0.9], b = 0.3, y = [0.2 1 -1 0.5]',
);

test('a bias ahead of a batch normalization takes 0, and nothing else', () => {
  const [entry = 0] = Array.from(
    entriesOf(gradientAt(normalized.worked, normalized.worked.slots.get('b') ?? -1)),
  );
  // On paper it is 0; if a machine should find that, too, other numbers have to stand above.
  expect(entry).not.toBe(0);
  expect(Math.abs(entry)).toBeLessThan(1e-12);
  expect(verdictOn(normalized, 'b', '0')).toBe('correct');
  expect(verdictOn(normalized, 'b', '0.001')).toBe('wrong');
});

test.each([
  ['single numbers', 'u = a - b; v = u*c; J = v^2', 'a = 0.3, b = 0.1, c = 0', 'a', '0'],
  ['a target that is met', 'e = a + b - y; J = e^2', 'a = 0.1, b = 0.2, y = 0.3', 'a', '0'],
  ['a sum of what cancels', 'J = 0.1*x + 0.2*x - 0.3*x', 'x = 7', 'x', '0'],
] as const)('%s: 0 is right', (_, program, values, name, answer) => {
  expect(verdictOn(lesson(program, values), name, answer)).not.toBe('wrong');
});

test('a derivative that is small and does not cancel is no 0', () => {
  const small = lesson('u = a*0.000000000001; J = u + 1000*b', 'a = 2, b = 3');
  expect(verdictOn(small, 'a', '0')).toBe('wrong');
  expect(verdictOn(small, 'a', '1e-12')).toBe('correct');
});

test('no derivative is larger than its size', () => {
  for (const { worked, order } of [normalized, ...randomLessons(60, 5).map(([, each]) => each)])
    for (const slot of order) {
      const sizes = entriesOf(sizeOfDerivative(worked, slot));
      for (const [i, entry] of Array.from(entriesOf(gradientAt(worked, slot))).entries())
        expect(Math.abs(entry)).toBeLessThanOrEqual((sizes[i] ?? 0) * (1 + 1e-9));
    }
});
