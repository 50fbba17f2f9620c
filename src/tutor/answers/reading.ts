import type { Expression } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';

/**
 * How a line that a learner typed was understood; or why it was not, and where. What can't be read is never counted
 * as wrong.
 */
export type Reading =
  | {
      readonly kind: 'read';
      readonly value: Value;
      readonly expression: Expression;
      /** What was typed, without a `db =` in front. */
      readonly body: string;
      /** How the text was understood, where that should be said. */
      readonly remark: string | null;
      /** The patterns that it took to read it; none where it is plain. */
      readonly via?: readonly string[];
      /** The member before the last of a chain whose last number does not follow: the `3*2` of `du*c = 3*2 = 5`. */
      readonly before?: ChainMember;
    }
  /** Every word was understood, but the shapes of two parts do not fit together, so that there is no value. */
  | {
      readonly kind: 'clash';
      readonly expression: Expression;
      readonly body: string;
      readonly message: string;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'unreadable';
      readonly message: string;
      readonly from: number | null;
      readonly to: number | null;
      /** The local derivative that is still open, where all else is understood. */
      readonly slope?: string;
    };

/** What stands in a chain of equals, and what it is worth. */
export interface ChainMember {
  readonly body: string;
  readonly value: Value;
  /** That which speaks of names, where one of the members before the last does. */
  readonly expression: Expression;
}

/** The most characters of an answer, and the most leaves once a learner's own names are written out. */
export const longestAnswer = 10_000;

/** A text that can't be read, with the reason and its place. */
export const notRead = (
  message: string,
  place: { from: number; to: number } | null = null,
): Reading & { kind: 'unreadable' } => ({
  kind: 'unreadable',
  message,
  from: place?.from ?? null,
  to: place?.to ?? null,
});

/** Said of an answer that names another derivative than the question. */
export const asksAnother = (asks: string, typed: string): string =>
  asks === ''
    ? `this gives ${typed} a value; leave out '${typed} =' here`
    : `this question asks for ${asks}, not for ${typed}; answer with its value alone`;
