import { type Expression, leaves } from '../../../language/expression.ts';
import { sameShape, shapeOf } from '../../../ops/matrix.ts';
import { wordAt } from '../../../symbolic/convention.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { laterDerivatives, type Question, readersOf } from '../../lesson/question.ts';
import { math } from '../../lesson/words.ts';
import { ofNumbers, staysTheSame } from '../../mistakes/counterfactual.ts';
import { type Diagnosis, diagnose } from '../../mistakes/diagnose.ts';
import { type Candidates, candidatesOf, type MistakeClass } from '../../mistakes/equivalence-classes.ts';
import { seenAs, seenAsAWhole } from '../../mistakes/families/as-a-whole.ts';
import { labelMisread } from '../../mistakes/families/label-misread.ts';
import { penaltyAdded } from '../../mistakes/families/penalty.ts';
import type { Suspected, Tier } from '../../mistakes/families/tiers.ts';
import type { Mistake } from '../../mistakes/messages.ts';
import { amongNamedSteps, byWayOf, withNamedSteps, withSkippedSteps } from '../../mistakes/named-steps.ts';
import type { OwnAnswers } from '../../mistakes/own-start.ts';
import { mistakeAt } from '../../mistakes/placing.ts';
import type { SecondMistake } from '../../mistakes/rewrite.ts';
import { atTheseData } from '../../mistakes/rule-equivalence.ts';
import { roundedEarly } from './rounded-early.ts';
import { slipOnRule } from './slip-on-rule.ts';

/** One of several mistakes that explain an answer, and the local derivative that somebody who made it believes in. */
export interface Suspect {
  readonly mistake: Mistake;
  /** Whether it starts from an earlier answer that was wrong. */
  readonly carried: boolean;
  /** Several where wrong rules that always give the same answer have different slopes in mind; none where it is no number. */
  readonly locals: readonly number[];
}

/** A question as it is asked, and as it would be if all steps that the program names were asked. */
export interface Weighing {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly whole: Lesson;
  readonly among: Question;
  /** Null where it has too many paths to be shown. */
  readonly sights: Candidates | null;
}

/** Where an answer is weighed. */
export function weighingOf(lesson: Lesson, question: Question): Weighing {
  const whole = withNamedSteps(lesson);
  const among = amongNamedSteps(lesson, whole, question);
  return {
    lesson,
    question,
    whole,
    among,
    sights: question.links === null ? null : candidatesOf(whole, among),
  };
}

/** The mistakes behind an answer, and the lesson whose steps their sentences mention. */
export interface Found {
  readonly diagnosis: Diagnosis;
  readonly lesson: Lesson;
  readonly question: Question;
}

const none: Diagnosis = { kind: 'none', all: [] };

/** The wrong rules of some tiers that explain an answer, the first tier that has any: by way of the named steps, or of others. */
export function suspected(place: Weighing, answer: Suspected, tiers: readonly Tier[]): Found {
  const { whole, among, sights } = place;
  if (sights === null) return { diagnosis: none, lesson: whole, question: among };
  const ways = [{ lesson: whole, question: among }, ...otherWays(place, answer.expression)];
  for (const tier of tiers) {
    const seen =
      tier === 'rare'
        ? (labelMisread(sights, among, answer) ??
          roundedEarly(place.lesson, place.question, answer, place.question.exact))
        : null;
    if (seen)
      return { diagnosis: { kind: 'named', mistake: seen, all: [seen] }, lesson: whole, question: among };
    for (const way of ways) {
      const { lesson, question } = way;
      const wrongOne =
        tier === 'known' &&
        way === ways[1] &&
        tiers.includes('rare') &&
        (valueOfReader(place, answer) ?? otherGradient(place, answer));
      if (wrongOne) return { diagnosis: wrongOne, lesson: whole, question: among };
      const there = candidatesOf(lesson, question);
      const diagnosis = diagnose(there, lesson, question, answer, tier);
      if (diagnosis.kind !== 'none' || diagnosis.all.length > 0) return { diagnosis, ...way };
      if (answer.value === null || ofNumbers(answer.expression)) continue;
      const near = atTheseData(question, there);
      // Made of data alone it stays what it is, and says no more than its number does.
      if (staysTheSame(near.worlds, answer.expression)) continue;
      const here = diagnose(near, lesson, question, answer, tier);
      if (here.kind !== 'none') return { diagnosis: here, ...way };
    }
  }
  const slipped =
    answer.value !== null && tiers.includes('two') && ofNumbers(answer.expression)
      ? slipOnRule([sights, ...(answer.own ? [answer.own] : [])], whole, among, answer.value)
      : null;
  if (slipped) return { diagnosis: slipped, lesson: whole, question: among };
  const last =
    answer.value === null || !tiers.includes('two')
      ? null
      : (penaltyAdded(sights, among, answer.value, answer.expression) ??
        seenAsAWhole(sights, among, answer.value, answer.expression));
  const diagnosis: Diagnosis = last ? { kind: 'named', mistake: last, all: [last] } : none;
  return { diagnosis, lesson: whole, question: among };
}

