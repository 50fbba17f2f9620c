import type { OpName } from '../../ops/table.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { slips, slope } from './calculus.testing.ts';
import { product, rateWritten, slipWritten, slopeWritten, sum, usesAlong, written } from './rules.testing.ts';
import { useAt, type Way, type World, waysOf } from './world.testing.ts';

/** For tests: somebody who makes one mistake at one question, at whatever values. */
export interface Learner {
  readonly id: MistakeId;
  /** Which of several learners of one mistake. */
  readonly as: string;
  /** What they answer; NaN where their mistake does not arise. */
  readonly answer: (world: World) => number;
  /** What they say the reader's derivative by the asked node is, by itself. */
  readonly local: (world: World) => number;
  /** Their rule in names, as they would write it; null for what nobody writes down. */
  readonly rule: string | null;
}

export const total = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);
export const timesAll = (numbers: readonly number[]): number =>
  numbers.reduce((left, right) => left * right, 1);

/** The derivative of the step where a way ends. */
export const rateAt = (world: World, { reader }: Way): number => world.rate[reader] ?? Number.NaN;

/** Somebody who takes the value of a longer statement for the slope of all of it: looked for where nothing else explains a number. */
export function takesHeights(lesson: Lesson, asked: number): readonly Learner[] {
  const ways = waysOf(lesson, asked);
  if (ways.every(({ arrows }) => arrows.length < 2)) return [];
  const height = (world: World, { reader }: Way): number => world.value[reader] ?? Number.NaN;
  return [
    {
      id: 'output-for-slope',
      as: 'of the reader',
      answer: (world) => total(ways.map((way) => rateAt(world, way) * height(world, way))),
      local: (world) => total(ways.map((way) => height(world, way))),
      rule: sum(ways.map(({ reader }) => product([rateWritten(lesson, reader), written(lesson, reader)]))),
    },
  ];
}

/** Whoever has a rule wrong has it wrong wherever it is used on the ways. */
export function ofTheRules(lesson: Lesson, ways: readonly Way[]): readonly Learner[] {
  const { graph, tape } = lesson.worked;
  const here: World = { graph, value: tape.value, rate: tape.value };
  const used = new Map<string, { op: OpName; by: number; ids: readonly { id: MistakeId; as: string }[] }>();
  for (const arrow of ways.flatMap(({ arrows }) => arrows)) {
    const use = useAt(here, arrow);
    used.set(`${use.op} ${use.by}`, { op: use.op, by: use.by, ids: slips(use) });
  }
  return [...used.values()].flatMap(({ op, by, ids }) =>
    ids.map(({ id, as }): Learner => {
      const alongSlipped = (way: Way): string | null => {
        const rate = rateWritten(lesson, way.reader);
        const slopes = usesAlong(lesson, way).map((use) =>
          use.op === op && use.by === by
            ? slipWritten(use, id, as)
            : slopeWritten(use.op, use.by, use.operands, use.out),
        );
        return product(rate === null ? slopes : [rate, ...slopes]);
      };
      const along = (world: World, way: Way): number =>
        timesAll(
          way.arrows.map((arrow) => {
            const use = useAt(world, arrow);
            const mine = use.op === op && use.by === by;
            return mine
              ? (slips(use).find((slip) => slip.id === id && slip.as === as)?.slope ?? Number.NaN)
              : slope(use);
          }),
        );
      return {
        id,
        as: `${op} by operand ${by + 1}: ${as}`,
        answer: (world) => total(ways.map((way) => rateAt(world, way) * along(world, way))),
        local: (world) => total(ways.map((way) => along(world, way))),
        rule: sum(ways.map(alongSlipped)),
      };
    }),
  );
}
