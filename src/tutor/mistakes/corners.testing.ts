import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { entriesOf, mapped } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonFor, type Titled, valuesFrom } from '../lesson/lessons.testing.ts';

/** For tests: whether some named entry of a program stands at a corner, where a difference is no slope. */
export const atCorners = ({ worked }: Lesson): boolean =>
  [...worked.slots].some(([, slot]) => {
    const value = valueOfSlot(worked, slot);
    const here = numberAt(worked, worked.graph.output);
    return Array.from(entriesOf(value), (_, entry) => entry).some((entry) => {
      const [left = 0, right = 0] = [-1e-6, 1e-6].map(
        (h) =>
          (outputWith(
            worked.graph,
            slot,
            mapped(value, (x, i) => (i === entry ? x + h : x)),
          ) -
            here) /
          h,
      );
      return Math.abs(left - right) > 1e-2 * Math.max(1, Math.abs(left));
    });
  });

const programs: readonly (readonly [program: string, values: string])[] = [
  ['J = 7*relu(w*x + b)', 'w = 2, x = 3, b = -6'],
  ['z = w*x + b; a = relu(z); J = 5*a^2 + 4*a + 7*z', 'w = 2, x = 3, b = -6'],
  ['u = a*b; v = max(u, c); J = 3*v*a', 'a = 3, b = 4, c = 12'],
  ['u = a - b; v = abs(u); J = 4*v + a*b', 'a = 3, b = 3'],
  ['u = min(a*b, c); J = u*u - 2*a', 'a = 1.5, b = 4, c = 6'],
  ['h = relu(v*x); k = relu(w*x); J = (2*h - 3*k + 5)^2', 'v = 0, w = 3, x = 2'],
];

/** A lesson with the name by which a test speaks of it, and the places at which what is said of it may be so. */
export type Placed = readonly [...Titled, places: readonly Lesson[]];

/** Values a tiny step away, in every direction. */
const beside = (values: readonly (readonly [string, number])[]): readonly Record<string, number>[] =>
  Array.from({ length: 2 ** values.length }, (_, side) =>
    Object.fromEntries(values.map(([name, value], k) => [name, value + (side & (1 << k) ? 1e-4 : -1e-4)])),
  );

/** For tests: programs of single numbers at a corner of some step, with the same program on every side of it. */
export const cornerLessons: readonly Placed[] = programs.map(([program, text]) => {
  const values = Object.entries(valuesFrom(text)).map(([name, value]): [string, number] => [
    name,
    Number(value),
  ]);
  const there = (at: Record<string, number>): Lesson => lessonFor(solved(program, at));
  const here = there(Object.fromEntries(values));
  return [`${program} at ${text}`, here, [here, ...beside(values).map(there)]];
});
