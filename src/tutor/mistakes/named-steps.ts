import { nameAt } from '../../engine/graph/names.ts';
import { type Link, linksOf } from '../../symbolic/link.ts';
import { isStep, type Lesson } from '../lesson/lesson.ts';
import { anchorsOf, type Question, questionOf } from '../lesson/question.ts';

// What depends on no answer is worked out once a lesson.
const wholes = new WeakMap<Lesson, Lesson>();
const withoutSkip = new WeakMap<Lesson, Lesson>();
const left = new WeakMap<Lesson, readonly UnaskedStep[]>();
const questions = new WeakMap<Lesson, Map<number, Question>>();

/** A step whose derivative nobody was asked for, and the ways to it. */
interface UnaskedStep {
  readonly slot: number;
  readonly links: readonly Link[];
}

/**
 * The lesson as if all its named steps were asked. Which mistakes there are hangs on the steps that a program names, not
 * on what is asked: whoever is asked for `db` alone goes by way of `du` all the same. A step that is skipped on purpose
 * stays skipped.
 */
export function withNamedSteps(lesson: Lesson): Lesson {
  const known = wholes.get(lesson);
  if (known) return known;
  const { worked, order, uses, visible, choice } = lesson;
  const asked = new Set(order);
  const skipped = new Set(choice.skip);
  const more = [...visible].filter(
    (slot) =>
      isStep(worked, slot) &&
      !asked.has(slot) &&
      !skipped.has(nameAt(worked, slot)) &&
      slot !== worked.graph.output &&
      uses.reaches(slot),
  );
  const whole = more.length === 0 ? lesson : { ...lesson, order: [...order, ...more].sort((a, b) => b - a) };
  if (whole !== lesson) left.set(whole, unaskedIn(whole, more));
  wholes.set(lesson, whole);
  return whole;
}

/** The same with the steps that are skipped on purpose: a rule may be written by way of them all the same. */
export function withSkippedSteps(lesson: Lesson): Lesson {
  if (lesson.choice.skip === undefined) return withNamedSteps(lesson);
  const { skip: _, ...choice } = lesson.choice;
  const known = withoutSkip.get(lesson) ?? { ...lesson, choice };
  withoutSkip.set(lesson, known);
  return withNamedSteps(known);
}

/** From right to left, as the way back goes. */
const unaskedIn = (whole: Lesson, steps: readonly number[]): readonly UnaskedStep[] =>
  [...steps]
    .sort((a, b) => b - a)
    .flatMap((slot) => {
      const links = linksOf(whole.worked, whole.uses, anchorsOf(whole), slot);
      return links ? [{ slot, links }] : [];
    });

/** The steps of such a lesson that nobody was asked for, from right to left. */
export const unaskedSteps = (whole: Lesson): readonly UnaskedStep[] => left.get(whole) ?? [];

/** A question as it stands in such a lesson; the question itself where nothing more is asked there. */
export function amongNamedSteps(lesson: Lesson, whole: Lesson, question: Question): Question {
  if (whole === lesson || question.links === null) return question;
  const bySlot = questions.get(whole) ?? new Map<number, Question>();
  questions.set(whole, bySlot);
  const known = bySlot.get(question.key) ?? questionOf(whole, question.key);
  bySlot.set(question.key, known);
  return known.links === null ? question : known;
}

const through = new WeakMap<Lesson, Map<string, Lesson>>();

/**
 * The lesson as if the way back to a step led by way of these steps alone: whoever writes `W2'*dZ2` for `dZ1` goes over
 * A1, and what is wrong in that rule is wrong over A1, too. The lesson itself where that changes nothing.
 */
export function byWayOf(whole: Lesson, slot: number, steps: readonly number[]): Lesson {
  const kept = whole.order.filter(
    (each) => each <= slot || !isStep(whole.worked, each) || steps.includes(each),
  );
  if (kept.length === whole.order.length) return whole;
  const word = kept.join(' ');
  const known = through.get(whole) ?? new Map<string, Lesson>();
  through.set(whole, known);
  const found = known.get(word) ?? { ...whole, order: kept };
  known.set(word, found);
  return found;
}
