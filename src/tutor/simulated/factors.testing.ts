import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { slope } from './calculus.testing.ts';
import { useAt, type Way, type World } from './world.testing.ts';
import { timesAll, total } from './wrong-rules.testing.ts';

/** For tests: whoever leaves the 1/2 of `1/2*d^2` out has the slope of the rest. */
export function withoutFactors({ worked: { graph, tape } }: Lesson, ways: readonly Way[]) {
  const fixed = (slot: number): boolean =>
    graph.kind[slot] === kinds.literal ||
    (graph.kind[slot] === kinds.step && operandsAt(graph, slot).every(fixed));
  const scales = (way: Way, arrow: Way['arrows'][number]): boolean => {
    const { op, by } = useAt({ graph, value: tape.value, rate: tape.value }, arrow);
    const partner = operandsAt(graph, arrow.step)[1 - by];
    const linear = op === 'multiply' || (op === 'divide' && by === 0);
    return way.arrows.length > 1 && linear && partner !== undefined && fixed(partner);
  };
  if (!ways.some((way) => way.arrows.some((arrow) => scales(way, arrow)))) return [];
  const along = (world: World, way: Way): number =>
    timesAll(way.arrows.map((arrow) => (scales(way, arrow) ? 1 : slope(useAt(world, arrow)))));
  return [
    {
      id: 'factor-forgotten' as const,
      as: '',
      answer: (world: World) =>
        total(ways.map((way) => (world.rate[way.reader] ?? Number.NaN) * along(world, way))),
      local: (world: World) => total(ways.map((way) => along(world, way))),
      rule: null,
    },
  ];
}
