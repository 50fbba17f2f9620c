import { catalogueEntry } from '../../tutor/mistakes/catalogue.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';

const onePath: readonly [string, string] = ['you took only one of the paths', 'you took them all'];

/** Skills that come from the kind of question and not from an op, in words. */
const added: Readonly<Record<string, string>> = {
  'fan-out': 'a value that is used more than once',
  'chain-depth': 'a chain of three steps or more',
  batch: 'many examples and their mean',
  transpose: 'the transpose in a product of matrices',
  shape: 'the shape of a derivative',
  update: 'an update step',
  nudge: 'what a nudge does',
};

/** What a learner with a mistake did, and what is right: `you added`, `you multiplied`. */
const deeds: Readonly<Record<string, readonly [string, string]>> = {
  'local-only': ['you left the upstream gradient out', 'you multiplied by it'],
  'upstream-only': ['you left the local derivative out', 'you multiplied by it'],
  'added-instead-of-multiplied': ['you added', 'you multiplied'],
  'link-skipped': ['you left out a step of the chain', 'you took them all'],
  'upstream-twice': ['you counted the upstream gradient twice', 'you counted it once'],
  'started-from-the-output': ['you began with the value of the output', 'you began with 1'],
  'step-too-far': ['you went a step too far back', 'you stopped at the right one'],
  'updated-too-early': ['you used weights that were updated already', 'you used those of the forward pass'],
  'first-path-only': onePath,
  'last-path-only': onePath,
  'path-left-out': ['you left a path out', 'you took them all'],
  'paths-multiplied': ['you multiplied what comes along the paths', 'you added it'],
  'paths-averaged': ['you averaged what comes along the paths', 'you added it'],
  'own-value': ['you gave the value of the variable', 'you gave its derivative'],
  'opposite-sign': ['you had the opposite sign', 'you had the right one'],
  reciprocal: ['you gave one over the derivative', 'you gave the derivative'],
  'other-variable': ["you gave the other variable's derivative", "you gave this one's"],
  'operands-swapped': ['you took the factor that moves', 'you took the other one'],
  'slope-forgotten': ['you took a slope to be 1', 'you multiplied by it'],
  'slope-twice': ['you counted a slope twice', 'you counted it once'],
  'rule-sign-flipped': ['you turned a sign around', 'you had the right one'],
  'inner-sign-flipped': ['you turned a sign around', 'you had the right one'],
  'part-dropped': ['you left out a part of the rule', 'you took the whole rule'],
  'transpose-dropped': ['you left a transpose out', 'you put it in'],
  'transpose-added': ['you transposed the wrong factor', 'you transposed the right one'],
  'factors-swapped': ['you had the factors the wrong way round', 'you had them in order'],
  'sum-left-out': ['you left a sum out', 'you summed'],
  'mean-forgotten': ['you forgot the mean over the examples', 'you remembered it'],
  'mean-twice': ['you took the mean twice', 'you took it once'],
};

/** A skill in words: `the slope of a*b with respect to b`; the id alone for an op that no longer exists. */
export function skillName(id: string): string {
  const own = added[id];
  if (own !== undefined) return own;
  const [op = '', operand = ''] = id.split('.');
  const entry = catalogueEntry(op);
  if (!entry) return id;
  const [written = op] = entry.written;
  return entry.rules.length === 1
    ? `the slope of ${written}`
    : `the slope of ${written} with respect to ${operand}`;
}

/** A mistake in words; the id alone for one that is no longer named. */
export const mistakeName = (id: string): string =>
  (mistakeMessages as Readonly<Record<string, { readonly means: string }>>)[id]?.means ??
  id.replaceAll('-', ' ');

/** The sentence when a mistake has been overcome: what was done then, and what today. */
export function mendedWords(id: string, when: string): string {
  const [did, does] = deeds[id] ?? [`your answer was ${mistakeName(id)}`, 'it is right'];
  return `${when} ${did} here; today ${does}.`;
}