/** The bare name of the step that reads what is asked: its value, where a derivative belongs. */
function valueOfReader({ whole, among }: Weighing, { value, expression }: Suspected): Diagnosis | null {
  if (expression.kind !== 'name' || value === null) return null;
  const slot = whole.worked.slots.get(expression.name) ?? -1;
  if (!readersOf(among).includes(slot)) return null;
  const mistake = seenAs({ id: 'own-value', op: null, intruder: expression.name }, value);
  return { kind: 'named', mistake, all: [mistake] };
}

/** An answer that names the derivative of another step where that of the reader belongs: it is that, by whatever way it could be read. */
function otherGradient({ whole, among, sights }: Weighing, answer: Suspected): Diagnosis | null {
  if (sights === null || answer.value === null || spokenIn(whole, answer.expression).length === 0)
    return null;
  const found = diagnose(sights, whole, among, answer, 'rare');
  return found.kind === 'named' && found.mistake.rule.id === 'other-gradient' ? found : null;
}

/**
 * The question by way of other steps: those that are not asked, those that are skipped, and those whose derivatives
 * the answer names.
 */
function otherWays(
  { lesson, whole, question }: Weighing,
  expression: Expression,
): readonly { readonly lesson: Lesson; readonly question: Question }[] {
  const skipped = withSkippedSteps(lesson);
  // An answer that names no derivative goes by way of none.
  const through = ofNumbers(expression) ? whole : byWayOf(whole, question.slot, spokenIn(whole, expression));
  const lessons = new Set([lesson, skipped, through]);
  lessons.delete(whole);
  return [...lessons].map((other) => ({
    lesson: other,
    question: other === lesson ? question : amongNamedSteps(lesson, other, question),
  }));
}

/** The steps whose derivatives an expression names. */
export function spokenIn({ worked }: Lesson, expression: Expression): readonly number[] {
  return leaves(expression).flatMap((leaf) => {
    const word =
      leaf.kind === 'derivative'
        ? leaf.by
        : leaf.kind === 'name' && !worked.slots.has(leaf.name) && leaf.name.startsWith('d')
          ? leaf.name.slice(1)
          : '';
    return worked.slots.get(word) ?? [];
  });
}

/** A class of mistakes as a learner hears of it. */
export function suspectOf(
  place: Weighing,
  { lesson, question }: Pick<Found, 'lesson' | 'question'>,
  found: MistakeClass,
  own: OwnAnswers,
  digits: number,
): Suspect {
  const { rule, carried, also = rule.also } = found;
  const [here = null] = found.values;
  const fits = here !== null && sameShape(shapeOf(here), shapeOf(question.exact));
  const { id, message } = mistakeAt(lesson, question, { ...rule, fits }, digits);
  const said = [
    message,
    ...(also ? [alsoSaid[also]] : []),
    ...(carried
      ? [`(It starts from ${whoseStart(place, own, [id, also])} above, which was not right either.)`]
      : []),
  ];
  return {
    mistake: { id, message: said.join(' '), ...(also ? { also } : {}) },
    carried,
    // A probe asks for the slope of a step that is asked.
    locals: place.among === place.question ? [...new Set(found.locals)] : [],
  };
}

/** The sentences about a second mistake beside the first. */
const alsoSaid: Readonly<Record<SecondMistake, string>> = {
  'opposite-sign': 'The sign is wrong as well.',
  'local-only': 'The upstream gradient is missing as well.',
  'mean-forgotten': 'The mean over the examples is missing as well.',
  'mean-twice': 'You divided by the number of examples once too often as well.',
  'first-path-only': 'You followed only the first path as well.',
  'last-path-only': 'You followed only the last path as well.',
  'link-skipped': 'You left out a step in the backward pass as well.',
  'upstream-twice': 'You multiplied by the upstream gradient twice as well.',
  'added-instead-of-multiplied': 'You added slopes instead of multiplying them as well.',
  'another-slope': 'The slope of another operation on the way is wrong as well.',
  'transposed-answer': 'A transpose is missing, or in the wrong place, as well.',
  'factors-swapped': 'The factors are in the wrong order as well.',
  'entrywise-for-product': 'You took one product for the other (`*` and `.*`) as well.',
  'summed-the-other-way': 'A sum is missing, or goes along the wrong dimension, as well.',
  'arithmetic-slip': 'There is a slip in the arithmetic as well.',
};

/** The earlier answer that a mistake is made with: of one path alone, that which comes back along it. */
function whoseStart(
  { lesson, question }: Weighing,
  own: OwnAnswers,
  ids: readonly (string | undefined)[],
): string {
  const links = question.links ?? [];
  const alone = ids.includes('first-path-only')
    ? links.slice(0, 1)
    : ids.includes('last-path-only')
      ? links.slice(-1)
      : [];
  const near = [...alone.map(({ to }) => to), ...readersOf(question)];
  const from = [...near, ...laterDerivatives(lesson, question).flat()].find((slot) => own.has(slot));
  return from === undefined ? 'a wrong answer' : `your ${math(wordAt(lesson.worked, from))}`;
}

/** Suspects as a learner hears of them: those with the same sentence are one. */
export function inOwnWords(suspects: readonly Suspect[]): readonly Suspect[] {
  const byWords = new Map<string, Suspect>();
  for (const { mistake, carried, locals } of suspects) {
    const before = byWords.get(mistake.message);
    byWords.set(mistake.message, {
      mistake: before?.mistake ?? mistake,
      carried,
      locals: [...new Set([...(before?.locals ?? []), ...locals])],
    });
  }
  return [...byWords.values()];
}
