import { questionOf } from '../../tutor/lesson/question.ts';
import type { Course, Lecture, Step } from '../lessons/course.ts';
import { stepId } from '../lessons/course.ts';
import { mastery } from '../memory/knowledge.ts';
import { type Memory, stepOf } from '../memory/memory.ts';
import { skillsOf } from '../skills/skills.ts';
import { sessionOver } from './asked-session.ts';

/** The step of a lecture that comes next, from a place on; null where all have been taken. */
export function nextStep(memory: Memory, course: Course, lecture: Lecture, from = 0): number | null {
  const at = lecture.stepIds.findIndex((id, i) => i >= from && !stepOf(memory, course.id, id)?.done);
  return at < 0 ? null : at;
}

/** The lecture with which somebody continues: the one where they stopped, or else the next one with steps left; null where none has any. */
export function openLecture(memory: Memory, course: Course): number | null {
  const { lectures } = course;
  const were = lectures.findIndex(({ stepIds }) => stepIds.includes(memory.last[course.id] ?? ''));
  const order = [...lectures.keys()].map((i) => (Math.max(were, 0) + i) % lectures.length);
  return order.find((at) => nextStep(memory, course, lectures[at] as Lecture) !== null) ?? null; // the places are within
}

/** The exercises that follow a worked example, and the hardest of them. */
export interface ExerciseRow {
  readonly hardest: number;
  /** The places of the steps that are skipped by somebody who can do the hardest. */
  readonly easier: readonly number[];
}

/** The row that begins with a worked example: up to the next one. Null where nothing is asked alone in it. */
export function rowAt({ steps }: Lecture, at: number): ExerciseRow | null {
  if (steps[at]?.kind !== 'worked') return null;
  const after = steps.findIndex((step, i) => i > at && step.kind === 'worked');
  const end = after < 0 ? steps.length : after;
  const places = steps.flatMap((step, i) => (i > at && i < end && isExercise(step) ? [i] : []));
  // Whoever goes straight to it has seen this network alone.
  const same = places.filter((place) => networkOf(steps[place]) === networkOf(steps[at]));
  const hardest =
    lastOf(same, steps, 'fresh') ??
    lastOf(same, steps, 'solo') ??
    lastOf(places, steps, 'fresh') ??
    lastOf(places, steps, 'solo');
  return hardest === null ? null : { hardest, easier: [at, ...places.filter((place) => place !== hardest)] };
}

/** The text of a step's program, whatever the number of examples of which it takes the mean; null where it has none. */
const networkOf = (step: Step | undefined): string | null =>
  step?.example?.text.replaceAll(/(?<![\w.])1\/\d+/g, '1/m') ?? null;

const isExercise = ({ kind }: Step): boolean => kind === 'faded' || kind === 'solo' || kind === 'fresh';

const lastOf = (places: readonly number[], steps: readonly Step[], kind: Step['kind']): number | null =>
  places.filter((place) => steps[place]?.kind === kind).at(-1) ?? null;

/** Whether somebody has shown every skill that a row asks for. */
export function isKnown(memory: Memory, { steps }: Lecture, { hardest, easier }: ExerciseRow): boolean {
  const skills = [...easier, hardest].flatMap((place) => skillsIn(steps[place]));
  return skills.length > 0 && skills.every((skill) => (memory.skills[skill]?.known ?? 0) >= mastery);
}

/** The skills that an exercise asks for by its derivatives' values. */
function skillsIn(step: Step | undefined): readonly string[] {
  if (!step?.example || step.kind === 'say' || step.kind === 'demo' || step.kind === 'predict') return [];
  const { queue, words } = sessionOver(step.example.lesson, step.names, ['value'], 'prompt', new Set());
  return queue.flatMap((key) => skillsOf(words.lesson, questionOf(words.lesson, key)));
}

/** How many answers of a step were wrong, or needed a hint, the last time that it was taken. */
export const wrongIn = (memory: Memory, course: Course, lecture: Lecture, step: Step): number =>
  Object.values(stepOf(memory, course.id, stepId(lecture, step))?.now ?? {}).filter((right) => !right).length;
