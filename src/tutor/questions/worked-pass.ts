import { gradientAt } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import type { Value } from '../../ops/matrix.ts';
import { linkValue } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';

/** A worked backward pass in which a line may be wrong, and all after it built on that. */
export interface WorkedPass {
  readonly lines: readonly string[];
  /** From 1; 0 where every line is right. */
  readonly wrong: number;
  readonly mistake: MistakeId | null;
}

/** A line that may be shown as wrong: the slot it is about, and what it says there. */
interface WrongLine {
  readonly slot: number;
  readonly value: Value;
}

/** The share of passes without a wrong line. If one line were always wrong, a learner could find it by elimination. */
export const shareWithoutMistake = 0.25;

/** What each line of a pass comes to, right for the lines above it but for the wrong one. */
export function workedValues(lesson: Lesson, wrong: WrongLine | null): ReadonlyMap<number, Value> {
  const values = new Map<number, Value>();
  for (const slot of lesson.order) {
    const shares = (questionOf(lesson, slot).links ?? []).map((link) =>
      linkValue(lesson.worked, link, values.get(link.to)),
    );
    const carried = shares.length === 0 ? gradientAt(lesson.worked, slot) : shares.reduce(addValues);
    values.set(slot, slot === wrong?.slot ? wrong.value : carried);
  }
  return values;
}
