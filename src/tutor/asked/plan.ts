import { keyOf, type QuestionKind, questionKinds } from '../kind.ts';
import type { Lesson } from '../lesson.ts';
import { askings } from './table.ts';

/**
 * What a lesson asks, by the questions' keys: shapes first, then the kinds of each node in their order, and a worked pass
 * with a wrong line at the end.
 */
export function planned(lesson: Lesson): readonly number[] {
  const { choice, order, worked } = lesson;
  const wanted = new Set<QuestionKind>(choice.kinds ?? ['value']);
  if (choice.shapes) wanted.add('shape');
  const keys = (slots: readonly number[], kinds: readonly QuestionKind[]): readonly number[] =>
    slots.flatMap((slot) =>
      kinds
        .filter((kind) => wanted.has(kind) && (kind === 'value' || askings[kind].applies(lesson, slot)))
        .map((kind) => keyOf(slot, kind)),
    );
  const apart: readonly QuestionKind[] = ['shape', 'wrong-line'];
  return [
    ...keys(order, ['shape']),
    ...keys(
      order,
      questionKinds.filter((kind) => !apart.includes(kind)),
    ),
    ...keys([worked.graph.output], ['wrong-line']),
  ];
}
