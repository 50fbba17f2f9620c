import { kinds } from '../engine/graph/graph.ts';
import { nameAt } from '../engine/graph/names.ts';
import { derivativeAt } from '../engine/passes/evaluate.ts';
import { gradientOnPaper, valueOnPaper } from '../engine/passes/on-paper.ts';
import type { Expression } from '../language/expression.ts';
import { formatNumber } from '../language/number-format.ts';
import { print, tightStyle } from '../language/print.ts';
import { type Value, writtenShape } from '../ops/matrix.ts';
import { wordAt } from '../symbolic/convention.ts';
import { writingOf } from '../symbolic/link.ts';
import { type Lesson, readsOf } from '../tutor/lesson/lesson.ts';
import type { Box, Span } from './box.ts';

/**
 * A lesson's graph as boxes: the steps that the reader knows by name, and the leaves that they read. Derivatives stand
 * under the boxes of the slots in `known`, as the lecture writes them in red. `spelled` writes the steps in other words than
 * the tutor's own, as NumPy does. Of a `part`, its steps alone are drawn, and what they read as if it were given.
 */
export function boxesOf(
  lesson: Lesson,
  known: ReadonlySet<number>,
  digits: number,
  spelled: (expression: Expression) => string = (expression) => print(expression, tightStyle),
  part: ReadonlySet<number> | null = null,
): readonly Box[] {
  const { worked, visible, uses } = lesson;
  const boxes: Box[] = [];
  const read = new Set([...(part ?? [])].flatMap((step) => readsOf(worked, visible, step)));
  for (let slot = 0; slot < worked.graph.size; slot++) {
    const kind = worked.graph.kind[slot];
    if (kind === kinds.literal || !uses.reaches(slot)) continue;
    if (part && !part.has(slot) && !read.has(slot)) continue;
    const name = nameAt(worked, slot);
    const value = drawnValue(valueOnPaper(worked, slot), digits);
    const under = known.has(slot) ? underOf(lesson, slot, digits) : [];
    if (kind !== kinds.step || (part && !part.has(slot))) {
      boxes.push({ id: name, lines: [{ text: joined(name, value), role: 'value' }], under, inputs: [] });
    } else if (visible.has(slot)) {
      const written = `${name} = ${spelled(writingOf(worked, visible, slot))}`;
      boxes.push({
        id: name,
        lines: [
          { text: written, role: 'name' },
          { text: value, role: 'value' },
        ],
        under,
        inputs: readsOf(worked, visible, slot).map((read) => nameAt(worked, read)),
      });
    }
  }
  return boxes;
}

function underOf({ worked }: Lesson, slot: number, digits: number): readonly Span[] {
  const derivative = derivativeAt(worked, slot);
  const text = derivative === null ? 'does not exist' : drawnValue(gradientOnPaper(worked, slot), digits);
  return [{ text: joined(wordAt(worked, slot), text), role: 'gradient' }];
}

/** The text of a value in a box: a matrix, for which there is no room, is shown by its shape. */
const drawnValue = (value: Value, digits: number): string =>
  typeof value === 'number' ? formatNumber(value, digits) : writtenShape(value);

/** `b = 3`, and `W1 (3,2)` for a shape. */
const joined = (name: string, value: string): string =>
  value.startsWith('(') ? `${name} ${value}` : `${name} = ${value}`;
