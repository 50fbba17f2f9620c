import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import type { LinkStep } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { exactNumber, type Question } from '../lesson/question.ts';
import { nearly, outputSlopeOf, type StepPlace, slopeBy, stepPlace } from './places.testing.ts';
import { instead, mostTaken, put, type Taken, taken } from './slope-claims.testing.ts';

// For tests: the numbers that come of what a sentence says, worked out from the forward pass.

/** One way back: what comes back at its end, and the slope along it, which may be wrong. */
export interface Way {
  readonly up: number;
  readonly slope: number;
  readonly to: number;
}

/** What a derivative is taken for, given the ways back to it. */
export type Total = (ways: readonly Way[]) => readonly number[];

const chainRule: Total = (ways) => [ways.reduce((sum, { up, slope }) => sum + up * slope, 0)];

/** What is taken for the slope at some arrows of the way back; null where the slope is right. */
type Changed = (place: StepPlace) => Taken | null;

/** The ways back where at some arrows something else is taken for the slope. */
function waysTaken(lesson: Lesson, question: Question, changed: Changed, pick: number): readonly Way[] {
  return (question.links ?? []).map(({ path, to }) => {
    const up = outputSlopeOf(lesson, to);
    const slope = path.reduceRight((along, arrow) => {
      const place = stepPlace(lesson, arrow);
      const other = changed(place);
      const wrong = other?.(place, up * along, lesson)[pick];
      return along * (wrong ?? (other ? Number.NaN : slopeBy(place.op, place.by, place.operands)));
    }, 1);
    return { up, slope, to };
  });
}

const picks = Array.from({ length: mostTaken }, (_, pick) => pick);

/** The rule of a step changed as a sentence says: at the steps of one op. */
const changedAt =
  (op: string, by: number, rule: Taken): Changed =>
  (place) =>
    place.op === op && place.by === by ? rule : null;

export const rightWays = (lesson: Lesson, question: Question): readonly Way[] =>
  waysTaken(lesson, question, () => null, 0);

const arrowsOf = ({ links }: Question): readonly LinkStep[] => (links ?? []).flatMap(({ path }) => path);

/** Whether a number is what comes of a rule that was changed as a sentence says, at the steps of some op. */
export function givenByStep(
  id: string,
  lesson: Lesson,
  question: Question,
  typed: number,
  total = chainRule,
): boolean {
  const rule = taken[id];
  if (!rule) return false;
  return arrowsOf(question).some(({ op, operand }) =>
    picks.some((pick) =>
      total(waysTaken(lesson, question, changedAt(op, operand, rule), pick)).some((each) =>
        nearly(typed, each),
      ),
    ),
  );
}

/** The slopes along each way if something else is taken for the slope at the steps of one op: each that differs, once. */
function slopesTaken(
  rules: readonly Taken[],
  { op, operand: by }: LinkStep,
  lesson: Lesson,
  question: Question,
): readonly (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  for (const rule of rules)
    for (const pick of picks) {
      const ways = waysTaken(lesson, question, changedAt(op, by, rule), pick);
      if (ways.some(({ slope }) => !Number.isFinite(slope))) break;
      const slopes = ways.map(({ slope }) => slope);
      found.set(slopes.map((each) => each.toPrecision(8)).join(), slopes);
    }
  return [...found.values()];
}

/** Whether a number is what comes of two rules that were changed, each at the steps of its op: one as a sentence says, one anyhow. */
export function givenByTwoSteps(id: string, lesson: Lesson, question: Question, typed: number): boolean {
  const rule = taken[id];
  const arrows = arrowsOf(question);
  const ways = rightWays(lesson, question);
  const both = (ofFirst: readonly number[], ofSecond: readonly number[]): number =>
    ways.reduce(
      (sum, { up, slope }, i) =>
        sum + (up * (ofFirst[i] ?? Number.NaN) * (ofSecond[i] ?? Number.NaN)) / slope,
      0,
    );
  return arrows.some((first) => {
    const ofFirst = rule ? slopesTaken([rule], first, lesson, question) : [];
    return arrows
      .filter(({ op, operand }) => op !== first.op || operand !== first.operand)
      .some((second) =>
        slopesTaken(Object.values(taken), second, lesson, question).some((wrong) =>
          ofFirst.some((each) => nearly(typed, both(each, wrong))),
        ),
      );
  });
}

/** Whether a number is what comes of another value in the right rule. */
export function givenByValue(
  lesson: Lesson,
  question: Question,
  typed: number,
  value: number,
  total = chainRule,
): boolean {
  return arrowsOf(question).some((arrow) =>
    Array.from({ length: operandsAt(lesson.worked.graph, arrow.step).length + 1 }, (_, at) => at).some(
      (at) => {
        const other: Taken = (place) => [
          at < place.operands.length
            ? instead(place, put(place.operands, at, value), place.out)
            : instead(place, place.operands, value),
        ];
        const changed: Changed = (place) =>
          place.arrow.step === arrow.step && place.by === arrow.operand ? other : null;
        return total(waysTaken(lesson, question, changed, 0)).some((each) => nearly(typed, each));
      },
    ),
  );
}

/** Whether a number is what comes of the right rule with weights that have taken a step of descent. */
export function givenByUpdate(lesson: Lesson, question: Question, typed: number): boolean {
  const { graph } = lesson.worked;
  return [0.1, 0.01].some((rate) => {
    const moved: Taken = ({ op, by, operands, arrow }) => [
      slopeBy(
        op,
        by,
        operands.map((each, k) => {
          const slot = operandsAt(graph, arrow.step)[k] ?? -1;
          return graph.kind[slot] === kinds.given ? each - rate * outputSlopeOf(lesson, slot) : each;
        }),
      ),
    ];
    return chainRule(waysTaken(lesson, question, () => moved, 0)).some((each) => nearly(typed, each));
  });
}

/** Whether a number is the right one without some constant of the program. */
export function givenWithoutFactor({ worked }: Lesson, question: Question, typed: number): boolean {
  const { graph } = worked;
  const constants = Array.from({ length: graph.size }, (_, slot) => slot)
    .filter((slot) => graph.kind[slot] === kinds.literal)
    .map((slot) => numberAt(worked, slot));
  const right = exactNumber(question);
  return constants.some(
    (each) => nearly(typed * each, right) || nearly(typed, right * each) || nearly(typed * -each, right),
  );
}

/** Whether a number comes from the first arrows alone, times a number in the place of all that comes back behind them. */
export function givenByShortcut(lesson: Lesson, question: Question, typed: number, value: number): boolean {
  return (question.links ?? []).some(({ path }) =>
    path.some((_, k) => {
      const before = path.slice(0, k).reduce((product, arrow) => {
        const place = stepPlace(lesson, arrow);
        return product * slopeBy(place.op, place.by, place.operands);
      }, 1);
      return nearly(typed, before * value);
    }),
  );
}
