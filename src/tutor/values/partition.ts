import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { entriesOf, isFiniteValue, mapped, type Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import {
  areByChance,
  candidatesOf,
  type MistakeClass,
  matrixClasses,
  mistakeClasses,
} from '../mistakes/equivalence-classes.ts';
import { type MatrixMalrule, matrixMalrules } from '../mistakes/matrix-malrules.ts';
import { redrawCount, redrawer, sidesOf, type View } from '../mistakes/redraw.ts';
import { type Suspects, telling } from './discrimination.ts';

/** The mistakes that could be told apart at some questions of a graph, at whatever values it has. */
type SuspectsAt = (world: Evaluation) => readonly Suspects[];

/** So many settings of the kinks are remembered: with more, each is met too seldom, and memory grows with the class. */
const mostKept = 400;

/** A question with what depends on no value. */
interface Asked {
  readonly question: Question;
  readonly rules: readonly MatrixMalrule[];
  readonly viewAt: ((world: Evaluation) => View) | null;
}

/**
 * The suspects of a lesson's graph at other values. Which wrong rules are one mistake depends on the graph and on the sides of its
 * kinks alone: that is found out once, and each draw then works out one rule of each class, at its own values.
 */
export function suspectsByKinks(lesson: Lesson, slots: readonly number[]): SuspectsAt {
  const asked = slots.map((slot): Asked => {
    const question = questionOf(lesson, slot);
    return {
      question,
      rules: question.plain ? [] : matrixMalrules(lesson, question),
      viewAt: question.plain ? redrawer(lesson, question) : null,
    };
  });
  const known = new Map<string, Classes[]>();
  return (world) => {
    const key = sidesOf(world, world.tape.value).join();
    const here = { ...lesson, worked: world };
    const kept = known.get(key) ?? [];
    if (known.size < mostKept) known.set(key, kept);
    return asked.map((each, k) => {
      const found = suspectsWith(each, kept[k] ?? null, world);
      if (found) return found;
      const { question, classes, everywhere } = partitionOf(here, each);
      // Chance at these values says nothing of the next ones, where the question is looked at once more.
      if (everywhere) kept[k] ??= classes.map(withoutValues);
      return { question, classes };
    });
  };
}

// A class is drawn for one after the other: what the graph alone tells is found out once.
const byLesson = new WeakMap<Lesson, Map<string, SuspectsAt>>();

/** The suspects of a lesson's graph at other values, as they were found for whoever was drawn for before. */
export function suspectsIn(lesson: Lesson, slots: readonly number[]): SuspectsAt {
  const bySlots = byLesson.get(lesson) ?? new Map<string, SuspectsAt>();
  byLesson.set(lesson, bySlots);
  const known = bySlots.get(slots.join()) ?? suspectsByKinks(lesson, slots);
  bySlots.set(slots.join(), known);
  return known;
}

/** The classes of a question wherever the kinks stand on certain sides; null where they differ from values to values. */
type Classes = readonly MistakeClass[] | null;

function partitionOf(here: Lesson, { question: { slot }, rules }: Asked) {
  const question = questionOf(here, slot);
  const sights = candidatesOf(here, question);
  const classes = question.plain ? mistakeClasses(sights) : matrixClasses(sights, here, question, rules);
  // Where the graph breaks too easily there are too few values to tell rules apart.
  const everywhere = sights.worlds.length > redrawCount && !areByChance(sights);
  return { question, everywhere, classes: classes.filter(telling) };
}

/** Classes that are known, at other values; null where one of them has no meaning at these. */
function suspectsWith({ question, viewAt }: Asked, classes: Classes, world: Evaluation): Suspects | null {
  if (classes === null) return null;
  const view = viewAt?.(world) ?? null;
  const here: MistakeClass[] = [];
  for (const each of classes) {
    const value = each.again?.(world, view) ?? null;
    if (value === null || !isFiniteValue(value)) return null;
    if (each.ids.includes('other-variable') && isZero(value)) return null;
    here.push({ ...each, values: [value] });
  }
  return { question: askedAt(question, world), classes: here };
}

/** What is kept of a class: its values belong to the draw at which it was found. */
const withoutValues = (each: MistakeClass): MistakeClass => ({ ...each, values: [], written: new Map() });

const isZero = (value: Value): boolean => Array.from(entriesOf(value)).every((entry) => entry === 0);

const askedAt = (question: Question, world: Evaluation): Question => ({
  ...question,
  exact: mapped(gradientAt(world, question.slot), (each) => each + 0),
});
