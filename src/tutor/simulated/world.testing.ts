import { type Graph, kinds, opAt, operandsAt } from '../../engine/graph/graph.ts';
import { forward } from '../../engine/passes/tape.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { seeded } from '../lesson/random.ts';
import { slope, type Use } from './calculus.testing.ts';

/** For tests: a graph of single numbers at certain values, with its derivatives worked out by hand. */
export interface World {
  readonly graph: Graph;
  readonly value: Float64Array;
  /** dJ of each slot. */
  readonly rate: Float64Array;
}

/** One use of an op on a way back. */
export interface Arrow {
  readonly step: number;
  readonly by: number;
}

/** A way from the asked node to a step whose derivative is in hand, over steps whose derivatives are not. */
export interface Way {
  readonly reader: number;
  readonly arrows: readonly Arrow[];
}

/** What stands at an arrow. */
export function useAt({ graph, value, rate }: World, { step, by }: Arrow): Use {
  const op = opAt(graph, step);
  if (!op) throw new Error('only a step is an arrow');
  const operands = operandsAt(graph, step).map((slot) => value[slot] ?? 0);
  return { op, by, operands, out: value[step] ?? 0, above: rate[step] ?? 0 };
}

/** A world from values: derivatives from right to left, each step handing on to what it reads. */
function worldOf(graph: Graph, value: Float64Array): World {
  const rate = new Float64Array(graph.size);
  const world = { graph, value, rate };
  rate[graph.output] = 1;
  for (let step = graph.output; step >= 0; step--) {
    if (rate[step] === 0 || graph.kind[step] !== kinds.step) continue;
    for (const [by, slot] of operandsAt(graph, step).entries()) {
      if (graph.kind[slot] === kinds.literal) continue;
      rate[slot] = (rate[slot] ?? 0) + (rate[step] ?? 0) * slope(useAt(world, { step, by }));
    }
  }
  return world;
}

/** The lesson's own values. */
export const worldHere = ({ worked }: Lesson): World => worldOf(worked.graph, worked.tape.value);

/** The output when one leaf is moved, everything else as it is. */
export function outputAfter({ graph, value }: World, slot: number, by: number): number {
  const leaves: [number, number][] = [];
  for (let leaf = 0; leaf < graph.size; leaf++)
    if (graph.kind[leaf] === kinds.given || graph.kind[leaf] === kinds.data)
      leaves.push([leaf, (value[leaf] ?? 0) + (leaf === slot ? by : 0)]);
  return forward(graph, leaves).value[graph.output] ?? Number.NaN;
}

/** Other values for all leaves, every bend on its side; what agrees at all of them is the same for ever. */
export function worldsBeside(lesson: Lesson, count: number): readonly World[] {
  const { graph, tape } = lesson.worked;
  const random = seeded(977 * graph.size + 5);
  const sides = bends(worldHere(lesson));
  const found: World[] = [];
  for (let tries = 0; tries < 400 && found.length < count; tries++) {
    const far = tries < 200 ? 0.8 : 0.2;
    const leaves: [number, number][] = [];
    for (let slot = 0; slot < graph.size; slot++) {
      if (graph.kind[slot] !== kinds.given && graph.kind[slot] !== kinds.data) continue;
      const here = tape.value[slot] ?? 0;
      leaves.push([slot, here + far * (2 * random() - 1) * Math.max(0.7, Math.abs(here))]);
    }
    const world = worldOf(graph, forward(graph, leaves).value);
    const whole = world.value.every(Number.isFinite) && world.rate.every(Number.isFinite);
    if (whole && bends(world) === sides) found.push(world);
  }
  return found;
}

/** On which side of each bend everything stands, as a text. */
function bends({ graph, value }: World): string {
  let sides = '';
  for (let step = 0; step < graph.size; step++) {
    const op = opAt(graph, step);
    const [a = 0, b = 0] = operandsAt(graph, step).map((slot) => value[slot] ?? 0);
    if (op === 'relu' || op === 'abs') sides += Math.sign(a);
    if (op === 'max' || op === 'min') sides += Math.sign(a - b);
  }
  return sides;
}

/** The steps that are asked, and the output: where a way may end. */
function endsOf({ order, worked: { graph } }: Lesson): ReadonlySet<number> {
  return new Set([...order.filter((slot) => graph.kind[slot] === kinds.step), graph.output]);
}

/** All ways back to a node, those to earlier readers first. */
export function waysOf(lesson: Lesson, asked: number): readonly Way[] {
  const { graph } = lesson.worked;
  const ends = endsOf(lesson);
  const readers = new Map<number, Arrow[]>();
  for (let step = 0; step <= graph.output; step++)
    for (const [by, slot] of operandsAt(graph, step).entries())
      readers.set(slot, [...(readers.get(slot) ?? []), { step, by }]);
  const from = (slot: number): readonly Way[] =>
    (readers.get(slot) ?? []).flatMap((arrow): readonly Way[] =>
      ends.has(arrow.step)
        ? [{ reader: arrow.step, arrows: [arrow] }]
        : from(arrow.step).map(({ reader, arrows }) => ({ reader, arrows: [arrow, ...arrows] })),
    );
  return [...from(asked)].sort((one, other) => one.reader - other.reader);
}
