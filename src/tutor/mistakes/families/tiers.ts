import type { Expression } from '../../../language/expression.ts';
import type { Value } from '../../../ops/matrix.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue, ofNumbers } from '../counterfactual.ts';
import { isNear } from '../equality.ts';
import type { Candidates, MistakeClass } from '../equivalence-classes.ts';
import { compoundsAt } from './compounds.ts';
import { classesNear, rareClassesAt } from './near-classes.ts';

/** An answer as far as it matters to its diagnosis. */
export interface Suspected {
  /** Null where its shapes clash. */
  readonly value: Value | null;
  readonly expression: Expression;
  /** Whether the screen shows rounded numbers on the way. */
  readonly rounded: boolean;
  /** The question for somebody who continues with their own wrong derivatives; left out where there are none. */
  readonly own?: Candidates | null;
  /** Whether it is a rule whatever numbers stand in it. */
  readonly asRule?: boolean;
}

/**
 * What is held against an answer, one after the other: the known wrong rules; what is seldom done, or fits many numbers;
 * the same for a number of three digits; two mistakes at once.
 */
export const tiers = ['known', 'rare', 'known in three digits', 'rare in three digits', 'two'] as const;
export type Tier = (typeof tiers)[number];

const classesIn = {
  known: classesNear,
  rare: rareClassesAt,
  'known in three digits': classesNear,
  'rare in three digits': rareClassesAt,
  two: compoundsAt,
} as const;

/** What was found behind an answer, by how it was looked for and where. */
const foundFor = new WeakMap<Suspected, Found[]>();

interface Found {
  readonly find: (typeof classesIn)[Tier];
  readonly sights: Candidates;
  readonly question: Question;
  readonly classes: readonly MistakeClass[];
}

/** The classes of a tier that may be behind an answer: those of another tier that looks for the same are not looked for again. */
export function classesBehind(
  answer: Suspected,
  tier: Tier,
  sights: Candidates,
  lesson: Lesson,
  question: Question,
): readonly MistakeClass[] {
  const find = classesIn[tier];
  const all = foundFor.get(answer) ?? [];
  foundFor.set(answer, all);
  const known = all.find(
    (each) => each.find === find && each.sights === sights && each.question === question,
  );
  if (known) return known.classes;
  // An expression in names is worked out as it stands: its owner's own numbers are no part of its rule.
  const { value, expression } = answer;
  const inNames = value !== null && !ofNumbers(expression);
  const here = inNames ? (counterfactualValue(sights.here, expression) ?? value) : value;
  const near = (other: Value | null, times = 1): boolean =>
    isNear(value, other, times) || (inNames && isNear(here, other, times));
  const classes = find(sights, lesson, question, near);
  all.push({ find, sights, question, classes });
  return classes;
}
