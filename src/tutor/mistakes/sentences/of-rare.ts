import type { RareId } from '../families/ids.ts';
import { type Placing, readersIn, ruleWords, type Telling } from './entry.ts';

/** What stands in the place of something else, in a sentence. */
const standing = ({ intruder }: Placing, what: string): string =>
  `It looks as if ${intruder === null ? `a ${what}` : `\`${intruder}\``} stands where another ${what} belongs.`;

/** What is said of what is seldom done, or fits many numbers. */
export const ofRare: Readonly<Record<RareId, Telling>> = {
  'other-value': {
    means: 'the right rule with a wrong value from the forward pass',
    says: (scene) =>
      `${standing(scene, 'value')} Which values does the forward pass use in ${readersIn(scene)}?`,
  },
  'other-weight': {
    means: 'the right rule with a wrong weight',
    says: (scene) => `${standing(scene, 'weight')} Which weight leads into ${readersIn(scene)}?`,
  },
  'other-gradient': {
    means: 'the right rule with the derivative of a wrong step',
    says: (scene) =>
      `${standing(scene, 'derivative')} From which step does the derivative come back to ${scene.asked}?`,
  },
  'added-over-passes': {
    means: 'twice the derivative, as when gradients add up over two passes',
    says: ({ asked }) =>
      `That is twice the derivative. Is there one factor too many, or did you add the gradient of ${asked} twice?`,
  },
  'forward-on-the-way-back': {
    means: 'the function of the forward pass applied to the upstream gradient',
    says: (scene) =>
      `It looks as if you applied the function itself to the upstream gradient, in ${ruleWords(scene)}. What does the backward pass multiply by instead?`,
  },
  'weights-rule-for-bias': {
    means: 'the rule for the weights used for the bias',
    says: ({ asked }) =>
      `That is the rule for the weights. ${asked} is added, not multiplied: which factor do you have to leave out?`,
  },
  'one-example-only': {
    means: 'only the first or the last example, where all of them count',
    says: ({ asked }) =>
      `Your answer uses only one of the examples. Through how many examples does ${asked} move the output?`,
  },
  'factor-too-many': {
    means: 'the right rule times a value that does not belong in it',
    says: (scene) =>
      scene.intruder === null
        ? 'There is one factor too many. Which of your factors does not belong to this step?'
        : `There is one factor too many: \`${scene.intruder}\` does not belong in this rule. Where did it come from?`,
  },
  'divided-by-examples': {
    means: 'divided by the number of examples, where the output is a sum over them',
    says: ({ output }) => `You divided by the number of examples. Is ${output} their mean, or their sum?`,
  },
  'log-loss-shortcut': {
    means: 'the difference of prediction and target alone, which belongs to the log loss, under another loss',
    says: ({ intruder, output }) =>
      `${intruder === null ? 'The difference' : `\`${intruder}\``} alone is what sigmoid and log loss give together. Here ${output} is another loss: which slopes lie on the way back?`,
  },
  'ratio-of-a-nudge': {
    means: 'the change of the output divided by a nudge that is not tiny',
    says: ({ asked, output }) =>
      `That is the change of ${output} for a nudge of ${asked}, divided by the nudge: the slope between two points. Which number does it come close to as the nudge gets smaller?`,
  },
  'penalty-added': {
    means:
      'the right derivative plus a multiple of the variable itself, as of a penalty that the output does not have',
    says: ({ asked, output }) =>
      `It looks as if you added a multiple of ${asked} itself, as for a penalty on ${asked}. Is there one in ${output}?`,
  },
  'label-misread': {
    means: 'the rule for the other value of a label, a 0 or 1 that chooses which part of the loss counts',
    says: ({ intruder, asked }) => {
      const [, label = '', taken = ''] = /^(.+) = ([01])$/.exec(intruder ?? '') ?? [];
      if (intruder === null)
        return 'It looks as if you read one of the labels as its other value. Which one?';
      return taken === ''
        ? `It looks as if you took \`${intruder}\` for the labels: a 1 for each 0, and a 0 for each 1. Which rule holds where the label is 1?`
        : `It looks as if you took \`${intruder}\`, but it is ${1 - Number(taken)} here. Put \`${label} = ${1 - Number(taken)}\` into the rule for ${asked}: what is left of it?`;
    },
  },
  'rounded-too-early': {
    means: 'the right rule with a value of the forward pass that was rounded too early',
    says: ({ intruder }) =>
      `The rule looks right, but ${intruder === null ? 'a value of the forward pass' : `\`${intruder}\``} was rounded too early. Keep all the digits that the screen shows, and round at the end.`,
  },
  'sum-added': {
    means: 'a sum over rows or columns that does not belong there',
    says: ({ asked }) =>
      `There is one sum too many. The product of matrices adds up already: what is left to add up for ${asked}?`,
  },
  'off-by-one-factor': {
    means: 'every entry wrong by the same factor, for an unknown reason',
    says: () =>
      'All entries are wrong by the same factor. Is there a number in your rule that does not belong there, or is one missing?',
  },
  'some-signs-wrong': {
    means: 'every entry with the right size, but some with the wrong sign',
    says: () => 'The sizes are right, but not all of the signs. Where does a minus come into the rule?',
  },
};
