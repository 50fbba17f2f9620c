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
  `That is what you get if only one of the ways counts. ${inside === null ? `How many arrows leave ${asked}?` : `${inside}; each brings back a share.`}`;

type Named = MistakeId | 'arithmetic-slip' | 'right-number-wrong-reason';

const ofRules: Readonly<Record<Exclude<Named, SlipId>, Entry>> = {
  'local-only': {
    means: 'the local derivative alone, without the upstream gradient',
    says: ({ reader }) => `That is what you get if the question stopped at ${reader}. Does it?`,
  },
  'upstream-only': {
    means: 'the upstream gradient alone, without the local derivative',
    says: ({ asked, reader }) =>
      `That is what you get if ${reader} moved one for one with ${asked}. Does it?`,
  },
  'added-instead-of-multiplied': {
    means: 'upstream gradient and local derivative added',
    says: () =>
      'That is what you get if the two rates are added. How do rates combine that act one after the other?',
  },
  'link-skipped': {
    means: 'the upstream gradient of a later step, a link left out',
    says: ({ asked }) =>
      `That is what you get if a step is left out on the way back. Which step reads ${asked}, and whose derivative did you take?`,
  },
  'upstream-twice': {
    means: 'the upstream gradient counted twice',
    says: ({ reader, output }) =>
      `That is what you get if the way from ${output} back to ${reader} is gone twice. What does \`d${output}/d${reader}\` already contain?`,
  },
  'started-from-the-output': {
    means: "the way back begun with the output's own value in place of 1",
    says: ({ output }) =>
      `That is what you get if the way back begins with the value of ${output}. How far does ${output} move when ${output} itself moves?`,
  },
  'step-too-far': {
    means: 'the derivative of what the asked step is made of, one step too far back',
    says: ({ asked }) =>
      `That is what you get one step too far back. On which side of the step that makes ${asked} is the question?`,
  },
  'updated-too-early': {
    means: 'the weights after a step of descent in the rule, where those of the forward pass belong',
    says: () =>
      'That is what you get with weights that have taken their step already. With which did the forward pass work?',
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
    says: ({ asked }) =>
      `That is what you get if one of the ways is left out. How many arrows leave ${asked}?`,
  },
  'paths-multiplied': {
    means: 'the shares of several paths multiplied',
    says: () =>
      'That is what you get if the shares are multiplied. Do changes multiply that arrive side by side?',
  },
  'paths-averaged': {
    means: 'the shares of several paths averaged',
    says: () =>
      'That is what you get if the shares are averaged. What happens to changes that arrive side by side?',
  },
  'own-value': {
    means: 'the forward value of the asked variable',
    says: ({ asked, output }) =>
      `That is the value of ${asked}. Asked is not how large it is, but how far ${output} moves with it.`,
  },
  'change-for-a-nudge': {
    means: 'the change of the output for a nudge of 0.001',
    says: ({ asked, output }) =>
      `That is how far ${output} moves for a small nudge. Asked is how far it moves per whole unit of ${asked}.`,
  },
  'output-after-a-nudge': {
    means: 'the output itself after a nudge of 0.001',
    says: ({ output }) =>
      `That is ${output} itself after a small nudge. How far did it move, and for how large a nudge?`,
  },
  'descent-step': {
    means: 'the step of gradient descent: the derivative times a learning rate',
    says: ({ asked, output }) =>
      `That is how far a step of descent would move ${asked}. Asked is the derivative alone, before any rate: how far does ${output} move per whole unit of ${asked}?`,
  },
  'updated-weight': {
    means: 'the weight after a step of gradient descent',
    says: ({ asked }) =>
      `That is ${asked} itself after a step of descent. Asked is the derivative that such a step would use.`,
  },
  'opposite-sign': {
    means: 'the right size with the opposite sign',
    says: ({ asked, output }) =>
      `That is what you get with the sign turned around. When ${asked} goes up, which way does ${output} go?`,
  },
  reciprocal: {
    means: 'one over the derivative',
    says: ({ asked, output }) =>
      `That is how far ${asked} would move for each 1 of ${output}. Which of the two is nudged, and which follows?`,
  },
  'other-variable': {
    means: 'the derivative by another variable of the same step',
    says: ({ asked, reader }) =>
      `That is the derivative by another variable of ${reader}. Only ${asked} moves here; what holds still?`,
  },
  'operands-swapped': {
    means: 'the operands of a rule swapped: the slope of a product taken to be the factor that moves',
    says: (scene) =>
      `That is what you get if the operands change places in ${ruleOf(scene)}. Only ${scene.asked} moves; which other number scales its nudge?`,
  },
  'input-for-output': {
    means: "a rule that speaks of the op's output, filled with its input",
    says: (scene) =>
      `That is what you get with the input where ${ruleOf(scene)} speaks of the output. Which of the two is on which side of the curve?`,
  },
  'output-for-input': {
    means: "a rule that speaks of the op's input, filled with its output",
    says: (scene) =>
      `That is what you get with the output where ${ruleOf(scene)} speaks of the input. Which of the two is on which side of the curve?`,
  },
  'rule-sign-flipped': {
    means: 'a local derivative with the opposite sign',
    says: (scene) =>
      `That is what you get with the sign of ${ruleOf(scene)} turned around. Raise its operand a little: which way does it go?`,
  },
  'inner-sign-flipped': {
    means: 'a plus for a minus inside a local derivative, or the other way round',
    says: (scene) =>
      `That is what you get with a sign inside ${ruleOf(scene)} turned around: a plus for a minus, or a minus for a plus. Which belongs there?`,
  },
  'part-dropped': {
    means: 'an exponent, factor, square or term of a local derivative left out',
    says: (scene) =>
      `That is what you get if a part of ${ruleOf(scene)} is left out. Say the whole rule aloud: what stands beside what you took?`,
  },
  'applied-twice': {
    means: 'a function applied once more before its slope is taken',
    says: (scene) =>
      `That is what you get if the function is applied a second time before ${ruleOf(scene)} is used. Which number has been through it already?`,
  },
  'neighbours-rule': {
    means: 'the local derivative of a related function',
    says: (scene) => `That is what another function's rule gives. Is it really ${ruleOf(scene)}?`,
  },
  'output-for-slope': {
    means: "the op's output used as its slope",
    says: ({ reader }) => `That uses how high ${reader} is. What is asked is how steep it is there.`,
  },
  'slope-forgotten': {
    means: 'a local derivative taken to be 1',
    says: (scene) => `That is what you get if ${ruleOf(scene)} let every nudge through as it is. Does it?`,
  },
  'slope-twice': {
    means:
      'a local derivative counted twice, as when A - Y is multiplied by the slope of the sigmoid once more',
    says: (scene) =>
      `That is what you get if ${ruleOf(scene)} counts twice. Is it not in what you started from already?`,
  },
  'other-operands-rule': {
    means: 'the local derivative by the other operand',
    says: (scene) =>
      `That is what ${ruleOf(scene)} gives for its other operand. At which side of it does ${scene.asked} stand?`,
  },
  'transpose-dropped': {
    means: 'a transpose left out of a product of matrices',
    says: ({ asked }) =>
      `That is what you get if a transpose is left out. Write the shapes under the factors: which order and which transpose give the shape of ${asked}?`,
  },
  'transpose-added': {
    means: 'a transpose where none belongs, or at the wrong factor',
    says: ({ asked }) =>
      `That is what you get with a transpose at the wrong factor. Write the shapes under the factors: which of them must turn to give the shape of ${asked}?`,
  },
  'transposed-answer': {
    means: 'the transpose of the derivative',
    says: ({ asked }) =>
      `This is the transpose of what is asked: a derivative has the shape of ${asked} itself.`,
  },
  'factors-swapped': {
    means: 'the factors of a product of matrices in the wrong order',
    says: ({ reader }) =>
      `That is what you get with the factors the other way round. In ${reader}, on which side did the factor stand that the derivative comes back through?`,
  },
  'entrywise-for-product': {
    means: '.* where the product of matrices belongs',
    says: () =>
      'That is what you get entry by entry, with `.*`. Does each entry meet only its own partner here, or a whole row a whole column?',
  },
  'product-for-entrywise': {
    means: 'the product of matrices where .* belongs',
    says: () =>
      'That is what you get with the product of matrices, `*`. An activation acts on each entry by itself: which product does the same?',
  },
  'sum-left-out': {
    means: 'the sum left out over what the forward pass spread',
    says: ({ asked }) =>
      `That is what you get if nothing is summed. ${asked} was spread over rows or columns on the way forward: what happens to the shares that come back?`,
  },
  'summed-the-other-way': {
    means: 'the sum taken along the other dimension, as when axis 1 of numpy is taken for dimension 1',
    says: ({ asked }) =>
      `That is what you get if the sum runs the other way. Dimensions are counted from one here: the first runs down the columns, the second along the rows (numpy counts its axes from zero). Which of them leaves the shape of ${asked}?`,
  },
  'summed-too-little': {
    means: 'a sum along one dimension where all entries belong in it',
    says: ({ asked }) =>
      `That is what you get if the sum runs along one dimension alone. ${asked} is a single number: along how many dimensions was it spread?`,
  },
  'summed-too-much': {
    means: 'a sum over all entries where one dimension is left to stand',
    says: ({ asked }) =>
      `That is what you get if everything is summed. Which shape has ${asked}, and along which dimension alone was it spread?`,
  },
  'mean-for-sum': {
    means: 'a mean where a sum belongs, over what the forward pass spread',
    says: ({ asked }) =>
      `That is what you get with a mean in place of a sum. ${asked} was spread on the way forward: do the shares that come back add up, or even out?`,
  },
  'mean-forgotten': {
    means: 'the mean over the examples left out: the derivative of the sum, m times too large',
    says: ({ output }) =>
      `That is what you get for the sum over the examples. ${output} is their mean: what does that do to every derivative?`,
  },
  'mean-twice': {
    means: 'divided by the number of examples twice',
    says: ({ reader, output }) =>
      `That is what you get if the mean over the examples is taken twice. Is it not in \`d${output}/d${reader}\` already?`,
  },
  'arithmetic-slip': {
    means: 'the right rule with a slip in the arithmetic',
    says: () => 'The rule may well be right; check the arithmetic.',
  },
  'right-number-wrong-reason': {
    means: 'an expression that gives the right number here and a wrong one at other values',
    says: () =>
      'The number is right, but only by luck: at other values this expression would not give the derivative. Say it with the names that make it so.',
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
