import { kinds } from '../../engine/graph/graph.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { backward, firstBroken, forward, type Tape } from '../../engine/passes/tape.ts';
import type { Program } from '../../language/program.ts';
import { sizeOf } from '../../ops/matrix.ts';
import { scaled } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { seeded } from '../lesson/random.ts';
import { turnedAround } from '../mistakes/redraw.ts';
import { type DrawnLeaf, drawLeafValues, drawnLeavesOf } from './drawn-values.ts';
import { type Friendliness, friendlinessOf } from './friendliness.ts';
import { type Tellers, tellersOf } from './partition.ts';

/** What drawing takes that depends on no value. Lessons with one graph share it: those of a class, and those of one sheet. */
export interface Ground {
  readonly leaves: readonly DrawnLeaf[];
  readonly friendliness: Friendliness;
  /** The forward pass with these numbers at the inputs; null where some step has no value. */
  readonly forwardAt: (numbers: Float64Array) => Tape | null;
  /** The world that such a pass is part of. */
  readonly worldAt: (tape: Tape) => Evaluation;
  /** What tells the mistakes apart at some of the questions. */
  readonly tellers: (slots: readonly number[]) => Tellers;
}

const grounds = new WeakMap<Program, Map<string, Ground>>();
const byLesson = new WeakMap<Lesson, Ground>();

/** What drawing takes for a lesson's graph, as it was found for a lesson with the same one before. */
export function groundOf(lesson: Lesson): Ground {
  const ground = byLesson.get(lesson) ?? groundBelow(lesson);
  byLesson.set(lesson, ground);
  return ground;
}

function groundBelow(lesson: Lesson): Ground {
  const { program } = lesson.worked;
  const known = grounds.get(program) ?? new Map<string, Ground>();
  grounds.set(program, known);
  const leaves = drawnLeavesOf(lesson.worked);
  const key = keyOf(lesson, leaves);
  const ground = known.get(key) ?? freshGround(lesson, leaves);
  known.set(key, ground);
  return ground;
}

/** What decides on a program's graph and on what is asked of it. */
const keyOf = ({ worked, choice, order, visible }: Lesson, leaves: readonly DrawnLeaf[]): string => {
  const isData = leaves.map(({ name }) => worked.graph.kind[worked.slots.get(name) ?? -1] === kinds.data);
  return JSON.stringify([worked.output, choice, order, [...visible], leaves, isData]);
};

function freshGround(lesson: Lesson, leaves: readonly DrawnLeaf[]): Ground {
  const { worked } = lesson;
  const { graph, scales } = worked;
  const changed = leaves.flatMap(({ shape, place }) =>
    Array.from({ length: sizeOf(shape) }, (_, entry): [number, number] => [place + entry, 0]),
  );
  const forwardAt = (numbers: Float64Array): Tape | null => {
    for (const [k, pair] of changed.entries()) pair[1] = numbers[k] ?? 0;
    const tape = forward(graph, changed);
    return firstBroken(tape) === null ? tape : null;
  };
  const worldAt = (tape: Tape): Evaluation => ({
    ...worked,
    tape,
    gradients: scaled(graph, scales, backward(tape)),
  });
  const bySlots = new Map<string, Tellers>();
  return {
    leaves,
    friendliness: friendlinessOf(lesson),
    forwardAt,
    worldAt,
    tellers(slots) {
      const known =
        bySlots.get(slots.join()) ?? tellersOf(lesson, slots, () => anywhere(leaves, forwardAt, worldAt));
      bySlots.set(slots.join(), known);
      return known;
    },
  };
}

/** So many values of a graph are looked at wherever they are, in so many tries. */
const looks = { most: 6, tries: 60 } as const;

/** Values of a graph on whatever sides of its kinks, none of them a number that a person would choose. */
function anywhere(
  leaves: readonly DrawnLeaf[],
  forwardAt: Ground['forwardAt'],
  worldAt: Ground['worldAt'],
): readonly Evaluation[] {
  const random = seeded(1);
  const found: Evaluation[] = [];
  for (let tried = 0; tried < looks.tries && found.length < looks.most; tried++) {
    const drawn = drawLeafValues(leaves, random, 0);
    const tape = forwardAt(drawn.map((each) => each + (random() - 0.5) * Math.max(Math.abs(each), 0.5)));
    const world = tape && worldAt(tape);
    if (world?.gradients.every(Number.isFinite)) found.push(world);
  }
  // Rules that go by the sign of what comes in are the same where the output only grows.
  return found.flatMap((world, k) => (k % 2 === 0 ? [world, turnedAround(world)] : [world]));
}
