import { clearanceOf, kinkedSteps } from '../../engine/checks/kinks.ts';
import { placeAt } from '../../engine/graph/graph.ts';
import { formatNumber } from '../../language/number-format.ts';
import { shapeOf, sizeOf } from '../../ops/matrix.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { sidesOf } from '../mistakes/redraw.ts';

/** The slopes on both sides of a number that stands exactly at a corner. */
export interface CornerSlopes {
  readonly low: number;
  readonly high: number;
}

// A class of students is asked the same questions: what depends on no answer is worked out once.
const known = new WeakMap<Lesson, Map<number, CornerSlopes | null>>();

/**
 * The slopes between which every number is a derivative, where a question's number stands at a corner and they differ;
 * null elsewhere. The key is one of them by convention.
 */
export function cornerSlopes(lesson: Lesson, { slot, plain }: Question): CornerSlopes | null {
  if (!plain) return null;
  const bySlot = known.get(lesson) ?? new Map<number, CornerSlopes | null>();
  known.set(lesson, bySlot);
  const before = bySlot.get(slot);
  if (before !== undefined) return before;
  const found = slopesAt(lesson, slot, 0);
  bySlot.set(slot, found);
  return found;
}

/** Of matrices of more entries than this it is not looked for, entry by entry: nobody types so many. */
const mostEntries = 100;

const knownEntries = new WeakMap<Lesson, Map<number, readonly (CornerSlopes | null)[]>>();

/** The same for each entry of a matrix, on the scale on which it is asked; none where no step stands at a corner. */
export function cornerEntries(lesson: Lesson, { slot, exact }: Question): readonly (CornerSlopes | null)[] {
  const bySlot = knownEntries.get(lesson) ?? new Map<number, readonly (CornerSlopes | null)[]>();
  knownEntries.set(lesson, bySlot);
  const before = bySlot.get(slot);
  if (before) return before;
  const { worked } = lesson;
  const count = sizeOf(shapeOf(exact));
  const scale = scaleOf(worked, slot);
  const found =
    count > mostEntries || !sidesOf(worked, worked.tape.value).includes(0)
      ? []
      : Array.from({ length: count }, (_, entry) => {
          const slopes = slopesAt(lesson, slot, entry);
          return slopes && { low: scale * slopes.low, high: scale * slopes.high };
        });
  bySlot.set(slot, found);
  return found;
}

/** Whether a question's number, or an entry of its matrix, stands at a corner whose sides have different slopes. */
export const standsAtCorner = (lesson: Lesson, question: Question): boolean =>
  question.plain
    ? cornerSlopes(lesson, question) !== null
    : cornerEntries(lesson, question).some((slopes) => slopes !== null);

function slopesAt({ worked }: Lesson, slot: number, entry: number): CornerSlopes | null {
  const { graph, tape } = worked;
  const kinked = kinkedSteps(graph);
  if (kinked.length === 0 || placeAt(graph, slot) < 0) return null;
  const clearance = clearanceOf(graph, { slot, entry }, tape.value, kinked);
  if (clearance.kind === 'clear') return null;
  const { left, right } = clearance.corner;
  const [low, high] = [Math.min(left, right), Math.max(left, right)].map(tidied);
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return null;
  return high - low > 1e-6 * Math.max(1, Math.abs(low), Math.abs(high)) ? { low, high } : null;
}

/** A slope by differences, without the noise of its last digits. */
const tidied = (slope: number): number => Number(slope.toPrecision(9)) + 0;

/** What is said of an answer between the slopes of a corner that is not the key. */
export const cornerSaid = ({ low, high }: CornerSlopes, exact: number, digits: number): string =>
  ` At this corner every number from ${math(formatNumber(low, digits))} to ${math(formatNumber(high, digits))} is a derivative; by convention it is ${math(formatNumber(exact, digits))}.`;
