import type { Worked } from '../engine/work.ts';
import type { Lesson } from './lesson.ts';
import { mistakeClasses, sameAnswer, sightsOf } from './mistake/diagnose.ts';
import { viewOf } from './mistake/view.ts';
import type { MistakeId, WrongRule } from './mistake/wrong.ts';
import { type Question, questionOf } from './question.ts';

/** What the numbers of a question can tell about the reason behind an answer. */
export interface Discernment {
  readonly question: Question;
  /** Mistakes that give a number of their own. */
  readonly told: readonly MistakeId[];
  /** Mistakes that give the right number: nobody can see them here. */
  readonly hidden: readonly MistakeId[];
  /** Groups of mistakes that give one number. */
  readonly confused: readonly (readonly MistakeId[])[];
}

/** A question's mistakes as rules, one of each class: the same for all values with every kink on the same side. */
export interface Suspects {
  readonly question: Question;
  readonly rules: readonly WrongRule[];
}

/** The mistakes that could be told apart at each question of a lesson, were the numbers right for it. */
export function suspectsOf(lesson: Lesson): readonly Suspects[] {
  return lesson.order.map((slot) => {
    const question = questionOf(lesson, slot);
    return { question, rules: mistakeClasses(sightsOf(lesson, question)).map(({ rule }) => rule) };
  });
}

/** Which mistakes the values of a worked graph tell apart, question by question. */
export function discern(
  lesson: Lesson,
  suspects: readonly Suspects[] = suspectsOf(lesson),
): readonly Discernment[] {
  return suspects.map(({ question, rules }) => discernAt(lesson, lesson.worked, question, rules));
}

function discernAt(
  lesson: Lesson,
  worked: Worked,
  question: Question,
  rules: readonly WrongRule[],
): Discernment {
  const view = viewOf(lesson, question, worked);
  const given = rules.map((rule) => ({ id: rule.id, value: rule.at(view) }));
  const hidden = given.filter(({ value }) => sameAnswer(value, view.right));
  const groups: { value: number; ids: MistakeId[] }[] = [];
  for (const { id, value } of given) {
    if (sameAnswer(value, view.right)) continue;
    const group = groups.find((other) => sameAnswer(other.value, value));
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
export function sharpness(discernments: readonly Discernment[]): number {
  const told = discernments.reduce((total, each) => total + each.told.length, 0);
  const all = discernments.reduce(
    (total, each) => total + each.told.length + each.hidden.length + each.confused.flat().length,
    0,
  );
  return all === 0 ? 1 : told / all;
}
