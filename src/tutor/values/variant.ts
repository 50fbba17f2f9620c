import { entriesAt } from '../../engine/graph/entry-words.ts';
import { kinds, opAt, operandsAt, placeAt } from '../../engine/graph/graph.ts';
import { localAt } from '../../engine/kernels/rules.ts';
import {
  derivativeAt,
  type Evaluation,
  evaluateGraph,
  slopeAt,
  valueOfSlot,
} from '../../engine/passes/evaluate.ts';
import { backward, firstBroken, forward } from '../../engine/passes/tape.ts';
import { formatNumber } from '../../language/number-format.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { isActivation } from '../../ops/table.ts';
import { scaled } from '../../symbolic/convention.ts';
import { type Lesson, lessonOf } from '../lesson/lesson.ts';
import { seeded } from '../lesson/random.ts';
import { sidesOf } from '../mistakes/redraw.ts';
import { discriminate, sharpness } from './discrimination.ts';
import { drawLeafValues } from './drawn-values.ts';
import { suspectsIn } from './partition.ts';

/** The version of the way values are drawn: a seed means the same values as long as this stays. */
export const drawing = 'dvar.draw/3';

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
/** A slope below this is flat, and its reciprocal, which a log loss passes back, is large. */
const flat = 0.02;
/** As sharp as this is sharp enough. */
const sharpEnough = 0.9;
/** What is less sharp than it has to be ranks below everything else. */
const outranked = 1000;
/** Friendly numbers stay within this. */
const largest = 100;

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
  const random = seeded(seed);
  const suspectsAt = suspectsIn(lesson, slots);
  // Where there is little to choose from, most draws come again.
  const seen = new Set([keyOf(leafValues(lesson.worked))]);
  let best: (Variant & { readonly rank: number }) | null = null;
  let waited = 0;
  for (let draw = 0; draw < mostDraws; draw++) {
    const values = drawLeafValues(lesson.worked, random, numbers === 'plain' ? 0 : draw / mostDraws);
    const key = keyOf(values);
    if (seen.has(key)) continue;
    seen.add(key);
    const world = atValues(lesson.worked, values);
    const other = world && { ...lesson, worked: world };
    if (!other || !friendly(other) || !asksAll(other)) continue;
    const early = draw < patience * mostDraws;
    if ((early || numbers === 'plain') && saturated(other)) continue;
    if (early && numbers === 'plain' && !bothSides(other)) continue;
    const discernments = discriminate(other, suspectsAt(other.worked));
    const sharp = sharpness(discernments);
    const hidden = discernments.reduce((total, each) => total + each.hidden.length, 0);
    const behind = sharp < least ? outranked : 0;
    const still = stillIn(other);
    const rank = sharp - 0.1 * hidden - 0.05 * still - 0.002 * digitsIn(other) - behind;
    waited++;
    if (!best || rank > best.rank) {
      best = { lesson: other, values, sharpness: sharp, rank };
      waited = 0;
    }
    const moving = still === 0 || draw > patient * mostDraws;
    if (sharp >= Math.max(sharpEnough, least) && hidden === 0 && moving) break;
    if (other.worked.graph.layout && waited >= longestWait) break;
  }
  if (!best) return null;
  const laid = relaid(lesson, best.values);
  return laid && { ...best, lesson: laid };
}

/** A graph at other values, both passes done; null where it has no value there. */
function atValues(worked: Evaluation, values: ReadonlyMap<string, Value>): Evaluation | null {
  const { graph } = worked;
  const changed = [...values].flatMap(([name, value]) => {
    const from = placeAt(graph, worked.slots.get(name) ?? 0);
    return Array.from(entriesOf(value), (entry, k): [number, number] => [from + k, entry]);
  });
  const tape = forward(graph, changed);
  if (firstBroken(tape) !== null) return null;
  return { ...worked, tape, gradients: scaled(graph, worked.scales, backward(tape)) };
}

/** Whether all that is asked can be asked at these values, too. */
const asksAll = ({ worked, order }: Lesson): boolean =>
  order.every((slot) => derivativeAt(worked, slot) !== null);

