import { opNames, type SlipId, slipsOf, table } from '../../ops/table.ts';
import type { MistakeId } from './scalar-malrules.ts';

/** What a sentence about a mistake may mention. Never a number: it points, and does not tell. */
export interface Placing {
  /** The asked name, the step that reads it (the first of several), and the output. */
  readonly asked: string;
  readonly reader: string;
  readonly output: string;
  /** What the rule is for that went wrong, as it is written: `b*c`. */
  readonly rule: string | null;
  /** `a stands at two places in L`, where all the ways lie inside one statement, and no picture shows two arrows. */
  readonly inside: string | null;
}

/** A mistake that explains an answer: its published id, and the sentence that points to it. */
export interface Mistake {
  readonly id: keyof typeof mistakeMessages;
  readonly message: string;
}

/** One mistake as it is published: what it is, and what a learner is told. */
interface Entry {
  /** For the table of ids. */
  readonly means: string;
  readonly says: (scene: Placing) => string;
}

const ruleOf = ({ rule, reader }: Placing): string =>
  rule === null ? `the rule at ${reader}` : `the rule for \`${rule}\``;

const oneWay = ({ asked, inside }: Placing): string =>
  inside === null
    ? `You followed only one path. How many arrows leave ${asked}?`
    : `You followed only one path. ${inside}; find the contribution of each and add them.`;

type Named = MistakeId | 'arithmetic-slip' | 'right-number-wrong-reason';

