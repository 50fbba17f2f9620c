import type { Lesson } from '../lesson/lesson.ts';
import { laterDerivatives, type Question } from '../lesson/question.ts';
import {
  givenByStep,
  givenByTwoSteps,
  givenByValue,
  rightWays,
  type Total,
  type Way,
} from './claims.testing.ts';
import { nearly, outputSlopeOf } from './places.testing.ts';

// For tests: what is said of a second mistake beside the first, in one number: each way through the chain with the wrong slope in it.

const sum = (all: readonly number[]): number => all.reduce((left, right) => left + right, 0);

/** One choice out of each list. */
const choices = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  lists.reduce<readonly (readonly number[])[]>(
    (before, list) => before.flatMap((each) => list.map((one) => [...each, one])),
    [[]],
  );

const atOutput = ({ worked }: Lesson, { to }: Way): boolean => to === worked.graph.output;

/** By what is said, what somebody makes of the ways back. */
const totals: readonly (readonly [RegExp, (lesson: Lesson, question: Question) => Total])[] = [
  [/The upstream gradient is missing as well\./, () => (ways) => [sum(ways.map(({ slope }) => slope))]],
  [
    /You followed only the (first|last) path as well\./,
    () => (ways) => (ways.length > 1 ? ways.map(({ up, slope }) => up * slope) : []),
  ],
  [
    /You multiplied by the upstream gradient twice as well\./,
    () => (ways) => [sum(ways.map(({ up, slope }) => up * up * slope))],
  ],
  [
    /You added slopes instead of multiplying them as well\./,
    (lesson) => (ways) => [sum(ways.map((way) => (atOutput(lesson, way) ? 0 : way.up) + way.slope))],
  ],
  [
    /You left out a step in the backward pass as well\./,
    (lesson, question) => (ways) => {
      const later = laterDerivatives(lesson, question);
      const ups = ways.map((way, i) =>
        atOutput(lesson, way) ? [way.up] : (later[i] ?? []).map((slot) => outputSlopeOf(lesson, slot)),
      );
      return choices(ups).map((chosen) => sum(ways.map(({ slope }, i) => (chosen[i] ?? Number.NaN) * slope)));
    },
  ],
];

const onePath: ReadonlySet<string> = new Set(['first-path-only', 'last-path-only']);

/** Numbers of which a slip in the arithmetic makes this one. */
export const beforeSlip = (typed: number): readonly number[] => {
  const digits = String(typed);
  const swapped = Array.from({ length: digits.length - 1 }, (_, k) =>
    Number(digits.slice(0, k) + [...digits.slice(k, k + 2)].reverse().join('') + digits.slice(k + 2)),
  );
  return [typed + 1, typed - 1, ...[10, 100, 1000].flatMap((by) => [typed * by, typed / by]), ...swapped];
};

/** Whether a number is what comes of both mistakes that are said; `values` may stand in the place of another in a rule. */
export function givenByPair(
  id: string,
  said: string,
  lesson: Lesson,
  question: Question,
  typed: number,
  values: readonly number[],
): boolean {
  if (said.includes('The slope of another operation on the way is wrong as well.'))
    return givenByTwoSteps(id, lesson, question, typed);
  const total = totals.find(([words]) => words.test(said))?.[1](lesson, question);
  if (!total) throw new Error(`nobody says what a second mistake does: ${said}`);
  const ways = rightWays(lesson, question);
  if (onePath.has(id))
    return ways.length > 1 && ways.some((way) => total([way]).some((each) => nearly(typed, each)));
  return (
    givenByStep(id, lesson, question, typed, total) ||
    values.some((value) => givenByValue(lesson, question, typed, value, total))
  );
}
