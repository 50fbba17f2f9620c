import { inWords } from '../../../engine/graph/givens.ts';
import type { ChainId } from '../scalar-malrules.ts';
import { type Placing, readersIn, type Telling } from './entry.ts';

const oneWay = ({ asked, inside }: Placing): string =>
  inside === null
    ? `You followed only one path. How many arrows leave ${asked}?`
    : `You followed only one path. ${inside}; find the contribution of each and add them.`;

/** The upstream gradients, divided by the number of examples where the answer is. */
const overExamples = ({ upstream, over }: Placing): string => {
  if (over === null) return upstream;
  return upstream.includes(' + ') ? `(${upstream})/${over}` : `${upstream}/${over}`;
};

/** What is said of wrong ways through the chain, among the paths, and of taking the question. */
export const ofTheChain: Readonly<Record<ChainId, Telling>> = {
  'local-only': {
    means: 'only the local derivative, without the upstream gradient',
    says: ({ readers, asked, output, over }) =>
      readers.length === 1
        ? `That is only \`d${readers[0]}/d${asked}\`, the first step${over === null ? '' : `, divided by ${over}`}. How does ${readers[0]} then move ${output}?`
        : `Those are only the first steps, from ${asked} to ${inWords(readers)}. How does each of them then move ${output}?`,
  },
  'upstream-only': {
    means: 'only the upstream gradient, without the local derivative',
    says: (scene) => {
      const { asked, readers, upstream, upstreams, output, single } = scene;
      const typed = overExamples(scene);
      if (upstreams.every((each) => each === `d${output}/d${output}`))
        return `That is only \`${typed}\`, the start of the backward pass. What is the slope of ${output} with respect to ${asked}?`;
      if (!single && readers.length === 1)
        return `That is only \`${typed}\`. You still need the step from ${asked} to ${readers[0]}: what does it multiply \`${upstream}\` by?`;
      return readers.length === 1
        ? `That is \`${typed}\`. You still need the step from ${asked} to ${readers[0]}: what is \`d${readers[0]}/d${asked}\`?`
        : `That is \`${typed}\`. You still need the steps from ${asked} to ${inWords(readers)}: multiply each by its slope.`;
    },
  },
  'added-instead-of-multiplied': {
    means: 'upstream gradient and local derivative added instead of multiplied',
    says: () =>
      'It looks as if you added the two slopes. When one change causes the next, do slopes add or multiply?',
  },
  'link-skipped': {
    means: 'a step left out in the backward pass: the derivative of a later step used instead',
    says: ({ asked }) =>
      `You left out a step in the backward pass. Which step uses ${asked}? Start from the derivative of that step.`,
  },
  'upstream-twice': {
    means: 'the upstream gradient counted twice',
    says: ({ readers, upstreams }) =>
      readers.length === 1
        ? `You multiplied by \`${upstreams[0]}\` twice. How often does the chain rule multiply by it?`
        : `You multiplied by the derivatives at ${inWords(readers)} twice. How often does the chain rule multiply by them?`,
  },
  'factor-forgotten': {
    means: 'a constant factor left out',
    says: ({ asked, readers }) =>
      `A constant factor is missing. Which number scales ${readers.join(' or ')}? It scales the slope with respect to ${asked}, too.`,
  },
  'started-from-the-output': {
    means: 'the backward pass started with the value of the output instead of 1',
    says: ({ output }) =>
      `It looks as if you started with the value of ${output}. The backward pass starts with \`d${output}/d${output}\`: what is that?`,
  },
  'step-too-far': {
    means: 'one step too far back: the derivative with respect to an input of the step in question',
    says: ({ asked }) =>
      `You went one step too far back, to an input of the step that computes ${asked}. The question is about ${asked} itself.`,
  },
  'updated-too-early': {
    means: 'updated weights in the rule instead of those of the forward pass',
    says: () =>
      'It looks as if you used weights that were already updated. Which weights did the forward pass use?',
  },
  'first-path-only': {
    means: 'only one of several paths',
    says: oneWay,
  },
  'last-path-only': {
    means: 'only one of several paths: the last one, as when = overwrites what += should add to',
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
    says: ({ asked, output, intruder }) =>
      `That is ${intruder === null ? `${asked} itself` : `the value of ${intruder}`}. The question is how much ${output} changes when ${asked} changes.`,
  },
  'change-for-a-nudge': {
    means: 'the change of the output for a nudge of 0.001',
    says: ({ asked, output }) =>
      `That is how much ${output} changes for a small nudge. Divide it by the size of the nudge in ${asked}.`,
  },
  'output-after-a-nudge': {
    means: 'the output itself after a nudge of 0.001',
    says: ({ output }) =>
      `That is the value of ${output}, perhaps after a small nudge. How much did ${output} change, and how big was the nudge?`,
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
    says: (scene) =>
      `That is the derivative with respect to another variable of ${readersIn(scene)}. Here only ${scene.asked} moves.`,
  },
};
