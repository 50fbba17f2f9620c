import { placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { type FormulaFrame, SharedFormulas } from '../../engine/graph/shared-formulas.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { derivative } from '../../language/expression.ts';
import { sameShape, valueFrom } from '../../ops/matrix.ts';
import { leafSource } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { sameAnswer } from '../mistakes/equality.ts';
import { freshMatrixRules } from '../mistakes/equivalence-classes.ts';
import { isLikelier } from '../mistakes/priors.ts';
import { looksUpstream, redrawCount, redrawing, turnedAround } from '../mistakes/redraw.ts';
import type { MistakeId, RuleName } from '../mistakes/scalar-malrules.ts';
import { type AskedOfMatrices, loadWorld, loosely, sameIn, sortsAt, strictly } from './rule-sorts.ts';
import { isTelling, type Teller, tallyOf } from './tallies.ts';

/** All formulas together may have so many entries: beyond, what is kept for the next draw weighs more than it saves. */
const mostEntries = 200_000;

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
    loadWorld(here, world);
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
    loadWorld(frame, value);
    return frame;
  };
  return (turns, holds) => {
    for (let k = 0; k < redrawCount; k++) {
      const frame = k < found ? others[k] : next();
      if (!frame) break;
      if (!holds(frame)) return false;
    }
    if (!turns) return true;
    if (!isTurned) loadWorld(turned, turnedAround(last));
    isTurned = true;
    return holds(turned);
  };
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
