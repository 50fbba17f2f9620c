import type { Value } from '../../ops/matrix.ts';
import type { KnownDerivatives } from '../answers/known-derivatives.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import type { Words } from '../lesson/words.ts';
import type { Mistake } from '../mistakes/messages.ts';

/** Said of a wrong slope of one step that no mistake explains. */
export const notThatSlope = (reader: string, name: string): string =>
  `Not yet: how much does ${reader} change when ${name} changes a little?`;

/** What came of a line typed at a question that does not ask for a derivative's value. */
export type Take =
  | { readonly kind: 'right'; readonly value: Value | null }
  | {
      readonly kind: 'wrong';
      readonly value: Value | null;
      readonly says: string;
      readonly mistake: Mistake | null;
      /** What may be typed to tell several mistakes apart: said at a prompt alone. */
      readonly offer: string | null;
    }
  | {
      readonly kind: 'unread';
      readonly says: string;
      readonly from: number | null;
      readonly to: number | null;
    };

/** A kind of question other than that for a derivative's value: how it is asked, judged, hinted at and answered. */
export interface KindOfQuestion {
  /** Whether it can be asked about this slot. */
  readonly applies: (lesson: Lesson, slot: number) => boolean;
  /** Why it is not asked about a slot, where somebody may wonder: what follows `is not asked of W:`; null where nobody would. */
  readonly unasked?: (lesson: Lesson, slot: number) => string | null;
  /** What stands before the answer: `dt1/db`. */
  readonly word: (words: Words, question: Question) => string;
  /** The whole prompt, where the word and an equals sign would say too little. */
  readonly prompt?: (question: Question) => string | null;
  /** What the question shows instead of the statements that read the node; null where those are right. */
  readonly shows: (words: Words, question: Question) => readonly string[] | null;
  readonly take: (words: Words, question: Question, text: string, found: KnownDerivatives) => Take;
  /** The rungs of its ladder; none tells the answer. */
  readonly hints: (words: Words, question: Question) => readonly string[];
  /** What is said once it is right, or revealed. */
  readonly told: (words: Words, question: Question) => string;
  /** What `:why` says once it has been answered, if that is more than what is told. */
  readonly why?: (words: Words, question: Question) => readonly string[];
}

/** An answer that is not right. */
export const wrongTake = (
  says: string,
  value: Value | null = null,
  mistake: Mistake | null = null,
  offer: string | null = null,
): Take => ({
  kind: 'wrong',
  value,
  says,
  mistake,
  offer,
});

/** A line that can't be taken for an answer. */
export const unreadTake = (says: string, from: number | null = null, to: number | null = from): Take => ({
  kind: 'unread',
  says,
  from,
  to,
});

/** A matrix where a single number is asked. */
export const notSingle = (value: Value): Take => wrongTake('The answer here is a single number.', value);
