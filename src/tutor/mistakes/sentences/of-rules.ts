import { inWords } from '../../../engine/graph/givens.ts';
import type { MutantId } from '../row-mutants.ts';
import { type Placing, ruleWords, type Telling } from './entry.ts';

/** The value of a step in the place of its slope: of the part whose rule it is, or of the whole step that reads. */
function usedAsSlope(scene: Placing): string {
  const { asked, part, rule, readers } = scene;
  if (part) {
    const text = part.name ? part.text : `\`${part.text}\``;
    // A 0 also says that nothing moves, whatever somebody had in mind.
    if (part.worth === '0')
      return `With \`0\`, a tiny step in ${asked} would not move ${text} at all. Its value is \`0\` here, but how much does it change when ${asked} changes?`;
    const worth = part.worth === null ? '' : `, ${part.worth},`;
    return `That uses the value of ${text}${worth} as a slope. How much does ${text} change when ${asked} changes?`;
  }
  const several = rule === null ? `the values of ${inWords(readers)}` : `the values that \`${rule}\` gives`;
  return `That uses ${several} as slopes. How much do they change when ${asked} changes?`;
}

/** What is said of the rule of an op that was changed. */
export const ofRules: Readonly<Record<MutantId, Telling>> = {
  'operands-swapped': {
    means:
      'the two sides of a rule swapped, as when the slope of a product is taken to be the factor that moves',
    says: (scene) =>
      `It looks as if you swapped the two sides of ${ruleWords(scene)}. Only ${scene.asked} moves; which other number scales its nudge?`,
  },
  'input-for-output': {
    means: 'the input used in a rule that is written with the output',
    says: (scene) =>
      `You used the input, but ${ruleWords(scene)} is written with the output. What is the output here?`,
  },
  'output-for-input': {
    means: 'the output used in a rule that is written with the input',
    says: (scene) =>
      `You used the output, but ${ruleWords(scene)} is written with the input. What is the input here?`,
  },
  'rule-sign-flipped': {
    means: 'a local derivative with the opposite sign',
    says: (scene) =>
      `Check the sign of ${ruleWords(scene)}: if ${scene.asked} goes up a little, does the result go up or down?`,
  },
  'inner-sign-flipped': {
    means: 'a plus where a minus belongs inside a local derivative, or the other way round',
    says: (scene) =>
      `Check the signs inside ${ruleWords(scene)}: there is a plus where a minus belongs, or a minus where a plus belongs.`,
  },
  'part-dropped': {
    means: 'a local derivative without one of its parts: an exponent, a factor, a square or a term',
    says: (scene) =>
      `A part of ${ruleWords(scene)} is missing. Say the whole rule aloud: what else is in it?`,
  },
  'applied-twice': {
    means: 'a function applied once more before its slope is taken',
    says: (scene) =>
      `It looks as if you applied the function twice in ${ruleWords(scene)}. Which number has already been through it?`,
  },
  'neighbours-rule': {
    means: 'the local derivative of a related function',
    says: (scene) => `That is the rule for another function. What is ${ruleWords(scene)}?`,
  },
  'output-for-slope': {
    means: 'the output of an operation used as its slope',
    says: usedAsSlope,
  },
  'slope-forgotten': {
    means: 'a local derivative taken to be 1',
    says: (scene) =>
      `It looks as if you left out the slope that ${ruleWords(scene)} gives. Does every nudge pass unchanged?`,
  },
  'slope-twice': {
    means: 'a local derivative counted twice, as when A - Y is multiplied by the slope of the sigmoid again',
    says: (scene) =>
      `You used ${ruleWords(scene)} twice. Which derivative in your answer already contains it?`,
  },
  'other-operands-rule': {
    means: 'the local derivative with respect to the other side',
    says: (scene) =>
      `That comes from ${ruleWords(scene)} with respect to its other side. On which side is ${scene.asked}?`,
  },
};
