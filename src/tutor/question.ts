import { kinds } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import type { Lesson } from './lesson.ts';
import { type Link, linksOf, linkValue } from './link.ts';

/** One derivative to be found, with the links by which it can be. */
export interface Question {
  readonly slot: number;
  readonly name: string;
  /** What is asked, as a word: `dJ/db`. */
  readonly asks: string;
  /** Null where the paths over skipped steps are too many to be shown. */
  readonly links: readonly Link[] | null;
  readonly exact: number;
  /** The sum of what arrives along the links, each without its sign: the scale on which 0 is judged. */
  readonly magnitude: number;
}

/** The question about one slot of a lesson. */
export function questionOf(lesson: Lesson, slot: number): Question {
  const { worked, uses } = lesson;
  const links = linksOf(worked, uses, anchorsOf(lesson), slot);
  const exact = (worked.gradient[slot] ?? Number.NaN) + 0;
  const magnitude = links
    ? links.reduce((total, link) => total + Math.abs(linkValue(worked, link)), 0)
    : Math.abs(exact);
  const name = nameAt(worked, slot);
  return { slot, name, asks: `d${worked.output}/d${name}`, links, exact, magnitude };
}

/** The steps whose derivatives a learner has in hand when a question comes: the asked ones, and the output. */
export function anchorsOf({ worked, order }: Lesson): ReadonlySet<number> {
  const steps = order.filter((slot) => worked.graph.kind[slot] === kinds.step);
  return new Set([...steps, worked.graph.output]);
}

/** The asked steps that read a question's node, each once, the nearest to the output first. */
export function readersOf(question: Question): readonly number[] {
  return [...new Set((question.links ?? []).map((link) => link.to))].sort((a, b) => b - a);
}

/** The unnamed steps inside a question's links, from right to left: what `:open` asks one by one. */
export function hiddenSteps(lesson: Lesson, question: Question): readonly number[] {
  const inside = (question.links ?? []).flatMap((link) => link.path.map((edge) => edge.step));
  const anchors = anchorsOf(lesson);
  return [...new Set(inside)].filter((slot) => !anchors.has(slot)).sort((a, b) => b - a);
}

/**
 * The lesson as one question speaks of it: an unnamed step that its links span, because it is not asked, is written out
 * where it stands, so that the question's statements hold what is asked.
 */
export function lessonAt(lesson: Lesson, question: Question): Lesson {
  const spanned = hiddenSteps(lesson, question).filter((slot) => !lesson.worked.own.has(slot));
  if (!spanned.some((slot) => lesson.visible.has(slot))) return lesson;
  return { ...lesson, visible: new Set([...lesson.visible].filter((slot) => !spanned.includes(slot))) };
}

/** The lesson with these steps asked as well, just before the question that they belong to. */
export function opened(lesson: Lesson, steps: readonly number[], before: number): Lesson {
  const at = lesson.order.indexOf(before);
  return {
    ...lesson,
    order: [...lesson.order.slice(0, at), ...steps, ...lesson.order.slice(at)],
    visible: new Set([...lesson.visible, ...steps]),
  };
}
