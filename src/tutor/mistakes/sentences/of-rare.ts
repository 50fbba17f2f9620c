import type { RareId } from '../scalar-malrules.ts';
import { type Placing, readersIn, ruleWords, type Telling } from './entry.ts';

/** What stands in the place of something else, in a sentence. */
const standing = ({ intruder }: Placing, else_: string): string =>
  intruder === null ? `It looks as if ${else_} stands` : `It looks as if \`${intruder}\` stands`;

/** What is said of what is seldom done, or fits many numbers. */
export const ofRare: Readonly<Record<RareId, Telling>> = {
  'other-value': {
    means: 'another value of the forward pass in the right rule',
    says: (scene) =>
      `${standing(scene, 'another value')} where another value belongs. Which values met in ${readersIn(scene)} on the way forward?`,
  },
  'other-weight': {
    means: 'another weight in the right rule',
    says: (scene) =>
      `${standing(scene, 'another weight')} where another weight belongs. Which weight leads into ${readersIn(scene)}?`,
  },
  'other-gradient': {
    means: 'the derivative with respect to another step in the right rule',
    says: (scene) =>
      `${standing(scene, 'the derivative of another step')} where another derivative belongs. From which step does the derivative come back to ${scene.asked}?`,
  },
  'added-over-passes': {
    means: 'twice the derivative, as when gradients add up over two passes',
    says: ({ asked }) =>
      `That is twice the derivative. Is there a factor too many, or was the gradient of ${asked} added up twice?`,
  },
  'forward-on-the-way-back': {
    means: 'the function of the forward pass applied to the gradient that comes back',
    says: (scene) =>
      `It looks as if the gradient itself went through the function, in ${ruleWords(scene)}. What does the way back multiply by instead?`,
  },
  'weights-rule-for-bias': {
    means: "the weights' rule used for the bias",
    says: ({ asked }) =>
      `That is the rule of the weights. ${asked} is added, not multiplied: which factor has no part in its rule?`,
  },
  'one-example-only': {
    means: 'the first or the last example alone, where all of them have a part',
    says: ({ asked }) =>
      `Only one of the examples has a part in that. Through how many examples does ${asked} move the output?`,
  },
  'factor-too-many': {
    means: 'the right rule times a value that has no part in it',
    says: (scene) =>
      scene.intruder === null
        ? 'There is a factor too many. Which of your factors has no part in this step?'
        : `There is a factor too many: \`${scene.intruder}\` has no part in this rule. Where did it come in?`,
  },
  'divided-by-examples': {
    means: 'divided by the number of examples, where the output is a sum over them',
    says: ({ output }) => `You divided by the number of examples. Is ${output} their mean, or their sum?`,
  },
  'off-by-one-factor': {
    means: 'every entry off by the same factor, for no reason that is known',
    says: () =>
      'All entries are off by one and the same factor. Is there a number in your rule that does not belong, or one that is missing?',
  },
  'some-signs-wrong': {
    means: 'every entry of the right size, some with the wrong sign',
    says: () => 'The sizes are right, but not all of the signs. Where does a minus come into the rule?',
  },
};
