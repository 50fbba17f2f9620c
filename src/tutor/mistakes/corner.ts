import { clearanceOf, kinkedSteps } from '../../engine/checks/kinks.ts';
import { sidesOf } from '../../engine/checks/sides.ts';
import { placeAt } from '../../engine/graph/graph.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { formatNumber, valueFigures } from '../../language/number-format.ts';
import { shapeOf, sizeOf, type Value } from '../../ops/matrix.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';

/** The slopes on both sides of a number that stands exactly at a corner. */
export interface CornerSlopes {
  readonly left: number;
  readonly right: number;
  /** The smaller of the two, and the larger. */
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

/** In matrices of more entries than this, corners are not looked for: nobody types so many entries. */
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
    count > mostEntries || !sidesOf(worked.graph, worked.tape.value).includes(0)
      ? []
      : Array.from({ length: count }, (_, entry) => {
          const slopes = slopesAt(lesson, slot, entry);
          return slopes && cornerOf(scale * slopes.left, scale * slopes.right);
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
  const corner = cornerOf(tidied(clearance.corner.left), tidied(clearance.corner.right));
  const { low, high } = corner;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  return high - low > 1e-6 * Math.max(1, Math.abs(low), Math.abs(high)) ? corner : null;
}

const cornerOf = (left: number, right: number): CornerSlopes => ({
  left,
  right,
  low: Math.min(left, right),
  high: Math.max(left, right),
});

/** A slope by differences, without the noise of its last digits. */
const tidied = (slope: number): number => Number(slope.toPrecision(9)) + 0;

/** `J has a corner at x = 3: slope 0 on its left and 6 on its right; by convention it is 0`. */
export function cornerSaid(
  { worked }: Lesson,
  { slot, name, exact }: Question,
  digits: number,
  corner: CornerSlopes,
): string {
  const at = math(`${name} = ${valueFigures(valueOfSlot(worked, slot), digits)}`);
  const [left, right, key] = [corner.left, corner.right, Number(exact)].map((slope) =>
    math(formatNumber(slope, digits)),
  );
  return `${worked.output} has a corner at ${at}: slope ${left} on its left, ${right} on its right; by convention it is ${key}`;
}

/** What is said of an answer that is not the convention's: the slope of one side, or one between the two. */
export const besideConvention = ({ low, high }: CornerSlopes, value: Value, typed: string): string =>
  ` Your ${math(typed)} ${value === low || value === high ? 'is the slope on one side' : 'lies between the two'}, so it is right as well.`;

/** What a wrong answer is told where corners cancel, so that the rules of the single steps do not show the slope. */
export function cancelsMissed({ worked }: Lesson, { cancels, name }: Question, value: Value): string | null {
  if (!cancels) return null;
  const byRules =
    value === cancels.byRules
      ? `${math(formatNumber(cancels.byRules))} is what the rules give here, each step by its own convention at its corner. But the corners`
      : 'The corners here';
  return `${byRules} cancel: move ${name} a little to the right, then to the left. How far does ${worked.output} go for each tiny step?`;
}

/** What a right answer is told there. */
export function cancelsSaid(
  { worked }: Lesson,
  { slot, name, cancels, exact }: Question,
  digits: number,
): string {
  const at = math(`${name} = ${valueFigures(valueOfSlot(worked, slot), digits)}`);
  const [slope, byRules] = [Number(exact), cancels?.byRules ?? Number.NaN].map((each) =>
    math(formatNumber(each, digits)),
  );
  return `The corners at ${at} cancel: ${worked.output} has slope ${slope} on both sides. The rules of the single steps would give ${byRules}, each by its own convention`;
}
