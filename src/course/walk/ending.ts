import { questionOf } from '../../tutor/lesson/question.ts';
import { type Course, type Lecture, type LectureOutline, type Step, stepId } from '../lessons/course.ts';
import { isMastered, type Memory, type SkillMemory, stepOf } from '../memory/memory.ts';
import { skillName } from '../skills/plain-names.ts';
import { skillsOf } from '../skills/skills.ts';
import { sessionOver } from './asked-session.ts';
import { predictionEvidence } from './prediction-evidence.ts';

/** The most skills that are named for another look: somebody with more begins with these. */
const mostNamed = 5;

/** How many first tries in a lecture were right, and how many there were. */
export function triesIn(
  memory: Memory,
  course: Course,
  lecture: LectureOutline,
): { readonly first: number; readonly asked: number } {
  const all = lecture.stepIds.flatMap((id) => Object.values(stepOf(memory, course.id, id)?.answered ?? {}));
  return { first: all.filter(Boolean).length, asked: all.length };
}

/** How many steps of a lecture somebody has been through. */
export const stepsDone = (memory: Memory, course: Course, { stepIds }: LectureOutline): number =>
  stepIds.filter((id) => stepOf(memory, course.id, id)?.done).length;

/** The text at the end of a lecture: how it went, and what will come back. */
export function lectureEnding(
  memory: Memory,
  course: Course,
  lecture: Lecture,
  number: number,
): readonly string[] {
  const { first, asked } = triesIn(memory, course, lecture);
  const missed = [...new Set(lecture.steps.flatMap((step) => missedIn(memory, course, lecture, step)))];
  return [
    `Lecture ${number} done: ${first} of ${asked} answers right at the first try.`,
    ...(lecture.summary === null ? [] : ['In short:', ...inShort(lecture)]),
    ...(missed.length > 0 ? ['It will come back in a day or two (dvar review):'] : []),
    ...missed.slice(0, mostNamed).map((skill) => `  ${skillName(skill)}`),
    ...(missed.length > mostNamed ? [`  and ${missed.length - mostNamed} more`] : []),
  ];
}

/** What the lectures that somebody has been through come to, and where they are. */
export function summaryLines(memory: Memory, course: Course): readonly string[] {
  const lines = course.lectures.flatMap((lecture, i) => {
    return stepsDone(memory, course, lecture) === lecture.stepIds.length
      ? [`Lecture ${i + 1}, ${lecture.title}:`, ...inShort(lecture)]
      : [];
  });
  return lines.length > 0 ? lines : ['Each lecture ends with a summary; you are in the first one.'];
}

/** The days after which somebody is reminded of earlier lectures. */
const longAway = 7;

/**
 * The reminder for somebody who comes back after a long while, before the next step of a lecture; empty for anybody
 * else.
 */
export function refresherLines(
  memory: Memory,
  course: Course,
  lecture: Lecture,
  today: number,
): readonly string[] {
  const last = Math.max(...Object.keys(memory.days).map(Number));
  if (!Number.isFinite(last) || today - last < longAway) return [];
  const at = course.lectures.indexOf(lecture);
  const begun = stepsDone(memory, course, lecture) > 0;
  const before = course.lectures[at - 1];
  const short = begun && lecture.summary !== null ? lecture : before;
  return [
    `You were here ${today - last} days ago.`,
    ...(short && short.summary !== null
      ? [
          `${short === lecture ? 'What this lecture is about' : 'The lecture before'}, in short:`,
          ...inShort(short),
        ]
      : []),
    '`dvar review` brings back what you may have forgotten; `:back` goes back a step.',
  ];
}

/** The summary of a lecture, a line each. */
const inShort = ({ summary }: Lecture): readonly string[] =>
  summary === null ? [] : summary.split('\n').map((each) => `  ${each}`);

/** The skills of the questions of a step that were not right at the very first try. */
function missedIn(memory: Memory, course: Course, lecture: Lecture, step: Step): readonly string[] {
  const answered = stepOf(memory, course.id, stepId(lecture, step))?.answered ?? {};
  const missed = Object.keys(answered).filter((name) => !answered[name]);
  if (missed.length === 0) return [];
  return skillsIn(step)
    .filter(({ name }) => missed.some((each) => each === name || each.startsWith(`${name}:`)))
    .flatMap(({ skills }) => skills);
}

