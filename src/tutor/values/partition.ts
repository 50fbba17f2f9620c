import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { entriesOf, isFiniteValue, type Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { valueAnywhere } from '../mistakes/counterfactual.ts';
import { sameValue } from '../mistakes/equality.ts';
import {
  candidatesOf,
  freshMatrixRules,
  matrixClasses,
  scalarClasses,
  scalarRules,
} from '../mistakes/equivalence-classes.ts';
import type { MatrixMalrule } from '../mistakes/matrix-malrules.ts';
import { redrawCount, redrawer, seenThrough, type View } from '../mistakes/redraw.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { matrixTellers } from './matrix-tellers.ts';
import { type ShownMistake, type Teller, tallyOf, telling } from './tallies.ts';

/** What tells the mistakes of some questions of a graph apart, at whatever values it has; `sides`: of its kinks there. */
export type Tellers = (world: Evaluation, sides: readonly number[]) => readonly Teller[];

/** So many settings of the kinks are remembered: with more, each is met too seldom, and memory grows with the class. */
const mostKept = 400;

/** So many partitions of one question are remembered for one setting of the kinks. */
const mostSorts = 4;

/** What a wrong rule gives at a world; a question about single numbers is seen through its view there. */
type At = (world: Evaluation, view: View | null) => Value | null;

/** A rule, or all rules of a class, by what one of them gives. */
interface Known {
  readonly ids: readonly MistakeId[];
  readonly at: At;
}

/**
 * The classes of a question wherever the kinks stand on certain sides and the same rules are asleep: they give no number
 * at these values, or 0 where that says nothing, and may do so elsewhere.
 */
interface Partition {
  readonly classes: readonly (Known & { readonly id: MistakeId })[];
  readonly asleep: readonly Known[];
}

/** A question with what depends on no value. */
interface Asked {
  readonly question: Question;
  readonly rules: readonly MatrixMalrule[];
  readonly viewAt: ((world: Evaluation) => View) | null;
}

/**
 * The tellers of a lesson's graph. Which wrong rules are one mistake depends on the graph and on the sides of its kinks
 * alone: of single numbers that is found out once, and each draw then works out one rule of each class, at its own values. Matrices
 * have too many kinks to meet the same sides again (`matrix-tellers.ts`). `worlds`: values of the graph wherever they may be.
 */
export function tellersOf(
  lesson: Lesson,
  slots: readonly number[],
  worlds: () => readonly Evaluation[],
): Tellers {
  const questions = slots.map((slot) => questionOf(lesson, slot));
  const others = questions.filter(({ plain }) => !plain);
  const ofMatrices = others.length > 0 ? matrixTellers(lesson, others, worlds()) : null;
  const asked = questions.map((question): Asked => {
    return {
      question,
      rules: question.plain || ofMatrices ? [] : freshMatrixRules(lesson, question),
      viewAt: question.plain ? redrawer(lesson, question) : null,
    };
  });
  const known = new Map<string, Partition[][]>();
  return (world, sides) => {
    const key = sides.join();
    const kept = known.get(key) ?? asked.map(() => []);
    if (known.size < mostKept) known.set(key, kept);
    const there = ofMatrices?.(world);
    return asked.map((each, k) => {
      const { slot, plain } = each.question;
      return there && !plain ? there(slot) : tellerFor(each, kept[k] ?? [], lesson, world);
    });
  };
}

function tellerFor(asked: Asked, kept: Partition[], lesson: Lesson, worked: Evaluation): Teller {
  const [first] = kept;
  // What a lesson's question is seen by lasts as long as the lesson does: each question has its own, and all tellers wait at once.
  const mistakes = (): readonly ShownMistake[] => mistakesAt(asked, kept, { ...lesson, worked });
  return {
    // Rules that are asleep there may be awake here.
    most: first ? first.classes.length + first.asleep.length : null,
    tally: () =>
      tallyOf<Value>(
        gradientAt(worked, asked.question.slot),
        mistakes().map(({ value }) => value),
        sameValue,
      ),
    mistakes,
  };
}

/** The mistakes of a question, by a partition that is known where one holds here. */
function mistakesAt(asked: Asked, kept: Partition[], here: Lesson): readonly ShownMistake[] {
  const view = asked.viewAt?.(here.worked) ?? null;
  for (const partition of kept) {
    const found = mistakesWith(partition, here.worked, view);
    if (found) return found;
  }
  const { partition, mistakes } = partitionOf(here, asked);
  if (partition && kept.length < mostSorts) kept.push(partition);
  return mistakes;
}

function partitionOf(here: Lesson, { question: { slot }, rules }: Asked) {
  const question = questionOf(here, slot);
  const sights = candidatesOf(here, question);
  const ofNumbers = question.plain ? scalarRules(sights, here, question) : [];
  const found = question.plain
    ? scalarClasses(sights, ofNumbers)
    : matrixClasses(sights, here, question, rules);
  const classes = found.filter(telling);
  const mistakes = classes.flatMap(({ rule, values: [value = null] }): readonly ShownMistake[] =>
    value === null ? [] : [{ id: rule.id, value }],
  );
  // Where the graph breaks too easily there are too few values to tell rules apart.
  if (sights.worlds.length <= redrawCount) return { partition: null, mistakes };
  const all: readonly Known[] = question.plain
    ? ofNumbers.map((rule) => ({ ids: [rule.id], at: seenThrough(rule) }))
    : rules.map(({ id, rule }) => ({ ids: [id], at: valueAnywhere(rule) }));
  const partition: Partition = {
    // What they give here belongs to these values: it is not kept.
    classes: classes.map(({ rule, ids, again }) => ({ id: rule.id, ids, at: again ?? (() => null) })),
    asleep: all.filter((each) => isAsleep(each, each.at(here.worked, sights.view))),
  };
  return { partition, mistakes };
}

/** The mistakes of classes that are known, at other values; null where one is asleep there, or a rule that was asleep is not. */
function mistakesWith(
  { classes, asleep }: Partition,
  world: Evaluation,
  view: View | null,
): readonly ShownMistake[] | null {
  const mistakes: ShownMistake[] = [];
  for (const each of classes) {
    const value = each.at(world, view);
    if (value === null || isAsleep(each, value)) return null;
    mistakes.push({ id: each.id, value });
  }
  return asleep.every((each) => isAsleep(each, each.at(world, view))) ? mistakes : null;
}

/** Whether a rule says nothing at some values; where shapes clash, it never says anything. */
const isAsleep = ({ ids }: Known, value: Value | null): boolean =>
  value !== null && (!isFiniteValue(value) || (isZero(value) && ids.includes('other-variable')));

const isZero = (value: Value): boolean =>
  value === 0 || (typeof value !== 'number' && Array.from(entriesOf(value)).every((entry) => entry === 0));
