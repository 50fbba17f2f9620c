import type { Value } from '../../ops/matrix.ts';
import type { MistakeClass } from '../mistakes/equivalence-classes.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';

const ofDescent: ReadonlySet<MistakeId> = new Set(['descent-step', 'updated-weight']);

/** Whether a mistake may pass for another: where shapes clash there is no number, and a step of descent is seldom one for anything else. */
export const telling = ({ form, rule }: MistakeClass): boolean => form === null && isTelling(rule.id);

/** Whether a mistake with a number may pass for another. */
export const isTelling = (id: MistakeId): boolean => !ofDescent.has(id);

/** A mistake, one of its class, and the number that it gives at some values. */
export interface ShownMistake {
  readonly id: MistakeId;
  readonly value: Value;
}

/** How many mistakes a question has at some values, and how many of them its numbers tell apart, or hide. */
export interface QuestionTally {
  readonly told: number;
  readonly hidden: number;
  readonly all: number;
}

/** A question at some values: its mistakes, or their tally, are found when they are asked for. */
export interface Teller {
  /** How many mistakes it has at most, where that is known before. */
  readonly most: number | null;
  readonly tally: () => QuestionTally;
  readonly mistakes: () => readonly ShownMistake[];
}

/** The tally of a question whose mistakes, one of each class, give these values; `alike`: whether an answer may be a value. */
export function tallyOf<Each>(
  exact: Each,
  values: readonly Each[],
  alike: (answer: Each, value: Each) => boolean,
): QuestionTally {
  const groups: { readonly first: Each; size: number }[] = [];
  let hidden = 0;
  for (const value of values) {
    if (alike(exact, value)) {
      hidden++;
      continue;
    }
    const group = groups.find(({ first }) => alike(first, value));
    if (group) group.size++;
    else groups.push({ first: value, size: 1 });
  }
  return { told: groups.filter(({ size }) => size === 1).length, hidden, all: values.length };
}