const ofRules: Readonly<Record<Exclude<Named, SlipId>, Entry>> = {
  'local-only': {
    means: 'the local derivative alone, without the upstream gradient',
    says: ({ reader, asked, output }) =>
      `That is only \`d${reader}/d${asked}\`, the first step. How does ${reader} then move ${output}?`,
  },
  'upstream-only': {
    means: 'the upstream gradient alone, without the local derivative',
    says: ({ asked, reader, output }) =>
      `That is \`d${output}/d${reader}\`. You still need the step from ${asked} to ${reader}: what is \`d${reader}/d${asked}\`?`,
  },
  'added-instead-of-multiplied': {
    means: 'upstream gradient and local derivative added instead of multiplied',
    says: () =>
      'It looks as if you added the two slopes. When one change causes the next, do slopes add or multiply?',
  },
  'link-skipped': {
    means: 'a step left out on the way back: the derivative of a later step used instead',
    says: ({ asked }) =>
      `A step is missing on the way back. Which step uses ${asked}? Start from the derivative of that step.`,
  },
  'upstream-twice': {
    means: 'the upstream gradient counted twice',
    says: ({ reader, output }) =>
      `You counted the way from ${output} back to ${reader} twice. What does \`d${output}/d${reader}\` already contain?`,
  },
  'started-from-the-output': {
    means: "the way back started with the output's own value instead of 1",
    says: ({ output }) =>
      `It looks as if you started with the value of ${output}. The way back starts with \`d${output}/d${output}\`: what is that?`,
  },
  'step-too-far': {
    means: 'one step too far back: the derivative of an input of the asked step',
    says: ({ asked }) =>
      `You went one step too far back, to an input of the step that computes ${asked}. The question is about ${asked} itself.`,
  },
  'updated-too-early': {
    means: 'updated weights in the rule instead of those of the forward pass',
    says: () =>
      'It looks as if you used weights that were already updated. Which weights did the forward pass use?',
  },
  'first-path-only': {
    means: 'only the first of several paths',
    says: oneWay,
  },
  'last-path-only': {
    means: 'only the last of several paths, as when = overwrites what += should add to',
    says: oneWay,
  },
  'path-left-out': {
    means: 'all paths but one of three or more',
    says: ({ asked }) => `You left out one path. How many arrows leave ${asked}?`,
  },
  'paths-multiplied': {
    means: 'the contributions of several paths multiplied',
    says: () =>
      'It looks as if you multiplied the contributions of the paths. When changes arrive along different paths, do they multiply or add?',
  },
  'paths-averaged': {
    means: 'the contributions of several paths averaged',
    says: () =>
      'It looks as if you averaged the contributions of the paths. When changes arrive along different paths, what do they do?',
  },
  'own-value': {
    means: 'the value of the variable instead of the derivative with respect to it',
    says: ({ asked, output }) =>
      `That is ${asked} itself. The question is how much ${output} changes when ${asked} changes.`,
  },
  'change-for-a-nudge': {
    means: 'the change of the output for a nudge of 0.001',
    says: ({ asked, output }) =>
      `That is how much ${output} changes for a small nudge. Divide it by the size of the nudge in ${asked}.`,
  },
  'output-after-a-nudge': {
    means: 'the output itself after a nudge of 0.001',
    says: ({ output }) =>
      `That is the value of ${output} after a small nudge. How much did ${output} change, and how big was the nudge?`,
  },
  'descent-step': {
    means: 'the step of gradient descent: the derivative times a learning rate',
    says: ({ asked }) =>
      `That is the update of ${asked}: the derivative times a learning rate. The question is the derivative alone.`,
  },
  'updated-weight': {
    means: 'the weight after a step of gradient descent',
    says: ({ asked }) =>
      `That is the value of ${asked} after an update. The question is the derivative that the update uses.`,
  },
  'opposite-sign': {
    means: 'the right size with the opposite sign',
    says: ({ asked, output }) =>
      `The size is right, but check the sign. When ${asked} goes up, does ${output} go up or down?`,
  },
  reciprocal: {
    means: 'one over the derivative',
    says: ({ asked, output }) =>
      `That is the slope the other way round, of ${asked} with respect to ${output}. Which of the two is nudged, and which one follows?`,
  },
  'other-variable': {
    means: 'the derivative with respect to another variable of the same step',
    says: ({ asked, reader }) =>
      `That is the derivative with respect to another variable of ${reader}. Here only ${asked} moves.`,
  },
  'operands-swapped': {
    means: 'the operands of a rule swapped: the slope of a product taken to be the factor that moves',
    says: (scene) =>
      `It looks as if you swapped the two sides of ${ruleOf(scene)}. Only ${scene.asked} moves; which other number scales its nudge?`,
  },
  'input-for-output': {
    means: 'the input used in a rule that is written with the output',
    says: (scene) =>
      `You used the input, but ${ruleOf(scene)} is written with its output. Which of the two belongs there?`,
  },
  'output-for-input': {
    means: 'the output used in a rule that is written with the input',
    says: (scene) =>
      `You used the output, but ${ruleOf(scene)} is written with its input. Which of the two belongs there?`,
  },
  'rule-sign-flipped': {
    means: 'a local derivative with the opposite sign',
    says: (scene) =>
      `Check the sign of ${ruleOf(scene)}: if ${scene.asked} goes up a little, does the result go up or down?`,
  },
  'inner-sign-flipped': {
    means: 'a plus where a minus belongs inside a local derivative, or the other way round',
    says: (scene) =>
      `Check the signs inside ${ruleOf(scene)}: there is a plus where a minus belongs, or a minus where a plus belongs.`,
  },
  'part-dropped': {
    means: 'an exponent, factor, square or term of a local derivative left out',
    says: (scene) => `A part of ${ruleOf(scene)} is missing. Say the whole rule aloud: what else is in it?`,
  },
  'applied-twice': {
    means: 'a function applied once more before its slope is taken',
    says: (scene) =>
      `It looks as if the function was applied twice in ${ruleOf(scene)}. Which number has already been through it?`,
  },
  'neighbours-rule': {
    means: 'the local derivative of a related function',
    says: (scene) => `That is the rule of another function. Is it really ${ruleOf(scene)}?`,
  },
  'output-for-slope': {
    means: "the op's output used as its slope",
    says: ({ reader, asked }) =>
      `That uses the value of ${reader}. We want its slope: how much ${reader} changes when ${asked} changes.`,
  },
  'slope-forgotten': {
    means: 'a local derivative taken to be 1',
    says: (scene) =>
      `It looks as if you left out the slope that ${ruleOf(scene)} gives. Does every nudge pass unchanged?`,
  },
  'slope-twice': {
    means:
      'a local derivative counted twice, as when A - Y is multiplied by the slope of the sigmoid once more',
    says: (scene) =>
      `You used ${ruleOf(scene)} twice: the derivative that you started from already contains it.`,
  },
  'other-operands-rule': {
    means: 'the local derivative with respect to the other operand',
    says: (scene) =>
      `That is ${ruleOf(scene)} with respect to its other side. On which side is ${scene.asked}?`,
  },
  'transpose-dropped': {
    means: 'a transpose left out of a product of matrices',
    says: ({ asked }) =>
      `A transpose is missing. Write the shapes under the factors: which order and which transpose give the shape of ${asked}?`,
  },
  'transpose-added': {
    means: 'a transpose that does not belong there, or at the wrong factor',
    says: ({ asked }) =>
      `A transpose is at the wrong factor. Write the shapes under the factors: which of them has to be transposed to give the shape of ${asked}?`,
  },
  'transposed-answer': {
    means: 'the transpose of the derivative',
    says: ({ asked }) => `That is the transpose of the answer: a derivative has the same shape as ${asked}.`,
  },
  'factors-swapped': {
    means: 'the factors of a product of matrices in the wrong order',
    says: ({ reader }) =>
      `The factors are in the wrong order. In ${reader}, on which side is the factor that you go back through?`,
  },
  'entrywise-for-product': {
    means: '.* where the product of matrices belongs',
    says: () =>
      'You multiplied entry by entry, with `.*`. Here whole rows meet whole columns: which product is that?',
  },
  'product-for-entrywise': {
    means: 'the product of matrices where .* belongs',
    says: () =>
      'You used the product of matrices, `*`. An activation acts on each entry by itself: which product does the same?',
  },
  'sum-left-out': {
    means: 'a sum left out over what was copied in the forward pass',
    says: ({ asked }) =>
      `A sum is missing. ${asked} was copied across rows or columns on the way forward: what happens to the contributions that come back?`,
  },
  'summed-the-other-way': {
    means: 'the sum taken along the other dimension, as when axis 1 of numpy is taken for dimension 1',
    says: ({ asked }) =>
      `You summed along the other dimension. Dimensions are counted from one here: the first runs down the columns, the second along the rows (numpy counts its axes from zero). Which of them leaves the shape of ${asked}?`,
  },
  'summed-too-little': {
    means: 'a sum along one dimension instead of over all entries',
    says: ({ asked }) =>
      `You summed along one dimension only. ${asked} is a single number: along how many dimensions was it copied?`,
  },
  'summed-too-much': {
    means: 'a sum over all entries where one dimension has to stay',
    says: ({ asked }) =>
      `You summed over everything. What is the shape of ${asked}, and along which dimension was it copied?`,
  },
  'mean-for-sum': {
    means: 'a mean instead of a sum over what was copied in the forward pass',
    says: ({ asked }) =>
      `You took a mean instead of a sum. ${asked} was copied on the way forward: do the contributions that come back add up or average out?`,
  },
  'mean-forgotten': {
    means: 'the mean over the examples left out: the derivative of the sum, m times too large',
    says: ({ output }) =>
      `That is the derivative of the sum over the examples. ${output} is their mean: what does that do to every derivative?`,
  },
  'mean-twice': {
    means: 'divided by the number of examples twice',
    says: ({ reader, output }) =>
      `You divided by the number of examples twice: \`d${output}/d${reader}\` already contains it.`,
  },
  'arithmetic-slip': {
    means: 'the right rule with a slip in the arithmetic',
    says: () => 'The rule may well be right; check the arithmetic.',
  },
  'right-number-wrong-reason': {
    means: 'an expression that gives the right number here and a wrong one at other values',
    says: () =>
      'The number is right, but only by luck: at other values this expression would not give the derivative. Write the rule with names.',
  },
};

/** The slips that the rows of the table bring along. */
const ofSlips = Object.fromEntries(
  opNames.flatMap((op) =>
    table[op].operands.flatMap((_, operand) =>
      slipsOf(op, operand).map(({ id, means, says }): [SlipId, Entry] => [id, { means, says: () => says }]),
    ),
  ),
) as Readonly<Record<SlipId, Entry>>; // the ids of all rows are what the type is made of

/** Every mistake that can be named. Scripts depend on the ids: they never change, and never depend on numbers or names. */
export const mistakeMessages: Readonly<Record<Named, Entry>> = (() => {
  const { 'right-number-wrong-reason': lucky, ...others } = ofRules;
  return { ...others, ...ofSlips, 'right-number-wrong-reason': lucky };
})();
