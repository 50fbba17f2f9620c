import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { slope } from './calculus.testing.ts';
import { withoutFactors } from './factors.testing.ts';
import {
  alongWritten,
  product,
  rateWritten,
  rightWritten,
  shareWritten,
  sum,
  written,
} from './rules.testing.ts';
import { outputAfter, useAt, type Way, type World, waysOf } from './world.testing.ts';
import { type Learner, ofTheRules, rateAt, timesAll, total } from './wrong-rules.testing.ts';

/** Everybody who can be wrong at a question about single numbers. */
export function learnersAt(lesson: Lesson, asked: number): readonly Learner[] {
  const ways = waysOf(lesson, asked);
  return [
    ...ofTheChain(lesson, ways),
    ...ofThePaths(ways),
    ...withoutFactors(lesson, ways),
    ...ofTheQuestion(lesson, asked, ways),
    ...ofTheOrder(lesson, asked, ways),
    ...ofTheRules(lesson, ways),
  ];
}

const alongOf = (world: World, { arrows }: Way): number =>
  timesAll(arrows.map((arrow) => slope(useAt(world, arrow))));
const shareOf = (world: World, way: Way): number => rateAt(world, way) * alongOf(world, way);

const made = (
  id: MistakeId,
  as: string,
  ways: readonly Way[],
  answer: (world: World) => number,
  rule: string | null = null,
): Learner => ({ id, as, answer, local: (world) => total(ways.map((way) => alongOf(world, way))), rule });

function ofTheChain(lesson: Lesson, ways: readonly Way[]): readonly Learner[] {
  const { output } = lesson.worked.graph;
  const inner = ways.filter(({ reader }) => reader !== output);
  const chained: readonly Learner[] = [
    made(
      'local-only',
      '',
      ways,
      (world) => total(ways.map((way) => alongOf(world, way))),
      sum(ways.map((way) => alongWritten(lesson, way))),
    ),
    {
      ...made(
        'upstream-only',
        '',
        ways,
        (world) => total(ways.map((way) => rateAt(world, way))),
        sum(ways.map(({ reader }) => rateWritten(lesson, reader))),
      ),
      local: () => ways.length,
    },
    made(
      'upstream-twice',
      '',
      ways,
      (world) => total(ways.map((way) => rateAt(world, way) * shareOf(world, way))),
      sum(ways.map((way) => product([rateWritten(lesson, way.reader), shareWritten(lesson, way)]))),
    ),
  ];
  if (inner.length === 0) return chained;
  return [
    ...chained,
    // Next to the output there is one rate, and nothing to add to it.
    made(
      'added-instead-of-multiplied',
      '',
      ways,
      (world) =>
        total(
          ways.map((way) =>
            way.reader === output ? alongOf(world, way) : rateAt(world, way) + alongOf(world, way),
          ),
        ),
      sum(
        ways.map((way) =>
          way.reader === output
            ? alongWritten(lesson, way)
            : sum([rateWritten(lesson, way.reader), alongWritten(lesson, way)]),
        ),
      ),
    ),
    ...skipping(lesson, ways),
  ];
}

/** The derivative of the step after the reader in place of the reader's own. */
function skipping(lesson: Lesson, ways: readonly Way[]): readonly Learner[] {
  const { output } = lesson.worked.graph;
  const later = new Map(
    ways.map((way) => [
      way,
      way.reader === output ? [] : [...new Set(waysOf(lesson, way.reader).map(({ reader }) => reader))],
    ]),
  );
  const most = Math.max(...[...later.values()].map((steps) => steps.length));
  return Array.from({ length: most }, (_, i) =>
    made(
      'link-skipped',
      `to reader ${i + 1}`,
      ways,
      (world) =>
        total(
          ways.map((way) => {
            const steps = later.get(way) ?? [];
            const taken = steps.length === 0 ? way.reader : (steps[i] ?? -1);
            return (world.rate[taken] ?? Number.NaN) * alongOf(world, way);
          }),
        ),
      sum(
        ways.map((way) => {
          const steps = later.get(way) ?? [];
          const taken = steps.length === 0 ? way.reader : (steps[i] ?? -1);
          return taken === output
            ? alongWritten(lesson, way)
            : product([rateWritten(lesson, taken), alongWritten(lesson, way)]);
        }),
      ),
    ),
  );
}

