import { kinds, operandsAt } from '../engine/graph.ts';
import { derivativeAt, type Worked, work } from '../engine/work.ts';
import { figures } from '../language/figures.ts';
import { discern, sharpness, suspectsOf } from './discern.ts';
import { type Lesson, lessonOf } from './lesson.ts';
import { sidesOf } from './mistake/view.ts';
import { type Random, seeded } from './random.ts';

/** The version of the way values are drawn: a seed means the same values as long as this stays. */
export const drawing = 'dvar.draw/1';

/** New values for a graph, and how well they show mistakes. */
export interface Likeness {
  readonly lesson: Lesson;
  readonly values: ReadonlyMap<string, number>;
  /** The share of mistakes that these values tell apart, from 0 to 1. */
  readonly sharpness: number;
}

/** So many draws are looked at. */
const mostDraws = 400;
/** As sharp as this is sharp enough. */
const sharpEnough = 0.9;
/** Friendly numbers stay within this. */
const largest = 100;

/**
 * The same graph with other values: friendly to a person with paper, away from kinks and ties, and such that mistakes
 * show. The first draw that is sharp enough is taken, else the sharpest; null where no draw can be computed with.
 */
export function like(lesson: Lesson, seed: number): Likeness | null {
  const random = seeded(seed);
  let best: (Likeness & { readonly rank: number }) | null = null;
  for (let draw = 0; draw < mostDraws; draw++) {
    const values = drawn(lesson.worked, random, draw / mostDraws);
    const other = relaid(lesson, values);
    if (!other || !friendly(other)) continue;
    const discernments = discern(other, suspectsOf(other));
    const sharp = sharpness(discernments);
    const hidden = discernments.reduce((total, each) => total + each.hidden.length, 0);
    const rank = sharp - 0.1 * hidden - 0.002 * digitsIn(other);
    if (!best || rank > best.rank) best = { lesson: other, values, sharpness: sharp, rank };
    if (sharp >= sharpEnough && hidden === 0) break;
  }
  return best;
}

/** Values for every given: small whole numbers first, halves and quarters when those do not do. */
function drawn(worked: Worked, random: Random, progress: number): ReadonlyMap<string, number> {
  const { graph } = worked;
  const grain = progress < 0.5 ? 1 : progress < 0.75 ? 2 : 4;
  const values = new Map<string, number>();
  for (let slot = 0; slot < graph.size; slot++) {
    const kind = graph.kind[slot];
    const name = worked.names[slot];
    if ((kind !== kinds.given && kind !== kinds.data) || !name) continue;
    values.set(
      name,
      isLabel(worked, slot) ? Math.round(random()) : friendlyNumber(random, grain, [...values.values()]),
    );
  }
  return values;
}

/** From -9 to 9, neither 0 nor 1 nor -1, and none twice: numbers at which a factor can't pass for nothing. */
function friendlyNumber(random: Random, grain: number, taken: readonly number[]): number {
  for (;;) {
    const size = (2 * grain + Math.floor(random() * 7 * grain + random())) / (grain === 1 ? 1 : 2 * grain);
    const value = (random() < 0.3 ? -1 : 1) * size;
    if (Math.abs(value) !== 1 && value !== 0 && (!taken.includes(value) || taken.length > 12)) return value;
  }
}

/** A label is data that is 0 or 1 and taken from 1 somewhere: the y of a log loss. */
function isLabel({ graph, value }: Worked, slot: number): boolean {
  const here = value[slot];
  if (graph.kind[slot] !== kinds.data || (here !== 0 && here !== 1)) return false;
  for (let step = 0; step < graph.size; step++) {
    const [left, right] = operandsAt(graph, step);
    if (right === slot && left !== undefined && graph.kind[left] === kinds.literal && value[left] === 1)
      return true;
  }
  return false;
}

function relaid(lesson: Lesson, values: ReadonlyMap<string, number>): Lesson | null {
  const { program, graph, names, output } = lesson.worked;
  const data = names.filter((name, slot): name is string => name !== null && graph.kind[slot] === kinds.data);
  const worked = work(program, { values, output, data: program.header ? [] : data });
  if (!worked.ok) return null;
  const laid = lessonOf(worked.value, lesson.choice);
  return laid.ok && laid.value.order.length === lesson.order.length ? laid.value : null;
}

/** Whether somebody with paper can work with these: moderate sizes, no kink near, few derivatives 0 and none tiny. */
function friendly({ worked, order }: Lesson): boolean {
  const { graph, value } = worked;
  for (let slot = 0; slot < graph.size; slot++) {
    const limit = slot === graph.output ? 10 * largest : largest;
    if (graph.kind[slot] === kinds.step && Math.abs(value[slot] ?? 0) > limit) return false;
  }
  if (sidesOf(worked, worked.value).some((side) => side === 0)) return false;
  const derivatives = order.map((slot) => derivativeAt(worked, slot));
  const small = derivatives.filter((each) => each !== null && each !== 0 && Math.abs(each) < 0.01);
  const still = derivatives.filter((each) => each === 0);
  return (
    still.length * 3 <= derivatives.length &&
    small.length === 0 &&
    derivatives.every((each) => each !== null && Math.abs(each) <= 10 * largest)
  );
}

/** How many digits a learner has to write: the fewer, the friendlier. */
function digitsIn({ worked, order }: Lesson): number {
  const texts = order.map((slot) => figures(worked.gradient[slot] ?? 0));
  return texts.reduce((total, text) => total + text.replaceAll(/[^\d]/g, '').length, 0);
}
