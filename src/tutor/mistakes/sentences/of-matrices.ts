import type { BatchId } from '../families/ids.ts';
import type { RewriteId } from '../rewrite.ts';
import { manyFrom, type Placing, readersIn, type Telling } from './entry.ts';

/** What a wrong transpose is asked; where all is square, shapes have nothing to say. */
const whichToTranspose = ({ asked, shape }: Placing): string =>
  shape === null
    ? ". The shapes fit either way here, so they can't show it: which factor does the rule transpose?"
    : `: which factor has to be transposed so that \`${shape}\`, the shape of ${asked}, comes out?`;

/** What is said of rules of matrices that were written wrongly, and of the examples of a batch. */
export const ofMatrices: Readonly<Record<RewriteId | BatchId, Telling>> = {
  'transpose-dropped': {
    means: 'a transpose left out of a product of matrices',
    says: (scene) => `A transpose is missing${whichToTranspose(scene)}`,
  },
  'transpose-added': {
    means: 'a transpose that does not belong there, or on the wrong factor',
    says: (scene) => `A transpose is in the wrong place${whichToTranspose(scene)}`,
  },
  'transposed-answer': {
    means: 'the transpose of the derivative',
    says: () => 'That is the transpose of the answer: rows and columns are swapped.',
  },
  'factors-swapped': {
    means: 'the factors of a product of matrices in the wrong order',
    says: (scene) => {
      const asks = scene.multiplied
        ? `In ${readersIn(scene)}, on which side is the factor that you go back through?`
        : 'Which of them comes first in the rule?';
      return `The factors are in the wrong order. ${asks}`;
    },
  },
  'entrywise-for-product': {
    means: '.* where the product of matrices belongs',
    says: () =>
      'You multiplied entry by entry, with `.*`. Here rows are multiplied by columns: which product does that?',
  },
  'product-for-entrywise': {
    means: 'the product of matrices where .* belongs',
    says: () =>
      'You used the product of matrices, `*`. Here each entry is multiplied by the entry in the same place: which product does that?',
  },
  'sum-left-out': {
    means: 'a missing sum over what was copied in the forward pass',
    says: (scene) =>
      `A sum is missing. ${manyFrom(scene)}: what happens to the contributions that come back?`,
  },
  'summed-the-other-way': {
    means: 'the sum taken along the other dimension, as when axis 1 of NumPy is taken for dimension 1',
    says: ({ asked }) =>
      `You summed along the other dimension. Dimensions are counted from one here: the first runs down the columns, the second along the rows (NumPy counts its axes from zero). Which of them leaves the shape of ${asked}?`,
  },
  'summed-too-little': {
    means: 'a sum along one dimension instead of over all entries',
    says: ({ asked }) =>
      `You summed along one dimension only. ${asked} is a single number: along how many dimensions was it copied?`,
  },
  'summed-too-much': {
    means: 'a sum over all entries where one dimension has to stay',
    says: (scene) => {
      const asks = scene.copied
        ? `What is the shape of ${scene.asked}, and along which dimension was it copied?`
        : `${manyFrom(scene)}: along which dimension do those lie?`;
      return `You summed over everything. ${asks}`;
    },
  },
  'mean-for-sum': {
    means: 'a mean instead of a sum over what was copied in the forward pass',
    says: (scene) =>
      `You took a mean instead of a sum. ${manyFrom(scene)}: do the contributions that come back add up or average out?`,
  },
  'mean-forgotten': {
    means: 'a missing mean over the m examples: the derivative of the sum, m times too large',
    says: ({ output }) =>
      `That is the derivative of the sum over the examples. ${output} is their mean: what does that do to every derivative?`,
  },
  'mean-twice': {
    means: 'divided by the number of examples twice',
    says: ({ upstreams, divided }) =>
      divided
        ? `You divided by the number of examples twice: \`${upstreams[0]}\` already contains it.`
        : 'You divided by the number of examples twice. How often does the mean divide by it?',
  },
};
