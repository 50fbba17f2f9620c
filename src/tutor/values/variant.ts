import { sidesOf } from '../../engine/checks/sides.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { type Evaluation, evaluateGraph, slopeAt } from '../../engine/passes/evaluate.ts';
import { formatNumber } from '../../language/number-format.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Lesson, lessonOf } from '../lesson/lesson.ts';
import { seeded } from '../lesson/random.ts';
import { drawLeafValues, numbersAt, valuesFor } from './drawn-values.ts';
import { type Ground, groundOf } from './ground.ts';
import type { Tellers } from './partition.ts';

/** The version of the way values are drawn: a seed means the same values as long as this stays. */
export const drawing = 'dvar.draw/4';

/** New values for a graph, and how well they show mistakes. */
export interface Variant {
  readonly lesson: Lesson;
  readonly values: ReadonlyMap<string, Value>;
  /** The share of mistakes that these values tell apart, from 0 to 1. */
  readonly sharpness: number;
}

/** So many draws are looked at. */
const mostDraws = 400;
/** For this share of the draws an activation that is flat is refused; after that a graph may know no others. */
const patience = 0.75;
/** Of matrices, whose mistakes take long to tell apart, so many draws in a row may be no better than the best. */
const longestWait = 10;
/** For this share of the draws one without a derivative of 0 is waited for: it teaches more. */
const patient = 0.1;
/** As sharp as this is sharp enough. */
const sharpEnough = 0.9;
/** As near as this is on a corner: what is 0 on paper, tenths of a machine leave some of. */
const corner = 1e-6;
/** What is less sharp than it has to be ranks below everything else. */
const outranked = 1000;

/**
 * The same graph with other values: friendly to a person with paper, away from kinks and ties, and such that mistakes
 * show. The first draw that is sharp enough is taken, else the sharpest; null where no other values can be computed with.
 * A draw less sharp than `least` is taken only where none is as sharp. Mistakes have to show at these slots alone, where
 * only they are asked. `plain` numbers are whole, those of a network's weights tenths, and some units of a layer are on and others
 * off; not every graph has such values at which mistakes show.
 */
export function variantOf(
  lesson: Lesson,
  seed: number,
  least = 0,
  slots: readonly number[] = lesson.order,
  numbers: 'usual' | 'plain' = 'usual',
): Variant | null {
  return laidAt(lesson, searched(lesson, seed, least, slots, numbers).best);
}

function laidAt(lesson: Lesson, best: Ranked | null): Variant | null {
  const laid = best && relaid(lesson, best.values);
  return laid && { lesson: laid, values: best.values, sharpness: best.sharpness };
}

/** What was found for seeds that are everybody's, and the numbers that were looked at for it. */
type Common = Map<number, { readonly variant: Variant | null; readonly seen: ReadonlySet<string> }>;

const commons = new WeakMap<Ground, Common>();

/**
 * The same for a seed that is everybody's, as of the further values of a problem: found once for all lessons with one
 * graph, which share its lesson as well.
 */
export function commonVariantOf(lesson: Lesson, seed: number): Variant | null {
  const ground = groundOf(lesson);
  const common: Common = commons.get(ground) ?? new Map();
  commons.set(ground, common);
  const own = keyOf(numbersAt(ground.leaves, lesson.worked.tape.value));
  const before = common.get(seed);
  // Whoever has numbers that were looked at has to be given others.
  if (before && !before.seen.has(own)) return before.variant;
  const { best, seen } = searched(lesson, seed, 0, lesson.order, 'usual');
  const variant = laidAt(lesson, best);
  if (!before && !seen.has(own)) common.set(seed, { variant, seen });
  return variant;
}

/** The best of the draws, and what was looked at for it. */
interface Searched {
  readonly best: Ranked | null;
  readonly seen: ReadonlySet<string>;
}

interface Ranked {
  readonly values: ReadonlyMap<string, Value>;
  readonly sharpness: number;
  readonly rank: number;
}