/** What a step asks, with the skills that each question speaks of. */
function skillsIn(step: Step): readonly { readonly name: string; readonly skills: readonly string[] }[] {
  if (step.kind === 'predict') return [{ name: step.id, skills: predictionEvidence(step).skills }];
  if (!step.example || step.kind === 'say' || step.kind === 'demo') return [];
  const kinds = step.kind === 'faded' || step.kind === 'solo' ? step.kinds : (['value'] as const);
  const { queue, words } = sessionOver(step.example.lesson, step.names, kinds, 'prompt', new Set());
  return queue.map((key) => {
    const question = questionOf(words.lesson, key);
    return { name: question.name, skills: skillsOf(words.lesson, question) };
  });
}

/** What is said at the end of the course, in parts that each fit on a screen. */
export interface CourseEnding {
  /** The last page, and a line for each skill with what was seen of it, from weak to strong. */
  readonly shown: readonly string[];
  /** What to look at again. */
  readonly again: readonly string[];
  /** Where to go on. */
  readonly onward: readonly string[];
}

/** Says what somebody has shown in a course, what to look at again, and where to go on. */
export function courseEnding(memory: Memory, course: Course): CourseEnding {
  const all = skillsOfCourse(memory, course);
  const again = all.filter(({ skill }) => !isFluent(skill) && skill.missed > 0).slice(0, mostNamed);
  const { first, asked } = lastPage(memory, course);
  const open = course.lectures.flatMap((lecture, i) =>
    stepsDone(memory, course, lecture) < lecture.stepIds.length ? [i + 1] : [],
  );
  return {
    shown: [
      ...(asked > 0
        ? [`The last page, a new network alone: ${first} of ${asked} answers right at the first try.`]
        : []),
      'What you have shown, from weak to strong:',
      ...all.map(({ name, skill }) => `  ${skillName(name)}: ${evidenceOf(skill)}`),
    ],
    again:
      again.length === 0
        ? []
        : [
            'To look at again:',
            ...again.map(
              ({ name, lecture }) => `  ${skillName(name)}${lecture === null ? '' : ` (lecture ${lecture})`}`,
            ),
          ],
    onward: [
      'Where to go on:',
      ...(open.length > 0
        ? [`  \`dvar learn ${open[0]}\`: there are steps left in lecture ${open.join(', ')}`]
        : []),
      '  `dvar review` tomorrow: what you saw here, at other numbers; a skill counts as kept once it was right on two days',
      '  `dvar practice` at any time: as many problems as you like, on what you know least',
      '  `dvar` with a network of your own; `dvar train` lets it learn',
      '  `dvar progress --format html > page.html`: a page of all this, to print or to hand in',
    ],
  };
}

/** A skill that was asked for, with the number of the lecture that asks for it first; null where none does. */
interface CourseSkill {
  readonly name: string;
  readonly skill: SkillMemory;
  readonly lecture: number | null;
}

/** The skills that somebody was asked for, from weak to strong. */
export function skillsOfCourse({ skills }: Memory, course: Course): readonly CourseSkill[] {
  const taught = course.lectures.map(
    ({ steps }) => new Set(steps.flatMap(skillsIn).flatMap((each) => each.skills)),
  );
  return Object.entries(skills)
    .sort(([, a], [, b]) => a.known - b.known)
    .map(([name, skill]) => {
      const at = taught.findIndex((each) => each.has(name));
      return { name, skill, lecture: at < 0 ? null : at + 1 };
    });
}

/** How the exercises at the very end of a course went: what nobody led up to. */
export function lastPage(memory: Memory, course: Course): { readonly first: number; readonly asked: number } {
  const lecture = course.lectures.at(-1);
  if (!lecture) return { first: 0, asked: 0 };
  const { steps } = lecture;
  const before = steps.findLastIndex(({ kind }) => kind !== 'solo' && kind !== 'fresh');
  return triesIn(memory, course, { ...lecture, stepIds: lecture.stepIds.slice(before + 1) });
}

/** Whether the model and the last answers agree that there is nothing to look at again. */
export const isFluent = (skill: SkillMemory): boolean => skill.known >= 0.8;

/** `5 of 6 right at the first try, on two days, also at other numbers: kept`. */
function evidenceOf(skill: SkillMemory): string {
  const days = skill.days.length > 1 ? ', on two days' : '';
  const numbers = skill.numbers.length > 1 ? ', also at other numbers' : '';
  return `${skill.right} of ${skill.right + skill.missed} right at the first try${days}${numbers}${isMastered(skill) ? ': kept' : ''}`;
}
