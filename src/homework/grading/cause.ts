import { nameAt } from '../../engine/graph/names.ts';
import { causeSaid } from '../../tutor/diagnosis/cause-words.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { pageReading } from '../../tutor/quiz/page-answers.ts';
import type { Session } from '../../tutor/quiz/state.ts';

/** One thing behind several answers of a submission, as its reports carry it. */
export interface GradedCause {
  /** The mistake; null where it is a wrong number that nothing explains. */
  readonly id: string | null;
  /** The first answer that it made, all of these, and those that follow correctly from them. */
  readonly root: string;
  readonly answers: readonly string[];
  readonly follows: readonly string[];
  /** What is said of it, once for all; null where it made one answer alone. */
  readonly message: string | null;
}

/** The causes of a judged submission, by the slots of the answers that each explains. */
export function causesBySlot(lesson: Lesson, session: Session): ReadonlyMap<number, GradedCause> {
  const name = (slot: number): string => nameAt(lesson.worked, slot);
  const found = pageReading(session).causes.flatMap((cause): readonly (readonly [number, GradedCause])[] => {
    const { mistake, answers, follows } = cause;
    const [root] = answers;
    // A wrong number by itself is no cause of anything.
    if (root === undefined || (mistake === null && follows.length === 0)) return [];
    const graded: GradedCause = {
      id: mistake?.id ?? null,
      root: name(root),
      answers: answers.map(name),
      follows: follows.map(name),
      message: causeSaid(lesson, cause),
    };
    return [...answers, ...follows].map((slot) => [slot, graded]);
  });
  return new Map(found);
}