function searched(
  lesson: Lesson,
  seed: number,
  least: number,
  slots: readonly number[],
  numbers: 'usual' | 'plain',
): Searched {
  const ground = groundOf(lesson);
  const random = seeded(seed);
  const tellers = ground.tellers(slots);
  const own = keyOf(numbersAt(ground.leaves, lesson.worked.tape.value));
  // Where there is little to choose from, most draws come again.
  const seen = new Set<string>();
  const plain = numbers === 'plain';
  let best: Ranked | null = null;
  let waited = 0;
  for (let draw = 0; draw < mostDraws; draw++) {
    const drawn = drawLeafValues(ground.leaves, random, plain ? 0 : draw / mostDraws);
    const key = keyOf(drawn);
    if (seen.has(key)) continue;
    seen.add(key);
    if (key === own) continue;
    const found = friendlyAt(ground, drawn, draw < patience * mostDraws, plain);
    if (!found) continue;
    const { world, sides } = found;
    const still = ground.friendliness.still(world.gradients);
    const moving = still === 0 || draw > patient * mostDraws;
    const digits = (): number => digitsIn(world, lesson.order);
    const told = rankOf(tellers(world, sides), { still, moving, least, digits }, best?.rank ?? null);
    waited++;
    if (told && (!best || told.rank > best.rank)) {
      best = { values: valuesFor(ground.leaves, drawn), sharpness: told.sharp, rank: told.rank };
      waited = 0;
    }
    if (told?.ends || (world.graph.layout && waited >= longestWait)) break;
  }
  return { best, seen };
}

/** The world at some numbers, and on which sides of the kinks it stands; null where nobody with paper would want it. */
function friendlyAt(
  { friendliness, forwardAt, worldAt }: Ground,
  numbers: Float64Array,
  early: boolean,
  plain: boolean,
): { readonly world: Evaluation; readonly sides: readonly number[] } | null {
  // What is found out soonest comes first: most draws go no further.
  const tape = forwardAt(numbers);
  if (!tape || !friendliness.moderate(tape.value)) return null;
  const sides = sidesOf(tape.graph, tape.value, corner);
  if (sides.includes(0)) return null;
  if ((early || plain) && friendliness.saturated(tape.value)) return null;
  if (early && plain && !friendliness.bothSides(tape.value)) return null;
  const world = worldAt(tape);
  return friendliness.workable(world.gradients) ? { world, sides } : null;
}

/** What else a draw is judged by. */
interface Beside {
  readonly still: number;
  readonly moving: boolean;
  readonly least: number;
  readonly digits: () => number;
}

/**
 * How good a draw is, and whether no other is needed; null as soon as it can be told that it is no better than the best
 * and does not end the search.
 */
function rankOf(
  questions: ReturnType<Tellers>,
  { still, moving, least, digits }: Beside,
  best: number | null,
): { readonly sharp: number; readonly rank: number; readonly ends: boolean } | null {
  const rank = (sharp: number, hidden: number, written: number): number =>
    sharp - 0.1 * hidden - 0.05 * still - 0.002 * written - (sharp < least ? outranked : 0);
  const ends = (sharp: number, hidden: number): boolean =>
    sharp >= Math.max(sharpEnough, least) && hidden === 0 && moving;
  let [told, hidden, all] = [0, 0, 0];
  let rest: number | null = 0;
  for (const question of questions)
    rest = rest === null || question.most === null ? null : rest + question.most;
  for (const question of questions) {
    const tally = question.tally();
    told += tally.told;
    hidden += tally.hidden;
    all += tally.all;
    if (rest !== null) rest -= question.most ?? 0;
    const most = rest === null ? 1 : shareOf(told + rest, all + rest);
    if (best !== null && !ends(most, hidden) && rank(most, hidden, 0) <= best) return null;
  }
  const sharp = shareOf(told, all);
  return { sharp, rank: rank(sharp, hidden, digits()), ends: ends(sharp, hidden) };
}

const shareOf = (told: number, all: number): number => (all === 0 ? 1 : told / all);

/** Numbers as a text, by which they are known again. */
const keyOf = (numbers: Float64Array): string => numbers.join(' ');

function relaid(lesson: Lesson, values: ReadonlyMap<string, Value>): Lesson | null {
  const { program, graph, names, output } = lesson.worked;
  const data = names.filter((name, slot): name is string => name !== null && graph.kind[slot] === kinds.data);
  const worked = evaluateGraph(program, { values, output, data: program.header ? [] : data });
  if (!worked.ok) return null;
  const laid = lessonOf(worked.value, lesson.choice);
  return laid.ok && laid.value.order.length === lesson.order.length ? laid.value : null;
}

/** How many digits a learner has to write: the fewer, the friendlier. */
function digitsIn(worked: Evaluation, order: readonly number[]): number {
  // Digits of sigmoids and tanhs in matrices can't be helped; they are the same for every draw.
  if (worked.graph.layout) return 0;
  const texts = order.map((slot) => formatNumber(slopeAt(worked, slot)));
  return texts.reduce((total, text) => total + text.replaceAll(/[^\d]/g, '').length, 0);
}
