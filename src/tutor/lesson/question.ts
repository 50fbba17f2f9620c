import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import { sizeOfDerivative } from '../../engine/passes/sizes.ts';
import { entriesOf, filledWith, mapped, shapeOf, type Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { type Link, linksOf, linkValue } from '../../symbolic/link.ts';
import { isPlain } from '../../symbolic/rule.ts';
import type { Lesson } from './lesson.ts';
import { kindIn, type QuestionKind, slotIn } from './question-kind.ts';

/** One derivative to be found, with the links by which it can be. */
export interface Question {
  /** What it is known by, see `kind.ts`. */
  readonly key: number;
  readonly kind: QuestionKind;
  readonly slot: number;
  readonly name: string;
  /** What is asked, as a word: `dJ/db`. */
  readonly asks: string;
  /** Null where there are too many paths over skipped steps to be shown, or corners cancel that no rule shows. */
  readonly links: readonly Link[] | null;
  /** Where corners cancel that no rule shows: the steps that read it, and what the rules of the single steps give. */
  readonly cancels: Cancels | null;
  readonly exact: Value;
  /** Its size before anything in it cancels: the scale on which 0 is judged. */
  readonly magnitude: Value;
  /** Whether only single numbers stand on the ways to it, so that its rule is a product of local derivatives. */
  readonly plain: boolean;
}

/** Steps that stand at corners which cancel, and the number that their rules give, each by its own convention. */
export interface Cancels {
  readonly readers: readonly number[];
  readonly byRules: number;
}

/** The number that a question asks for, where it asks for a single one; else NaN. */
export const exactNumber = ({ exact }: Question): number => (typeof exact === 'number' ? exact : Number.NaN);

// What depends on no answer is worked out once a lesson.
const questions = new WeakMap<Lesson, Map<number, Question>>();
const anchors = new WeakMap<Lesson, ReadonlySet<number>>();

/** A question of a lesson, by its key: a slot alone asks for its derivative. */
export function questionOf(lesson: Lesson, key: number): Question {
  const known = questions.get(lesson) ?? new Map<number, Question>();
  questions.set(lesson, known);
  const question = known.get(key) ?? questionAt(lesson, key);
  known.set(key, question);
  return question;
}

function questionAt(lesson: Lesson, key: number): Question {
  const slot = slotIn(key);
  const kind = kindIn(key);
  const { worked } = lesson;
  const links = linksAt(lesson, slot);
  const cancels = links === null ? cancelsAt(lesson, slot) : null;
  const exact = mapped(gradientAt(worked, slot), (each) => each + 0);
  const arriving = links
    ? links.reduce(
        (total, link) => addValues(total, mapped(linkValue(worked, link), Math.abs)),
        filledWith(shapeOf(exact), 0),
      )
    : mapped(exact, Math.abs);
  const sizes = entriesOf(sizeOfDerivative(worked, slot));
  const magnitude = mapped(arriving, (each, i) => Math.max(each, sizes[i] ?? 0));
  const name = nameAt(worked, slot);
  const plain = typeof exact === 'number' && (links === null || links.every((link) => isPlain(worked, link)));
  return { key, kind, slot, name, asks: wordAt(worked, slot), links, cancels, exact, magnitude, plain };
}

/** The steps whose derivatives a learner knows when a question comes: the asked ones, and the output. */
export function anchorsOf(lesson: Lesson): ReadonlySet<number> {
  const known = anchors.get(lesson);
  if (known) return known;
  const { worked, order } = lesson;
  const steps = order.filter((slot) => worked.graph.kind[slot] === kinds.step);
  const found = new Set([...steps, worked.graph.output]);
  anchors.set(lesson, found);
  return found;
}

const linked = new WeakMap<Lesson, Map<number, readonly Link[] | null>>();

/** The links of a node to the steps whose derivatives a learner knows; null where there are more than can be shown. */
function linksAt(lesson: Lesson, slot: number): readonly Link[] | null {
  const known = linked.get(lesson) ?? new Map<number, readonly Link[] | null>();
  linked.set(lesson, known);
  const before = known.get(slot);
  if (before !== undefined) return before;
  const found = cancelsAt(lesson, slot) ? null : linksOf(lesson.worked, lesson.uses, anchorsOf(lesson), slot);
  known.set(slot, found);
  return found;
}

/** Where corners cancel at a slot, and what comes back along its links is not the slope there: those links; else null. */
function cancelsAt(lesson: Lesson, slot: number): Cancels | null {
  const { worked, uses, cancelling } = lesson;
  const links = cancelling.has(slot) ? linksOf(worked, uses, anchorsOf(lesson), slot) : null;
  if (!links) return null;
  const byRules = links.reduce((sum, link) => sum + Number(linkValue(worked, link)), 0);
  const slope = Number(gradientAt(worked, slot));
  if (Math.abs(byRules - slope) <= 1e-6 * Math.max(1, Math.abs(slope))) return null;
  return { readers: [...new Set(links.map(({ to }) => to))], byRules };
}

/** For each link of a question, the asked steps that read the step where it ends, each once. */
export function laterDerivatives(lesson: Lesson, { links }: Question): readonly (readonly number[])[] {
  return (links ?? []).map(({ to }) => [...new Set((linksAt(lesson, to) ?? []).map((next) => next.to))]);
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
export function opensTo(lesson: Lesson, steps: readonly number[], before: number): Lesson {
  const at = lesson.order.indexOf(before);
  const place = lesson.asked.indexOf(before);
  return {
    ...lesson,
    order: [...lesson.order.slice(0, at), ...steps, ...lesson.order.slice(at)],
    asked: [...lesson.asked.slice(0, place), ...steps, ...lesson.asked.slice(place)],
    visible: new Set([...lesson.visible, ...steps]),
  };
}