function ofThePaths(ways: readonly Way[]): readonly Learner[] {
  const [first] = ways;
  const last = ways.at(-1);
  if (ways.length < 2 || !first || !last) return [];
  return [
    made('first-path-only', '', ways, (world) => shareOf(world, first)),
    made('last-path-only', '', ways, (world) => shareOf(world, last)),
    made('paths-multiplied', '', ways, (world) => timesAll(ways.map((way) => shareOf(world, way)))),
    ...(ways.length < 3
      ? []
      : ways.map((left, i) =>
          made('path-left-out', `number ${i + 1}`, ways, (world) =>
            total(ways.filter((way) => way !== left).map((way) => shareOf(world, way))),
          ),
        )),
    made('paths-averaged', '', ways, (world) => total(ways.map((way) => shareOf(world, way))) / ways.length),
  ];
}

function ofTheQuestion(lesson: Lesson, asked: number, ways: readonly Way[]): readonly Learner[] {
  const { worked, order } = lesson;
  const { graph } = worked;
  const rule = rightWritten(lesson, ways);
  const right = (world: World): number => world.rate[asked] ?? Number.NaN;
  const own = (world: World): number => world.value[asked] ?? Number.NaN;
  const given = graph.kind[asked] === kinds.given;
  const meant: readonly Learner[] = [
    made('own-value', '', ways, own, written(lesson, asked)),
    made('opposite-sign', '', ways, (world) => -right(world), rule && `-(${rule})`),
    made('reciprocal', '', ways, (world) => 1 / right(world), rule && `1/(${rule})`),
    made('change-for-a-nudge', 'worked out', ways, (world) => 0.001 * right(world)),
    made(
      'output-after-a-nudge',
      'worked out',
      ways,
      (world) => (world.value[graph.output] ?? 0) + 0.001 * right(world),
    ),
  ];
  const measured: readonly Learner[] = [
    made(
      'change-for-a-nudge',
      'measured',
      ways,
      (world) => outputAfter(world, asked, 0.001) - (world.value[graph.output] ?? 0),
    ),
    made('output-after-a-nudge', 'measured', ways, (world) => outputAfter(world, asked, 0.001)),
  ];
  const descending = [0.1, 0.01].flatMap((rate): readonly Learner[] => [
    made('descent-step', `-${rate}`, ways, (world) => -rate * right(world)),
    made('updated-weight', `${rate}`, ways, (world) => own(world) - rate * right(world)),
  ]);
  const beside = new Set(
    ways
      .flatMap(({ arrows }) => arrows.flatMap(({ step }) => operandsAt(graph, step)))
      .filter((slot) => slot !== asked && order.includes(slot)),
  );
  const others = [...beside].map((slot) =>
    made('other-variable', worked.names[slot] ?? '', ways, (world) => world.rate[slot] ?? Number.NaN),
  );
  return [...meant, ...(given ? [...measured, ...descending] : []), ...others];
}

/** Who begins with the wrong number, goes too far, or moves the weights before the way back is done. */
function ofTheOrder({ worked, order }: Lesson, asked: number, ways: readonly Way[]): readonly Learner[] {
  const { graph } = worked;
  const behind = new Set(operandsAt(graph, asked).filter((slot) => order.includes(slot)));
  // Only where the way back begins: later there is a derivative to go on from.
  const seeded = ways.every(({ reader }) => reader === graph.output)
    ? [
        made(
          'started-from-the-output',
          '',
          ways,
          (world) => (world.value[graph.output] ?? 0) * (world.rate[asked] ?? 0),
        ),
      ]
    : [];
  const far = [...behind].map((slot) =>
    made('step-too-far', worked.names[slot] ?? '', ways, (world) => world.rate[slot] ?? Number.NaN),
  );
  if (graph.kind[asked] !== kinds.step) return [...seeded, ...far];
  const early = [0.1, 0.01].map((rate) =>
    made('updated-too-early', `${rate}`, ways, (world) =>
      total(ways.map((way) => rateAt(world, way) * alongOf(moved(world, rate), way))),
    ),
  );
  return [...seeded, ...far, ...early];
}

/** The weights after a step of descent, all else as it is. */
const moved = (world: World, rate: number): World => ({
  ...world,
  value: world.value.map((each, slot) =>
    world.graph.kind[slot] === kinds.given ? each - rate * (world.rate[slot] ?? 0) : each,
  ),
});
