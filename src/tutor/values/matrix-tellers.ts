import { placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { type FormulaFrame, SharedFormulas } from '../../engine/graph/shared-formulas.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { derivative } from '../../language/expression.ts';
import { sameShape, valueFrom } from '../../ops/matrix.ts';
import { leafSource } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { sameAnswer } from '../mistakes/equality.ts';
import { freshMatrixRules, looksUpstream } from '../mistakes/equivalence-classes.ts';
import { isLikelier } from '../mistakes/priors.ts';
import { redrawCount, redrawing, turnedAround } from '../mistakes/redraw.ts';
import type { MistakeId, RuleName } from '../mistakes/scalar-malrules.ts';
import { isTelling, type Teller, tallyOf } from './tallies.ts';

/** All formulas together may have so many entries: beyond, what is kept for the next draw weighs more than it saves. */
const mostEntries = 200_000;

/** So many worlds tell whether rules are the same at any values. */
const fewest = 4;

/** A question about matrices: its wrong rules, and the right one, as parts of the formulas that all questions share. */
interface AskedOfMatrices {
  readonly right: number;
  readonly rules: readonly { readonly rule: RuleName; readonly part: number }[];
  /** Whether wrong rules go by the sign of what comes in. */
  readonly turns: boolean;
}

/** The teller of each question about matrices at one world. */
type TellerOf = (slot: number) => Teller;

/**
 * What tells the mistakes of questions about matrices apart, at whatever values a graph has. Every rule is worked out at a
 * draw's own values, and those that give the same there are held against each other at redrawn ones, as where an answer is
 * judged. Rules that are the same at some other `worlds` are so wherever the kinks stand: of them nothing has to be redrawn, which
 * takes most of the time. Null where a graph is too large for that.
 */
export function matrixTellers(
  lesson: Lesson,
  questions: readonly Question[],
  worlds: readonly Evaluation[],
): ((world: Evaluation) => TellerOf) | null {
  const formulas = formulasOf(lesson);
  const asked = new Map(questions.map((question) => [question.slot, askedOf(lesson, question, formulas)]));
  if (!formulas.settled || formulas.entries > mostEntries) return null;
  const here = formulas.frame();
  const sorts = sortsAt(formulas, [...asked.values()], here, worlds);
  const elsewhere = [formulas.frame()];
  return (world) => {
    load(here, world);
    const others = redrawn(world, formulas, elsewhere);
    return (slot) => {
      const question = asked.get(slot);
      if (!question) throw new Error('only questions that were named can be tallied');
      const sortOf = sorts.get(question);
      const areSame = (one: number, other: number): boolean => {
        if (one === other) return true;
        const known = sortOf?.get(one) === sortOf?.get(other);
        if (!sameIn(here, formulas, one, other, known ? loosely : strictly)) return false;
        return known || others(question.turns, (frame) => sameIn(frame, formulas, one, other, strictly));
      };
      const isAlways = (part: number, what: number): boolean =>
        isFilled(here.entries(part), what) &&
        others(question.turns, (frame) => isFilled(frame.entries(part), what));
      return tellerAt(here, formulas, question.right, () => classesOf(question, here, areSame, isAlways));
    };
  };
}

function formulasOf({ worked }: Lesson): SharedFormulas {
  return new SharedFormulas((leaf) => {
    const source = leafSource(worked, leaf);
    if (source === undefined) throw new Error('a name in a wrong rule has no value');
    if (typeof source !== 'object' || !('slot' in source)) return source;
    const { slot, what } = source;
    const array = what === 'value' ? 'values' : 'derivatives';
    return { array, at: placeAt(worked.graph, slot), shape: shapeAt(worked.graph, slot) };
  });
}

function askedOf(lesson: Lesson, question: Question, formulas: SharedFormulas): AskedOfMatrices {
  const { output } = lesson.worked;
  const right = formulas.add(derivative(output, question.name));
  if (right === null) throw new Error('a derivative has a shape');
  const rules = freshMatrixRules(lesson, question).flatMap(({ rule, ...named }) => {
    // Where its shapes clash it gives no number.
    const part = formulas.add(rule);
    return part === null ? [] : [{ rule: named, part }];
  });
  return { right, rules, turns: looksUpstream(lesson, question) };
}

const load = (frame: FormulaFrame, { tape, gradients }: Evaluation): void =>
  frame.load({ values: tape.value, derivatives: gradients });

/** How near entries have to be, by the largest of them and as such: what rounding leaves is no difference. */
interface Nearness {
  readonly share: number;
  readonly least: number;
}

const strictly: Nearness = { share: 1e-9, least: 1e-21 };
/** Rules that are known to be the same differ by what rounding leaves of large numbers. */
const loosely: Nearness = { share: 1e-6, least: 1e-9 };

function sameIn(
  frame: FormulaFrame,
  formulas: SharedFormulas,
  one: number,
  other: number,
  { share, least }: Nearness,
): boolean {
  if (!sameShape(formulas.shape(one), formulas.shape(other))) return false;
  const size = Math.max(frame.size(one), frame.size(other));
  const near = Math.max(least, share * size);
  // Most differ in their largest entry already; of what is no number, nothing can be said.
  if (!(Math.abs(frame.size(one) - frame.size(other)) <= near)) return false;
  const [left, right] = [frame.entries(one), frame.entries(other)];
  for (let at = 0; at < left.length; at++)
    if (Math.abs((left[at] ?? 0) - (right[at] ?? 0)) > near) return false;
  return true;
}

const isFilled = (entries: Float64Array, what: number): boolean => entries.every((entry) => entry === what);

/** Whether something holds wherever a world is redrawn; `turns`: also where the output has the opposite sign. */
type Others = (turns: boolean, holds: (frame: FormulaFrame) => boolean) => boolean;

/** The redrawn values of a world, each made when it is asked for; the first frame is for the world that is turned around. */
function redrawn(world: Evaluation, formulas: SharedFormulas, frames: FormulaFrame[]): Others {
  const [turned = formulas.frame(), ...others] = frames;
  const source = redrawing(world, true);
  let [last, found, isTurned] = [world, 0, false];
  const next = (): FormulaFrame | null => {
    const { value, done } = source.next();
    if (done) return null;
    const frame = others[found] ?? formulas.frame();
    if (!others[found]) {
      others.push(frame);
      frames.push(frame);
    }
    found++;
    last = value;
    load(frame, value);
    return frame;
  };
  return (turns, holds) => {
    for (let k = 0; k < redrawCount; k++) {
      const frame = k < found ? others[k] : next();
      if (!frame) break;
      if (!holds(frame)) return false;
    }
    if (!turns) return true;
    if (!isTurned) load(turned, turnedAround(last));
    isTurned = true;
    return holds(turned);
  };
}

/** For each question the sort of each part: parts of one sort are the same in all worlds. */
function sortsAt(
  formulas: SharedFormulas,
  asked: readonly AskedOfMatrices[],
  frame: FormulaFrame,
  worlds: readonly Evaluation[],
): ReadonlyMap<AskedOfMatrices, ReadonlyMap<number, number>> {
  const partsOf = ({ right, rules }: AskedOfMatrices): readonly number[] => [
    ...new Set([right, ...rules.map(({ part }) => part)]),
  ];
  // Few worlds would tell too little: then no two are known to be the same.
  let sorts = asked.map((question) =>
    worlds.length < fewest ? partsOf(question).map((part) => [part]) : [partsOf(question)],
  );
  for (const world of worlds) {
    load(frame, world);
    sorts = sorts.map((all) => all.flatMap((parts) => split(parts, frame, formulas)));
  }
  return new Map(
    asked.map((question, k) => [
      question,
      new Map((sorts[k] ?? []).flatMap((parts, sort) => parts.map((part) => [part, sort] as const))),
    ]),
  );
}

/** Parts in groups of those that are the same here. */
function split(
  parts: readonly number[],
  frame: FormulaFrame,
  formulas: SharedFormulas,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const part of parts) {
    const group = groups.find(([first = part]) => sameIn(frame, formulas, first, part, strictly));
    if (group) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** The parts of the mistakes that are told apart, one of each class, as far as they have a meaning here. */
function classesOf(
  { right, rules }: AskedOfMatrices,
  here: FormulaFrame,
  areSame: (one: number, other: number) => boolean,
  isAlways: (part: number, what: number) => boolean,
): readonly Shown[] {
  const classes: { readonly part: number; rule: RuleName }[] = [];
  for (const { rule, part } of rules) {
    const size = here.size(part);
    if (!Number.isFinite(size)) continue;
    if (rule.id === 'other-variable' && (size === 0 || isAlways(part, 1))) continue;
    if (areSame(part, right)) continue;
    const known = classes.find((other) => areSame(other.part, part));
    if (!known) classes.push({ rule, part });
    else if (isLikelier(known.rule, rule)) known.rule = rule;
  }
  return classes.flatMap(({ rule: { id }, part }) => (isTelling(id) ? [{ id, part }] : []));
}

/** A mistake, and the part of the formulas that gives its number. */
interface Shown {
  readonly id: MistakeId;
  readonly part: number;
}

/** Numbers are told apart as those are that somebody types: rounded somehow. */
function tellerAt(
  here: FormulaFrame,
  formulas: SharedFormulas,
  right: number,
  shown: () => readonly Shown[],
): Teller {
  const alike = (answer: number, part: number): boolean => {
    if (!sameShape(formulas.shape(answer), formulas.shape(part))) return false;
    const [left, other] = [here.entries(answer), here.entries(part)];
    return left.every((entry, at) => sameAnswer(entry, other[at] ?? Number.NaN));
  };
  return {
    most: null,
    tally: () =>
      tallyOf(
        right,
        shown().map(({ part }) => part),
        alike,
      ),
    mistakes: () =>
      shown().map(({ id, part }) => ({
        id,
        value: valueFrom(formulas.shape(part), here.entries(part).slice()),
      })),
  };
}
