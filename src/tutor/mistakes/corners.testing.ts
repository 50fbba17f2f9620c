import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { entriesOf, mapped } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';

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
