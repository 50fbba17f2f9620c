import { everySlip, type SlipId } from '../../ops/table.ts';
import type { SecondMistake } from './rewrite.ts';
import type { MistakeId } from './scalar-malrules.ts';
import type { Telling } from './sentences/entry.ts';
import { ofMatrices } from './sentences/of-matrices.ts';
import { ofRare } from './sentences/of-rare.ts';
import { ofRules } from './sentences/of-rules.ts';
import { ofTheChain } from './sentences/of-the-chain.ts';

/** A mistake that explains an answer: its published id, and the sentence that points to it. */
export interface Mistake {
  readonly id: keyof typeof mistakeMessages;
  readonly message: string;
  /** A second mistake in the same answer, which the message names, too. */
  readonly also?: SecondMistake;
}

/** A mistake as reports and scripts have it. */
export const published = (mistake: Mistake | null): Pick<Mistake, 'id' | 'message'> | null =>
  mistake && { id: mistake.id, message: mistake.message };

type Named = MistakeId | keyof typeof ofNumbers;

const ofNumbers: Readonly<
  Record<'arithmetic-slip' | 'exchanged-answers' | 'right-number-wrong-reason', Telling>
> = {
  'arithmetic-slip': {
    means: 'the right rule with a slip in the arithmetic',
    says: () => 'The rule may well be right; check the arithmetic.',
  },
  'exchanged-answers': {
    means: 'two answers exchanged, each of them the derivative that was asked at the other',
    says: ({ asked }) =>
      `It looks as if your answer for ${asked} stands at another question, and the answer to that one here.`,
  },
  'right-number-wrong-reason': {
    means: 'an expression that gives the right number here and a wrong one at other values',
    says: ({ intruder }) =>
      intruder === null
        ? 'The number is right, but only by luck: at other values this expression would not give the derivative. Write the rule with names.'
        : `The number is right here, but the rule is not: with another value of \`${intruder}\` it would not give the derivative. Which rule holds whatever \`${intruder}\` is?`,
  },
};

const begun = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** The slips that the rows of the table bring along. */
const ofSlips = Object.fromEntries(
  everySlip().map(({ id, means, says }): [SlipId, Telling] => [
    id,
    { means, says: ({ part }) => (part && !part.name ? `At \`${part.text}\`: ${begun(says)}` : says) },
  ]),
) as Readonly<Record<SlipId, Telling>>; // the ids of all rows are what the type is made of

/** Every mistake that can be named. Scripts depend on the ids: they never change, and never depend on numbers or names. */
export const mistakeMessages: Readonly<Record<Named, Telling>> = (() => {
  const { 'right-number-wrong-reason': lucky, ...slipped } = ofNumbers;
  return {
    ...ofTheChain,
    ...ofRules,
    ...ofMatrices,
    ...slipped,
    ...ofSlips,
    ...ofRare,
    'right-number-wrong-reason': lucky,
  };
})();
