import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { fromNested, type Value } from '../../ops/matrix.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { keyOf, kindIn, type QuestionKind, questionKinds } from '../../tutor/lesson/question-kind.ts';
import { discriminate } from '../../tutor/values/discrimination.ts';
import { friendlyVariantOf } from '../../tutor/values/friendly-variant.ts';
import { type Course, type Predict, stepId } from '../lessons/course.ts';
import type { Asked, AskedPrediction } from '../memory/entry.ts';
import {
  dayOf,
  dueAt,
  isOpen,
  type Memory,
  type MistakeMemory,
  mistakesAt,
  weightOf,
} from '../memory/memory.ts';
import { dueFrom } from '../memory/scheduler.ts';
import { skillsOf } from '../skills/skills.ts';
import { questionSeconds } from './minutes.ts';
import { predictionEvidence } from './prediction-evidence.ts';

interface Common {
  /** The skills that it asks for; first the one for which it was chosen. */
  readonly skills: readonly string[];
  /** The learner's own mistakes where these skills were asked for. */
  readonly mistakes: readonly MistakeMemory[];
  readonly seconds: number;
  /** No two questions of a review have the same. */
  readonly key: string;
}

/** A question that is due: like one that was asked before, in a quiz or as a prediction of the course. */
export type Due = Common &
  (
    | { readonly kind: 'question'; readonly asked: Asked; readonly lesson: Lesson }
    | { readonly kind: 'prediction'; readonly step: Predict }
  );

/** The fewest questions of a review (where that many are known), and the most. */
const many = { least: 3, most: 10 } as const;
/** The most seconds of a review. What was met before is quicker than what is new. */
const longest = 180;
const pace = 0.7;

/** Whether a mistake was made before this day; one by a clock that was far ahead was. */
const isEarlier = ({ last }: MistakeMemory, time: number): boolean =>
  dayOf(last) < dayOf(time) || dayOf(last) > dayOf(time) + 1;

/**
 * What is asked in a review: the learner's own mistakes first, the heaviest before the others, then the skills that are
 * due, the weakest first. A question speaks of several skills; none that it has is asked for once more. Where something
 * is due, but little, the skills that come next fill it up to three. Empty where nothing is due.
 */
export function reviewAt(memory: Memory, time: number, course: Course | null): readonly Due[] {
  const open = Object.values(memory.mistakes)
    .filter((mistake) => isOpen(mistake, time) && isEarlier(mistake, time))
    .sort((a, b) => weightOf(b, time) - weightOf(a, time));
  const due = dueAt(memory, time).map(([name]) => name);
  const next = Object.entries(memory.skills)
    .sort(([, a], [, b]) => dueFrom(a.schedule, time) - dueFrom(b.schedule, time))
    .map(([name]) => name)
    .filter((name) => !due.includes(name));
  const chosen: Due[] = [];
  const covered = new Set<string>();
  let seconds = 0;
  const put = (skill: string, asked: Asked | null): void => {
    if (covered.has(skill) || chosen.length >= many.most) return;
    const found = dueOf(memory, skill, asked, course);
    if (!found || chosen.some(({ key }) => key === found.key)) return;
    if (chosen.length >= many.least && seconds + found.seconds > longest) return;
    chosen.push(found);
    seconds += found.seconds;
    for (const each of found.skills) covered.add(each);
  };
  for (const { skills, asked } of open) put(skills[0] ?? '', asked);
  for (const skill of due) put(skill, memory.skills[skill]?.asked ?? null);
  if (chosen.length > 0)
    for (const skill of next) if (chosen.length < many.least) put(skill, memory.skills[skill]?.asked ?? null);
  return chosen;
}

