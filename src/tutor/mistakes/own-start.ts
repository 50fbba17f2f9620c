import { placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import { once } from '../../language/remembering/once.ts';
import {
  everyEntry,
  isFiniteValue,
  isZero,
  mapped,
  sameShape,
  shapeOf,
  type Value,
} from '../../ops/matrix.ts';
import { type Link, linkValue } from '../../symbolic/link.ts';
import { isPlain } from '../../symbolic/rule.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { laterDerivatives, type Question } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { type Candidates, candidatesOf } from './equivalence-classes.ts';
import { unaskedSteps } from './named-steps.ts';

/** The wrong derivatives with which somebody continues, by their slots. */
export type OwnAnswers = Pick<ReadonlyMap<number, Value>, 'get' | 'has'>;

/** Those of certain slots, each slot with its value. */
export const ownAt = (own: OwnAnswers, slots: Iterable<number>): readonly (readonly [number, Value])[] =>
  [...slots].flatMap((slot) => {
    const value = own.get(slot);
    return value === undefined ? [] : [[slot, value] as const];
  });

/** No wrong answers. */
const noneOwn: OwnAnswers = new Map();

/**
 * The numbers with which somebody continues: answers that were wrong, and rounded answers that were accepted as
 * right.
 */
export interface Start {
  readonly wrong: OwnAnswers;
  readonly accepted: OwnAnswers;
  /** The steps whose derivatives were answered right. */
  readonly right: Pick<ReadonlySet<number>, 'has'>;
}

/** The start of somebody without own numbers: all earlier derivatives are the true ones. */
export const noStart: Start = { wrong: noneOwn, accepted: noneOwn, right: new Set() };

/**
 * A question as it stands for somebody who goes on with their own wrong derivatives, which are as free as any value is:
 * redrawn with them. `asked`: the question as it was asked, where its lesson leaves named steps out. Null where none of them has a part in it. A 0 has none: nothing can be told of what it was taken to;
 * nor has a 1 of a step further on: whoever takes that in place of the reader's has the local derivative alone.
 */
export function ownCandidates(
  lesson: Lesson,
  question: Question,
  own: OwnAnswers,
  asked: Question = question,
): Candidates | null {
  const { graph } = lesson.worked;
  const readers = new Set([...(question.links ?? []), ...(asked.links ?? [])].map((link) => link.to));
  const later = new Set(laterDerivatives(lesson, question).flat());
  const unasked = unaskedSteps(lesson);
  const near = [...new Set([...readers, ...later])].sort((a, b) => b - a);
  const mine = ownAt(own, near).filter(([slot, value]) => {
    const hasPart =
      (readers.has(slot) && !isZero(value)) ||
      (later.has(slot) && !everyEntry(value, (entry) => Math.abs(entry) === 1 || entry === 0));
    return hasPart && isFiniteValue(value) && sameShape(shapeOf(value), shapeAt(graph, slot));
  });
  if (mine.length === 0) return null;
  return goneOn(candidatesOf(lesson, question), (world, moved) =>
    goingOn(world, question, mine, moved, unasked),
  );
}

/**
 * The sights of somebody's own start. What stands here is enough for most rules; the worlds in which their derivatives
 * are others, too, are made when one is near an answer.
 */
function goneOn(
  truth: Candidates,
  from: (world: Evaluation, moved: (entry: number) => number) => Evaluation,
): Candidates {
  const here = from(truth.here, (entry) => entry);
  const view = truth.view && truth.redraw(here, truth.view);
  const worlds = once(() => {
    const random = seeded(here.graph.size);
    const moved = (entry: number): number => entry + (random() * 2 - 1) * Math.max(Math.abs(entry), 0.5);
    return [here, ...truth.worlds.slice(1).map((world) => from(world, moved))];
  });
  const views = once(() =>
    view
      ? [
          view,
          ...worlds()
            .slice(1)
            .map((world, i) => truth.redraw(world, truth.views[i + 1])),
        ]
      : [],
  );
  // Each page has many of these, and a literal is made sooner than other objects with such parts.
  return {
    here,
    view,
    get worlds() {
      return worlds();
    },
    get views() {
      return views();
    },
    sameData: worlds,
    redraw: truth.redraw,
    truth,
  };
}

/** What the right rule makes of the wrong derivatives in such sights. */
export const rightFromOwn = ({ here }: Candidates, { slot }: Question): Value => gradientAt(here, slot);

/**
 * The lesson's world for somebody who goes on with derivatives of their own; null where one of them does not fit. `unasked`: the
 * steps between that nobody was asked for, which follow from what comes before them.
 */
export function startedFrom(
  world: Evaluation,
  question: Question,
  mine: readonly (readonly [number, Value])[],
  unasked: ReturnType<typeof unaskedSteps> = [],
): Evaluation | null {
  const fit = mine.every(
    ([slot, value]) => isFiniteValue(value) && sameShape(shapeOf(value), shapeAt(world.graph, slot)),
  );
  return fit ? goingOn(world, question, mine, (entry) => entry, unasked) : null;
}

/** A world in which the derivatives at some slots are any numbers of a sign, and the question's is what the right rule makes of them. */
export function independently(
  world: Evaluation,
  question: Question,
  slots: readonly number[],
  sign: 1 | -1 = 1,
): Evaluation {
  const random = seeded(world.graph.size + question.slot);
  const drawn = slots.map(
    (slot) => [slot, mapped(gradientAt(world, slot), () => sign * (1 + random()))] as const,
  );
  return goingOn(world, question, drawn, (entry) => entry);
}

const factors = new WeakMap<Evaluation, Map<readonly Link[], readonly (number | null)[]>>();

/** By what each way multiplies a derivative that comes back along it; null where it goes through a matrix. */
function factorsOf(world: Evaluation, ways: readonly Link[]): readonly (number | null)[] {
  const known = factors.get(world) ?? new Map<readonly Link[], readonly (number | null)[]>();
  factors.set(world, known);
  const found =
    known.get(ways) ??
    ways.map((link) => {
      const factor = isPlain(world, link) ? linkValue(world, link, 1) : null;
      return typeof factor === 'number' ? factor : null;
    });
  known.set(ways, found);
  return found;
}

/** A world in which some derivatives are somebody's own, and the question's is what the right rule makes of them. */
function goingOn(
  world: Evaluation,
  { slot, links }: Question,
  mine: readonly (readonly [number, Value])[],
  moved: (entry: number) => number,
  unasked: ReturnType<typeof unaskedSteps> = [],
): Evaluation {
  const gradients = world.gradients.slice();
  const put = (at: number, value: Value): void => {
    const place = placeAt(world.graph, at);
    if (typeof value === 'number') gradients[place] = value;
    else gradients.set(value.entries, place);
  };
  for (const [at, value] of mine) put(at, mapped(value, moved));
  const theirs = { ...world, gradients };
  const follow = (at: number, ways: readonly Link[]): void => {
    const factors = factorsOf(world, ways);
    const [first, ...others] = ways.map((link, i) => {
      const upstream = gradientAt(theirs, link.to);
      const factor = factors[i] ?? null;
      return factor !== null && typeof upstream === 'number'
        ? factor * upstream
        : linkValue(theirs, link, upstream);
    });
    if (first !== undefined) put(at, others.reduce(addValues, first));
  };
  // Steps between that nobody was asked for follow from what was answered.
  for (const step of unasked) if (step.slot > slot) follow(step.slot, step.links);
  follow(slot, links ?? []);
  return theirs;
}
