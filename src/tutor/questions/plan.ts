import { nameAt } from '../../engine/graph/names.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { keyOf, type QuestionKind, questionKinds } from '../lesson/question-kind.ts';
import { kindsOfQuestion } from './kinds.ts';

/**
 * What a lesson asks, by the questions' keys: shapes first, then the kinds of each node in their order, and a worked pass
 * with a wrong line at the end.
 */
export function planQuestions(lesson: Lesson): readonly number[] {
  const { order, worked } = lesson;
  const wanted = wantedOf(lesson);
  const keys = (slots: readonly number[], kinds: readonly QuestionKind[]): readonly number[] =>
    slots.flatMap((slot) =>
      kinds
        .filter(
          (kind) => wanted.has(kind) && (kind === 'value' || kindsOfQuestion[kind].applies(lesson, slot)),
        )
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

function wantedOf({ choice }: Lesson): ReadonlySet<QuestionKind> {
  return new Set<QuestionKind>([
    ...(choice.kinds ?? ['value']),
    ...(choice.shapes ? ['shape' as const] : []),
  ]);
}

/** Why a kind that is wanted is not asked about some nodes, a sentence for each reason. */
export function unasked(lesson: Lesson): readonly string[] {
  return [...wantedOf(lesson)].flatMap((kind) => {
    const names = new Map<string, readonly string[]>();
    for (const slot of lesson.order) {
      const why = kind === 'value' ? null : (kindsOfQuestion[kind].unasked?.(lesson, slot) ?? null);
      if (why !== null) names.set(why, [...(names.get(why) ?? []), nameAt(lesson.worked, slot)]);
    }
    return [...names].map(([why, each]) => `${kind} is not asked of ${each.join(', ')}: ${why}`);
  });
}
