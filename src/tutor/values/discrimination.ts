import type { Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { sameValue } from '../mistakes/equality.ts';
import { candidatesOf, classesAt, type MistakeClass } from '../mistakes/equivalence-classes.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';

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

const ofDescent: ReadonlySet<MistakeId> = new Set(['descent-step', 'updated-weight']);

/** A question's mistakes, one of each class. */
export interface Suspects {
  readonly question: Question;
  readonly classes: readonly MistakeClass[];
}

/** Whether a mistake may pass for another: where shapes clash there is no number, and a step of descent is seldom one for anything else. */
export const telling = ({ form, rule }: MistakeClass): boolean => form === null && isTelling(rule.id);

/** Whether a mistake with a number may pass for another. */
export const isTelling = (id: MistakeId): boolean => !ofDescent.has(id);

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

/** Which mistakes the values of a worked graph tell apart, question by question. */
export function discriminate(
  lesson: Lesson,
  suspects: readonly Suspects[] = suspectsOf(lesson),
): readonly Discrimination[] {
  return suspects.map(discernAt);
}

function discernAt({ question, classes }: Suspects): Discrimination {
  const given = classes.map(({ rule, values }) => ({ id: rule.id, value: values[0] ?? null }));
  const hidden = given.filter(({ value }) => sameValue(question.exact, value));
  const groups: { value: Value | null; ids: MistakeId[] }[] = [];
  for (const { id, value } of given) {
    if (sameValue(question.exact, value)) continue;
    const group = groups.find((other) => other.value !== null && sameValue(other.value, value));
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

/** How many mistakes a question has at some values, and how many of them its numbers tell apart, or hide. */
export interface QuestionTally {
  readonly told: number;
  readonly hidden: number;
  readonly all: number;
}

/** The tally of a question whose mistakes, one of each class, give these values; `alike`: whether an answer may be a value. */
export function tallyOf<Each>(
  exact: Each,
  values: readonly Each[],
  alike: (answer: Each, value: Each) => boolean,
): QuestionTally {
  const groups: { readonly first: Each; size: number }[] = [];
  let hidden = 0;
  for (const value of values) {
    if (alike(exact, value)) {
      hidden++;
      continue;
    }
    const group = groups.find(({ first }) => alike(first, value));
    if (group) group.size++;
    else groups.push({ first: value, size: 1 });
  }
  return { told: groups.filter(({ size }) => size === 1).length, hidden, all: values.length };
}