const keyOf = (values: ReadonlyMap<string, Value>): string =>
  [...values].map(([name, value]) => `${name} ${Array.from(entriesOf(value)).join(' ')}`).join('\n');

/** The values that the given and the data of a graph have. */
const leafValues = (worked: Evaluation): ReadonlyMap<string, Value> =>
  new Map(
    worked.names.flatMap((name, slot): [string, Value][] => {
      const kind = worked.graph.kind[slot];
      return name !== null && (kind === kinds.given || kind === kinds.data)
        ? [[name, valueOfSlot(worked, slot)]]
        : [];
    }),
  );

function relaid(lesson: Lesson, values: ReadonlyMap<string, Value>): Lesson | null {
  const { program, graph, names, output } = lesson.worked;
  const data = names.filter((name, slot): name is string => name !== null && graph.kind[slot] === kinds.data);
  const worked = evaluateGraph(program, { values, output, data: program.header ? [] : data });
  if (!worked.ok) return null;
  const laid = lessonOf(worked.value, lesson.choice);
  return laid.ok && laid.value.order.length === lesson.order.length ? laid.value : null;
}

/** Whether somebody with paper can work with these: moderate sizes, no kink near, few derivatives 0 and none tiny. */
function friendly({ worked, order }: Lesson): boolean {
  const { graph, tape } = worked;
  for (let slot = 0; slot < graph.size; slot++) {
    const limit = slot === graph.output ? 10 * largest : largest;
    const entries = Array.from(entriesOf(valueOfSlot(worked, slot)));
    if (graph.kind[slot] === kinds.step && entries.some((entry) => Math.abs(entry) > limit)) return false;
  }
  if (sidesOf(worked, tape.value).some((side) => side === 0)) return false;
  const derivatives = order.flatMap((slot) =>
    Array.from(entriesOf(derivativeAt(worked, slot) ?? Number.NaN)),
  );
  const tiny = graph.layout ? 1e-4 : 0.01;
  const small = derivatives.filter((each) => each !== 0 && Math.abs(each) < tiny);
  const still = derivatives.filter((each) => each === 0);
  return (
    still.length * 3 <= derivatives.length &&
    small.length === 0 &&
    derivatives.every((each) => Math.abs(each) <= 10 * largest)
  );
}

/** How many derivatives are 0; entries of matrices are not counted. */
const stillIn = ({ worked, order }: Lesson): number =>
  order.filter((slot) => derivativeAt(worked, slot) === 0).length;

/** Whether some function of one number stands where it is nearly flat, as sigmoid does at 5; relu's 0 is no such place. */
function saturated({ worked }: Lesson): boolean {
  const { graph, tape } = worked;
  for (let step = 0; step < graph.size; step++) {
    const op = opAt(graph, step);
    if (!op || operandsAt(graph, step).length !== 1) continue;
    for (const { operands, out } of entriesAt(graph, tape.value, step)) {
      const slope = Math.abs(localAt(op, 0, operands, out));
      if (slope > 0 && slope < flat) return true;
    }
  }
  return false;
}

/** Whether in each layer of a ReLU or the like, some entries are on one side of its kink and some on the other. */
function bothSides({ worked }: Lesson): boolean {
  const { graph, tape } = worked;
  for (let step = 0; step < graph.size; step++) {
    const op = opAt(graph, step);
    if (!op || !isActivation(op)) continue;
    const slopes = new Set<number>();
    let count = 0;
    for (const { operands, out } of entriesAt(graph, tape.value, step)) {
      slopes.add(localAt(op, 0, operands, out));
      count++;
    }
    if (count > 1 && slopes.size === 1) return false;
  }
  return true;
}

/** How many digits a learner has to write: the fewer, the friendlier. */
function digitsIn({ worked, order }: Lesson): number {
  // Digits of sigmoids and tanhs in matrices can't be helped; they are the same for every draw.
  if (worked.graph.layout) return 0;
  const texts = order.map((slot) => formatNumber(slopeAt(worked, slot)));
  return texts.reduce((total, text) => total + text.replaceAll(/[^\d]/g, '').length, 0);
}