function dueOf(memory: Memory, skill: string, asked: Asked | null, course: Course | null): Due | null {
  const lesson = asked && lessonFor(asked);
  const key = asked && lesson ? keyIn(lesson, asked) : null;
  if (asked && lesson && key !== null) {
    const question = questionOf(lesson, key);
    const skills = [...new Set([skill, ...skillsOf(lesson, question)])];
    return {
      kind: 'question',
      asked,
      lesson,
      skills,
      mistakes: mistakesAt(memory, skills),
      seconds: pace * questionSeconds(question),
      key: `${asked.program} ${asked.name} ${asked.kind}`,
    };
  }
  const { place = null, prediction = null } = memory.skills[skill] ?? {};
  const found =
    place && (stepFor(course, place, skill) ?? (prediction && asPredicted(prediction, place.step)));
  if (!found) return null;
  return {
    kind: 'prediction',
    step: found.step,
    skills: [skill],
    mistakes: mistakesAt(memory, [skill]),
    seconds: pace * 40,
    key: found.id,
  };
}

interface Found {
  readonly id: string;
  readonly step: Predict;
}

/** The step of a course that asks for a skill as an earlier one did; null where that belongs to another course. */
function stepFor(
  course: Course | null,
  place: { course: string; step: string },
  skill: string,
): Found | null {
  if (place.course !== course?.id) return null;
  for (const lecture of course.lectures)
    for (const step of lecture.steps) {
      const id = stepId(lecture, step);
      if (step.kind === 'predict' && isAlike(id, step, place.step, skill)) return { id, step };
    }
  return null;
}

/** A prediction as the journal has kept it; its course may be anywhere. */
function asPredicted({ about, ...asks }: AskedPrediction, id: string): Found | null {
  const lesson = lessonFor(about);
  if (!lesson) return null;
  const name = id.slice(id.lastIndexOf('/') + 1);
  const example = { name, text: about.program, lesson, problem: null };
  return { id, step: { ...asks, kind: 'predict', id: name, example, choices: [], from: 0 } };
}

/** Whether a prediction can stand for the one that asked for a skill: itself, or any that asks it at other numbers. */
const isAlike = (id: string, step: Predict, asked: string, skill: string): boolean =>
  step.redraw ? predictionEvidence(step).skills.includes(skill) : id === asked;

/** The lesson in which a question was asked; null where this version can't read it. */
function lessonFor({ program, values, data, output }: AskedPrediction['about']): Lesson | null {
  const parsed = parseProgram(program);
  if (!parsed.ok || values === null) return null;
  const given = new Map(
    Object.entries(values).map(([name, value]): [string, Value] => [name, fromNested(value)]),
  );
  const worked = evaluateGraph(parsed.value, { values: given, output, data });
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  return lesson.ok ? lesson.value : null;
}

/** The kind of question that something was asked as. */
export const kindAsked = ({ kind }: Asked): QuestionKind =>
  questionKinds.find((each) => each === kind) ?? 'value';

/** The key of an earlier question in a lesson; null where the lesson does not ask it. */
function keyIn(lesson: Lesson, asked: Asked): number | null {
  const slot = lesson.order.find((each) => lesson.worked.names[each] === asked.name);
  if (slot === undefined) return null;
  const key = keyOf(slot, kindAsked(asked));
  return kindIn(key) === 'wrong-line' ? null : key;
}

/** The most draws that are tried until the learner's own mistakes show. */
const draws = 6;

/**
 * The lesson of a question at fresh numbers, at which the learner's own mistakes give other answers than the right rule,
 * and, where such numbers are found, than one another.
 */
export function freshFor(
  { asked, lesson, mistakes }: Due & { readonly kind: 'question' },
  seed: number,
): Lesson {
  const own = mistakes.map(({ id }) => id);
  const slots = lesson.order.filter((slot) => lesson.worked.names[slot] === asked.name);
  let best: { readonly lesson: Lesson; readonly rank: number } | null = null;
  for (let draw = 0; draw < draws; draw++) {
    const other = friendlyVariantOf(lesson, seed + draw, slots)?.lesson;
    if (!other) continue;
    if (own.length === 0) return other;
    const [found] = discriminate(other, slots);
    const hidden = found?.hidden.filter((id) => own.includes(id)).length ?? 0;
    const confused = found?.confused.flat().filter((id) => own.includes(id)).length ?? 0;
    if (hidden + confused === 0) return other;
    if (!best || 100 * hidden + confused < best.rank) best = { lesson: other, rank: 100 * hidden + confused };
  }
  return best?.lesson ?? lesson;
}
