import { sidesOf } from '../../engine/checks/sides.ts';
import type { Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { sameValue } from '../mistakes/equality.ts';
import { candidatesOf, classesAt, type MistakeClass } from '../mistakes/equivalence-classes.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { groundOf } from './ground.ts';
import { type ShownMistake, telling } from './tallies.ts';

/** What the numbers of a question can tell about the reason behind an answer. */
export interface Discrimination {
  readonly question: Question;
  /** Mistakes that give a number of their own. */
  readonly told: readonly MistakeId[];
  /** Mistakes that give the right number, so that they can't be seen at these values. */
  readonly hidden: readonly MistakeId[];
  /** Groups of mistakes that give one number. */
  readonly confused: readonly (readonly MistakeId[])[];
}

/** A question's mistakes, one of each class. */
export interface Suspects {
  readonly question: Question;
  readonly classes: readonly MistakeClass[];
}

/** The mistakes that could be told apart at each question of a lesson, or at some of them, were the numbers right for it. */
export function suspectsOf(lesson: Lesson, slots: readonly number[] = lesson.order): readonly Suspects[] {
  return slots.map((slot) => {
    const question = questionOf(lesson, slot);
    const classes = classesAt(candidatesOf(lesson, question), lesson, question);
    return {
      question,
      classes: classes.filter(telling),
    };
  });
}

/** Which mistakes the values of a lesson tell apart, question by question, or at some of its questions. */
export function discriminate(
  lesson: Lesson,
  slots: readonly number[] = lesson.order,
): readonly Discrimination[] {
  const { worked } = lesson;
  const tellers = groundOf(lesson).tellers(slots)(worked, sidesOf(worked.graph, worked.tape.value));
  return tellers.map((teller, k) => discernAt(questionOf(lesson, slots[k] ?? -1), teller.mistakes()));
}

function discernAt(question: Question, mistakes: readonly ShownMistake[]): Discrimination {
  const hidden = mistakes.filter(({ value }) => sameValue(question.exact, value));
  const groups: { readonly value: Value; readonly ids: MistakeId[] }[] = [];
  for (const { id, value } of mistakes) {
    if (sameValue(question.exact, value)) continue;
    const group = groups.find((other) => sameValue(other.value, value));
    if (group) group.ids.push(id);
    else groups.push({ value, ids: [id] });
  }
  return {
    question,
    told: groups.flatMap(({ ids }) => (ids.length === 1 ? ids : [])),
    hidden: hidden.map(({ id }) => id),
    confused: groups.filter(({ ids }) => ids.length > 1).map(({ ids }) => ids),
  };
}

/** How much of what could go wrong the numbers would show: the share of mistakes told apart, from 0 to 1. */
export function sharpness(discernments: readonly Discrimination[]): number {
  const told = discernments.reduce((total, each) => total + each.told.length, 0);
  const all = discernments.reduce(
    (total, each) => total + each.told.length + each.hidden.length + each.confused.flat().length,
    0,
  );
  return all === 0 ? 1 : told / all;
}
